package io.seawall.dialects.calico;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a policy with `applyOnForward` means for pods, whomever it picks: host endpoints that it
/// picks may stop what nodes forward to pods and from them. Without such a policy what is forwarded
/// passes.
///
/// Source: Calico documentation, "Apply policy to forwarded traffic".
final class ForwardMeaning {
  private ForwardMeaning() {}

  static List<Policy> of(CalicoPolicy policy) {
    return policy.hook().applyOnForward()
        ? Stream.of(Direction.values()).map(direction -> of(policy, direction)).toList()
        : List.of();
  }

  private static Policy of(CalicoPolicy policy, Direction direction) {
    Rule rule =
        new Rule(
            Verdict.DENY,
            new Peers.Everybody(),
            new Peers.Unknown(
                "whether a host endpoint stops what a node forwards, which is not judged"),
            PortMatch.ALL,
            policy.where());
    return new Policy(
        policy.kind().title(),
        Optional.empty(),
        policy.name(),
        CalicoMeaning.FIRST,
        Double.NEGATIVE_INFINITY,
        direction,
        new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any()),
        true,
        List.of(rule),
        Verdict.PASS,
        policy.where());
  }
}
