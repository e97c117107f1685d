/// The second answer for service meshes: may this one connection, or this one request, reach the
/// process? Read from the raw texts of Istio (sidecars and ambient), Linkerd and Consul, one
/// question at a time.
///
/// A mesh is a hop of its own: what networks and network policies do is not asked here. Only TCP is
/// spoken of, and only what comes in to a pod.
@NullMarked
package io.seawall.oracle.mesh;

import org.jspecify.annotations.NullMarked;
