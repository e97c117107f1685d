/// Tests of the algebra, on drawn values and against tables.
@NullMarked
package io.seawall.packets;

import org.jspecify.annotations.NullMarked;
