package io.seawall.reach;

import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.List;

/// A policy that picks an endpoint, or possibly does. Compared by identity: there are few for each
/// policy, and every endpoint that is picked alike shares one.
final class Pick {
  private final Policy policy;
  private final boolean sure;
  private final List<Rule> rules;
  private final List<NamedPort> named;

  /// @param rules those of the policy that can speak of the endpoint's own side
  Pick(Policy policy, boolean sure, List<Rule> rules) {
    this.policy = policy;
    this.sure = sure;
    this.rules = rules;
    this.named = named(rules);
  }

  private static List<NamedPort> named(List<Rule> rules) {
    List<NamedPort> named = List.of();
    for (Rule rule : rules) {
      if (!rule.ports().named().isEmpty()) {
        named = new ArrayList<>(named);
        named.addAll(rule.ports().named());
      }
    }
    return named;
  }

  Policy policy() {
    return policy;
  }

  boolean sure() {
    return sure;
  }

  List<Rule> rules() {
    return rules;
  }

  /// The ports that its rules name.
  List<NamedPort> named() {
    return named;
  }

  Pick doubted() {
    return new Pick(policy, false, rules);
  }
}
