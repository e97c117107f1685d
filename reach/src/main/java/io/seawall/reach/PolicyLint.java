package io.seawall.reach;

import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.List;

/// A policy, or a rule of one, that the API accepts and that changes nothing about which packets
/// pass: as a rule it is not what its author meant.
public sealed interface PolicyLint {
  /// The policy that it is about.
  Policy policy();

  /// The namespace of the policy has no pods of the network of pods in the input.
  record NamespaceWithoutPods(Policy policy) implements PolicyLint {}

  /// No pod of the input is picked by the policy, though its namespace has some.
  record SelectsNothing(Policy policy) implements PolicyLint {}

  /// A rule whose peers, or whose named ports, nobody in the input has.
  record NeverMatches(Policy policy, Rule rule) implements PolicyLint {}

  /// A rule that never decides: others match each packet that it matches, and they come first or
  /// say the same.
  ///
  /// @param others the rules that match all of it
  record Shadowed(Policy policy, Rule rule, List<Place> others) implements PolicyLint {
    public Shadowed {
      others = List.copyOf(others);
    }
  }

  /// A policy that picks the same pods and has the same rules as one before it.
  record SaidTwice(Policy policy, Policy before) implements PolicyLint {}

  /// A rule with the policy it belongs to.
  record Place(Policy policy, Rule rule) {}
}
