package io.seawall.sources;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A kustomization, as far as it names the files and folders that it is made of.
///
/// Source: Kustomize, API reference, Kustomization.
///
/// @param parts that are there, apart from what is fetched from elsewhere
record Kustomization(Path file, List<Path> parts) {
  private static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  /// Lists of paths.
  private static final List<String> LISTS =
      List.of(
          "resources",
          "bases",
          "components",
          "crds",
          "configurations",
          "generators",
          "transformers",
          "validators",
          "patchesStrategicMerge");

  /// Lists of mappings with a `path`.
  private static final List<String> LISTS_WITH_PATHS =
      List.of("patches", "patchesJson6902", "replacements");

  Kustomization {
    parts = List.copyOf(parts);
  }

  /// The kustomization of a folder; empty if it has none.
  static Optional<Kustomization> in(Path folder, Limits limits) {
    return NAMES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> new Kustomization(file, parts(file, limits)));
  }

  /// What cannot be read is left to the program that renders it.
  private static List<Path> parts(Path file, Limits limits) {
    List<Document> documents = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      new Reading(limits, new Complaints("", 0, _ -> {}), documents::add).read(in);
    } catch (IOException e) {
      return List.of();
    }
    List<Path> out = new ArrayList<>();
    for (Document document : documents) {
      LISTS.forEach(key -> items(document.root(), key).forEach(item -> add(file, item, out)));
      for (String key : LISTS_WITH_PATHS) {
        for (Node item : items(document.root(), key)) {
          if (item instanceof Mapping mapping) {
            mapping.get("path").ifPresent(path -> add(file, path, out));
          }
        }
      }
    }
    return out;
  }

  private static List<Node> items(Mapping root, String key) {
    return root.get(key).orElse(root) instanceof Sequence(_, var items) ? items : List.of();
  }

  private static void add(Path file, Node written, List<Path> out) {
    if (!(written instanceof Scalar scalar) || scalar.text().contains("\n")) {
      return; // a patch may stand there as it is
    }
    try {
      Path part = file.resolveSibling(scalar.text()).normalize();
      if (Files.exists(part)) {
        out.add(part);
      }
    } catch (InvalidPathException e) {
      return; // an address of something that is fetched
    }
  }
}
