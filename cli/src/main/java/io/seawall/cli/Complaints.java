package io.seawall.cli;

import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import io.seawall.reports.DiagnosticText;
import io.seawall.reports.Text;
import java.util.List;

/// Complaints about the input, on `err`: errors and warnings one by one; notes too if asked for,
/// else counted.
final class Complaints {
  /// More than a reader takes in at once.
  private static final int MOST = 40;

  private Complaints() {}

  static void print(List<Diagnostic> diagnostics, boolean all, Console console) {
    List<Diagnostic> shown =
        diagnostics.stream().filter(d -> all || d.severity() != Severity.NOTE).sorted().toList();
    int most = all ? shown.size() : Math.min(MOST, shown.size());
    for (Diagnostic diagnostic : shown.subList(0, most)) {
      console.err().println(DiagnosticText.of(diagnostic));
    }
    if (shown.size() > most) {
      console
          .err()
          .println(
              "... " + Text.count(shown.size() - most, "more message") + " (-v lists them all)");
    }
    long notes = diagnostics.stream().filter(d -> d.severity() == Severity.NOTE).count();
    if (!all && notes > 0) {
      console.err().println(Text.count(notes, "note") + " on the input (-v lists them)");
    }
    console.err().flush();
  }
}
