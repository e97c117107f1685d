package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Rules of AuthorizationPolicy as a sidecar or a waypoint applies them.
///
/// @param tcp whether the bytes are treated as TCP, not as HTTP
record EnvoyRules(TrustDomains domains, boolean tcp) {
  /// Whether a rule of the policy matches; a policy without rules matches nothing. Source: Istio,
  /// Authorization Policy, AuthorizationPolicy.rules.
  Answer match(Tree policy, Seen seen) {
    return policy.at("spec").at("rules").items().stream()
        .map(rule -> matches(rule, policy, seen))
        .reduce(Answer.NO, Answer::or);
  }

  /// Source: Istio, Authorization Policy, Rule: `from`, `to` and `when` are joined by AND; entries
  /// of `from` and of `to` by OR, those of `when` by AND. A missing one matches all.
  private Answer matches(Tree rule, Tree policy, Seen seen) {
    if (rule.isAbsent() || !isReadable(rule)) {
      return Answer.NO;
    }
    if (tcp
        && IstioPolicy.action(policy).equals("ALLOW")
        && everyCondition(rule).anyMatch(Condition::isOfHttp)) {
      return Answer.NO;
    }
    var match = new Match(seen, Objects.namespaceOf(policy), domains::means);
    var from = rule.at("from").items();
    var to = rule.at("to").items();
    return anyOf(from, entry -> Condition.ofSource(entry.at("source")), match)
        .and(anyOf(to, entry -> Condition.ofOperation(entry.at("operation")), match))
        .and(all(whens(rule), match));
  }

  private Answer anyOf(List<Tree> entries, Function<Tree, List<Condition>> read, Match match) {
    return entries.isEmpty()
        ? Answer.YES
        : entries.stream()
            .map(entry -> all(read.apply(entry), match))
            .reduce(Answer.NO, Answer::or);
  }

  /// Source: Istio, "Authorization policies on TCP": on TCP, a rule that allows by HTTP is left
  /// out, and one that denies by HTTP applies without it.
  private Answer all(List<Condition> conditions, Match match) {
    return conditions.stream()
        .filter(condition -> !tcp || !condition.isOfHttp())
        .map(match::holds)
        .reduce(Answer.YES, Answer::and);
  }

  private static List<Condition> whens(Tree rule) {
    return rule.at("when").items().stream().map(Condition::ofWhen).toList();
  }

  /// A rule with an attribute that Istio does not know is skipped.
  private static boolean isReadable(Tree rule) {
    return whens(rule).stream().allMatch(Condition::isKnown);
  }

  private static Stream<Condition> everyCondition(Tree rule) {
    return Stream.of(
            rule.at("from").items().stream()
                .flatMap(entry -> Condition.ofSource(entry.at("source")).stream()),
            rule.at("to").items().stream()
                .flatMap(entry -> Condition.ofOperation(entry.at("operation")).stream()),
            whens(rule).stream())
        .flatMap(each -> each);
  }
}
