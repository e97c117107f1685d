package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.policy.Policy;
import io.seawall.reach.Engine;
import java.util.List;
import java.util.Optional;

/// Whether the engine at hand acts on policies of administrators. Calico does from some release on
/// (AdminNetworkPolicy from 3.29 to 3.31, ClusterNetworkPolicy from 3.32); which of them AKS
/// installs, and whether with these kinds, is not documented. No release acts on the older kinds
/// and on ClusterNetworkPolicy, and the Network Policy API does not say which of them would come
/// first. The documentation of Cilium ("Network Policy", formats) does not name them.
final class AdminSupport {
  private AdminSupport() {}

  /// The snapshot, with the policies of administrators in doubt where the engine that is known may
  /// not act on them.
  static Snapshot judged(Snapshot snapshot, Optional<Engine> engine) {
    List<Policy> policies = snapshot.facts().kubernetes().policies();
    boolean documented =
        (engine.isEmpty() || (engine.get() == Engine.CALICO && snapshot.aks().isEmpty()))
            && !areOfBothGenerations(policies);
    if (documented || policies.stream().noneMatch(Engine::isOfAdministrator)) {
      return snapshot;
    }
    Facts.Kubernetes doubted =
        snapshot
            .facts()
            .kubernetes()
            .withPolicies(
                policies.stream()
                    .map(policy -> Engine.isOfAdministrator(policy) ? policy.doubted() : policy)
                    .toList());
    return new Snapshot(
        snapshot.name(), snapshot.aks(), new Facts(doubted, snapshot.facts().azure()));
  }

  private static boolean areOfBothGenerations(List<Policy> policies) {
    return policies.stream()
            .filter(Engine::isOfAdministrator)
            .map(policy -> policy.kind().equals("ClusterNetworkPolicy"))
            .distinct()
            .count()
        > 1;
  }
}
