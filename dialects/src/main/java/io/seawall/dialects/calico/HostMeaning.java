package io.seawall.dialects.calico;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.NodePolicy.Stage;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import java.util.List;
import java.util.stream.Stream;

/// What a GlobalNetworkPolicy means for host endpoints.
///
/// Source: Calico documentation, "Global network policy" (applyOnForward, preDNAT, doNotTrack),
/// "Summary of host endpoint policies" and "Pre-DNAT policy".
final class HostMeaning {
  private static final String REPLIES =
      "whether untracked policies let replies by, too, which nothing tracks";

  private HostMeaning() {}

  static List<NodePolicy> of(CalicoPolicy policy, CalicoMeaning meaning) {
    if (policy.kind() != CalicoPolicy.Kind.GLOBAL) {
      return List.of();
    }
    if (policy.refused().isPresent()) {
      return meaning.inEachDirection().stream()
          .flatMap(
              one -> Stream.of(Stage.UNTRACKED, Stage.NORMAL).map(stage -> refused(one, stage)))
          .toList();
    }
    Stage stage = stage(policy);
    return meaning.inEachDirection().stream()
        .filter(one -> stage != Stage.BEFORE_NAT || one.direction() == Direction.INGRESS)
        .map(one ->
            new NodePolicy(
                stage, policy.hook().applyOnForward(), of(one, EntityMeaning.tests(policy), stage)))
        .toList();
  }

  /// It may be meant for any stage, and say anything there.
  private static NodePolicy refused(Policy policy, Stage stage) {
    return new NodePolicy(stage, true, of(policy, LabelTest.any(), stage));
  }

  private static Stage stage(CalicoPolicy policy) {
    if (policy.hook().doNotTrack()) {
      return Stage.UNTRACKED;
    }
    return policy.hook().preDnat() ? Stage.BEFORE_NAT : Stage.NORMAL;
  }

  /// Before the last stage nothing is dropped by default.
  private static Policy of(Policy policy, LabelTest subject, Stage stage) {
    boolean last = stage == Stage.NORMAL;
    List<Rule> rules =
        policy.rules().stream()
            .map(rule -> stage == Stage.UNTRACKED ? untracked(rule) : rule)
            .toList();
    return new Policy(
        policy.kind(),
        policy.namespace(),
        policy.name(),
        last ? policy.tier() : in(policy.tier(), stage),
        policy.priority(),
        policy.direction(),
        new Peers.Nodes(subject),
        policy.subjectSure(),
        rules,
        last ? policy.unmatched() : Verdict.PASS,
        policy.where());
  }

  private static Rule untracked(Rule rule) {
    return rule.verdict() == Verdict.ALLOW
        ? rule.withPeers(Unsure.of(rule.peers(), List.of(REPLIES)))
        : rule;
  }

  private static Tier in(Tier tier, Stage stage) {
    String when = stage == Stage.UNTRACKED ? ", untracked" : ", before DNAT";
    return new Tier(tier.order(), tier.name() + when, tier.fold());
  }
}
