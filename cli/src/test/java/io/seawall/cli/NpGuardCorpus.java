package io.seawall.cli;

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

/// The tests of np-guard/netpol-analyzer, where that corpus lies beside the project. Those of
/// secondary networks, which AKS does not have, are left out.
final class NpGuardCorpus {
  private static final Path FOLDER = Path.of("../../shared/corpus/netpol");

  private NpGuardCorpus() {}

  static Path file(String name) {
    return FOLDER.resolve(name);
  }

  /// The tests of one command; none where the corpus is not there.
  static List<Mapping> tests(String command) {
    if (!Files.isDirectory(FOLDER)) {
      return List.of();
    }
    return items(root(file("index.json")), command).stream()
        .filter(test -> !text(test, "scope").equals("ovn-multi-network"))
        .toList();
  }

  static String text(Mapping mapping, String key) {
    return mapping.text(key).orElse("");
  }

  static List<Mapping> items(Mapping mapping, String key) {
    return nodes(mapping, key).stream().map(Mapping.class::cast).toList();
  }

  static List<String> texts(Mapping mapping, String key) {
    return nodes(mapping, key).stream().map(node -> ((Scalar) node).text()).toList();
  }

  private static List<Node> nodes(Mapping mapping, String key) {
    return mapping.get(key).orElse(null) instanceof Sequence(_, var items) ? items : List.of();
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
