/// Kubernetes' own objects: namespaces, workloads, Services, Ingresses, nodes and NetworkPolicy.
@NullMarked
package io.seawall.dialects.kubernetes;

import org.jspecify.annotations.NullMarked;
