package io.seawall.analysis;

import io.seawall.model.policy.LabelTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds labels that pass a test: as few as it takes, of values that the test itself names.
///
/// Cost: grows with the values of each key, since what asks for one key alone is settled first; of
/// what is left, at most [#MOST_TRIES] choices are looked at.
final class LabelExample {
  private static final int MOST_TRIES = 10_000;

  /// The value of a label of which only the key matters.
  private static final String SOME_VALUE = "any";

  private final LabelTest test;
  private final List<String> keys;
  private final Map<String, List<Optional<String>>> choices = new HashMap<>();
  private int tries;

  private LabelExample(LabelTest test) {
    this.test = test;
    this.keys = List.copyOf(test.keys());
    List<LabelTest> parts = parts(test);
    for (String key : keys) {
      List<LabelTest> alone =
          parts.stream().filter(part -> part.keys().equals(Set.of(key))).toList();
      choices.put(
          key,
          values(key).stream()
              .filter(value -> alone.stream().allMatch(part -> part.passes(labels(key, value))))
              .toList());
    }
  }

  /// @return empty if no labels pass, or none was found in the tries that are allowed
  static Optional<Map<String, String>> of(LabelTest test) {
    return new LabelExample(test).from(0, new TreeMap<>());
  }

  private Optional<Map<String, String>> from(int index, Map<String, String> labels) {
    if (index == keys.size()) {
      tries++;
      return test.passes(labels) ? Optional.of(Map.copyOf(labels)) : Optional.empty();
    }
    String key = keys.get(index);
    for (Optional<String> value : choices.getOrDefault(key, List.of())) {
      value.ifPresentOrElse(text -> labels.put(key, text), () -> labels.remove(key));
      Optional<Map<String, String>> found = from(index + 1, labels);
      if (found.isPresent() || tries >= MOST_TRIES) {
        return found;
      }
    }
    labels.remove(key);
    return Optional.empty();
  }

  private static Map<String, String> labels(String key, Optional<String> value) {
    return value.map(text -> Map.of(key, text)).orElse(Map.of());
  }

  /// No label first, then the values that are named, then another.
  private List<Optional<String>> values(String key) {
    Set<String> named = new TreeSet<>();
    addValues(test, key, named);
    List<Optional<String>> values = new ArrayList<>();
    values.add(Optional.empty());
    named.forEach(value -> values.add(Optional.of(value)));
    String other = SOME_VALUE;
    while (named.contains(other)) {
      other += "-other";
    }
    values.add(Optional.of(other));
    return values;
  }

  private static void addValues(LabelTest test, String key, Set<String> values) {
    switch (test) {
      case LabelTest.In(var asked, var named) -> {
        if (asked.equals(key)) {
          values.addAll(named);
        }
      }
      case LabelTest.Exists _ -> {}
      case LabelTest.Like(var asked, var _, var text) -> {
        if (asked.equals(key)) {
          values.add(text);
        }
      }
      case LabelTest.Not(var inner) -> addValues(inner, key, values);
      case LabelTest.All(var tests) -> tests.forEach(inner -> addValues(inner, key, values));
      case LabelTest.OneOf(var tests) -> tests.forEach(inner -> addValues(inner, key, values));
    }
  }

  /// The tests that must all pass.
  static List<LabelTest> parts(LabelTest test) {
    return test instanceof LabelTest.All(var tests)
        ? tests.stream().flatMap(inner -> parts(inner).stream()).toList()
        : List.of(test);
  }
}
