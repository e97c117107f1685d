package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the policies that pick each endpoint, in the order of evaluation of their tiers.
final class Picks {
  /// The order in which policies are asked.
  static final Comparator<Policy> ORDER =
      Comparator.<Policy>comparingDouble(policy -> policy.tier().order())
          .thenComparing(policy -> policy.tier().name())
          .thenComparingDouble(Policy::priority)
          .thenComparing(policy -> policy.namespace().orElse(""))
          .thenComparing(Policy::name);

  private static final Peers UNKNOWN =
      new Peers.Unknown("whether the rule speaks of this side: its address decides");

  private final Universe universe;
  private final PeerSelector selector;
  private final List<Pick>[] found;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
  private Picks(Universe universe, PeerSelector selector) {
    this.universe = universe;
    this.selector = selector;
    this.found = new List[universe.endpoints().size()];
  }

  /// The policies by the id of an endpoint; null for one that no policy can pick.
  static List<Pick>[] of(
      Universe universe, PeerSelector selector, Direction direction, List<Policy> policies) {
    Picks picks = new Picks(universe, selector);
    policies.stream()
        .filter(policy -> policy.direction() == direction)
        .sorted(ORDER)
        .forEach(picks::add);
    return picks.found;
  }

  private void add(Policy policy) {
    Selection subject = selector.select(policy.subject());
    boolean allSure = policy.subjectSure() && subject.isExact();
    List<Selection> local = local(policy);
    Map<Side, Pick> alike = new HashMap<>();
    subject
        .possible()
        .forEach(id -> {
          if (PolicyPlane.governed(universe.endpoint(id))) {
            boolean sure = allSure || (policy.subjectSure() && subject.sure().contains(id));
            List<Match> matches = local.stream().map(side -> match(side, id)).toList();
            add(
                id,
                alike.computeIfAbsent(
                    new Side(sure, matches),
                    _ -> new Pick(policy, sure, rules(policy.rules(), matches))));
          }
        });
  }

  /// What endpoints that a policy picks alike have in common.
  ///
  /// @param matches for each rule whether it speaks of them; empty if all rules speak of all
  private record Side(boolean sure, List<Match> matches) {}

  private void add(int id, Pick pick) {
    if (found[id] == null) {
      found[id] = new ArrayList<>(4);
    }
    found[id].add(pick);
  }

  /// For each rule whom it speaks of on the side of the subject; nothing if all rules speak of all.
  private List<Selection> local(Policy policy) {
    boolean all = policy.rules().stream().allMatch(rule -> isEverybody(rule.local()));
    return all
        ? List.of()
        : policy.rules().stream().map(rule -> selector.select(rule.local())).toList();
  }

  private static boolean isEverybody(Peers peers) {
    return peers instanceof Peers.Everybody;
  }

  private enum Match {
    NO,
    MAYBE,
    YES
  }

  private static Match match(Selection side, int id) {
    if (!side.possible().contains(id)) {
      return Match.NO;
    }
    return side.sure().contains(id) ? Match.YES : Match.MAYBE;
  }

  /// The rules that speak of an endpoint; one that does perhaps matches perhaps.
  private static List<Rule> rules(List<Rule> all, List<Match> matches) {
    if (matches.isEmpty()) {
      return all;
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Rule rule = all.get(i);
      switch (matches.get(i)) {
        case YES -> rules.add(rule);
        case MAYBE -> rules.add(doubted(rule));
        case NO -> {}
      }
    }
    return rules;
  }

  /// The rule, if it speaks of the side of the subject perhaps.
  static Rule doubted(Rule rule) {
    Peers peers = new Peers.AllOf(List.of(UNKNOWN, rule.peers()));
    return rule.withPeers(peers);
  }
}
