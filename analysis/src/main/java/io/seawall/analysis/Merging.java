package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Puts together what several documents say of one thing.
final class Merging {
  private Merging() {}

  /// Each AKS cluster once, with the pools that were written as resources of their own.
  static List<AksCluster> pools(Facts.Azure azure, List<Diagnostic> diagnostics) {
    Map<ResourceId, AksCluster> clusters = new LinkedHashMap<>();
    for (AksCluster cluster : azure.clusters()) {
      AksCluster before = clusters.get(cluster.id());
      clusters.put(cluster.id(), before == null ? cluster : Contradictions.joined(before, cluster));
      if (before != null) {
        diagnostics.add(
            Diagnostic.note(
                "SEEN_TWICE",
                cluster.where(),
                "cluster " + cluster.name() + " again, after " + before.where().place(),
                "one description of a cluster",
                "what the two say differently counts as unknown"));
      }
    }
    List<AksCluster> out = new ArrayList<>();
    for (AksCluster cluster : clusters.values()) {
      Map<String, NodePool> pools = new LinkedHashMap<>();
      cluster.pools().forEach(pool -> pools.put(pool.name(), pool));
      for (Facts.PoolOf apart : azure.poolsApart()) {
        boolean unnamed = apart.cluster().text().isEmpty() && clusters.size() == 1;
        if (unnamed || apart.cluster().equals(cluster.id())) {
          pools.merge(apart.pool().name(), apart.pool(), Contradictions::joined);
        }
      }
      out.add(cluster.withPools(List.copyOf(pools.values())));
    }
    return out;
  }

  /// The snapshot with what its parts imply: every namespace that is named exists; a template whose
  /// pods are live is left to them; of two objects of one name that differ, either may be in force.
  ///
  /// @param lost where input stood that could not be read: it may hold a policy or a rule
  static Snapshot complete(Snapshot snapshot, List<SourceRef> lost, List<Diagnostic> diagnostics) {
    Facts facts = snapshot.facts();
    Facts.Kubernetes k = facts.kubernetes();
    nameOnly(facts, diagnostics);
    List<Workload> workloads = livePods(k.workloads());
    Twins.report(workloads, diagnostics);
    List<OtherObject> others = new ArrayList<>(k.others());
    List<Policy> policies =
        new ArrayList<>(
            ControllerLabels.doubted(Twins.doubted(k.policies(), diagnostics), workloads));
    if (!workloads.isEmpty() || !policies.isEmpty()) {
      policies.addAll(UnreadPolicies.of(lost, k.policies()));
      lost.forEach(where -> others.add(OtherObject.lost(where)));
    }
    Facts.Kubernetes completed =
        k.withNamespaces(namespaces(k.namespaces(), workloads, policies))
            .withWorkloads(workloads)
            .withPolicies(policies)
            .withOthers(others)
            .withGuards(UnreadPolicies.guards(lost, Twins.doubted(k.guards(), diagnostics)));
    return new Snapshot(
        snapshot.name(),
        snapshot.aks(),
        new Facts(completed, UnreadRules.before(facts.azure(), lost, diagnostics)));
  }

  /// Says which kinds of objects and resources are known by name alone.
  private static void nameOnly(Facts facts, List<Diagnostic> diagnostics) {
    Map<String, List<SourceRef>> byKind = new TreeMap<>();
    for (OtherObject other : facts.kubernetes().others()) {
      String group = other.apiGroup().isEmpty() ? "" : "." + other.apiGroup();
      byKind.computeIfAbsent(other.kind() + group, _ -> new ArrayList<>()).add(other.where());
    }
    for (OtherResource other : facts.azure().others()) {
      byKind.computeIfAbsent(other.type(), _ -> new ArrayList<>()).add(other.where());
    }
    byKind.forEach((kind, places) ->
        diagnostics.add(
            Diagnostic.note(
                "KNOWN_BY_NAME",
                places.getFirst(),
                places.size() + " of kind " + kind,
                "a kind that is read",
                "what it says is not read")));
  }

  private static List<Workload> livePods(List<Workload> workloads) {
    Set<Workload.Id> live = new HashSet<>();
    for (Workload workload : workloads) {
      if (!workload.pods().isEmpty()) {
        live.add(workload.id());
        live.add(workload.controller());
      }
    }
    return workloads.stream()
        .filter(workload -> !workload.pods().isEmpty() || !live.contains(workload.id()))
        .toList();
  }

  private static List<Namespace> namespaces(
      List<Namespace> declared, List<Workload> workloads, List<Policy> policies) {
    Map<String, Namespace> byName = new TreeMap<>();
    declared.forEach(namespace -> byName.merge(namespace.name(), namespace, Twins::joined));
    workloads.forEach(w -> mention(byName, w.id().namespace(), w.where()));
    policies.forEach(p -> p.namespace().ifPresent(name -> mention(byName, name, p.where())));
    return List.copyOf(byName.values());
  }

  private static void mention(Map<String, Namespace> byName, String name, SourceRef where) {
    byName.computeIfAbsent(
        name, _ -> new Namespace(name, Map.of("kubernetes.io/metadata.name", name), false, where));
  }
}
