package io.seawall.model;

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

  /// What is meant to be, in a template or plan, differs from what is.
  ///
  /// @param found what stands in the template
  /// @param other what is, to be followed by the place of what runs
  /// @param judged which of the two is judged
  public static Diagnostic drift(
      SourceRef meant, String found, String other, SourceRef running, String judged) {
    return warning(
        "DRIFT",
        meant,
        found + ", " + other + " " + running.place(),
        "what is meant to be and what is are the same",
        judged + ": roll this file out, or take the change into it");
  }

  /// By file, line, field and code: the order of reports.
  @Override
  public int compareTo(Diagnostic that) {
    int order = where.file().compareTo(that.where.file());
    order = order != 0 ? order : Integer.compare(where.line(), that.where.line());
    order = order != 0 ? order : where.object().compareTo(that.where.object());
    order = order != 0 ? order : where.field().compareTo(that.where.field());
    order = order != 0 ? order : code.compareTo(that.code);
    order = order != 0 ? order : found.compareTo(that.found);
    order = order != 0 ? order : severity.compareTo(that.severity);
    order = order != 0 ? order : expected.compareTo(that.expected);
    return order != 0 ? order : help.compareTo(that.help);
  }
}
