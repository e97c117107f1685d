/// Tests of the neutral model of meshes.
@NullMarked
package io.seawall.model.mesh;

import org.jspecify.annotations.NullMarked;
