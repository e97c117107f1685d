package io.seawall.model.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A question about the labels of one object.
public sealed interface LabelTest {
  /// Passes for any labels.
  static LabelTest any() {
    return new All(List.of());
  }

  /// The key is there with one of these values, in the order in which they are written.
  record In(String key, Set<String> values) implements LabelTest {
    public In {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /// The key is there, whatever its value.
  record Exists(String key) implements LabelTest {}

  /// The key is there, and its value has this text in it.
  record Like(String key, Place place, String text) implements LabelTest {
    /// Whether the value has the text where it must.
    public boolean fits(String value) {
      return switch (place) {
        case START -> value.startsWith(text);
        case ANYWHERE -> value.contains(text);
        case END -> value.endsWith(text);
        case PATH -> Templates.fit(text, value);
      };
    }
  }

  /// Where in a value.
  enum Place {
    START,
    ANYWHERE,
    END,
    /// The value is a path that the text describes: between slashes, `{*}` stands for one part and
    /// `{**}` for any number of them.
    PATH
  }

  /// The inner test does not pass. A missing key thus passes `Not(In(...))`, as `NotIn` of a
  /// Kubernetes label selector does (Kubernetes API, LabelSelectorRequirement: "NotIn" also selects
  /// objects without the key).
  record Not(LabelTest test) implements LabelTest {}

  /// Every inner test passes; without any it passes.
  record All(List<LabelTest> tests) implements LabelTest {
    public All {
      tests = List.copyOf(tests);
    }
  }

  /// At least one inner test passes.
  record OneOf(List<LabelTest> tests) implements LabelTest {
    public OneOf {
      tests = List.copyOf(tests);
    }
  }

  /// The key is there with this one value.
  static LabelTest equalTo(String key, String value) {
    return new In(key, Set.of(value));
  }

  /// Whether an object with these labels passes.
  default boolean passes(Map<String, String> labels) {
    return switch (this) {
      case In(var key, var values) -> {
        String value = labels.get(key);
        yield value != null && values.contains(value);
      }
      case Exists(var key) -> labels.containsKey(key);
      case Like like -> {
        String value = labels.get(like.key);
        yield value != null && like.fits(value);
      }
      case Not(var test) -> !test.passes(labels);
      case All(var tests) -> tests.stream().allMatch(test -> test.passes(labels));
      case OneOf(var tests) -> tests.stream().anyMatch(test -> test.passes(labels));
    };
  }

  /// Whether an object passes of which some labels may not be known.
  ///
  /// @param hidden keys of which it is not known whether they are there
  /// @return empty if the hidden ones decide
  default Optional<Boolean> passes(Map<String, String> labels, Predicate<String> hidden) {
    return switch (this) {
      case In(var key, var _) -> known(key, labels, hidden);
      case Exists(var key) -> known(key, labels, hidden);
      case Like(var key, var _, var _) -> known(key, labels, hidden);
      case Not(var test) -> test.passes(labels, hidden).map(passed -> !passed);
      case All(var tests) -> every(tests, labels, hidden, true);
      case OneOf(var tests) -> every(tests, labels, hidden, false);
    };
  }

  private Optional<Boolean> known(
      String key, Map<String, String> labels, Predicate<String> hidden) {
    return hidden.test(key) && !labels.containsKey(key)
        ? Optional.empty()
        : Optional.of(passes(labels));
  }

  /// `outcome` if every test comes out so, the opposite if one does not.
  private static Optional<Boolean> every(
      List<LabelTest> tests,
      Map<String, String> labels,
      Predicate<String> hidden,
      boolean outcome) {
    List<Optional<Boolean>> passed =
        tests.stream().map(test -> test.passes(labels, hidden)).toList();
    if (passed.contains(Optional.of(!outcome))) {
      return Optional.of(!outcome);
    }
    return passed.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(outcome);
  }

  /// Whether it passes for any labels because it asks nothing.
  default boolean isAny() {
    return this instanceof All(var tests) && tests.isEmpty();
  }

  /// Every key that decides, sorted.
  default Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    addKeys(keys);
    return keys;
  }

  /// Puts every key that decides into `keys`.
  default void addKeys(Set<String> keys) {
    switch (this) {
      case In(var key, var _) -> keys.add(key);
      case Exists(var key) -> keys.add(key);
      case Like(var key, var _, var _) -> keys.add(key);
      case Not(var test) -> test.addKeys(keys);
      case All(var tests) -> tests.forEach(test -> test.addKeys(keys));
      case OneOf(var tests) -> tests.forEach(test -> test.addKeys(keys));
    }
  }
}
