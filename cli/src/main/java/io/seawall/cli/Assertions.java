package io.seawall.cli;

import io.seawall.analysis.Assertion;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.practices.Situation;
import io.seawall.reports.assertion.AssertionReport;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The assertions of a team, from all its files.
record Assertions(List<Assertion> all) {
  Assertions {
    all = List.copyOf(all);
  }

  /// @throws WrongUsage if a file is not there or has errors: an assertion that is not read would
  ///   pass in silence
  static Assertions of(List<String> files, Console console) throws WrongUsage {
    List<Assertion> all = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (String file : files) {
      if (!Files.isRegularFile(Path.of(file))) {
        throw new WrongUsage("there is no file " + file, "it must hold assertions, under tests");
      }
      List<Document> documents = new ArrayList<>();
      Sources.of(List.of(file), InputStream.nullInputStream(), Limits.DEFAULT)
          .read(documents::add, diagnostics::add);
      for (Document document : documents) {
        Parsed<List<Assertion>> parsed = Assertion.read(document);
        diagnostics.addAll(parsed.diagnostics());
        all.addAll(parsed.value());
      }
    }
    Complaints.print(diagnostics, true, console);
    if (diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      throw new WrongUsage("the assertions have errors", "correct them; nothing was tested");
    }
    return new Assertions(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// Holds each assertion against the clusters that both its ends are in; the worst result counts.
  AssertionReport test(List<Situation> clusters) {
    List<Assertion.Result> results = new ArrayList<>();
    for (Assertion assertion : all) {
      List<Assertion.Result> own = clusters.stream().map(assertion::test).toList();
      Optional<Assertion.Result> worst =
          own.stream()
              .filter(result -> result.answer().isPresent() || result.verdict() != Verdict.UNKNOWN)
              .max(Comparator.comparingInt(Assertions::weight));
      worst.or(() -> own.stream().findFirst()).ifPresent(results::add);
    }
    return new AssertionReport(results);
  }

  private static int weight(Assertion.Result result) {
    return switch (result.verdict()) {
      case PASS -> 0;
      case UNKNOWN -> 1;
      case FAIL -> 2;
    };
  }
}
