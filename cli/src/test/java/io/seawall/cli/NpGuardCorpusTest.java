package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Explanations against those of NP-Guard, by their facts and not their layout: the policies and
/// rules that have a share in each packet. The tests of np-guard/netpol-analyzer are read where
/// that corpus lies beside the project; elsewhere there is nothing to compare.
class NpGuardCorpusTest {
  /// Where that tool leaves out who denies what no administrator's rule matches.
  private static final Set<String> WITHOUT_WHO_DENIES =
      Set.of("exposure_test_with_anp_4_entire_cluster_example_explain_exposure");

  @TestFactory
  Stream<DynamicTest> explanations_have_the_facts_of_np_guard() {
    Path corpus = Path.of("../../shared/corpus/netpol");
    if (!Files.isDirectory(corpus)) {
      return Stream.empty();
    }
    return items(root(corpus.resolve("index.json")), "explain").stream()
        .filter(test -> !text(test, "scope").equals("ovn-multi-network"))
        .filter(test -> !WITHOUT_WHO_DENIES.contains(text(test, "name")))
        .map(test -> DynamicTest.dynamicTest(text(test, "name"), () -> compare(corpus, test)));
  }

  private static void compare(Path corpus, Mapping test) throws Exception {
    Ran ran = Ran.of(words(corpus, test).toArray(String[]::new));
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    String golden = text(items(test, "expected").getFirst(), "file");
    NpGuardExplanation expected =
        NpGuardExplanation.parse(Files.readString(corpus.resolve(golden)));
    assertThat(expected.all()).isNotEmpty();
    assertThat(NpGuardExplanation.parse(ran.out()).differences(expected)).isEmpty();
  }

  private static List<String> words(Path corpus, Mapping test) {
    Mapping options = (Mapping) test.get("options").orElseThrow();
    List<String> words =
        new ArrayList<>(
            List.of("map", corpus.resolve(text(test, "manifestDir")).toString(), "--explain"));
    words.addAll(List.of("--compat", "np-guard"));
    texts(options, "focusWorkloads")
        .forEach(name -> words.addAll(List.of("--focus-workload", name)));
    texts(options, "focusWorkloadPeers")
        .forEach(name -> words.addAll(List.of("--focus-workload-peer", name)));
    add(options, "focusDirection", "--focus-direction", words);
    add(options, "focusConn", "--focus-conn", words);
    add(options, "explainOnly", "--explain-only", words);
    return words;
  }

  private static void add(Mapping options, String key, String flag, List<String> words) {
    options
        .text(key)
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> words.addAll(List.of(flag, value)));
  }

  private static String text(Mapping mapping, String key) {
    return mapping.text(key).orElse("");
  }

  private static List<Mapping> items(Mapping mapping, String key) {
    return nodes(mapping, key).stream().map(Mapping.class::cast).toList();
  }

  private static List<String> texts(Mapping mapping, String key) {
    return nodes(mapping, key).stream().map(node -> ((Scalar) node).text()).toList();
  }

  private static List<Node> nodes(Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(node -> node instanceof Sequence list ? list.items() : List.<Node>of())
        .orElse(List.of());
  }

  private static Mapping root(Path file) {
    List<Document> documents = new ArrayList<>();
    Sources.of(List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(
            documents::add,
            complaint -> {
              throw new IllegalStateException(complaint.toString());
            });
    return documents.getFirst().root();
  }
}
