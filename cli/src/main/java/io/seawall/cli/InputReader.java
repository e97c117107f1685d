package io.seawall.cli;

import io.seawall.analysis.Input;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Node;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads files, folders and standard input into facts.
final class InputReader {
  /// Keys of the files that a team keeps for Seawall. They may lie in the input and are no part of
  /// it.
  private static final Set<String> OWN_KEYS =
      Set.of("bastions", "operators", "egress", "systemNamespaces", "tests", "exceptions");

  private InputReader() {}

  /// @param own files that are configuration or assertions, whatever stands in them
  static Input read(List<String> paths, Set<String> own, Console console) {
    Dialect.Reading reading = Dialects.open();
    List<Diagnostic> diagnostics = new ArrayList<>();
    Progress progress = new Progress(console);
    int[] documents = new int[1];
    Templates templates = Templates.into(reading::accept, diagnostics::add);
    Sources.of(paths, console.in(), Limits.DEFAULT)
        .read(
            document -> {
              if (!own.contains(document.file()) && !isOwn(document.root())) {
                templates.accept(document);
                progress.documents(++documents[0]);
              }
            },
            diagnostics::add);
    templates.close();
    progress.done();
    Parsed<Facts> parsed = reading.close();
    diagnostics.addAll(parsed.diagnostics());
    return new Input(parsed.value(), diagnostics, documents[0]);
  }

  private static boolean isOwn(Node.Mapping root) {
    return !root.entries().isEmpty()
        && root.entries().stream().map(Node.Entry::key).allMatch(OWN_KEYS::contains);
  }
}
