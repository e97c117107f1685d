package io.seawall.oracle;

import java.util.Map;

/// Source: Kubernetes API, LabelSelector: all of `matchLabels` and all of `matchExpressions` must
/// hold; an empty selector matches everything.
public final class Selectors {
  private Selectors() {}

  public static boolean matches(Tree selector, Map<String, String> labels) {
    return selector.at("matchLabels").texts().entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && selector.at("matchExpressions").items().stream()
            .allMatch(requirement -> holds(requirement, labels));
  }

  /// Source: Kubernetes API, LabelSelectorRequirement; Labels and Selectors, "Set-based
  /// requirement": `NotIn` also matches where the key is missing.
  private static boolean holds(Tree requirement, Map<String, String> labels) {
    var key = requirement.at("key").text().orElseThrow();
    var values =
        requirement.at("values").items().stream().map(value -> value.text().orElseThrow()).toList();
    var operator = requirement.at("operator").text().orElseThrow();
    return switch (operator) {
      case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
      case "NotIn" -> !labels.containsKey(key) || !values.contains(labels.get(key));
      case "Exists" -> labels.containsKey(key);
      case "DoesNotExist" -> !labels.containsKey(key);
      default -> throw new IllegalArgumentException("no operator " + operator);
    };
  }
}
