package io.seawall.reports.map;

import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// Differences as a JSON list of `{ "change", "src", "dst", "before", "after" }`. A field `notes`
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
}
