package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import java.util.function.Consumer;

/// How much work one template may make. Azure refuses templates far smaller; what goes beyond is
/// hostile or a mistake, and is not known.
///
/// Source: Azure Resource Manager, "Template limits": 800 resources and copies, 4 MB after
/// evaluation.
final class Budget {
  /// Copies that one loop makes.
  static final long COPIES = 800;

  /// Arrays and objects inside each other in one value.
  static final int DEPTH = 60;

  /// Items that `range` makes.
  static final long RANGE = 10_000;

  /// Values in one value, where 64 characters count as one.
  private static final long SIZE = 100_000;

  private static final long STEPS = 2_000_000;

  private final String file;
  private final Consumer<Diagnostic> complaints;
  private long steps = STEPS;

  Budget(String file, Consumer<Diagnostic> complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  /// Whether there is room for this much work.
  boolean spend(long cost) {
    if (steps < 0) {
      return false;
    }
    steps -= cost;
    if (steps < 0) {
      complaints.accept(
          Diagnostic.warning(
              "TEMPLATE_LIMIT",
              SourceRef.of(file, 0),
              "a template that takes more than " + STEPS + " steps to carry out",
              "at most " + STEPS,
              "what is left of it counts as not known"));
    }
    return steps >= 0;
  }

  /// Whether a value is small enough to be kept.
  boolean holds(Value value) {
    return value.depth() <= DEPTH && fits(value.size());
  }

  /// Whether a value of this size may be made.
  boolean fits(long size) {
    return size <= SIZE && spend(size);
  }
}
