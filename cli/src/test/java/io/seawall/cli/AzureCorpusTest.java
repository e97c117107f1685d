package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/// Files that others wrote, each with what a correct audit says of it, where that corpus lies
/// beside the project.
class AzureCorpusTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/azure");
  private static final Path ARGUED = Path.of("../docs/semantics/azure-corpus.md");

  private static final Map<String, String> PRACTICES =
      Map.of(
          "p1_ssh", "node-ssh",
          "p2_api", "api-server",
          "p3_metadata", "instance-metadata",
          "p4_egress", "egress",
          "p5_http_routing", "http-application-routing",
          "p6_mesh", "service-mesh");

  private static final List<String> WORST_FIRST =
      List.of("REFUTED", "UNKNOWN", "EXCEPTED", "PROVED", "absent");

  @TestFactory
  Stream<DynamicTest> the_corpus(TestReporter reporter) {
    return Files.isDirectory(CORPUS)
        ? Stream.of(
            DynamicTest.dynamicTest(
                "what differs from the index is argued, and nothing else", () -> compare(reporter)))
        : Stream.empty();
  }

  private static void compare(TestReporter reporter) throws IOException {
    Set<String> differing = new TreeSet<>();
    int agreed = 0;
    int total = 0;
    Mapping index = root(Files.newInputStream(CORPUS.resolve("index.json")));
    for (Mapping file : mappings(index, "files")) {
      String name = file.text("file").orElseThrow();
      Map<String, String> verdicts = verdicts(name, file.text("kind").orElseThrow());
      Mapping expect = (Mapping) file.get("expect").orElseThrow();
      for (var entry : expect.entries()) {
        String practice = PRACTICES.get(entry.key());
        String wanted = ((Mapping) entry.value()).text("verdict").orElseThrow();
        total++;
        if (agrees(wanted, verdicts.getOrDefault(practice, "absent"))) {
          agreed++;
        } else {
          differing.add(name + " " + practice);
        }
      }
    }
    reporter.publishEntry("azure corpus", agreed + " of " + total + " verdicts agree");
    assertThat(differing).isEqualTo(argued());
  }

  /// A file may say nothing of a practice; then a verdict may be missing, or UNKNOWN.
  private static boolean agrees(String wanted, String verdict) {
    return switch (wanted) {
      case "satisfies" -> verdict.equals("PROVED");
      case "violates", "partly" -> verdict.equals("REFUTED");
      case "undetermined", "not_applicable" ->
          verdict.equals("UNKNOWN") || verdict.equals("absent");
      default -> throw new IllegalArgumentException("no verdict " + wanted);
    };
  }

  private static Map<String, String> verdicts(String file, String kind) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("check", CORPUS.resolve(file).toString(), "-o", "json"));
    if (kind.equals("kubernetes")) { // the index takes it that somebody enforces the policies
      boolean cilium = Files.readString(CORPUS.resolve(file)).contains("cilium.io");
      words.addAll(List.of("--engine", cilium ? "cilium" : "calico"));
    }
    Ran ran = Ran.of(words.toArray(String[]::new));
    Map<String, String> worst = new HashMap<>();
    if (ran.exit() != Exit.UNREADABLE) {
      InputStream out = new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8));
      for (Mapping cluster : mappings(root(out), "clusters")) {
        for (Mapping practice : mappings(cluster, "practices")) {
          worst.merge(
              practice.text("id").orElseThrow(),
              practice.text("verdict").orElseThrow(),
              (a, b) -> WORST_FIRST.indexOf(a) < WORST_FIRST.indexOf(b) ? a : b);
        }
      }
    }
    return worst;
  }

  /// Each file and practice of the page's tables.
  private static Set<String> argued() throws IOException {
    Set<String> all = new TreeSet<>();
    for (String line : Files.readAllLines(ARGUED)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 7 && cells[1].contains("/")) {
        for (String file : cells[1].split(",", -1)) {
          for (String practice : cells[2].split(",", -1)) {
            all.add(file.strip() + " " + practice.strip());
          }
        }
      }
    }
    return all;
  }

  private static List<Mapping> mappings(Mapping holder, String key) {
    return ((Sequence) holder.get(key).orElseThrow())
        .items().stream().map(Mapping.class::cast).toList();
  }

  private static Mapping root(InputStream in) throws IOException {
    List<Document> documents = new ArrayList<>();
    try (in) {
      Sources.of(List.of("-"), in, Limits.DEFAULT)
          .read(
              documents::add,
              complaint -> {
                throw new IllegalStateException(complaint.toString());
              });
    }
    return documents.getFirst().root();
  }
}
