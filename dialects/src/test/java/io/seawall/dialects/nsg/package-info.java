/// Tests of this dialect.
@NullMarked
package io.seawall.dialects.nsg;

import org.jspecify.annotations.NullMarked;
