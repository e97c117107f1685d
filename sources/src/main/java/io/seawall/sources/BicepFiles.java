package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Bicep files of an input. They are compiled at the end, when it is known which of them are
/// modules of others: those are compiled with the files that use them.
///
/// Source: Microsoft Learn, "Bicep modules".
final class BicepFiles {
  private static final Pattern MODULE =
      Pattern.compile("^\\s*module\\s+\\w+\\s+'([^']+\\.bicep)'", Pattern.MULTILINE);

  /// Characters of a file in which modules are looked for.
  private static final long MOST_BYTES = 4 << 20;

  private final Limits limits;
  private final Consumer<Document> documents;
  private final Consumer<Diagnostic> complaints;
  private final Map<Path, String> files = new LinkedHashMap<>();

  BicepFiles(Limits limits, Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    this.limits = limits;
    this.documents = documents;
    this.complaints = complaints;
  }

  void add(Path file, String name) {
    files.putIfAbsent(file.toAbsolutePath().normalize(), name);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /// Compiles those that were added, and hands on what they say.
  ///
  /// @param notRead takes the name of a file that is left out, and why
  void compile(Optional<Bicep> bicep, BiConsumer<String, String> notRead) {
    Set<Path> modules = new HashSet<>();
    files.keySet().forEach(file -> modules.addAll(modules(file)));
    files.forEach((file, name) -> {
      if (bicep.isEmpty()) {
        notRead.accept(name, FileKind.BICEP.what());
      } else if (modules.contains(file)) {
        notRead.accept(name, "a Bicep module, which is read with the file that uses it");
      } else if (Files.exists(compiled(file))) {
        notRead.accept(name, "a Bicep file with its ARM template beside it");
      } else {
        compile(bicep.get(), file, name);
      }
    });
    files.clear();
  }

  private static Path compiled(Path file) {
    return file.resolveSibling(Paths.fileName(file).replaceFirst("\\.bicep$", ".json"));
  }

  private static Set<Path> modules(Path file) {
    Set<Path> modules = new HashSet<>();
    try {
      if (Files.size(file) <= MOST_BYTES) {
        Matcher matcher = MODULE.matcher(Files.readString(file));
        while (matcher.find()) {
          modules.add(file.resolveSibling(matcher.group(1)).normalize());
        }
      }
    } catch (IOException | InvalidPathException e) {
      return modules; // the compiler says what is wrong with it
    }
    return modules;
  }

  private void compile(Bicep bicep, Path file, String name) {
    try {
      switch (bicep.compile(file)) {
        case Tool.Outcome.Printed(var template) ->
            new Reading(
                    limits,
                    new Complaints(name, limits.complaints(), complaints),
                    document -> documents.accept(Unlined.of(document)))
                .read(template);
        case Tool.Outcome.Failed(var message) -> failed(name, message);
      }
    } catch (IOException e) {
      failed(name, Optional.ofNullable(e.getMessage()).orElse("it cannot be run"));
    }
  }

  private void failed(String name, String message) {
    complaints.accept(
        Diagnostic.error(
            "BICEP",
            SourceRef.of(name, 0),
            "bicep build: " + message,
            "a file that compiles without fetching anything",
            "try bicep build " + name + "; bicep restore fetches modules of registries"));
  }
}
