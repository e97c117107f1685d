package io.seawall.reports.assertion;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.Assertion;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// Assertions as JSON, schema `seawall.test/v1`.
public final class AssertionJson implements ReportFormat<AssertionReport> {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(AssertionReport report, Style style, Writer out) throws IOException {
    Json.write(
        out,
        json ->
            Json.object(
                json,
                root -> {
                  root.writeStringField("schema", "seawall.test/v1");
                  Json.objects(root, "tests", report.results(), AssertionJson::result);
                }));
  }

  /// Writes the fields of one assertion.
  public static void result(JsonGenerator json, Assertion.Result result) throws IOException {
    json.writeStringField("name", result.assertion().name());
    json.writeStringField("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
    json.writeStringField("why", result.why());
    json.writeStringField("file", result.assertion().where().file());
    json.writeNumberField("line", result.assertion().where().line());
  }
}
