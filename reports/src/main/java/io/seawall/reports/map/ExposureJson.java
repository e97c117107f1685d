package io.seawall.reports.map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.model.policy.Direction;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// A map and its exposure as JSON: `{ "connlist_results": [...], "exposure_results": {
/// "egress_exposure": [...], "ingress_exposure": [...], "unprotected": [...] } }`, with the items
/// of [MapJson] and, of workloads that no policy selects, `{ "workload", "direction", "sure" }`.
public final class ExposureJson implements ReportFormat<ExposureReport> {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(ExposureReport report, Style style, Writer out) throws IOException {
    write(report, json -> MapJson.list(json, report.map()), out);
  }

  /// @param map writes the list of connections
  static void write(ExposureReport report, Json.Body map, Writer out) throws IOException {
    Json.write(
        out,
        json ->
            Json.object(
                json,
                top -> {
                  top.writeFieldName("connlist_results");
                  map.write(top);
                  Json.object(top, "exposure_results", inside -> exposure(report, inside));
                }));
  }

  private static void exposure(ExposureReport report, JsonGenerator json) throws IOException {
    lines(report, Direction.EGRESS, json);
    lines(report, Direction.INGRESS, json);
    Json.objects(
        json,
        "unprotected",
        report.unprotected(),
        (inside, open) -> {
          cluster(report, open.cluster(), inside);
          inside.writeStringField("workload", open.workload());
          inside.writeStringField("direction", word(open.direction()));
          inside.writeBooleanField("sure", open.sure());
        });
  }

  private static void lines(ExposureReport report, Direction direction, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(word(direction) + "_exposure");
    report.forEach(
        direction,
        line ->
            Json.object(
                json,
                inside -> {
                  cluster(report, line.cluster(), inside);
                  inside.writeStringField("src", line.src());
                  inside.writeStringField("dst", line.dst());
                  inside.writeStringField("conn", line.conn());
                }));
    json.writeEndArray();
  }

  private static void cluster(ExposureReport report, String name, JsonGenerator json)
      throws IOException {
    if (report.hasSeveralClusters()) {
      json.writeStringField("cluster", name);
    }
  }

  private static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}
