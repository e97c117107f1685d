package io.seawall.model;

import java.util.Comparator;

/// A complaint about input. It never stops the run: what it speaks of is left out or counted as
/// unknown, the rest is judged.
///
/// @param code stable name, such as `PORT_RANGE`; docs and SARIF refer to it
/// @param found what stands there
/// @param expected what would be right
/// @param help what to do; empty if `expected` says it all
public record Diagnostic(
    Severity severity, String code, SourceRef where, String found, String expected, String help)
    implements Comparable<Diagnostic> {

  /// How much it weighs: an error means something could not be used, a warning that it was used but
  /// is probably not meant so.
  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  public static Diagnostic error(
      String code, SourceRef where, String found, String expected, String help) {
    return new Diagnostic(Severity.ERROR, code, where, found, expected, help);
  }

  public static Diagnostic warning(
      String code, SourceRef where, String found, String expected, String help) {
    return new Diagnostic(Severity.WARNING, code, where, found, expected, help);
  }

  public static Diagnostic note(
      String code, SourceRef where, String found, String expected, String help) {
    return new Diagnostic(Severity.NOTE, code, where, found, expected, help);
  }

  /// By file, line, field and code: the order of reports.
  @Override
  public int compareTo(Diagnostic that) {
    return ORDER.compare(this, that);
  }

  private static final Comparator<Diagnostic> ORDER =
      Comparator.<Diagnostic, String>comparing(d -> d.where().file())
          .thenComparingInt(d -> d.where().line())
          .thenComparing(d -> d.where().object())
          .thenComparing(d -> d.where().field())
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::found)
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::expected)
          .thenComparing(Diagnostic::help);
}
