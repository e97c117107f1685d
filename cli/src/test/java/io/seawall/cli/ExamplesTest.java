package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every fact that `examples/*-expected.yaml` states of single packets, asked as a user would.
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Map<String, Exit> EXITS =
      Map.of("allowed", Exit.OK, "denied", Exit.REFUTED, "unknown", Exit.UNDECIDED);

  @TestFactory
  Stream<DynamicTest> every_fact_of_the_examples_is_found() {
    return Stream.of("shop", "shop-hardened", "mesh-with-six-holes")
        .flatMap(example -> facts(example).stream());
  }

  private static List<DynamicTest> facts(String example) {
    List<DynamicTest> tests = new ArrayList<>();
    Sequence facts =
        (Sequence) root(EXAMPLES.resolve(example + "-expected.yaml")).get("facts").orElseThrow();
    for (var item : facts.items()) {
      Mapping fact = (Mapping) item;
      String from = fact.text("from").orElseThrow();
      String to = fact.text("to").orElseThrow();
      String port = fact.text("port").orElseThrow();
      String name = example + ": " + from + " " + to + " " + port;
      Exit expected = EXITS.get(fact.text("expect").orElseThrow());
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                Ran ran =
                    Ran.of("can", from, to, port, "--input", EXAMPLES.resolve(example).toString());
                assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(expected);
              }));
    }
    return tests;
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
