/// Service meshes: what they make of pods, in the neutral policy language.
@NullMarked
package io.seawall.model.mesh;

import org.jspecify.annotations.NullMarked;
