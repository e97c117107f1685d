package io.seawall.reports.map;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Selectors of pods as maps write them, with labels in the words of `kubectl --selector`:
/// `shop/[pod with {app=web,tier in (a,b),!canary}]`.
final class SelectorText {
  private static final String NAME = "kubernetes.io/metadata.name";

  private SelectorText() {}

  static String of(Peers.Pods pods) {
    return of(pods, SelectorText::text);
  }

  /// @param text how labels are written
  static String of(Peers.Pods pods, Function<LabelTest, String> text) {
    return namespaces(pods.namespaces(), text) + "/" + pods(pods.labels(), text);
  }

  private static String namespaces(NamespaceTest namespaces, Function<LabelTest, String> text) {
    return switch (namespaces) {
      case NamespaceTest.Named(var name) -> name;
      case NamespaceTest.Labelled(LabelTest.In(var key, var values))
          when key.equals(NAME) && values.size() == 1 ->
          values.iterator().next();
      case NamespaceTest.Labelled(var test) ->
          test.isAny() ? "[all namespaces]" : "[namespace with {" + text.apply(test) + "}]";
    };
  }

  private static String pods(LabelTest labels, Function<LabelTest, String> text) {
    return labels.isAny() ? "[all pods]" : "[pod with {" + text.apply(labels) + "}]";
  }

  private static String text(LabelTest test) {
    return switch (test) {
      case LabelTest.In(var key, var values) ->
          values.size() == 1
              ? key + "=" + values.iterator().next()
              : key + " in (" + String.join(",", values) + ")";
      case LabelTest.Exists(var key) -> key;
      case LabelTest.Like(var key, var place, var text) ->
          switch (place) {
            case START -> key + " starts with " + text;
            case ANYWHERE -> key + " contains " + text;
            case END -> key + " ends with " + text;
            case PATH -> key + " is a path like " + text;
          };
      case LabelTest.Not(LabelTest.In(var key, var values)) ->
          key + " notin (" + String.join(",", values) + ")";
      case LabelTest.Not(LabelTest.Exists(var key)) -> "!" + key;
      case LabelTest.Not(var inner) -> "not (" + text(inner) + ")";
      case LabelTest.All(var tests) -> joined(tests, ",");
      case LabelTest.OneOf(var tests) -> "(" + joined(tests, " or ") + ")";
    };
  }

  private static String joined(List<LabelTest> tests, String by) {
    return tests.stream()
        .filter(test -> !test.isAny())
        .map(SelectorText::text)
        .collect(Collectors.joining(by));
  }
}
