package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.model.mesh.Member;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Map;

/// Pods that are alike in all that a policy can see: those of one owner, or a template that will
/// make them.
///
/// An owner whose live pods differ (during a rollout, say) has several of these, under one id.
///
/// @param controller the object that the pods themselves name as their controller, such as the
///   ReplicaSet of a Deployment; equal to `id` where nothing stands between the two
/// @param labels of the pods
/// @param annotations of the pods, as far as they bear on the network
/// @param hostPid whether they see the processes of their node
/// @param setup what the init containers were told that lead packets to a proxy
/// @param pods the live ones; empty for a template
/// @param mesh what a service mesh makes of the pods; told once the cluster is known
public record Workload(
    Id id,
    Id controller,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Container> containers,
    boolean hostNetwork,
    boolean hostPid,
    OperatingSystem os,
    boolean virtualNode,
    String serviceAccount,
    Map<String, String> nodeSelector,
    List<Setup> setup,
    List<Pod> pods,
    Member mesh,
    SourceRef where) {
  public Workload {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    containers = List.copyOf(containers);
    nodeSelector = Map.copyOf(nodeSelector);
    setup = List.copyOf(setup);
    pods = List.copyOf(pods);
  }

  /// A workload of which no mesh speaks.
  public Workload(
      Id id,
      Id controller,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<Container> containers,
      boolean hostNetwork,
      boolean hostPid,
      OperatingSystem os,
      boolean virtualNode,
      String serviceAccount,
      Map<String, String> nodeSelector,
      List<Pod> pods,
      SourceRef where) {
    this(
        id,
        controller,
        labels,
        annotations,
        containers,
        hostNetwork,
        hostPid,
        os,
        virtualNode,
        serviceAccount,
        nodeSelector,
        List.of(),
        pods,
        Member.NONE,
        where);
  }

  /// The same workload, read at another place.
  public Workload at(SourceRef place) {
    return with(mesh, place);
  }

  /// The same workload as a mesh sees it.
  public Workload in(Member member) {
    return with(member, where);
  }

  private Workload with(Member member, SourceRef place) {
    return new Workload(
        id,
        controller,
        labels,
        annotations,
        containers,
        hostNetwork,
        hostPid,
        os,
        virtualNode,
        serviceAccount,
        nodeSelector,
        setup,
        pods,
        member,
        place);
  }

  /// The same workload with what its init containers were told.
  public Workload with(List<Setup> told) {
    return new Workload(
        id,
        controller,
        labels,
        annotations,
        containers,
        hostNetwork,
        hostPid,
        os,
        virtualNode,
        serviceAccount,
        nodeSelector,
        told,
        pods,
        mesh,
        where);
  }

  /// Whether the pods ask to leave the cluster through a static egress gateway.
  ///
  /// Source: Microsoft Learn, "Configure Static Egress Gateway in AKS".
  public boolean asksForStaticGateway() {
    return annotations.containsKey("kubernetes.azure.com/static-gateway-configuration");
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
  ///
  /// @param image empty if it is not written
  /// @param privileged whether it has the powers of its node's root
  public record Container(String name, String image, boolean privileged, List<Port> ports) {
    public Container {
      ports = List.copyOf(ports);
    }
  }

  /// An init container that leads packets to a proxy.
  ///
  /// @param args its command and arguments
  public record Setup(String name, List<String> args) {
    public Setup {
      args = List.copyOf(args);
    }
  }

  /// A port that a container says it listens on. Saying so opens nothing; the name can be used in
  /// policies.
  ///
  /// @param name empty if it has none
  /// @param hostPort the port of the node that leads to it; 0 if there is none
  public record Port(String name, Protocol protocol, int number, int hostPort) {}

  /// What the nodes of the pods run.
  public enum OperatingSystem {
    LINUX,
    WINDOWS,
    UNKNOWN
  }
}
