package io.seawall.analysis;

import io.seawall.model.cluster.OtherObject;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Policies whose language is not read yet. They may open or close anything in their reach, and
/// nothing that depends on them is proved.
final class UnreadPolicies {
  private static final Tier TIER = new Tier(0, "policies not read", Tier.Fold.FIRST_MATCH);

  /// Kinds of policies by API group and kind, with the name under which they are shown.
  private static final Map<String, String> KINDS =
      Map.of(
          "cilium.io/CiliumNetworkPolicy", "CiliumNetworkPolicy",
          "cilium.io/CiliumClusterwideNetworkPolicy", "CiliumClusterwideNetworkPolicy",
          "projectcalico.org/NetworkPolicy", "Calico NetworkPolicy",
          "projectcalico.org/GlobalNetworkPolicy", "GlobalNetworkPolicy",
          "crd.projectcalico.org/NetworkPolicy", "Calico NetworkPolicy",
          "crd.projectcalico.org/GlobalNetworkPolicy", "GlobalNetworkPolicy",
          "policy.networking.k8s.io/AdminNetworkPolicy", "AdminNetworkPolicy",
          "policy.networking.k8s.io/BaselineAdminNetworkPolicy", "BaselineAdminNetworkPolicy",
          "policy.networking.k8s.io/ClusterNetworkPolicy", "ClusterNetworkPolicy");

  private UnreadPolicies() {}

  /// For each object of such a kind, a policy in each direction that says nothing for sure.
  static List<Policy> of(List<OtherObject> others) {
    List<Policy> policies = new ArrayList<>();
    for (OtherObject other : others) {
      String kind = KINDS.get(other.apiGroup() + "/" + other.kind());
      if (kind != null) {
        for (Direction direction : Direction.values()) {
          policies.add(policy(kind, other, direction));
        }
      }
    }
    return policies;
  }

  /// Whether the policy is one of these.
  static boolean covers(Policy policy) {
    return policy.tier().equals(TIER);
  }

  private static Policy policy(String kind, OtherObject other, Direction direction) {
    NamespaceTest namespaces =
        other.namespace().isEmpty()
            ? new NamespaceTest.Labelled(LabelTest.any())
            : new NamespaceTest.Named(other.namespace());
    Rule rule =
        new Rule(
            Verdict.ALLOW,
            new Peers.Everybody(),
            new Peers.Unknown("policies of kind " + kind + " are not read yet"),
            PortMatch.ALL,
            other.where());
    return new Policy(
        kind,
        other.namespace().isEmpty() ? Optional.empty() : Optional.of(other.namespace()),
        other.name(),
        TIER,
        0,
        direction,
        new Peers.Pods(namespaces, LabelTest.any()),
        false,
        List.of(rule),
        Verdict.DENY,
        other.where());
  }
}
