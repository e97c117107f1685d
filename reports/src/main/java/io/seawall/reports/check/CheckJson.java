package io.seawall.reports.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.ClusterAnalysis;
import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.model.SourceRef;
import io.seawall.practices.Config.Exemption;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.reach.Engine;
import io.seawall.reports.DiagnosticJson;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import io.seawall.reports.assertion.AssertionJson;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/// Verdicts as JSON, schema `seawall.check/v1`.
public final class CheckJson implements ReportFormat<CheckReport> {
  private static final String SCHEMA = "seawall.check/v1";

  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(CheckReport report, Style style, Writer out) throws IOException {
    Json.write(
        out,
        json ->
            Json.object(
                json,
                root -> {
                  root.writeStringField("schema", SCHEMA);
                  root.writeStringField("version", report.version());
                  Json.objects(
                      root,
                      "clusters",
                      report.analysis().clusters(),
                      (inside, cluster) -> cluster(inside, cluster, report));
                  if (!report.asserted().results().isEmpty()) {
                    Json.objects(root, "tests", report.asserted().results(), AssertionJson::result);
                  }
                  Json.objects(
                      root, "diagnostics", report.analysis().diagnostics(), DiagnosticJson::fields);
                }));
  }

  private static void cluster(JsonGenerator json, ClusterAnalysis cluster, CheckReport report)
      throws IOException {
    json.writeStringField("name", cluster.name());
    json.writeStringField(
        "engine", cluster.situation().engine().map(Engine::label).orElse("unknown"));
    Json.objects(
        json,
        "practices",
        cluster.practices(),
        (inside, judged) -> practice(inside, judged, cluster, report));
  }

  private static void practice(
      JsonGenerator json, Judged judged, ClusterAnalysis cluster, CheckReport report)
      throws IOException {
    json.writeStringField("id", judged.practice().id());
    json.writeStringField("verdict", judged.outcome().name());
    json.writeStringField("summary", Summary.of(judged));
    Json.objects(
        json,
        "checks",
        judged.findings(),
        (inside, finding) -> finding(inside, finding, cluster, report));
    Json.texts(json, "assumptions", judged.assumptions());
    Json.objects(json, "missing", judged.missing(), CheckJson::missing);
  }

  private static void finding(
      JsonGenerator json, Finding finding, ClusterAnalysis cluster, CheckReport report)
      throws IOException {
    json.writeStringField("code", finding.check());
    json.writeStringField("verdict", finding.outcome().name());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("subject", finding.subject());
    json.writeStringField("summary", finding.summary());
    if (finding.witness().isPresent()) {
      Witness witness = finding.witness().get();
      Json.object(
          json,
          "witness",
          inside -> {
            inside.writeStringField("from", witness.from());
            inside.writeStringField("to", witness.to());
            inside.writeStringField("port", witness.port());
          });
    }
    if (!finding.path().isEmpty()) {
      Json.objects(json, "path", finding.path(), CheckJson::step);
    }
    if (finding.where().isPresent()) {
      SourceRef where = finding.where().get();
      Json.object(
          json,
          "where",
          inside -> {
            place(inside, where);
            inside.writeStringField("object", where.object());
            inside.writeStringField("field", where.field());
          });
    }
    Optional<Exemption> accepted =
        Accepted.by(finding, cluster.situation().config(), report.today());
    if (accepted.isPresent()) {
      Exemption exemption = accepted.get();
      Json.object(json, "exception", inside -> exception(inside, exemption));
    }
    Json.texts(json, "assumptions", finding.assumptions());
    Json.objects(json, "missing", finding.missing(), CheckJson::missing);
    json.writeStringField("fingerprint", Fingerprint.of(report.analysis(), cluster, finding));
  }

  private static void step(JsonGenerator json, Step step) throws IOException {
    json.writeStringField("hop", step.hop());
    json.writeStringField("verdict", step.verdict());
    json.writeStringField("object", step.object());
    json.writeStringField("rule", step.rule());
    if (step.where().isPresent()) {
      place(json, step.where().get());
    }
    json.writeStringField("text", step.text());
  }

  private static void place(JsonGenerator json, SourceRef where) throws IOException {
    json.writeStringField("file", where.file());
    json.writeNumberField("line", where.line());
  }

  private static void exception(JsonGenerator json, Exemption exemption) throws IOException {
    json.writeStringField("id", exemption.id());
    json.writeStringField("owner", exemption.owner());
    json.writeStringField("reason", exemption.reason());
    json.writeStringField("expires", exemption.expires().toString());
  }

  private static void missing(JsonGenerator json, Missing missing) throws IOException {
    json.writeStringField("fact", missing.fact());
    json.writeStringField("settle", missing.settle());
  }
}
