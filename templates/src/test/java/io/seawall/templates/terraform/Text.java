package io.seawall.templates.terraform;

import static java.util.stream.Collectors.joining;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.sources.hcl.Hcl;
import io.seawall.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Terraform as text, and trees as text.
final class Text {
  private Text() {}

  /// What came of files.
  record Outcome(List<Document> documents, List<Diagnostic> complaints) {
    /// Each document on a line: type, name, and properties.
    List<String> resources() {
      return documents.stream()
          .map(document ->
              last(document.root().text("type").orElse(""))
                  + " "
                  + document.root().text("name").orElse("")
                  + (document.root().get("condition").isPresent() ? "?" : "")
                  + " "
                  + tree(document.root().get("properties").orElseThrow()))
          .toList();
    }

    List<String> ids() {
      return documents.stream().map(d -> d.root().text("id").orElse("")).toList();
    }

    List<String> codes() {
      return complaints.stream().map(Diagnostic::code).toList();
    }

    private static String last(String type) {
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }

  /// Reads one file.
  static Outcome of(String text) {
    return of(Map.of("main.tf", text));
  }

  /// Reads files by their names.
  static Outcome of(Map<String, String> files) {
    List<Document> documents = new ArrayList<>();
    List<Diagnostic> complaints = new ArrayList<>();
    Templates templates = Templates.into(documents::add, complaints::add);
    new TreeMap<>(files)
        .forEach((name, text) ->
            templates.accept(new Document(name, Hcl.read(name, text, complaints::add), true)));
    templates.close();
    return new Outcome(documents, complaints);
  }

  static String tree(Node node) {
    return switch (node) {
      case Mapping(_, var entries) ->
          entries.stream()
              .map(entry -> entry.key() + ": " + tree(entry.value()))
              .collect(joining(", ", "{", "}"));
      case Node.Sequence(_, var items) ->
          items.stream().map(Text::tree).collect(joining(", ", "[", "]"));
      case Node.Clash(var first, var last) -> tree(first.value()) + " or " + tree(last.value());
      case Node.Scalar(_, _, var text) -> text;
      case Node.Unresolved(_, var expression) -> "?" + expression;
    };
  }
}
