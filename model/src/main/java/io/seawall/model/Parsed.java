package io.seawall.model;

import java.util.List;

/// A value read from input together with every complaint about it.
public record Parsed<T>(T value, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }
}
