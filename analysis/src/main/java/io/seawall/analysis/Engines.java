package io.seawall.analysis;

import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Workload;
import io.seawall.reach.Engine;
import java.util.Map;
import java.util.Optional;

/// Finds who enforces policies in a cluster: what Azure says, else the agents that run in it.
final class Engines {
  /// DaemonSets that enforce policies, by name.
  private static final Map<String, Engine> AGENTS =
      Map.of(
          "calico-node", Engine.CALICO,
          "cilium", Engine.CILIUM,
          "azure-npm", Engine.AZURE);

  private Engines() {}

  /// @return empty if the input does not tell
  static Optional<Engine> of(Snapshot snapshot) {
    Optional<Engine> agent = agent(snapshot);
    if (agent.isPresent() || snapshot.aks().isEmpty()) {
      return agent;
    }
    return fromAzure(snapshot.aks().get());
  }

  private static Optional<Engine> agent(Snapshot snapshot) {
    return snapshot.facts().kubernetes().workloads().stream()
        .map(Workload::id)
        .filter(id -> id.kind().equals("DaemonSet"))
        .flatMap(id -> Optional.ofNullable(AGENTS.get(id.name())).stream())
        .findFirst();
  }

  /// Source: Microsoft.ContainerService/managedClusters, networkProfile.networkPolicy and
  /// networkDataplane. A cluster with its own CNI (networkPlugin none) tells nothing.
  private static Optional<Engine> fromAzure(AksCluster aks) {
    Fact<String> policy = aks.network().policy();
    Optional<Engine> named = policy.known().flatMap(Engine::parse);
    if (named.isPresent() && named.get() != Engine.NONE) {
      return named;
    }
    boolean cilium =
        aks.network().dataplane().known().filter(d -> d.equalsIgnoreCase("cilium")).isPresent();
    if (cilium) {
      return Optional.of(Engine.CILIUM);
    }
    boolean ownPlugin =
        aks.network().plugin().known().filter(p -> p.equalsIgnoreCase("none")).isPresent();
    boolean said = named.isPresent() || policy.isLeftOut();
    return said && !ownPlugin ? Optional.of(Engine.NONE) : Optional.empty();
  }
}
