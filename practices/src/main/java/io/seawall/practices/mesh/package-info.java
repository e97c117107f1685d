/// Practice `service-mesh`: is all pod-to-pod traffic mutually authenticated, and is nothing
/// authorised by default?
@NullMarked
package io.seawall.practices.mesh;

import org.jspecify.annotations.NullMarked;
