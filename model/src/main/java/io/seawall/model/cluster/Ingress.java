package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Map;

/// An Ingress: names and paths that a controller outside of it serves.
///
/// @param className `spec.ingressClassName`, or the older annotation; empty if neither is set
/// @param hosts of the rules; `*` for a rule without a host
/// @param tlsHosts hosts that `spec.tls` names
/// @param tls whether `spec.tls` has an entry
public record Ingress(
    String namespace,
    String name,
    String className,
    Map<String, String> annotations,
    List<String> hosts,
    List<String> tlsHosts,
    boolean tls,
    List<Backend> backends,
    SourceRef where) {
  public Ingress {
    annotations = Map.copyOf(annotations);
    hosts = List.copyOf(hosts);
    tlsHosts = List.copyOf(tlsHosts);
    backends = List.copyOf(backends);
  }

  /// A Service and its port, by number or name.
  public record Backend(String service, String port) {}
}
