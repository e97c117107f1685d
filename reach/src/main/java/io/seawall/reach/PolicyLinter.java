package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.reach.PolicyLint.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what policies of one engine say in vain. Silent where the input shows no pods: then every
/// policy would select nothing.
///
/// Cost: as folding the policies, and the square of the rules of a function for those that are
/// shadowed.
final class PolicyLinter {
  private final Universe universe;
  private final PeerSelector selector;
  private final ShadowedRules egress;
  private final ShadowedRules ingress;
  private final Map<Said, Policy> firsts = new HashMap<>();
  private final List<PolicyLint> found = new ArrayList<>();

  /// What a policy says, without its name and place.
  private record Said(
      String kind,
      Object tier,
      double priority,
      Direction direction,
      Selection subject,
      Object unmatched,
      List<Match> rules) {}

  /// What a rule says, without its place.
  private record Match(Object verdict, Peers local, Peers peers, Object ports) {}

  private PolicyLinter(
      Universe universe, PeerSelector selector, PolicyHop egress, PolicyHop ingress) {
    this.universe = universe;
    this.selector = selector;
    this.egress = ShadowedRules.of(universe, selector, egress);
    this.ingress = ShadowedRules.of(universe, selector, ingress);
  }

  /// @param policies those that the engine acts on, in the order of the input
  static List<PolicyLint> of(
      Universe universe,
      PeerSelector selector,
      List<Policy> policies,
      PolicyHop egress,
      PolicyHop ingress) {
    if (universe.endpoints().stream().noneMatch(PolicyPlane::governed)) {
      return List.of();
    }
    PolicyLinter linter = new PolicyLinter(universe, selector, egress, ingress);
    policies.forEach(linter::policy);
    return List.copyOf(linter.found);
  }

  private void policy(Policy policy) {
    Selection subject = selector.select(policy.subject());
    if (subject.possible().isEmpty()) {
      if (Engine.mayPickHosts(policy)) {
        return;
      }
      boolean deserted =
          policy.namespace().filter(name -> universe.podsOf(name).isEmpty()).isPresent();
      found.add(
          deserted
              ? new PolicyLint.NamespaceWithoutPods(policy)
              : new PolicyLint.SelectsNothing(policy));
      return;
    }
    Optional<Policy> first = Optional.ofNullable(firsts.putIfAbsent(said(policy, subject), policy));
    if (first.isPresent() && policy.subjectSure() && subject.isExact()) {
      found.add(new PolicyLint.SaidTwice(policy, first.get()));
      return;
    }
    for (Rule rule : policy.rules()) {
      if (neverMatches(policy, rule)) {
        found.add(new PolicyLint.NeverMatches(policy, rule));
      } else {
        List<Place> others = (policy.direction() == Direction.EGRESS ? egress : ingress).by(rule);
        if (!others.isEmpty()) {
          found.add(new PolicyLint.Shadowed(policy, rule, others));
        }
      }
    }
  }

  private static Said said(Policy policy, Selection subject) {
    List<Match> rules =
        policy.rules().stream()
            .map(rule -> new Match(rule.verdict(), rule.local(), rule.peers(), rule.ports()))
            .toList();
    return new Said(
        policy.kind(),
        policy.tier(),
        policy.priority(),
        policy.direction(),
        subject,
        policy.unmatched(),
        rules);
  }

  private boolean neverMatches(Policy policy, Rule rule) {
    EndpointSet subject = selector.select(policy.subject()).possible();
    if (selector.select(rule.peers(), true).possible().isEmpty()
        || !selector.select(rule.local()).possible().intersects(subject)) {
      return true;
    }
    return rule.ports().packets().isEmpty()
        && rule.ports().named().stream().noneMatch(port -> isKnown(policy, rule, port));
  }

  /// Whether some receiver of the rule's packets has a port of this name.
  private boolean isKnown(Policy policy, Rule rule, NamedPort port) {
    Peers receivers =
        switch (policy.direction()) {
          case INGRESS -> policy.subject();
          case EGRESS -> rule.peers();
        };
    return selector.select(receivers, true, port).values().stream()
        .anyMatch(there -> !there.possible().isEmpty());
  }
}
