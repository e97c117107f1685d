package io.seawall.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.model.Diagnostic;
import java.io.IOException;
import java.util.Locale;

/// A complaint about input as the fields of a JSON object.
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /// Writes the fields.
  public static void fields(JsonGenerator json, Diagnostic diagnostic) throws IOException {
    json.writeStringField("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("code", diagnostic.code());
    json.writeStringField("file", diagnostic.where().file());
    json.writeNumberField("line", diagnostic.where().line());
    json.writeStringField("object", diagnostic.where().object());
    json.writeStringField("field", diagnostic.where().field());
    json.writeStringField("found", diagnostic.found());
    json.writeStringField("expected", diagnostic.expected());
    json.writeStringField("help", diagnostic.help());
  }
}
