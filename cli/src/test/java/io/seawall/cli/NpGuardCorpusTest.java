package io.seawall.cli;

import static io.seawall.cli.NpGuardCorpus.items;
import static io.seawall.cli.NpGuardCorpus.text;
import static io.seawall.cli.NpGuardCorpus.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Node.Mapping;
import java.nio.file.Files;
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
    return NpGuardCorpus.tests("explain").stream()
        .filter(test -> !WITHOUT_WHO_DENIES.contains(text(test, "name")))
        .map(test -> DynamicTest.dynamicTest(text(test, "name"), () -> compare(test)));
  }

  private static void compare(Mapping test) throws Exception {
    Ran ran = Ran.of(words(test).toArray(String[]::new));
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    String golden = text(items(test, "expected").getFirst(), "file");
    NpGuardExplanation expected =
        NpGuardExplanation.parse(Files.readString(NpGuardCorpus.file(golden)));
    assertThat(expected.all()).isNotEmpty();
    assertThat(NpGuardExplanation.parse(ran.out()).differences(expected)).isEmpty();
  }

  private static List<String> words(Mapping test) {
    Mapping options = (Mapping) test.get("options").orElseThrow();
    List<String> words =
        new ArrayList<>(
            List.of("map", NpGuardCorpus.file(text(test, "manifestDir")).toString(), "--explain"));
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
}
