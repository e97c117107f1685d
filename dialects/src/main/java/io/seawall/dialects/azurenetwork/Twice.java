package io.seawall.dialects.azurenetwork;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;

/// What becomes of a resource that two documents describe.
final class Twice {
  private Twice() {}

  static Diagnostic told(String what, SourceRef again, SourceRef first) {
    return Diagnostic.warning(
        "SEEN_TWICE",
        again,
        what + " again, told differently",
        "one description of it",
        "the first is " + first.place() + "; what they tell differently counts as unknown");
  }
}
