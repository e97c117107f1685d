package io.seawall.reports;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Assertion;
import io.seawall.analysis.ConfigReader;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.practices.Config;
import io.seawall.practices.Situation;
import io.seawall.reach.Engine;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A cluster with a finding of every kind, read from the golden folder. Its documents are named by
/// file only, so that no report depends on where the project lies.
final class SmallCluster {
  static final Path FOLDER = Path.of("src/test/golden/small");
  static final LocalDate TODAY = LocalDate.of(2026, 2, 17);

  private final Options options =
      new Options(Optional.of(Engine.CALICO), Optional.empty(), false, List.of(), TODAY);
  private final Config config =
      ConfigReader.read(documents("in-seawall.yaml").getFirst(), TODAY).value();

  Analysis analysis() {
    return Analysis.of(input(), config, options);
  }

  Situation situation() {
    return Analysis.situations(input(), config, options, new ArrayList<>()).getFirst();
  }

  /// The cluster before its Deployment `api` came, and when nobody isolated `web`.
  Situation situationBefore() {
    List<Document> documents =
        documents("in-cluster.yaml").stream()
            .filter(document -> !isOf(document, "Deployment", "api"))
            .filter(document -> !isOf(document, "NetworkPolicy", "default-deny"))
            .filter(document -> !isOf(document, "NetworkPolicy", "web"))
            .toList();
    return Analysis.situations(input(documents), config, options, new ArrayList<>()).getFirst();
  }

  private static boolean isOf(Document document, String kind, String name) {
    return document.root().text("kind").filter(kind::equals).isPresent()
        && document.root().get("metadata").orElseThrow() instanceof Node.Mapping metadata
        && metadata.text("name").filter(name::equals).isPresent();
  }

  List<Assertion.Result> asserted() {
    return Assertion.read(documents("in-tests.yaml").getFirst()).value().stream()
        .map(assertion -> assertion.test(situation()))
        .toList();
  }

  private static Input input() {
    return input(documents("in-cluster.yaml"));
  }

  private static Input input(List<Document> documents) {
    Dialect.Reading reading = Dialects.open();
    documents.forEach(reading::accept);
    Parsed<Facts> parsed = reading.close();
    return new Input(parsed.value(), parsed.diagnostics(), documents.size());
  }

  private static List<Document> documents(String file) {
    List<Document> documents = new ArrayList<>();
    List<Diagnostic> complaints = new ArrayList<>();
    try {
      byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
      Sources.of(List.of("-"), new ByteArrayInputStream(bytes), Limits.DEFAULT)
          .read(one -> documents.add(new Document(file, one.root())), complaints::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!complaints.isEmpty()) {
      throw new AssertionError("unreadable: " + complaints);
    }
    return documents;
  }

  static <T> String written(ReportFormat<T> format, T result) {
    return written(format, result, Style.PLAIN);
  }

  static <T> String written(ReportFormat<T> format, T result, Style style) {
    StringWriter out = new StringWriter();
    try {
      format.write(result, style, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
