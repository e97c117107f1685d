/// Tests of reach, on clusters made by hand and on drawn ones.
@NullMarked
package io.seawall.reach;

import org.jspecify.annotations.NullMarked;
