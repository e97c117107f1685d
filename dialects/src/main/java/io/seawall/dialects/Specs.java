package io.seawall.dialects;

import io.seawall.model.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges the `spec` of objects of any kind.
public final class Specs {
  private Specs() {}

  /// Complains of what nobody asked for.
  ///
  /// @param root the fields of the whole object
  /// @param spec its `spec`, if it is there
  /// @return whether there is an error among all complaints
  public static boolean close(Fields root, Optional<Fields> spec, List<Diagnostic> complaints) {
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "spec", "status");
    root.close();
    return complaints.stream().anyMatch(one -> one.severity() == Diagnostic.Severity.ERROR);
  }

  /// Complains of a field that is not there.
  public static void missing(Fields fields, String key, String expected) {
    fields.complain("MISSING_FIELD", fields.where(key), "no " + key, expected, "");
  }

  /// Complains of a text that is none of these.
  ///
  /// @param refused who refuses the object then, such as `Linkerd`
  /// @return the text
  public static String known(
      Fields fields, String key, String text, Set<String> known, String refused) {
    if (!known.contains(text)) {
      fields.complain(
          "BAD_VALUE",
          fields.where(key),
          "the text \"" + text + "\"",
          "one of " + String.join(", ", known.stream().sorted().toList()),
          refused + " refuses the object");
    }
    return text;
  }
}
