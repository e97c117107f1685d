package io.seawall.reports;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import java.util.Locale;

/// A complaint about input as a message for people.
public final class DiagnosticText {
  private DiagnosticText() {}

  /// The message, without a line end behind its last line:
  ///
  /// ```
  /// policies/payments.yaml:14: error: NetworkPolicy payments/db, spec.ingress[0] [PORT_RANGE]
  ///   found 80, expected a number from 5432 (port) to 65535
  ///   help: raise endPort to at least 5432
  /// ```
  public static String of(Diagnostic diagnostic) {
    SourceRef where = diagnostic.where();
    String subject =
        where.object().isEmpty() || where.field().isEmpty()
            ? where.object() + where.field()
            : where.object() + ", " + where.field();
    StringBuilder text = new StringBuilder();
    text.append(where.place()).append(": ");
    text.append(diagnostic.severity().name().toLowerCase(Locale.ROOT)).append(": ");
    text.append(subject).append(subject.isEmpty() ? "" : " ");
    text.append('[').append(diagnostic.code()).append("]\n");
    text.append("  found ").append(diagnostic.found());
    if (!diagnostic.expected().isEmpty()) {
      text.append(", expected ").append(diagnostic.expected());
    }
    if (!diagnostic.help().isEmpty()) {
      text.append("\n  help: ").append(diagnostic.help());
    }
    return text.toString();
  }
}
