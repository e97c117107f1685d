package io.seawall.dialects.kubernetes;

import java.util.List;
import java.util.Map;

/// A label selector as written; all of its parts must hold. An empty one selects everything.
///
/// Source: Kubernetes API, LabelSelector.
record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
  /// Selects everything.
  static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

  LabelSelector {
    matchLabels = Map.copyOf(matchLabels);
    matchExpressions = List.copyOf(matchExpressions);
  }

  /// One item of `matchExpressions`.
  ///
  /// @param values at least one for [Operator#IN] and [Operator#NOT_IN], none for the others
  record Requirement(String key, Operator operator, List<String> values) {
    Requirement {
      values = List.copyOf(values);
    }
  }

  /// How a requirement compares.
  enum Operator {
    IN("In", true),
    NOT_IN("NotIn", true),
    EXISTS("Exists", false),
    DOES_NOT_EXIST("DoesNotExist", false);

    private final String text;
    private final boolean hasValues;

    Operator(String text, boolean hasValues) {
      this.text = text;
      this.hasValues = hasValues;
    }

    /// As the API spells it.
    String text() {
      return text;
    }

    /// Whether `values` must hold something; otherwise it must not.
    boolean hasValues() {
      return hasValues;
    }
  }
}
