package io.seawall.model.policy;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.HostEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What guards nodes, and not pods.
///
/// @param endpoints the host endpoints of Calico
/// @param policies policies for nodes, in no order
/// @param automatic where Calico is told to make a host endpoint for every node
/// @param fromOwnPods what becomes of packets of pods to the node they run on, under Calico
/// @param unsettled why it is not known whether policies of Cilium for nodes are in force
public record NodeGuards(
    List<HostEndpoint> endpoints,
    List<NodePolicy> policies,
    List<Automatic> automatic,
    List<FromOwnPods> fromOwnPods,
    List<Unsettled> unsettled) {
  /// Nothing.
  public static final NodeGuards NONE =
      new NodeGuards(List.of(), List.of(), List.of(), List.of(), List.of());

  public NodeGuards {
    endpoints = List.copyOf(endpoints);
    policies = List.copyOf(policies);
    automatic = List.copyOf(automatic);
    fromOwnPods = List.copyOf(fromOwnPods);
    unsettled = List.copyOf(unsettled);
  }

  /// Host endpoints that Calico makes by itself.
  ///
  /// Source: Calico documentation, "Protect Kubernetes nodes", automatic host endpoints: one for
  /// each node, of every interface, with the labels of the node and a profile that lets everything
  /// by.
  ///
  /// @param plain false if templates may change which there are
  public record Automatic(boolean plain, SourceRef where) {}

  /// What becomes of packets of pods to the node they run on, after the pods' own policies.
  ///
  /// Source: Calico documentation, "Protect hosts", default behavior of workload to host traffic.
  ///
  /// @param drop whether they are dropped; empty if that is not known
  /// @param hostPolicies whether policies for the node may be asked, too: with eBPF
  /// @param object in the words of its dialect
  public record FromOwnPods(
      Optional<Boolean> drop, boolean hostPolicies, String object, SourceRef where) {}

  /// What would have to be known to tell whether policies for nodes are in force.
  ///
  /// Source: Cilium documentation, "Host Policies": the firewall of nodes must be switched on.
  public record Unsettled(String missing, SourceRef where) {}

  /// Whether there is nothing that could guard a node.
  public boolean isEmpty() {
    return equals(NONE);
  }

  /// Both together.
  public NodeGuards plus(NodeGuards that) {
    return new NodeGuards(
        joined(endpoints, that.endpoints),
        joined(policies, that.policies),
        joined(automatic, that.automatic),
        joined(fromOwnPods, that.fromOwnPods),
        joined(unsettled, that.unsettled));
  }

  /// The part that was read in some places.
  public NodeGuards within(Predicate<SourceRef> places) {
    return new NodeGuards(
        endpoints.stream().filter(one -> places.test(one.where())).toList(),
        policies.stream().filter(one -> places.test(one.policy().where())).toList(),
        automatic.stream().filter(one -> places.test(one.where())).toList(),
        fromOwnPods.stream().filter(one -> places.test(one.where())).toList(),
        unsettled.stream().filter(one -> places.test(one.where())).toList());
  }

  /// The same with other policies.
  public NodeGuards withPolicies(List<NodePolicy> replaced) {
    return new NodeGuards(endpoints, replaced, automatic, fromOwnPods, unsettled);
  }

  private static <T> List<T> joined(List<T> left, List<T> right) {
    List<T> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }
}
