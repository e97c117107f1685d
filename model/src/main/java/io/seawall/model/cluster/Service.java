package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Map;

/// A Service.
///
/// @param type `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`
/// @param selector empty for a Service without one, whose endpoints are written by hand
/// @param sourceRanges `spec.loadBalancerSourceRanges` as written
public record Service(
    String namespace,
    String name,
    String type,
    Map<String, String> selector,
    Map<String, String> annotations,
    Map<String, String> labels,
    List<Port> ports,
    List<String> sourceRanges,
    List<String> externalIps,
    SourceRef where) {
  public Service {
    selector = Map.copyOf(selector);
    annotations = Map.copyOf(annotations);
    labels = Map.copyOf(labels);
    ports = List.copyOf(ports);
    sourceRanges = List.copyOf(sourceRanges);
    externalIps = List.copyOf(externalIps);
  }

  /// Whether its selector picks the pods of the workload; without a selector it picks none.
  ///
  /// Source: Kubernetes API, ServiceSpec.selector.
  public boolean selects(Workload workload) {
    return !selector.isEmpty()
        && namespace.equals(workload.id().namespace())
        && workload.labels().entrySet().containsAll(selector.entrySet());
  }

  /// One port.
  ///
  /// @param target the number or name of the port on the pod
  /// @param nodePort 0 if there is none
  public record Port(String name, Protocol protocol, int port, String target, int nodePort) {}
}
