package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Service;
import java.util.List;
import java.util.Set;

/// The way from outside to pods that cannot be asked directly: only where something in the cluster
/// leads a packet to them.
///
/// Source: Kubernetes documentation, "Service" and "Ingress".
final class WayIn {
  private static final Set<String> OPEN_TYPES = Set.of("LoadBalancer", "NodePort");

  private final List<Service> services;

  WayIn(Snapshot snapshot) {
    this.services =
        snapshot.facts().kubernetes().services().stream()
            .filter(service -> OPEN_TYPES.contains(service.type()) && !service.selector().isEmpty())
            .toList();
  }

  /// Not known, whatever Services there are: which addresses and ports lead to one is not followed.
  Hop to(Endpoint.Pods pods) {
    return CloudHops.unknown(
        "way in",
        "from there a packet gets to a pod only where a Service of type LoadBalancer or NodePort,"
            + " an Ingress or a gateway leads it, which is not followed; "
            + found(pods));
  }

  private String found(Endpoint.Pods pods) {
    return services.stream()
        .filter(service -> pods.workloads().stream().anyMatch(service::selects))
        .findFirst()
        .map(service ->
            "Service %s/%s of type %s selects it"
                .formatted(service.namespace(), service.name(), service.type()))
        .orElse("no such Service in the input selects it");
  }
}
