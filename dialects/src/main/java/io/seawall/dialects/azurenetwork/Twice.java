package io.seawall.dialects.azurenetwork;

import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;

/// What becomes of a resource that two documents describe.
final class Twice {
  private Twice() {}

  /// The fact as both tell it; if they differ, it is not known.
  ///
  /// @return `first` itself where the second says the same
  static <T> Fact<T> joined(Fact<T> first, Fact<T> second) {
    boolean same = first.isLeftOut() == second.isLeftOut() && first.known().equals(second.known());
    return same
        ? first
        : new Fact.Unresolved<>(
            "which of two answers is right: "
                + first.where().place()
                + " and "
                + second.where().place()
                + " differ",
            first.where());
  }

  static Diagnostic told(String what, SourceRef again, SourceRef first) {
    return Diagnostic.warning(
        "SEEN_TWICE",
        again,
        what + " again, told differently",
        "one description of it",
        "the first is " + first.place() + "; what they tell differently counts as unknown");
  }
}
