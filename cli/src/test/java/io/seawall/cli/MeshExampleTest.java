package io.seawall.cli;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The six holes of `examples/mesh-with-six-holes`: each is found, and nothing else; each closes by
/// its own repair; and without any of them the mesh is proved.
class MeshExampleTest {
  private static final Path EXAMPLE = Path.of("../examples/mesh-with-six-holes");
  private static final Path EXPECTED = Path.of("../examples/mesh-with-six-holes-expected.yaml");
  private static final String PRACTICE = "service-mesh";

  @TempDir Path copy;

  /// How a hole is closed: what is taken out of files of a namespace, or put in its place.
  private record Repair(String hole, String file, String pattern, String by) {}

  /// A pod of `partners/portal` in the export: with the next one it is made anew.
  private static final String POD =
      "- apiVersion: v1\n {2}kind: Pod\n {2}metadata:\n {4}name: portal-[^\n]*\n"
          + "(?: {4,}[^\n]*\n| {2}[a-z][^\n]*\n| {4}- [^\n]*\n)*";

  private static final List<Repair> REPAIRS =
      List.of(
          new Repair(
              "excluded port",
              "kubernetes/claims.yaml",
              " {6}annotations:\n {8}traffic.sidecar.istio.io/exclude[^\n]*\n",
              ""),
          new Repair(
              "excluded port",
              "kubernetes/exports/pods.yaml",
              " {6}traffic.sidecar.istio.io/exclude[^\n]*\n",
              ""),
          new Repair(
              "excluded port", "kubernetes/exports/pods.yaml", "15090,15021,15020,9090", "15090"),
          new Repair(
              "older policy", "kubernetes/documents.yaml", "mode: PERMISSIVE", "mode: STRICT"),
          new Repair(
              "address",
              "kubernetes/payments.yaml",
              "ipBlocks: \\[10.244.0.0/16\\]",
              "principals: [cluster.local/ns/claims/sa/assessor]"),
          new Repair(
              "debug",
              "kubernetes/ledger.yaml",
              " {2}- \\{\\}\n",
              "  - {from: [{source: {namespaces: [ledger]}}]}\n"),
          new Repair("dry run", "kubernetes/quotes.yaml", "istio.io/dry-run: \"true\"", "{}"),
          new Repair(
              "two labels", "kubernetes/partners.yaml", " {4}istio-injection: enabled\n", ""),
          new Repair("two labels", "kubernetes/exports/pods.yaml", POD, ""));

  static Stream<String> holes() {
    return REPAIRS.stream().map(Repair::hole).distinct();
  }

  @Test
  void the_practices_come_out_as_expected() {
    Map<String, String> expected = new HashMap<>();
    ((Mapping) expected().get("practices").orElseThrow())
        .entries()
        .forEach(entry -> expected.put(entry.key(), ((Node.Scalar) entry.value()).text()));
    assertThat(practices(EXAMPLE))
        .allSatisfy(practice ->
            assertThat(practice.text("verdict"))
                .contains(expected.get(practice.text("id").orElseThrow())));
    assertThat(practices(EXAMPLE)).hasSameSizeAs(expected.keySet());
  }

  @Test
  void every_hole_is_found_and_nothing_else() {
    assertThat(refuted(EXAMPLE)).isEqualTo(behind(holes().collect(toSet())));
  }

  @ParameterizedTest
  @MethodSource("holes")
  void each_hole_closes_by_itself(String hole) throws IOException {
    Set<String> others = holes().filter(other -> !other.equals(hole)).collect(toSet());
    assertThat(refuted(repaired(Set.of(hole)))).isEqualTo(behind(others));
  }

  @Test
  void without_the_holes_what_is_left_is_the_exception() throws IOException {
    Path folder = repaired(holes().collect(toSet()));
    assertThat(practices(folder).stream().filter(MeshExampleTest::isOfMesh))
        .singleElement()
        .satisfies(practice -> assertThat(practice.text("verdict")).contains("EXCEPTED"));
  }

  /// What `refuted` of the expectation says of some holes.
  private static Map<String, String> behind(Set<String> holes) {
    return items(expected(), "refuted").stream()
        .filter(one -> holes.contains(one.text("hole").orElseThrow()))
        .collect(toMap(MeshExampleTest::title, _ -> "REFUTED"));
  }

  private static String title(Mapping one) {
    return one.text("check").or(() -> one.text("code")).orElseThrow()
        + " "
        + one.text("subject").orElseThrow();
  }

  /// Each check of the mesh that is neither proved nor excepted, with its verdict.
  private static Map<String, String> refuted(Path folder) {
    Set<String> quiet = Set.of("PROVED", "EXCEPTED");
    return practices(folder).stream()
        .filter(MeshExampleTest::isOfMesh)
        .flatMap(practice -> items(practice, "checks").stream())
        .filter(check -> !quiet.contains(check.text("verdict").orElseThrow()))
        .collect(toMap(MeshExampleTest::title, check -> check.text("verdict").orElseThrow()));
  }

  private static boolean isOfMesh(Mapping practice) {
    return practice.text("id").orElseThrow().equals(PRACTICE);
  }

  private Path repaired(Set<String> holes) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(EXAMPLE.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    for (Repair repair : REPAIRS) {
      if (holes.contains(repair.hole)) {
        Path file = copy.resolve(repair.file);
        String text = Files.readString(file);
        String after = Pattern.compile(repair.pattern).matcher(text).replaceAll(repair.by);
        assertThat(after).as(repair.toString()).isNotEqualTo(text);
        Files.writeString(file, after);
      }
    }
    return copy;
  }

  private static List<Mapping> practices(Path folder) {
    Ran ran = Ran.of("check", folder.toString(), "-o", "json");
    Mapping result =
        root("-", new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)));
    return items(result, "clusters").stream()
        .flatMap(cluster -> items(cluster, "practices").stream())
        .toList();
  }

  private static Mapping expected() {
    return root(EXPECTED.toString(), InputStream.nullInputStream());
  }

  private static List<Mapping> items(Mapping mapping, String key) {
    List<Mapping> all = new ArrayList<>();
    if (mapping.get(key).orElseThrow() instanceof Sequence list) {
      list.items().forEach(item -> all.add((Mapping) item));
    }
    return all;
  }

  private static Mapping root(String path, InputStream stdin) {
    List<Document> documents = new ArrayList<>();
    Sources.of(List.of(path), stdin, Limits.DEFAULT)
        .read(
            documents::add,
            complaint -> {
              throw new IllegalStateException(complaint.toString());
            });
    return documents.getFirst().root();
  }
}
