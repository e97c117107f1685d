package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.packets.AddressSet;
import io.seawall.reach.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cluster as the netpol-analyzer of NP-Guard (and `roxctl netpol` with it) reads it, for
/// people who switch and want to compare. Its choices differ from what a cluster does in these
/// points, and they live here alone: pods with the host network are ordinary pods; address blocks
/// mean addresses outside of the cluster only, and in policies of administrators IPv4 only; there
/// are no nodes to speak of; TCP, UDP and SCTP are all packets there are; a namespace that is only
/// mentioned has no label but its name; there is no Azure, no Windows and no annotation that leads
/// a packet elsewhere.
public final class NpGuard {
  private NpGuard() {}

  /// The snapshot as that tool sees it, which does not read policies of Cilium or Calico. Its
  /// engine is [io.seawall.reach.Engine#CALICO], which reads names of ports in the same way.
  public static Snapshot reading(Snapshot snapshot) {
    Facts.Kubernetes k = snapshot.facts().kubernetes();
    List<Namespace> namespaces =
        k.namespaces().stream()
            .map(n -> new Namespace(n.name(), n.labels(), true, n.where()))
            .toList();
    List<Workload> workloads = k.workloads().stream().map(NpGuard::ordinary).toList();
    List<Policy> policies =
        k.policies().stream().filter(NpGuard::isRead).map(NpGuard::inForce).toList();
    Facts.Kubernetes read =
        k.withNamespaces(namespaces)
            .withWorkloads(workloads)
            .withNodes(List.of())
            .withPolicies(policies);
    return new Snapshot(
        snapshot.name(),
        Optional.empty(),
        new Facts(NpGuardIngress.withController(read), Facts.NONE.azure()));
  }

  private static boolean isRead(Policy policy) {
    return policy.kind().equals("NetworkPolicy") || Engine.isOfAdministrator(policy);
  }

  /// That tool takes every policy that it can read for one in force, also one that the API server
  /// would refuse for its name.
  private static Policy inForce(Policy p) {
    List<Rule> rules =
        p.rules().stream().map(rule -> rule.withPeers(outside(rule.peers()))).toList();
    return p.with(true, rules);
  }

  /// Addresses of IPv4 outside of the cluster; nodes are nobody.
  private static Peers outside(Peers peers) {
    return switch (peers) {
      case Peers.Nodes _ -> new Peers.AnyOf(List.of());
      case Peers.Addresses(var addresses) ->
          new Peers.AnyOf(
              addresses.sure().and(AddressSet.ALL_V4).blocks().stream()
                  .map(block -> outside(new Peers.Block(block, List.of())))
                  .toList());
      case Peers.Block block -> new Peers.AllOf(List.of(new Peers.Outside(), block));
      case Peers.AnyOf(var inner) -> new Peers.AnyOf(inner.stream().map(NpGuard::outside).toList());
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Outside _,
          Peers.AllOf _,
          Peers.Not _,
          Peers.Tag _,
          Peers.Proxied _,
          Peers.ApplicationGroup _,
          Peers.Unknown _ ->
          peers;
    };
  }

  private static Workload ordinary(Workload w) {
    return new Workload(
        w.controller(),
        w.controller(),
        w.labels(),
        Map.of(),
        w.containers(),
        false,
        w.hostPid(),
        OperatingSystem.LINUX,
        false,
        w.serviceAccount(),
        w.nodeSelector(),
        w.pods(),
        w.where());
  }
}
