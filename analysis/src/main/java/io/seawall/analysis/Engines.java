package io.seawall.analysis;

import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Workload;
import io.seawall.reach.Engine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds who enforces policies in a cluster: what Azure says, and the agents that run in it where
/// Azure leaves that to the team. Signs that contradict each other tell nothing.
final class Engines {
  /// Where agents run. Whoever may make pods elsewhere can give a DaemonSet any name.
  private static final Set<String> NAMESPACES =
      Set.of("kube-system", "calico-system", "tigera-operator");

  /// A DaemonSet that enforces policies.
  ///
  /// @param name of the DaemonSet
  /// @param repository how the repository of its image ends
  private record Agent(String name, String repository, Engine engine) {
    private boolean is(Workload workload) {
      return workload.id().kind().equals("DaemonSet")
          && workload.id().name().equals(name)
          && NAMESPACES.contains(workload.id().namespace())
          && workload.containers().stream().anyMatch(container -> runs(container.image()));
    }

    private boolean runs(String image) {
      String untagged = image.split("@", 2)[0];
      int tag = untagged.indexOf(':', untagged.lastIndexOf('/') + 1);
      return ("/" + (tag < 0 ? untagged : untagged.substring(0, tag))).endsWith("/" + repository);
    }
  }

  private static final List<Agent> AGENTS =
      List.of(
          new Agent("calico-node", "calico/node", Engine.CALICO),
          new Agent("cilium", "cilium/cilium", Engine.CILIUM),
          new Agent("azure-npm", "azure-npm", Engine.AZURE));

  private Engines() {}

  /// @return empty if the input does not tell
  static Optional<Engine> of(Snapshot snapshot) {
    Set<Engine> told = agents(snapshot);
    boolean ofTheTeam = snapshot.aks().map(Engines::ownPlugin).orElse(true);
    if (!ofTheTeam) {
      Optional<Engine> azure = fromAzure(snapshot.aks().get());
      if (azure.isEmpty()) {
        return azure;
      }
      told.add(azure.get());
    }
    return told.size() == 1 ? Optional.of(told.iterator().next()) : Optional.empty();
  }

  private static Set<Engine> agents(Snapshot snapshot) {
    return snapshot.facts().kubernetes().workloads().stream()
        .flatMap(workload -> AGENTS.stream().filter(agent -> agent.is(workload)))
        .map(Agent::engine)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class)));
  }

  /// A cluster with its own CNI: Azure does not know who enforces policies.
  private static boolean ownPlugin(AksCluster aks) {
    return says(aks.network().plugin(), "none");
  }

  /// The pairs of networkPolicy and networkDataplane that AKS offers; any other tells nothing.
  ///
  /// Source: Microsoft.ContainerService/managedClusters, networkProfile; Microsoft Learn, "Secure
  /// traffic between pods by using network policies in AKS" (engines, and Calico alone with
  /// kubenet) and "Configure Azure CNI Powered by Cilium".
  private static Optional<Engine> fromAzure(AksCluster aks) {
    Fact<String> policy = aks.network().policy();
    Fact<String> dataplane = aks.network().dataplane();
    boolean cilium = says(dataplane, "cilium");
    if (policy.isLeftOut()) {
      return Optional.of(cilium ? Engine.CILIUM : Engine.NONE);
    }
    return policy
        .known()
        .flatMap(Engine::parse)
        .filter(engine -> {
          boolean kubenet = says(aks.network().plugin(), "kubenet");
          return switch (engine) {
            case NONE, CALICO -> !cilium;
            case AZURE -> !cilium && !kubenet;
            case CILIUM -> (cilium || dataplane.isLeftOut()) && !kubenet;
          };
        });
  }

  private static boolean says(Fact<String> fact, String value) {
    return fact.known().filter(value::equalsIgnoreCase).isPresent();
  }
}
