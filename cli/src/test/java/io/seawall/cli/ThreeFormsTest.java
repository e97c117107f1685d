package io.seawall.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One network as an export, a template and a plan.
class ThreeFormsTest {
  private static final Path EXAMPLE = Path.of("../examples/hub-and-spoke");

  /// Where something stands, and that it is meant and not seen.
  private static final List<String> ORIGINS = List.of("file", "line", "where");

  private static final String MEANT = "the running cluster is as the template says";

  @ParameterizedTest
  @ValueSource(strings = {"arm", "terraform"})
  void the_analysis_is_the_same_but_for_origins(String form) {
    assertThat(analysis(form)).isEqualTo(analysis("rest"));
  }

  private static String analysis(String form) {
    Ran ran =
        Ran.of(
            "check",
            EXAMPLE.resolve(form).toString(),
            EXAMPLE.resolve("kubernetes").toString(),
            "-o",
            "json");
    List<Document> documents = new ArrayList<>();
    Sources.of(
            List.of("-"),
            new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)),
            Limits.DEFAULT)
        .read(
            documents::add,
            complaint -> {
              throw new IllegalStateException(complaint.toString());
            });
    String text = text(documents.getFirst().root(), "\n");
    assertThat(text).contains("id: node-ssh", "id: service-mesh");
    return text;
  }

  /// @param line what a line begins with, and the break before it
  private static String text(Node node, String line) {
    return switch (node) {
      case Mapping(_, var entries) ->
          entries.stream()
              .filter(entry -> !ORIGINS.contains(entry.key()))
              .map(entry -> line + entry.key() + ": " + inside(entry, line + "  "))
              .collect(joining());
      case Sequence(_, var items) ->
          items.stream()
              .map(item -> text(item, line + "  "))
              .filter(item -> !item.equals(MEANT))
              .map(item -> line + "- " + item)
              .collect(joining());
      case Scalar(_, _, var text) -> text;
      case Unresolved _, Clash _ -> throw new IllegalStateException("no JSON of ours: " + node);
    };
  }

  /// Complaints are sorted by file, which is an origin.
  private static String inside(Entry entry, String line) {
    return entry.key().equals("diagnostics") && entry.value() instanceof Sequence(_, var items)
        ? items.stream().map(item -> text(item, line)).sorted().collect(joining(line + "-"))
        : text(entry.value(), line);
  }
}
