package io.seawall.templates.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Templates that others wrote, where the corpus lies beside the project; elsewhere there is
/// nothing to test.
class CorpusTest {
  private static final Path CORPUS = Path.of("../../shared/corpus");

  @TestFactory
  Stream<DynamicTest> every_template_is_carried_out_or_names_what_it_could_not()
      throws IOException {
    return files().stream()
        .map(
            path -> DynamicTest.dynamicTest(CORPUS.relativize(path).toString(), () -> check(path)));
  }

  private static List<Path> files() throws IOException {
    if (!Files.isDirectory(CORPUS)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(CORPUS)) {
      for (Path path : all.filter(p -> p.toString().endsWith(".json")).sorted().toList()) {
        if (Files.size(path) < (1 << 20)
            && Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("deploymentTemplate.json")) {
          found.add(path);
        }
      }
    }
    return found;
  }

  private static void check(Path path) {
    List<Document> read = new ArrayList<>();
    List<Document> made = new ArrayList<>();
    List<Diagnostic> complaints = new ArrayList<>();
    Sources.of(List.of(path.toString()), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(read::add, complaints::add);
    assertThat(read).hasSize(1);
    Templates templates = Templates.into(made::add, complaints::add);
    templates.accept(read.getFirst());
    templates.close();
    List<String> open = new ArrayList<>();
    for (Document document : made) {
      unresolved(document.root(), open);
    }
    Mapping root = read.getFirst().root();
    assertThat(made).hasSameSizeAs(resources(root));
    assertThat(complaints)
        .as("only parameters without values are complained of")
        .allMatch(complaint -> complaint.code().equals("NO_PARAMETER_VALUE"));
    assertThat(open).as("what is not known says why").allMatch(CorpusTest::isReason);
  }

  /// Whether an expression depends on a parameter or on the service.
  private static boolean isReason(String expression) {
    return Stream.of("parameters('", "variables('", "reference(", "resourceGroup()", "list")
        .anyMatch(expression::contains);
  }

  private static List<Node> resources(Mapping template) {
    Optional<Node> resources = template.get("resources");
    List<Node> out = new ArrayList<>();
    if (resources.orElse(template) instanceof Sequence list) {
      for (Node node : list.items()) {
        out.add(node);
        if (node instanceof Mapping resource) {
          out.addAll(resources(resource));
        }
      }
    }
    return out;
  }

  private static void unresolved(Node node, List<String> out) {
    switch (node) {
      case Mapping(_, var entries) -> entries.forEach(entry -> unresolved(entry.value(), out));
      case Sequence(_, var items) -> items.forEach(item -> unresolved(item, out));
      case Unresolved(_, var expression) -> out.add(expression);
      case Scalar _, Clash _ -> {}
    }
  }
}
