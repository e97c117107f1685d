package io.seawall.reports.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.Assertion;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.analysis.ClusterAnalysis;
import io.seawall.model.Diagnostic;
import io.seawall.practices.Check;
import io.seawall.practices.Checks;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Verdicts as SARIF 2.1.0, for code scanning.
///
/// REFUTED findings are failures; EXCEPTED ones are failures with an accepted suppression; UNKNOWN
/// ones are of kind `open` and so have no level. PROVED findings are not results: viewers show
/// every result as a problem, so they are counted in the properties of the run. Assertions of the
/// team that do not hold come first: they are few, and the team asked for them by name.
///
/// Source: OASIS SARIF 2.1.0, sections 3.27.9 (kind), 3.27.10 (level) and 3.35 (suppressions).
public final class CheckSarif implements ReportFormat<CheckReport> {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  @Override
  public String name() {
    return "sarif";
  }

  @Override
  public void write(CheckReport report, Style style, Writer out) throws IOException {
    Json.write(
        out,
        json ->
            Json.object(
                json,
                root -> {
                  root.writeStringField("$schema", SCHEMA);
                  root.writeStringField("version", "2.1.0");
                  Json.objects(root, "runs", List.of(report), CheckSarif::run);
                }));
  }

  /// A finding and the cluster it is about.
  record Result(ClusterAnalysis cluster, Finding finding) {}

  private static void run(JsonGenerator json, CheckReport report) throws IOException {
    List<Result> results =
        report.analysis().clusters().stream()
            .flatMap(cluster ->
                cluster.practices().stream()
                    .flatMap(judged -> judged.findings().stream())
                    .map(finding -> new Result(cluster, finding)))
            .sorted(CheckSarif::worstFirst)
            .toList();
    Json.object(json, "tool", tool -> tool(tool, report.version(), results));
    Json.objects(
        json, "invocations", List.of(report.analysis().diagnostics()), CheckSarif::invocation);
    Json.object(
        json,
        "originalUriBaseIds",
        bases ->
            Json.object(
                bases,
                SarifPlaces.BASE,
                base ->
                    Json.object(
                        base,
                        "description",
                        text -> text.writeStringField("text", "the folder that Seawall ran in"))));
    json.writeStringField("columnKind", "utf16CodeUnits");
    Json.objects(
        json,
        "results",
        Stream.concat(
                report.asserted().results().stream()
                    .filter(one -> one.verdict() != Verdict.PASS)
                    .sorted(Comparator.comparing(Assertion.Result::verdict))
                    .map(one -> (Json.Body) inside -> SarifAssertion.result(inside, one)),
                results.stream()
                    .filter(one -> one.finding().outcome() != Outcome.PROVED)
                    .map(one -> (Json.Body) inside -> SarifResult.write(inside, one, report)))
            .toList(),
        (inside, result) -> result.write(inside));
    Json.object(
        json,
        "properties",
        properties -> {
          for (Outcome outcome : Outcome.values()) {
            properties.writeNumberField(
                outcome.name().toLowerCase(Locale.ROOT),
                results.stream().filter(one -> one.finding().outcome() == outcome).count());
          }
        });
  }

  /// Consumers cut off long reports, so what weighs most comes first.
  private static int worstFirst(Result left, Result right) {
    Finding a = left.finding();
    Finding b = right.finding();
    int order = a.outcome().compareTo(b.outcome());
    order = order != 0 ? order : a.severity().compareTo(b.severity());
    order = order != 0 ? order : a.check().compareTo(b.check());
    return order != 0 ? order : a.subject().compareTo(b.subject());
  }

  private static void tool(JsonGenerator json, String version, List<Result> results)
      throws IOException {
    Json.object(
        json,
        "driver",
        driver -> {
          driver.writeStringField("name", "Seawall");
          driver.writeStringField("version", version);
          Json.objects(
              driver,
              "rules",
              Stream.concat(
                      Checks.ALL.stream()
                          .map(check ->
                              (Json.Body)
                                  rule -> SarifRule.write(rule, check, worst(check, results))),
                      Stream.of((Json.Body) SarifAssertion::rule))
                  .toList(),
              (inside, rule) -> rule.write(inside));
        });
  }

  private static List<Finding.Severity> worst(Check check, List<Result> results) {
    return results.stream()
        .map(Result::finding)
        .filter(finding -> finding.check().equals(check.code()))
        .filter(finding -> finding.outcome() != Outcome.PROVED)
        .map(Finding::severity)
        .sorted()
        .limit(1)
        .toList();
  }

  private static void invocation(JsonGenerator json, List<Diagnostic> diagnostics)
      throws IOException {
    json.writeBooleanField("executionSuccessful", true);
    Json.objects(json, "toolExecutionNotifications", diagnostics, CheckSarif::notification);
  }

  private static void notification(JsonGenerator json, Diagnostic diagnostic) throws IOException {
    Json.object(
        json, "descriptor", descriptor -> descriptor.writeStringField("id", diagnostic.code()));
    json.writeStringField(
        "level",
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "note";
        });
    String help = diagnostic.help().isEmpty() ? "" : ". Help: " + diagnostic.help();
    String expected = diagnostic.expected().isEmpty() ? "" : ", expected " + diagnostic.expected();
    Json.object(
        json,
        "message",
        message ->
            message.writeStringField("text", "found " + diagnostic.found() + expected + help));
    Json.objects(
        json,
        "locations",
        List.of(diagnostic.where()),
        (location, where) -> SarifPlaces.location(location, where));
  }
}
