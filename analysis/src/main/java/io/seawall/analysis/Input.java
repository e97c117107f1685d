package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import java.util.List;

/// What was read, before anything was judged.
///
/// @param documents how many documents there were
public record Input(Facts facts, List<Diagnostic> diagnostics, int documents) {
  public Input {
    diagnostics = List.copyOf(diagnostics);
  }

  /// Whether a path that was named is not there: whoever mistyped it must not take the rest for the
  /// whole.
  public boolean lacksAPath() {
    return diagnostics.stream().anyMatch(one -> one.code().equals("NO_SUCH_FILE"));
  }

  /// Whether nothing was read that could be judged.
  public boolean isEmpty() {
    return facts.kubernetes().isEmpty() && facts.azure().isEmpty();
  }
}
