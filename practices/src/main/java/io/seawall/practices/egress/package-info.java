/// Practice `egress`: what can leave the cluster, from pods and from nodes, and can the cluster
/// still reach what it needs?
@NullMarked
package io.seawall.practices.egress;

import org.jspecify.annotations.NullMarked;
