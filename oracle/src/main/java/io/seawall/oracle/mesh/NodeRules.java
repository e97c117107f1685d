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

  /// Whether fields of trust domains count as HTTP or are dropped hangs on the release.
  private Answer matches(Tree rule, Tree policy, Seen seen) {
    return matches(rule, policy, seen, true).unless(matches(rule, policy, seen, false));
  }

  /// A rule is clauses joined by AND: the `to` list, the `from` list, each `when`. A clause is
  /// matches joined by OR; a match that is left without a condition never matches. A rule that
  /// allows is left out when it asks of anything the node does not see.
  private Answer matches(Tree rule, Tree policy, Seen seen, boolean domainsAreUnseen) {
    var clauses = clauses(rule);
    var isDropped =
        IstioPolicy.action(policy).equals("ALLOW")
            && (asksOtherWhen(rule)
                || clauses.stream()
                    .flatMap(List::stream)
                    .flatMap(List::stream)
                    .anyMatch(it ->
                        isUnseen(it)
                            || (domainsAreUnseen && it.key().equals("source.trustDomain"))));
    if (isDropped) {
      return Answer.NO;
    }
    var match = new Match(seen, Objects.namespaceOf(policy), domains::meansAtNode);
    return clauses.stream().map(clause -> holds(clause, match)).reduce(Answer.YES, Answer::and);
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

  private static Answer holds(List<List<Condition>> clause, Match match) {
    return clause.stream().map(one -> holds(match, one)).reduce(Answer.NO, Answer::or);
  }

  private static Answer holds(Match match, List<Condition> conditions) {
    var visible =
        conditions.stream()
            .filter(it -> !isUnseen(it) && !it.key().equals("source.trustDomain"))
            .toList();
    return visible.isEmpty()
        ? Answer.NO
        : visible.stream().map(match::holds).reduce(Answer.YES, Answer::and);
  }
}
