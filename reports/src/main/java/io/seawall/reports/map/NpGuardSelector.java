package io.seawall.reports.map;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Selectors of pods as NP-Guard writes them: `shop/[pod with {app=web}]`, and expressions by key
/// as `{{Key:tier,Operator:In,Values:[a b],}}`.
final class NpGuardSelector {
  private NpGuardSelector() {}

  static String of(Peers.Pods pods) {
    return SelectorText.of(pods, NpGuardSelector::text);
  }

  /// Labels first, as a selector keeps them, then what `matchExpressions` ask.
  private static String text(LabelTest test) {
    List<String> labels = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    for (LabelTest part : test instanceof LabelTest.All(var tests) ? tests : List.of(test)) {
      switch (part) {
        case LabelTest.In(var key, var values) -> labels.add(key + "=" + String.join(",", values));
        case LabelTest.All(var inner) -> inner.forEach(one -> expressions.add(expression(one)));
        case LabelTest.Exists _, LabelTest.Like _, LabelTest.Not _, LabelTest.OneOf _ ->
            expressions.add(expression(part));
      }
    }
    expressions.sort(null);
    labels.addAll(expressions);
    return String.join(",", labels);
  }

  private static String expression(LabelTest test) {
    return switch (test) {
      case LabelTest.In(var key, var values) -> expression(key, "In", values);
      case LabelTest.Exists(var key) -> expression(key, "Exists", Set.of());
      case LabelTest.Like(var key, var place, var text) ->
          expression(key, place.toString(), Set.of(text));
      case LabelTest.Not(LabelTest.In(var key, var values)) -> expression(key, "NotIn", values);
      case LabelTest.Not(LabelTest.Exists(var key)) -> expression(key, "DoesNotExist", Set.of());
      case LabelTest.Not(var inner) -> "not " + expression(inner);
      case LabelTest.All(var tests) ->
          String.join(",", tests.stream().map(NpGuardSelector::expression).toList());
      case LabelTest.OneOf(var tests) ->
          String.join(" or ", tests.stream().map(NpGuardSelector::expression).toList());
    };
  }

  private static String expression(String key, String operator, Set<String> values) {
    return "{Key:" + key + ",Operator:" + operator + ",Values:[" + String.join(" ", values) + "],}";
  }
}
