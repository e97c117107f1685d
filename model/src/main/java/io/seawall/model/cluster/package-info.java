/// Kubernetes as facts: namespaces, workloads, services, nodes.
@NullMarked
package io.seawall.model.cluster;

import org.jspecify.annotations.NullMarked;
