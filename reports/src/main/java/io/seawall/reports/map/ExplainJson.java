package io.seawall.reports.map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.Explanations.Explained;
import io.seawall.analysis.Explanations.Gate;
import io.seawall.analysis.Explanations.Passage;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Rule;
import io.seawall.reach.Part;
import io.seawall.reach.Part.Share;
import io.seawall.reach.Reason;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// Connections as a JSON list of `{ "src", "dst", "conn", "possibly", "policies", "hops" }`:
/// `policies` splits all packets by the reasons that policies have at either end, `hops` holds what
/// else stops packets or may. With the exposure, the object of [ExposureJson].
public final class ExplainJson implements ReportFormat<ExplainReport> {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(ExplainReport report, Style style, Writer out) throws IOException {
    if (report.exposure().isEmpty()) {
      Json.write(out, json -> list(json, report));
    } else {
      ExposureJson.write(report.exposure().get(), json -> list(json, report), out);
    }
  }

  private static void list(JsonGenerator json, ExplainReport report) throws IOException {
    boolean several = report.map().clusters().size() > 1;
    boolean policiesAlone = report.map().policiesAlone();
    json.writeStartArray();
    report.forEach((cluster, one) ->
        Json.object(
            json,
            inside -> {
              if (several) {
                inside.writeStringField("cluster", cluster);
              }
              write(inside, one, policiesAlone);
            }));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Explained one, boolean policiesAlone)
      throws IOException {
    json.writeStringField("src", MapReport.end(one.from()));
    json.writeStringField("dst", MapReport.end(one.to()));
    json.writeStringField("conn", MapReport.sure(one.packets(), policiesAlone));
    String possibly = MapReport.possibly(one.packets(), policiesAlone);
    if (!possibly.isEmpty()) {
      json.writeStringField("possibly", possibly);
    }
    Json.objects(
        json,
        "policies",
        one.passages(),
        (inside, passage) -> passage(inside, passage, policiesAlone));
    if (!policiesAlone) {
      Json.objects(json, "hops", one.gates(), ExplainJson::gate);
    }
  }

  private static void passage(JsonGenerator json, Passage passage, boolean policiesAlone)
      throws IOException {
    json.writeStringField("verdict", word(passage.opinion()));
    json.writeStringField("packets", ConnectionText.of(passage.packets(), policiesAlone));
    part(json, "egress", passage.egress());
    part(json, "ingress", passage.ingress());
  }

  private static void part(JsonGenerator json, String direction, Part part) throws IOException {
    Json.object(
        json,
        direction,
        inside -> {
          inside.writeStringField("verdict", word(part.opinion()));
          Json.objects(inside, "by", part.shares(), ExplainJson::share);
        });
  }

  private static void share(JsonGenerator json, Share share) throws IOException {
    json.writeStringField("does", share.role().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("sure", share.sure());
    json.writeStringField("object", share.policy().title());
    Json.texts(
        json, "rules", share.rules().stream().map(Rule::where).map(SourceRef::field).toList());
    boolean whole = share.role() == Part.Role.ISOLATES;
    place(json, whole ? share.policy().where() : share.rules().getFirst().where());
  }

  private static void gate(JsonGenerator json, Gate gate) throws IOException {
    Reason reason = gate.reason();
    json.writeStringField("way", gate.way());
    json.writeStringField("hop", gate.place());
    json.writeStringField("verdict", word(reason.opinion()));
    json.writeStringField("packets", ConnectionText.of(gate.packets()));
    json.writeStringField("object", reason.object());
    json.writeStringField("rule", reason.rule());
    json.writeStringField("text", reason.text());
    if (reason.where().isPresent()) {
      place(json, reason.where().get());
    }
  }

  private static void place(JsonGenerator json, SourceRef where) throws IOException {
    json.writeStringField("file", where.file());
    json.writeNumberField("line", where.line());
  }

  /// `allow`, `deny`, `no opinion` or `unknown`, as `why` has them.
  private static String word(Reason.Opinion opinion) {
    return opinion.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
