package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cluster as the netpol-analyzer of NP-Guard (and `roxctl netpol` with it) reads it, for
/// people who switch and want to compare. Its choices differ from what a cluster does in these
/// points, and they live here alone: pods with the host network are ordinary pods; address blocks
/// mean addresses outside of the cluster only; a namespace that is only mentioned has no label but
/// its name; there is no Azure, no Windows and no annotation that leads a packet elsewhere.
public final class NpGuard {
  private NpGuard() {}

  /// The snapshot as that tool sees it. Its engine is [io.seawall.reach.Engine#CILIUM], which reads
  /// address blocks in the same way.
  public static Snapshot reading(Snapshot snapshot) {
    Facts.Kubernetes k = snapshot.facts().kubernetes();
    List<Namespace> namespaces =
        k.namespaces().stream()
            .map(n -> new Namespace(n.name(), n.labels(), true, n.where()))
            .toList();
    List<Workload> workloads = k.workloads().stream().map(NpGuard::ordinary).toList();
    List<Policy> policies =
        k.policies().stream()
            .filter(policy -> !UnreadPolicies.covers(policy))
            .map(NpGuard::inForce)
            .toList();
    Facts.Kubernetes read =
        new Facts.Kubernetes(
            namespaces,
            workloads,
            k.services(),
            k.endpointSlices(),
            k.ingresses(),
            k.ingressClasses(),
            List.of(),
            policies,
            k.others());
    return new Snapshot(snapshot.name(), Optional.empty(), new Facts(read, Facts.NONE.azure()));
  }

  /// That tool takes every policy that it can read for one in force, also one that the API server
  /// would refuse for its name.
  private static Policy inForce(Policy p) {
    return new Policy(
        p.kind(),
        p.namespace(),
        p.name(),
        p.tier(),
        p.priority(),
        p.direction(),
        p.subject(),
        true,
        p.rules(),
        p.unmatched(),
        p.where());
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
