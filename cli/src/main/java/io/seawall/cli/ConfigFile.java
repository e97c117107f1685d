package io.seawall.cli;

import io.seawall.analysis.ConfigReader;
import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.practices.Config;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a team declares, and the file it stands in.
///
/// @param file as it is named in messages; empty if there is none
record ConfigFile(Optional<String> file, Config config) {
  private static final String DEFAULT_NAME = "seawall.yaml";

  /// The configuration of a run: the file that `--config` names, else `seawall.yaml` in the working
  /// folder, else in the first folder of the input, else what holds by default.
  ///
  /// @throws WrongUsage if a file that was named is not there, or if it has errors: an exception
  ///   that was misread would change verdicts
  static ConfigFile of(Arguments arguments, List<String> paths, Console console) throws WrongUsage {
    Optional<String> file = arguments.value(Option.CONFIG);
    if (file.isPresent() && !Files.isRegularFile(Path.of(file.get()))) {
      throw new WrongUsage(
          "there is no file " + file.get(), "--config names the file that declares what is meant");
    }
    if (file.isEmpty()) {
      file = byDefault(paths);
    }
    return file.isEmpty()
        ? new ConfigFile(file, Config.DEFAULT)
        : new ConfigFile(file, read(file.get(), console));
  }

  private static Optional<String> byDefault(List<String> paths) {
    if (Files.isRegularFile(Path.of(DEFAULT_NAME))) {
      return Optional.of(DEFAULT_NAME);
    }
    return paths.stream()
        .limit(1)
        .filter(first -> !first.equals("-"))
        .map(first -> Path.of(first).resolve(DEFAULT_NAME))
        .filter(Files::isRegularFile)
        .map(path -> path.normalize().toString())
        .findFirst();
  }

  private static Config read(String file, Console console) throws WrongUsage {
    List<Document> documents = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    Sources.of(List.of(file), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(documents::add, diagnostics::add);
    Config config = Config.DEFAULT;
    if (!documents.isEmpty()) {
      Parsed<Config> parsed = ConfigReader.read(documents.getFirst(), console.today());
      diagnostics.addAll(parsed.diagnostics());
      config = parsed.value();
    }
    documents.stream().skip(1).map(ConfigFile::second).forEach(diagnostics::add);
    Complaints.print(diagnostics, true, console);
    if (diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      throw new WrongUsage(
          "the configuration " + file + " has errors", "correct it; nothing was judged");
    }
    return config;
  }

  private static Diagnostic second(Document document) {
    return Diagnostic.error(
        "SECOND_DOCUMENT",
        SourceRef.of(document.file(), document.root().line()),
        "another document",
        "one document with all that the team declares",
        "put its keys into the first, and remove the --- line between the two");
  }

  /// The files of assertions that the configuration names, relative to it.
  List<String> tests() {
    if (file.isEmpty()) {
      return List.of();
    }
    Path folder = Path.of(file.get()).resolveSibling("");
    return config.tests().stream()
        .map(test -> folder.resolve(test).normalize().toString())
        .toList();
  }
}
