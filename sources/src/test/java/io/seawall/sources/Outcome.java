package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came of one reading.
record Outcome(List<Document> documents, List<Diagnostic> complaints) {

  static Outcome of(String... lines) {
    return of(Limits.DEFAULT, (String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  static Outcome of(Limits limits, byte[] bytes) {
    return of(Sources.of(List.of("-"), new ByteArrayInputStream(bytes), limits));
  }

  static Outcome of(Source source) {
    List<Document> documents = new ArrayList<>();
    List<Diagnostic> complaints = new ArrayList<>();
    source.read(documents::add, complaints::add);
    return new Outcome(documents, complaints);
  }

  /// Each document on a line, as JSON with single quotes.
  List<String> trees() {
    return documents.stream().map(document -> tree(document.root())).toList();
  }

  /// Each complaint as a reader sees it.
  List<String> messages() {
    return complaints.stream().map(Outcome::message).toList();
  }

  List<String> codes() {
    return complaints.stream().map(Diagnostic::code).toList();
  }

  private static String message(Diagnostic complaint) {
    String field = complaint.where().field().isEmpty() ? "" : " " + complaint.where().field();
    String help = complaint.help().isEmpty() ? "" : "; help: " + complaint.help();
    return "%s: %s:%s [%s] found %s, expected %s%s"
        .formatted(
            complaint.where().place(),
            complaint.severity().name().toLowerCase(Locale.ROOT),
            field,
            complaint.code(),
            complaint.found(),
            complaint.expected(),
            help);
  }

  static String tree(Node node) {
    return switch (node) {
      case Node.Mapping(_, var entries) ->
          entries.stream()
              .map(entry -> entry.key() + ": " + tree(entry.value()))
              .collect(joining(", ", "{", "}"));
      case Node.Sequence(_, var items) ->
          items.stream().map(Outcome::tree).collect(joining(", ", "[", "]"));
      case Node.Clash(var first, var last) -> tree(first.value()) + " or " + tree(last.value());
      case Node.Unresolved(_, var expression) -> expression;
      case Node.Scalar(_, var kind, var text) ->
          switch (kind) {
            case STRING -> "'" + text.replace("\n", "\\n") + "'";
            case NUMBER, BOOLEAN -> text;
            case NULL -> "null";
          };
    };
  }

  /// The lines of a tree in the order of the text: of each key, and of each value.
  static List<Integer> lines(Node node) {
    List<Integer> lines = new ArrayList<>(List.of(node.line()));
    switch (node) {
      case Node.Mapping(_, var entries) ->
          entries.forEach(entry -> {
            lines.add(entry.line());
            lines.addAll(lines(entry.value()));
          });
      case Node.Sequence(_, var items) -> items.forEach(item -> lines.addAll(lines(item)));
      case Node.Clash(var first, var last) -> {
        lines.addAll(lines(first.value()));
        lines.addAll(lines(last.value()));
      }
      case Node.Scalar _, Node.Unresolved _ -> {
        // Has nothing inside.
      }
    }
    return lines;
  }
}
