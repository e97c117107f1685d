@NullMarked
package io.seawall.oracle.mesh;

import org.jspecify.annotations.NullMarked;
