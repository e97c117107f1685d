package io.seawall.dialects.kubernetes;

import io.seawall.model.policy.LabelTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A label selector as written; all of its parts must hold. An empty one selects everything.
///
/// Source: Kubernetes API, LabelSelector.
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
  /// Selects everything.
  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

  public LabelSelector {
    matchLabels = Map.copyOf(matchLabels);
    matchExpressions = List.copyOf(matchExpressions);
  }

  /// One item of `matchExpressions`.
  ///
  /// @param values at least one for [Operator#IN] and [Operator#NOT_IN], none for the others
  public record Requirement(String key, Operator operator, List<String> values) {
    public Requirement {
      values = List.copyOf(values);
    }

    /// What it asks of labels.
    public LabelTest test() {
      Set<String> known = new LinkedHashSet<>(values);
      return switch (operator) {
        case IN -> new LabelTest.In(key, known);
        case NOT_IN -> new LabelTest.Not(new LabelTest.In(key, known));
        case EXISTS -> new LabelTest.Exists(key);
        case DOES_NOT_EXIST -> new LabelTest.Not(new LabelTest.Exists(key));
      };
    }
  }

  /// How a requirement compares.
  public enum Operator {
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
    public String text() {
      return text;
    }

    /// Whether `values` must hold something; otherwise it must not.
    public boolean hasValues() {
      return hasValues;
    }
  }

  /// What it asks of labels: a test for each of `matchLabels`, by key, and one for all of
  /// `matchExpressions`, so that what was written can be told again.
  public LabelTest test() {
    List<LabelTest> tests = new ArrayList<>();
    new TreeMap<>(matchLabels).forEach((key, value) -> tests.add(LabelTest.equalTo(key, value)));
    if (!matchExpressions.isEmpty()) {
      tests.add(new LabelTest.All(matchExpressions.stream().map(Requirement::test).toList()));
    }
    return tests.size() == 1 && matchExpressions.isEmpty()
        ? tests.getFirst()
        : new LabelTest.All(tests);
  }
}
