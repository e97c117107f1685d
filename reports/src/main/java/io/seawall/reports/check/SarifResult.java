package io.seawall.reports.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.model.SourceRef;
import io.seawall.practices.Checks;
import io.seawall.practices.Config.Exemption;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Outcome;
import io.seawall.reports.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A finding as a SARIF result.
final class SarifResult {
  private SarifResult() {}

  static void write(JsonGenerator json, CheckSarif.Result result, CheckReport report)
      throws IOException {
    Finding finding = result.finding();
    boolean open = finding.outcome() == Outcome.UNKNOWN;
    json.writeStringField("ruleId", finding.check());
    int rule = Checks.ALL.stream().map(check -> check.code()).toList().indexOf(finding.check());
    if (rule >= 0) {
      json.writeNumberField("ruleIndex", rule);
    }
    json.writeStringField("kind", open ? "open" : "fail");
    json.writeStringField("level", open ? "none" : level(finding.severity()));
    text(json, "message", message(finding));
    Json.objects(json, "locations", List.of(result), SarifResult::location);
    related(json, finding);
    Json.object(
        json,
        "partialFingerprints",
        prints ->
            prints.writeStringField(
                "seawallEffect/v1", Fingerprint.of(report.analysis(), result.cluster(), finding)));
    Optional<Exemption> accepted =
        Accepted.by(finding, result.cluster().situation().config(), report.today());
    if (accepted.isPresent()) {
      Json.objects(json, "suppressions", List.of(accepted.get()), SarifResult::suppression);
    }
    Json.object(
        json,
        "properties",
        properties -> {
          properties.writeStringField("practice", finding.practice().id());
          properties.writeStringField("cluster", result.cluster().name());
          properties.writeStringField("verdict", finding.outcome().name());
          Json.texts(properties, "assumptions", finding.assumptions());
        });
  }

  private static String level(Finding.Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, NOTE -> "note";
    };
  }

  private static String message(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.outcome().name()).append(": ").append(finding.subject()).append(": ");
    text.append(finding.summary());
    finding.witness().ifPresent(w -> text.append(". Witness: ").append(Subjects.packet(w)));
    for (Missing missing : finding.missing()) {
      text.append(". Missing: ").append(missing.fact());
      text.append(". Settle it: ").append(missing.settle());
    }
    return text.toString();
  }

  private static void location(JsonGenerator json, CheckSarif.Result result) throws IOException {
    Finding finding = result.finding();
    Optional<SourceRef> file = finding.where().filter(SarifPlaces::isInFile);
    if (file.isPresent()) {
      SarifPlaces.physical(json, file.get());
    }
    Json.objects(
        json,
        "logicalLocations",
        List.of(finding.subject()),
        (inside, subject) -> {
          inside.writeStringField("name", subject);
          inside.writeStringField("fullyQualifiedName", result.cluster().name() + "/" + subject);
          inside.writeStringField("kind", "resource");
        });
  }

  /// The other rules and objects on the way of the witness.
  private static void related(JsonGenerator json, Finding finding) throws IOException {
    List<Step> steps =
        finding.path().stream()
            .filter(step -> step.where().filter(SarifPlaces::isInFile).isPresent())
            .toList();
    if (steps.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("relatedLocations");
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int id = i + 1;
      Json.object(
          json,
          inside -> {
            inside.writeNumberField("id", id);
            SarifPlaces.physical(inside, step.where().orElseThrow());
            String object = (step.object() + " " + step.rule()).strip();
            text(
                inside,
                "message",
                (step.hop() + ": " + step.verdict() + ", " + object + " " + step.text()).strip());
          });
    }
    json.writeEndArray();
  }

  private static void suppression(JsonGenerator json, Exemption exemption) throws IOException {
    json.writeStringField("kind", "external");
    json.writeStringField("status", "accepted");
    json.writeStringField(
        "justification",
        exemption.id()
            + ": "
            + exemption.reason()
            + " (owner "
            + exemption.owner()
            + ", expires "
            + exemption.expires()
            + ")");
    if (SarifPlaces.isInFile(exemption.where())) {
      Json.object(json, "location", at -> SarifPlaces.physical(at, exemption.where()));
    }
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    Json.object(json, field, inside -> inside.writeStringField("text", text));
  }
}
