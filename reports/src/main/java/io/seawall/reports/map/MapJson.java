package io.seawall.reports.map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// A map as a JSON list of `{ "src", "dst", "conn" }`. A field `possibly` holds what facts that the
/// input lacks decide, and `cluster` is there if there are several.
public final class MapJson implements ReportFormat<MapReport> {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(MapReport report, Style style, Writer out) throws IOException {
    Json.write(out, json -> list(json, report));
  }

  /// Writes the list.
  static void list(JsonGenerator json, MapReport report) throws IOException {
    boolean several = report.clusters().size() > 1;
    json.writeStartArray();
    report.forEach(line ->
        Json.object(
            json,
            inside -> {
              if (several) {
                inside.writeStringField("cluster", line.cluster());
              }
              inside.writeStringField("src", line.src());
              inside.writeStringField("dst", line.dst());
              inside.writeStringField("conn", line.conn());
              if (!line.possibly().isEmpty()) {
                inside.writeStringField("possibly", line.possibly());
              }
            }));
    json.writeEndArray();
  }
}
