/// Tables for practice `service-mesh`.
@NullMarked
package io.seawall.practices.mesh;

import org.jspecify.annotations.NullMarked;
