package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The charts of Helm and the kustomizations of an input. What their own programs print of them is
/// read in place of the files that they are made of. Kustomizations are rendered at the end, when
/// it is known which of them are parts of others.
final class Renderings {
  private static final String CHART = "Chart.yaml";
  private static final Pattern LIBRARY =
      Pattern.compile("^type:\\s*[\"']?library\\b", Pattern.MULTILINE);
  private static final Pattern SOURCE = Pattern.compile("# Source: [^/\\s]+/(\\S+)");
  private static final long MOST_BYTES = 1 << 20;

  private final Limits limits;
  private final Consumer<Document> documents;
  private final Consumer<Diagnostic> complaints;
  private final Optional<Renderer> helm;
  private final Optional<Renderer> kustomize;

  /// Folders to render, by the names of their kustomizations.
  private final Map<String, Path> kustomizations = new LinkedHashMap<>();

  private final Set<Path> parts = new HashSet<>();

  /// The names of files that were left to what is rendered.
  private final Map<Path, String> names = new HashMap<>();

  Renderings(
      Limits limits,
      Consumer<Document> documents,
      Consumer<Diagnostic> complaints,
      Map<String, String> environment,
      Duration limit) {
    this.limits = limits;
    this.documents = documents;
    this.complaints = complaints;
    this.helm = Renderer.helm(environment, limit);
    this.kustomize = Renderer.kustomize(environment, limit);
  }

  /// What is said of a folder that would have to be rendered, and is read as it stands.
  ///
  /// @param file the name of the file that tells so
  record Unrendered(String file, String what, String help) {}

  /// Renders a folder, if it is a chart and Helm is there.
  ///
  /// @param prefix what comes before the names of its files
  /// @return whether it was a chart that is done with; one that Helm refuses is read as it stands
  boolean chart(Path folder, String prefix) {
    Path chart = folder.resolve(CHART);
    if (helm.isEmpty() || !Files.isRegularFile(chart) || isSubchart(folder)) {
      return false;
    }
    if (isLibrary(chart)) {
      return true;
    }
    Optional<String> text = render(helm.get(), folder, prefix + CHART);
    text.ifPresent(one -> readChart(one, prefix));
    return text.isPresent();
  }

  /// A library has nothing to install; the charts that use it hold a copy.
  ///
  /// Source: Helm documentation, "Library Charts".
  private static boolean isLibrary(Path chart) {
    try {
      return Files.size(chart) <= MOST_BYTES && LIBRARY.matcher(Files.readString(chart)).find();
    } catch (IOException e) {
      return false; // Helm says what is wrong with it
    }
  }

  /// Notes a kustomization of a folder, and what it is made of.
  void kustomization(Path folder, String prefix) {
    Optional<Kustomization> found = kustomize.flatMap(_ -> Kustomization.in(folder, limits));
    found.ifPresent(one -> {
      kustomizations.put(prefix + Paths.fileName(one.file()), folder);
      parts.add(Paths.real(one.file()));
      one.parts().forEach(part -> parts.add(Paths.real(part)));
    });
  }

  /// What to say of a folder for which the program is missing.
  Optional<Unrendered> missing(Path folder, String prefix) {
    if (helm.isEmpty() && Files.isRegularFile(folder.resolve(CHART)) && !isSubchart(folder)) {
      return Optional.of(
          new Unrendered(
              prefix + CHART,
              "a Helm chart, and no helm on the path",
              "its templates are read as they stand, and what has placeholders is not judged; give"
                  + " what helm template prints"));
    }
    return kustomize.isPresent()
        ? Optional.empty()
        : Kustomization.in(folder, limits)
            .map(one ->
                new Unrendered(
                    prefix + Paths.fileName(one.file()),
                    "a kustomization, and neither kustomize nor kubectl on the path",
                    "its files are read as they stand, and what it makes of them is not judged;"
                        + " give what kubectl kustomize prints"));
  }

  private static boolean isSubchart(Path folder) {
    Path around = folder.toAbsolutePath().normalize().getParent();
    return around != null
        && Paths.fileName(around).equals("charts")
        && Files.isRegularFile(around.resolveSibling(CHART));
  }

  /// Whether a file is left to what is rendered.
  boolean holds(Path file, String name) {
    boolean held = !parts.isEmpty() && parts.contains(Paths.real(file));
    if (held) {
      names.put(Paths.real(file), name);
    }
    return held;
  }

  /// Renders the kustomizations that are no parts of others.
  ///
  /// @param asItStands takes the files, and their names, of those that are refused
  void close(BiConsumer<Path, String> asItStands) {
    kustomizations.forEach((name, folder) -> {
      if (parts.contains(Paths.real(folder))) {
        return;
      }
      Optional<String> text = render(kustomize.orElseThrow(), folder, name);
      text.ifPresent(one -> read(one, name));
      if (text.isEmpty()) {
        handBack(folder, asItStands, new HashSet<>());
      }
    });
    kustomizations.clear();
  }

  /// @param done folders that need no second look: kustomizations may name each other in a circle
  private void handBack(Path folder, BiConsumer<Path, String> asItStands, Set<Path> done) {
    if (!done.add(folder)) {
      return;
    }
    for (Path part : Kustomization.in(folder, limits).map(Kustomization::parts).orElse(List.of())) {
      String name = names.remove(Paths.real(part));
      if (name != null) {
        asItStands.accept(part, name);
      } else if (Files.isDirectory(part) && kustomizations.containsValue(part)) {
        handBack(part, asItStands, done);
      }
    }
  }

  private Optional<String> render(Renderer renderer, Path folder, String name) {
    try {
      return switch (renderer.render(folder)) {
        case Tool.Outcome.Printed(var text) ->
            Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        case Tool.Outcome.Failed(var message) -> failed(renderer, name, message);
      };
    } catch (IOException e) {
      String message = Optional.ofNullable(e.getMessage()).orElse("it cannot be run");
      return failed(renderer, name, message);
    }
  }

  private Optional<String> failed(Renderer renderer, String name, String message) {
    complaints.accept(
        Diagnostic.error(
            "NOT_RENDERED",
            SourceRef.of(name, 0),
            renderer.title() + ": " + message,
            "a folder that it renders without fetching anything",
            "what it makes of its files was not judged; give what "
                + renderer.title()
                + " prints"));
    return Optional.empty();
  }

  /// What Helm prints names the template of each document.
  private void readChart(String text, String prefix) {
    String name = prefix + CHART;
    StringBuilder part = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.equals("---")) {
        read(part.toString(), name);
        part.setLength(0);
        name = prefix + CHART;
      }
      Matcher source = SOURCE.matcher(line);
      if (source.matches()) {
        name = prefix + source.group(1);
      }
      part.append(line).append('\n');
    }
    read(part.toString(), name);
  }

  private void read(String text, String name) {
    try {
      new Reading(
              limits,
              new Complaints(name, limits.complaints(), complaints),
              document -> documents.accept(Unlined.of(document)))
          .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot be read", e);
    }
  }
}
