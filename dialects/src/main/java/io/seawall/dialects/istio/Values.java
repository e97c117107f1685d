package io.seawall.dialects.istio;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What values of a rule ask of an attribute: a text, a text with `*` at one end, or `*` alone for
/// any value that is there.
///
/// Source: Istio documentation, "Authorization Policy", value matching: exact, prefix, suffix and
/// presence match.
final class Values {
  private Values() {}

  /// That one of the values fits.
  static LabelTest anyOf(String attribute, List<String> values) {
    return anyOf(values, value -> one(attribute, value));
  }

  /// That one of the tests that the values become passes.
  static LabelTest anyOf(List<String> values, Function<String, LabelTest> test) {
    Set<String> exact = new LinkedHashSet<>();
    String key = "";
    List<LabelTest> tests = new ArrayList<>();
    for (String value : values) {
      LabelTest one = test.apply(value);
      if (one instanceof LabelTest.In(var name, var texts) && (key.isEmpty() || key.equals(name))) {
        key = name;
        exact.addAll(texts);
      } else {
        tests.add(one);
      }
    }
    if (!exact.isEmpty()) {
      tests.addFirst(new LabelTest.In(key, exact));
    }
    return tests.size() == 1 ? tests.getFirst() : new LabelTest.OneOf(tests);
  }

  /// That the value fits.
  static LabelTest one(String attribute, String value) {
    if (value.equals("*")) {
      return new LabelTest.Exists(attribute);
    }
    if (value.startsWith("*")) {
      return new LabelTest.Like(attribute, Place.END, value.substring(1));
    }
    if (value.endsWith("*")) {
      return new LabelTest.Like(attribute, Place.START, value.substring(0, value.length() - 1));
    }
    return LabelTest.equalTo(attribute, value);
  }
}
