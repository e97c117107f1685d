package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Rules of AuthorizationPolicy as the node proxy of Istio's ambient mode applies them: it sees
/// connections, never HTTP. Source: Istio, Ambient, "Use Layer 4 security policy".
record NodeRules(TrustDomains domains) {
  /// What `when` may ask of at the node.
  private static final Set<String> WHENS =
      Set.of(
          "source.ip",
          "source.namespace",
          "source.principal",
          "destination.ip",
          "destination.port");

  Answer match(Tree policy, Seen seen) {
    return policy.at("spec").at("rules").items().stream()
        .map(rule -> matches(rule, policy, seen))
        .reduce(Answer.NO, Answer::or);
  }

  /// What becomes of fields of trust domains is not documented and hangs on the release.
  private enum OfTrustDomains {
    /// They count as HTTP.
    UNSEEN,
    /// They are left out, and the rest of their source decides.
    DROPPED,
    /// They are read as at a sidecar, beside other fields of their source.
    READ
  }

  private Answer matches(Tree rule, Tree policy, Seen seen) {
    return Stream.of(OfTrustDomains.values())
        .map(reading -> matches(rule, policy, seen, reading))
        .reduce(Answer::unless)
        .orElseThrow();
  }

  /// A rule is clauses joined by AND: the `to` list, the `from` list, each `when`. A clause is
  /// matches joined by OR; a match that is left without a condition never matches. A rule that
  /// allows is left out when it asks of anything the node does not see.
  private Answer matches(Tree rule, Tree policy, Seen seen, OfTrustDomains reading) {
    var clauses = clauses(rule);
    var isDropped =
        IstioPolicy.action(policy).equals("ALLOW")
            && (asksOtherWhen(rule)
                || clauses.stream()
                    .flatMap(List::stream)
                    .flatMap(List::stream)
                    .anyMatch(it ->
                        isUnseen(it)
                            || (reading == OfTrustDomains.UNSEEN
                                && it.key().equals("source.trustDomain"))));
    if (isDropped) {
      return Answer.NO;
    }
    var match = new Match(seen, Objects.namespaceOf(policy), domains::meansAtNode);
    return clauses.stream()
        .map(clause -> holds(clause, match, reading))
        .reduce(Answer.YES, Answer::and);
  }

  private static List<List<List<Condition>>> clauses(Tree rule) {
    var clauses = new ArrayList<List<List<Condition>>>();
    var to = rule.at("to").items();
    var from = rule.at("from").items();
    if (!to.isEmpty()) {
      clauses.add(to.stream().map(entry -> Condition.ofOperation(entry.at("operation"))).toList());
    }
    if (!from.isEmpty()) {
      clauses.add(from.stream().map(entry -> Condition.ofSource(entry.at("source"))).toList());
    }
    rule.at("when")
        .items()
        .forEach(when ->
            clauses.add(
                List.of(
                    Stream.of(Condition.ofWhen(when))
                        .filter(it -> WHENS.contains(it.key()))
                        .toList())));
    return clauses;
  }

  private static boolean asksOtherWhen(Tree rule) {
    return rule.at("when").items().stream()
        .anyMatch(when -> !WHENS.contains(when.at("key").text().orElse("")));
  }

  private static boolean isUnseen(Condition condition) {
    return condition.isOfHttp() || condition.key().equals("remote.ip");
  }

  private static Answer holds(List<List<Condition>> clause, Match match, OfTrustDomains reading) {
    return clause.stream().map(one -> holdsAll(one, match, reading)).reduce(Answer.NO, Answer::or);
  }

  private static Answer holdsAll(List<Condition> conditions, Match match, OfTrustDomains reading) {
    var visible =
        conditions.stream()
            .filter(it -> !isUnseen(it) && !it.key().equals("source.trustDomain"))
            .toList();
    var read = reading == OfTrustDomains.READ ? conditions : visible;
    return visible.isEmpty()
        ? Answer.NO
        : read.stream()
            .filter(it -> !isUnseen(it))
            .map(match::holds)
            .reduce(Answer.YES, Answer::and);
  }
}
