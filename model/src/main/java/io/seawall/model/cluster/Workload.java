package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Map;

/// Pods that are alike in all that a policy can see: those of one owner, or a template that will
/// make them.
///
/// An owner whose live pods differ (during a rollout, say) has several of these, under one id.
///
/// @param labels of the pods
/// @param annotations of the pods
/// @param pods the live ones; empty for a template
public record Workload(
    Id id,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Container> containers,
    boolean hostNetwork,
    OperatingSystem os,
    boolean virtualNode,
    String serviceAccount,
    Map<String, String> nodeSelector,
    List<Pod> pods,
    SourceRef where) {
  public Workload {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    containers = List.copyOf(containers);
    nodeSelector = Map.copyOf(nodeSelector);
    pods = List.copyOf(pods);
  }

  /// The owner: the controller of the pods, or the pod itself where there is none.
  public record Id(String namespace, String kind, String name) implements Comparable<Id> {
    @Override
    public int compareTo(Id that) {
      int byNamespace = namespace.compareTo(that.namespace);
      int byName = byNamespace != 0 ? byNamespace : name.compareTo(that.name);
      return byName != 0 ? byName : kind.compareTo(that.kind);
    }

    /// `shop/web[Deployment]`.
    @Override
    public String toString() {
      return namespace + "/" + name + "[" + kind + "]";
    }
  }

  /// A live pod.
  ///
  /// @param node the name of its node; empty if it is not scheduled
  public record Pod(String name, List<Address> addresses, String node) {
    public Pod {
      addresses = List.copyOf(addresses);
    }
  }

  /// A container that runs as long as the pod does: an ordinary one, or an init container that
  /// restarts always.
  public record Container(String name, String image, List<Port> ports) {
    public Container {
      ports = List.copyOf(ports);
    }
  }

  /// A port that a container says it listens on. Saying so opens nothing; the name can be used in
  /// policies.
  ///
  /// @param name empty if it has none
  public record Port(String name, Protocol protocol, int number) {}

  /// What the nodes of the pods run.
  public enum OperatingSystem {
    LINUX,
    WINDOWS,
    UNKNOWN
  }
}
