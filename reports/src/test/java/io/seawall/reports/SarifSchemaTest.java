package io.seawall.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.seawall.analysis.Analysis;
import io.seawall.analysis.Assertion;
import io.seawall.analysis.ClusterAnalysis;
import io.seawall.model.Snapshot;
import io.seawall.practices.Situation;
import io.seawall.reports.assertion.AssertionReport;
import io.seawall.reports.check.CheckReport;
import io.seawall.reports.check.CheckSarif;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// SARIF reports against the official schema of SARIF 2.1.0, and against rules of the standard that
/// a schema cannot hold.
class SarifSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_report_is_valid_by_the_official_schema() throws IOException {
    assertThat(schema().validate(sarif())).isEmpty();
  }

  @Test
  void the_schema_does_object_to_what_is_wrong() throws IOException {
    JsonNode broken = JSON.readTree("{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}");
    assertThat(schema().validate(broken)).isNotEmpty();
  }

  @Test
  void a_level_other_than_none_is_for_failures_only() throws IOException { // section 3.27.10
    assertThat(results())
        .allSatisfy(result ->
            assertThat(result.get("level").asText().equals("none"))
                .isEqualTo(!result.get("kind").asText().equals("fail")));
  }

  @Test
  void each_result_points_at_its_rule() throws IOException { // section 3.27.6
    JsonNode rules = sarif().at("/runs/0/tool/driver/rules");
    assertThat(results())
        .allSatisfy(result ->
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
                .isEqualTo(result.get("ruleId")));
  }

  @Test
  void an_accepted_finding_is_suppressed_with_its_reason() throws IOException {
    List<JsonNode> suppressed = results().stream().filter(one -> one.has("suppressions")).toList();
    assertThat(suppressed)
        .singleElement()
        .satisfies(one ->
            assertThat(one.at("/suppressions/0/justification").asText())
                .isEqualTo(
                    "EX-1: The probe measures the node. (owner platform@shop.example, expires"
                        + " 2026-03-01)"));
  }

  @Test
  void an_assertion_that_does_not_hold_is_a_result_at_its_line() throws IOException {
    List<JsonNode> asserted =
        results().stream().filter(one -> one.get("ruleId").asText().equals("ASSERTION")).toList();
    assertThat(asserted)
        .extracting(
            one -> one.get("kind").asText(),
            one -> one.get("level").asText(),
            one -> one.at("/locations/0/physicalLocation/artifactLocation/uri").asText(),
            one -> one.at("/locations/0/physicalLocation/region/startLine").asInt())
        .containsExactly(
            tuple("fail", "error", "in-tests.yaml", 3), tuple("open", "none", "in-tests.yaml", 4));
    assertThat(asserted)
        .extracting(one -> one.at("/partialFingerprints/seawallEffect~1v1").asText())
        .doesNotHaveDuplicates()
        .allMatch(print -> print.matches("[0-9a-f]{16}"));
  }

  @Test
  void equal_findings_of_two_clusters_have_fingerprints_of_their_own() throws IOException {
    ClusterAnalysis one = new SmallCluster().analysis().clusters().getFirst();
    ClusterAnalysis other = renamed(one);
    List<String> alone = fingerprints(one);
    assertThat(fingerprints(one, other)).doesNotHaveDuplicates().hasSize(2 * alone.size());
    assertThat(fingerprints(other)).isEqualTo(alone);
  }

  /// The same findings about a cluster of another name.
  private static ClusterAnalysis renamed(ClusterAnalysis cluster) {
    Situation situation = cluster.situation();
    Snapshot snapshot = situation.snapshot();
    return new ClusterAnalysis(
        new Situation(
            new Snapshot("other", snapshot.aks(), snapshot.facts()),
            situation.reach(),
            situation.engine(),
            situation.config()),
        cluster.practices());
  }

  private static List<String> fingerprints(ClusterAnalysis... clusters) throws IOException {
    List<String> prints = new ArrayList<>();
    sarif(new Analysis(List.of(clusters), List.of()), List.of())
        .at("/runs/0/results")
        .forEach(one -> prints.add(one.at("/partialFingerprints/seawallEffect~1v1").asText()));
    return prints;
  }

  private static List<JsonNode> results() throws IOException {
    List<JsonNode> results = new ArrayList<>();
    sarif().at("/runs/0/results").forEach(results::add);
    assertThat(results).isNotEmpty();
    return results;
  }

  private static JsonNode sarif() throws IOException {
    SmallCluster small = new SmallCluster();
    return sarif(small.analysis(), small.asserted());
  }

  private static JsonNode sarif(Analysis analysis, List<Assertion.Result> asserted)
      throws IOException {
    CheckReport report =
        new CheckReport(
            analysis, new AssertionReport(asserted), false, "0.0.0", "k8s", SmallCluster.TODAY);
    return JSON.readTree(SmallCluster.written(new CheckSarif(), report));
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream schema =
        SarifSchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(Objects.requireNonNull(schema));
    }
  }
}
