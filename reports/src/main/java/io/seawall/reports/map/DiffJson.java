package io.seawall.reports.map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.Causes.Cause;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// Differences as a JSON list of `{ "change", "src", "dst", "before", "after", "causes" }`. A cause
/// is `{ "object", "change", "file", "line" }`, without a place if it has none. A field `notes`
/// names workloads that are there on one side only, and `cluster` is there if there are several.
public final class DiffJson implements ReportFormat<DiffReport> {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(DiffReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    Json.write(
        out,
        json -> {
          json.writeStartArray();
          report.forEach(line ->
              Json.object(
                  json,
                  inside -> {
                    if (several) {
                      inside.writeStringField("cluster", line.cluster());
                    }
                    inside.writeStringField("change", line.change().word());
                    inside.writeStringField("src", line.src());
                    inside.writeStringField("dst", line.dst());
                    inside.writeStringField("before", line.before());
                    inside.writeStringField("after", line.after());
                    Json.objects(inside, "causes", line.causes(), DiffJson::cause);
                    if (!line.notes().isEmpty()) {
                      inside.writeArrayFieldStart("notes");
                      for (String note : line.notes()) {
                        inside.writeString(note);
                      }
                      inside.writeEndArray();
                    }
                  }));
          json.writeEndArray();
        });
  }

  private static void cause(JsonGenerator json, Cause cause) throws IOException {
    json.writeStringField("object", cause.object());
    json.writeStringField("change", DiffReport.word(cause));
    if (cause.where().isPresent()) {
      json.writeStringField("file", cause.where().get().file());
      json.writeNumberField("line", cause.where().get().line());
    }
  }
}
