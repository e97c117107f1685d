package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.policy.Policy;
import io.seawall.practices.Situation;
import io.seawall.reach.PolicyLint;
import io.seawall.reach.PolicyLint.Place;
import java.util.List;

/// Tells what policies say in vain, as complaints about the input: they are no verdict on a
/// practice, and on manifests that are not the whole cluster they may be as they should.
final class PolicyLints {
  private PolicyLints() {}

  static List<Diagnostic> of(Situation situation) {
    return situation.reach().lints().stream().map(PolicyLints::told).distinct().toList();
  }

  private static Diagnostic told(PolicyLint lint) {
    return switch (lint) {
      case PolicyLint.SelectsNothing(var policy) ->
          Diagnostic.warning(
              "SELECTS_NOTHING",
              policy.where(),
              "a selector that no pod of the input passes",
              "labels that some pod has",
              "the policy has no effect: compare it with the labels of the pods' templates");
      case PolicyLint.NamespaceWithoutPods(var policy) ->
          Diagnostic.note(
              "NAMESPACE_WITHOUT_PODS",
              policy.where(),
              "no pod in namespace " + policy.namespace().orElse(""),
              "the namespace whose pods are meant",
              "a NetworkPolicy speaks of its own namespace only");
      case PolicyLint.NeverMatches(_, var rule) ->
          Diagnostic.note(
              "NEVER_MATCHES",
              rule.where(),
              "peers, or named ports, that nobody in the input has",
              "labels, addresses and ports that somebody has",
              "the rule has no effect: correct it, or remove it");
      case PolicyLint.Shadowed(_, var rule, var others) ->
          Diagnostic.note(
              "SHADOWED",
              rule.where(),
              "a rule that never decides: " + places(others) + " all that it does",
              "rules of which each decides about some packet",
              "narrow the wider rule if it says too much, or remove this one");
      case PolicyLint.SaidTwice(var policy, var before) ->
          Diagnostic.note(
              "SAID_TWICE",
              policy.where(),
              "the same pods and the same rules as " + title(before),
              "each of them once",
              "remove one of the two");
    };
  }

  private static String places(List<Place> places) {
    Place first = places.getFirst();
    String one =
        title(first.policy())
            + " "
            + first.rule().where().field()
            + " on line "
            + first.rule().where().line();
    return switch (places.size()) {
      case 1 -> one + " matches";
      case 2 -> one + " and another rule match";
      default -> one + " and " + (places.size() - 1) + " other rules match";
    };
  }

  private static String title(Policy policy) {
    return policy.title() + " (" + policy.where().place() + ")";
  }
}
