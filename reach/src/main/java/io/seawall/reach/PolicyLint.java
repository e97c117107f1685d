package io.seawall.reach;

import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.List;
import java.util.Optional;

/// A policy, or a rule of one, that the API accepts and that changes nothing about which packets
/// pass: as a rule it is not what its author meant.
///
/// @param rule empty if it is about the whole policy
/// @param others for [Kind#SHADOWED] the rules that match all of it, for [Kind#SAID_TWICE] none
/// @param twin for [Kind#SAID_TWICE] the policy that says it too
public record PolicyLint(
    Kind kind, Policy policy, Optional<Rule> rule, List<Place> others, Optional<Policy> twin) {
  public PolicyLint {
    others = List.copyOf(others);
  }

  /// What there is to say of it.
  public enum Kind {
    /// Its namespace has no pods of the network of pods in the input.
    NAMESPACE_WITHOUT_PODS,
    /// No pod of the input is picked by it, though its namespace has some.
    SELECTS_NOTHING,
    /// A rule whose peers, or whose named ports, nobody in the input has.
    NEVER_MATCHES,
    /// A rule that never decides: others match each packet that it matches, and they come first or
    /// say the same.
    SHADOWED,
    /// Two policies that pick the same pods and have the same rules.
    SAID_TWICE
  }

  /// A rule with the policy it belongs to.
  public record Place(Policy policy, Rule rule) {}

  static PolicyLint of(Kind kind, Policy policy) {
    return new PolicyLint(kind, policy, Optional.empty(), List.of(), Optional.empty());
  }

  static PolicyLint of(Kind kind, Policy policy, Rule rule, List<Place> others) {
    return new PolicyLint(kind, policy, Optional.of(rule), others, Optional.empty());
  }
}
