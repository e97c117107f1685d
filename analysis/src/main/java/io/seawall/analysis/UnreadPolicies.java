package io.seawall.analysis;

import io.seawall.dialects.SharedTiers;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Policies that were lost with the input that held them. They may open or close anything, and
/// nothing that depends on them is proved.
final class UnreadPolicies {
  private static final String LOST = "unread document";

  private UnreadPolicies() {}

  /// Input that was lost before its kind was known may hold a policy, and policies add up: for each
  /// such place a policy in each direction, of all pods, that says nothing for sure.
  static List<Policy> of(List<SourceRef> places) {
    List<Policy> policies = new ArrayList<>();
    for (SourceRef where : places) {
      for (Direction direction : Direction.values()) {
        policies.add(policy(where, direction));
      }
    }
    return policies;
  }

  /// Whether the policy is one of these.
  static boolean covers(Policy policy) {
    return policy.kind().equals(LOST);
  }

  private static Policy policy(SourceRef where, Direction direction) {
    Rule rule =
        new Rule(
            Verdict.ALLOW,
            new Peers.Everybody(),
            new Peers.Unknown(where.place() + " could not be read and may hold a policy"),
            PortMatch.ALL,
            where);
    return new Policy(
        LOST,
        Optional.empty(),
        where.place(),
        SharedTiers.NETWORK_POLICY,
        0,
        direction,
        new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any()),
        false,
        List.of(rule),
        Verdict.DENY,
        where);
  }
}
