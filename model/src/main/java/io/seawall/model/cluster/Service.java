package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Map;

/// A Service.
///
/// @param type `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`
/// @param selector empty for a Service without one, whose endpoints are written by hand
/// @param sourceRanges `spec.loadBalancerSourceRanges` as written
/// @param externalIps `spec.externalIPs` as written
/// @param entry how packets from outside enter
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
    Entry entry,
    SourceRef where) {
  public Service {
    selector = Map.copyOf(selector);
    annotations = Map.copyOf(annotations);
    labels = Map.copyOf(labels);
    ports = List.copyOf(ports);
    sourceRanges = List.copyOf(sourceRanges);
    externalIps = List.copyOf(externalIps);
  }

  /// A Service that says nothing of how packets from outside enter.
  public Service(
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
    this(
        namespace,
        name,
        type,
        selector,
        annotations,
        labels,
        ports,
        sourceRanges,
        externalIps,
        Entry.DEFAULT,
        where);
  }

  /// As a message names it: `Service shop/web`.
  public String title() {
    return "Service " + namespace + "/" + name;
  }

  /// How packets from outside enter.
  ///
  /// @param keepsSource whether they go to pods of the node they came to alone, and keep the
  ///   address of their sender (`externalTrafficPolicy: Local`)
  /// @param nodePorts whether a load balancer has node ports, too (`allocateLoadBalancerNodePorts`)
  /// @param loadBalancerClass empty if the cloud's own load balancer is meant
  /// @param addresses of the load balancer, as asked for (`loadBalancerIP`) or as the cluster shows
  ///   them (`status`)
  /// @param families where one of several can be meant
  public record Entry(
      boolean keepsSource,
      boolean nodePorts,
      String loadBalancerClass,
      List<Address> addresses,
      Families families) {
    /// What holds if nothing is written (Kubernetes API, ServiceSpec).
    public static final Entry DEFAULT = new Entry(false, true, "", List.of(), Families.FIRST);

    public Entry {
      addresses = List.copyOf(addresses);
    }
  }

  /// The families of the addresses of a Service.
  public enum Families {
    /// That of the cluster, or the first of two.
    FIRST,
    V4,
    V6,
    /// Both, where the cluster has both.
    BOTH
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
  /// @param appProtocol what is spoken there; empty if it is not written
  public record Port(
      String name, Protocol protocol, int port, String target, int nodePort, String appProtocol) {
    /// A port that does not say what is spoken there.
    public Port(String name, Protocol protocol, int port, String target, int nodePort) {
      this(name, protocol, port, target, nodePort, "");
    }
  }
}
