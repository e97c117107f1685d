/// Tests of this dialect.
@NullMarked
package io.seawall.dialects.aks;

import org.jspecify.annotations.NullMarked;
