package io.seawall.dialects.calico;

import io.seawall.model.policy.LabelTest;
import java.util.Optional;

/// A selector as written: what it asks of labels. `all()` asks nothing.
///
/// Source: Calico documentation, "Network policy", selectors.
///
/// @param global whether it is `global()`, which asks for objects outside of every namespace
record Selector(LabelTest test, boolean global) {
  /// `all()`.
  static final Selector ALL = new Selector(LabelTest.any(), false);

  /// `global()`.
  static final Selector GLOBAL = new Selector(LabelTest.any(), true);

  /// How a text came out: a selector, or what is wrong with the text.
  record Outcome(Optional<Selector> selector, String problem) {
    static Outcome of(Selector selector) {
      return new Outcome(Optional.of(selector), "");
    }

    static Outcome wrong(String problem) {
      return new Outcome(Optional.empty(), problem);
    }
  }
}
