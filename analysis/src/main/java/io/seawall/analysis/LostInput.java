package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Input that was lost before its kind was known.
final class LostInput {
  /// Warnings after which something is missing.
  private static final Set<String> INCOMPLETE =
      Set.of("MORE_PAGES", "COMPLAINT_LIMIT", "OBJECT_NOT_READ");

  /// Complaints about a file that is not there.
  private static final Set<String> HARMLESS = Set.of("NO_SUCH_FILE");

  private LostInput() {}

  /// Where it stood.
  static List<SourceRef> places(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(LostInput::isLost)
        .map(Diagnostic::where)
        .filter(where -> where.object().isEmpty())
        .toList();
  }

  private static boolean isLost(Diagnostic diagnostic) {
    return (diagnostic.severity() == Diagnostic.Severity.ERROR
            || INCOMPLETE.contains(diagnostic.code()))
        && !HARMLESS.contains(diagnostic.code());
  }

  /// Whether it may have been of Azure: its tools and APIs write JSON, and templates of charts,
  /// which no parser of YAML reads, are of Kubernetes.
  static boolean mayBeOfAzure(SourceRef place) {
    String file = place.file().toLowerCase(Locale.ROOT);
    return !file.endsWith(".yaml") && !file.endsWith(".yml");
  }
}
