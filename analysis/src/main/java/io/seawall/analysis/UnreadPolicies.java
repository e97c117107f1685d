package io.seawall.analysis;

import io.seawall.dialects.kubernetes.KubernetesDialect;
import io.seawall.model.SourceRef;
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
          "projectcalico.org/NetworkPolicy", "Calico NetworkPolicy",
          "projectcalico.org/GlobalNetworkPolicy", "GlobalNetworkPolicy",
          "crd.projectcalico.org/NetworkPolicy", "Calico NetworkPolicy",
          "crd.projectcalico.org/GlobalNetworkPolicy", "GlobalNetworkPolicy");

  private static final String LOST = "unread document";

  private UnreadPolicies() {}

  /// For each object of such a kind, a policy in each direction that says nothing for sure.
  static List<Policy> of(List<OtherObject> others) {
    List<Policy> policies = new ArrayList<>();
    for (OtherObject other : others) {
      String kind = KINDS.get(other.apiGroup() + "/" + other.kind());
      if (kind != null) {
        for (Direction direction : Direction.values()) {
          policies.add(
              policy(
                  kind, other, direction, TIER, "policies of kind " + kind + " are not read yet"));
        }
      }
    }
    return policies;
  }

  /// Input that was lost before its kind was known may hold a policy, and policies add up: for each
  /// such place a policy in each direction, of all pods, that says nothing for sure.
  static List<Policy> ofLost(List<SourceRef> places) {
    List<Policy> policies = new ArrayList<>();
    for (SourceRef where : places) {
      OtherObject other = new OtherObject("", LOST, "", where.place(), Map.of(), where);
      for (Direction direction : Direction.values()) {
        policies.add(
            policy(
                other.kind(),
                other,
                direction,
                KubernetesDialect.TIER,
                where.place() + " could not be read and may hold a policy"));
      }
    }
    return policies;
  }

  /// Whether the policy is one of these.
  static boolean covers(Policy policy) {
    return policy.tier().equals(TIER) || policy.kind().equals(LOST);
  }

  private static Policy policy(
      String kind, OtherObject other, Direction direction, Tier tier, String missing) {
    NamespaceTest namespaces =
        other.namespace().isEmpty()
            ? new NamespaceTest.Labelled(LabelTest.any())
            : new NamespaceTest.Named(other.namespace());
    Rule rule =
        new Rule(
            Verdict.ALLOW,
            new Peers.Everybody(),
            new Peers.Unknown(missing),
            PortMatch.ALL,
            other.where());
    return new Policy(
        kind,
        other.namespace().isEmpty() ? Optional.empty() : Optional.of(other.namespace()),
        other.name(),
        tier,
        0,
        direction,
        new Peers.Pods(namespaces, LabelTest.any()),
        false,
        List.of(rule),
        Verdict.DENY,
        other.where());
  }
}
