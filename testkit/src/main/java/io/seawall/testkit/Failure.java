package io.seawall.testkit;

import java.util.List;

/// A case that broke its law: the choices that led to it, the values drawn, and what was thrown.
record Failure(List<Integer> choices, List<Object> values, Throwable cause) {
  /// Whether this one is the simpler: fewer choices, or as many and the first that differs is
  /// lower.
  boolean simplerThan(Failure that) {
    if (choices.size() != that.choices.size()) {
      return choices.size() < that.choices.size();
    }
    for (var i = 0; i < choices.size(); i++) {
      var order = Integer.compare(choices.get(i), that.choices.get(i));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
