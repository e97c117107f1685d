package io.seawall.reports.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.Assertion;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.practices.Checks;
import io.seawall.reports.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Assertions of the team as SARIF: one rule for all of them, and a result for each that does not
/// hold. The place of a result is that of the assertion.
final class SarifAssertion {
  private static final String RULE = "ASSERTION";
  private static final String CLAIM = "Claim: what the team asserts of its network holds";

  private SarifAssertion() {}

  /// Writes the rule; it is the one after those of the checks.
  static void rule(JsonGenerator json) throws IOException {
    json.writeStringField("id", RULE);
    json.writeStringField("name", "Assertion");
    text(json, "shortDescription", CLAIM);
    text(json, "fullDescription", "Assertions that are kept beside the policies");
    text(
        json,
        "help",
        CLAIM
            + ". Either the policies let too much or too little by, or the assertion is outdated.");
    Json.object(
        json,
        "properties",
        properties -> {
          Json.texts(properties, "tags", List.of("kubernetes", "azure", "assertion"));
          properties.writeStringField("problem.severity", "error");
        });
  }

  /// Writes the result of an assertion that failed or cannot be told.
  static void result(JsonGenerator json, Assertion.Result result) throws IOException {
    Assertion assertion = result.assertion();
    boolean open = result.verdict() == Verdict.UNKNOWN;
    json.writeStringField("ruleId", RULE);
    json.writeNumberField("ruleIndex", Checks.ALL.size());
    json.writeStringField("kind", open ? "open" : "fail");
    json.writeStringField("level", open ? "none" : "error");
    text(
        json,
        "message",
        (open ? "UNKNOWN: " : "FAIL: ")
            + assertion.name()
            + ": expected "
            + assertion.expected().name().toLowerCase(Locale.ROOT)
            + ", found "
            + result.why());
    Json.objects(json, "locations", List.of(assertion.where()), SarifPlaces::location);
    Json.object(
        json,
        "partialFingerprints",
        prints -> prints.writeStringField("seawallEffect/v1", Fingerprint.of(assertion)));
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    Json.object(json, field, inside -> inside.writeStringField("text", text));
  }
}
