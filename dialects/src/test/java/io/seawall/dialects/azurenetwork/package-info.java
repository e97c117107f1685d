/// Tests of this dialect.
@NullMarked
package io.seawall.dialects.azurenetwork;

import org.jspecify.annotations.NullMarked;
