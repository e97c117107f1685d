package io.seawall.reach;

import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier.Fold;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The orders in which the rules of a tier may be asked for one subject.
final class TierOrder {
  /// The most policies of one priority whose orders are all looked at.
  private static final int MOST_TIED = 8;

  private TierOrder() {}

  /// A rule in its place in the evaluation of a tier.
  record Step(Pick pick, Rule rule) {}

  /// The picks of each tier, in the order in which tiers are asked.
  static List<List<Pick>> byTier(List<Pick> ordered) {
    List<List<Pick>> tiers = new ArrayList<>(1);
    int from = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (i == ordered.size()
          || !ordered.get(i).policy().tier().isOneWith(ordered.get(from).policy().tier())) {
        tiers.add(ordered.subList(from, i));
        from = i;
      }
    }
    return tiers;
  }

  /// The rules of a tier in the orders in which the first match may decide: one, unless it is not
  /// known which of several policies of one priority is asked first. Any of those is first in one
  /// of the orders.
  static List<List<Step>> of(List<Pick> tier) {
    Fold fold = fold(tier);
    if (fold == Fold.DENY_WINS) {
      List<Step> steps = steps(tier);
      steps.sort(Comparator.comparing(step -> step.rule.verdict() != Verdict.DENY));
      return List.of(steps);
    }
    List<List<Pick>> ranks = ranks(tier, fold);
    int most = 1;
    for (List<Pick> rank : ranks) {
      most = isOrdered(rank, fold) ? most : Math.max(most, rank.size());
    }
    List<List<Step>> orders = new ArrayList<>(most);
    for (int turn = 0; turn < most; turn++) {
      List<Step> steps = new ArrayList<>();
      for (List<Pick> rank : ranks) {
        List<Pick> turned = new ArrayList<>(rank);
        if (!isOrdered(rank, fold)) {
          Collections.rotate(turned, turn);
        }
        steps.addAll(steps(turned));
      }
      orders.add(steps);
    }
    return orders;
  }

  /// How the tier is folded, of all that its policies ask for.
  static Fold fold(List<Pick> tier) {
    return tier.stream()
        .map(pick -> pick.policy().tier().fold())
        .min(Fold::compareTo)
        .orElseThrow();
  }

  private static List<Step> steps(List<Pick> picks) {
    List<Step> steps = new ArrayList<>();
    for (Pick pick : picks) {
      for (Rule rule : pick.rules()) {
        steps.add(new Step(pick, rule));
      }
    }
    return steps;
  }

  /// The picks of each priority. Where so many share one that their orders cannot all be looked at,
  /// none of them is sure.
  private static List<List<Pick>> ranks(List<Pick> tier, Fold fold) {
    List<List<Pick>> ranks = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= tier.size(); i++) {
      if (i == tier.size()
          || tier.get(i).policy().priority() != tier.get(from).policy().priority()) {
        List<Pick> rank = tier.subList(from, i);
        boolean tooMany = rank.size() > MOST_TIED && !isOrdered(rank, fold);
        ranks.add(tooMany ? rank.stream().map(Pick::doubted).toList() : rank);
        from = i;
      }
    }
    return ranks;
  }

  /// Whether the order among these is known, or means nothing since all say one verdict.
  private static boolean isOrdered(List<Pick> rank, Fold fold) {
    boolean byName =
        fold == Fold.FIRST_BY_NAME
            && rank.stream().map(pick -> pick.policy().kind()).distinct().count() == 1;
    return byName
        || rank.stream()
                .flatMap(pick -> pick.rules().stream())
                .map(Rule::verdict)
                .distinct()
                .count()
            <= 1;
  }
}
