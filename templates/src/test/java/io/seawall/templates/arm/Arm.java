package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Carries out templates that are written as JSON or in flow style, and prints what they come to in
/// flow style, with `?` before what is not known.
final class Arm {
  static final String SCHEMA =
      "$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'";
  static final String PARAMETERS =
      "$schema:"
          + " 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#'";

  final List<Document> documents = new ArrayList<>();
  final List<Diagnostic> complaints = new ArrayList<>();

  private Arm() {}

  /// Carries out one template, the file `main.json`, of these sections.
  static Arm template(String sections) {
    return files(Map.of("main.json", "{%s, %s}".formatted(SCHEMA, sections)));
  }

  /// Carries out an input of files by their names.
  static Arm files(Map<String, String> texts) {
    Arm arm = new Arm();
    Templates templates = Templates.into(arm.documents::add, arm.complaints::add);
    texts.forEach((file, text) -> templates.accept(new Document(file, root(text))));
    templates.close();
    return arm;
  }

  /// Names of files and their texts, in turn.
  static Map<String, String> map(String... pairs) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put(pairs[i], pairs[i + 1]);
    }
    return out;
  }

  static Mapping root(String text) {
    List<Document> documents = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    Sources.of(List.of("-"), in, Limits.DEFAULT)
        .read(
            documents::add,
            complaint -> {
              throw new IllegalArgumentException(complaint.toString());
            });
    return documents.getFirst().root();
  }

  /// The value of an expression in a template with these sections.
  static String value(String expression, String sections) {
    Arm arm =
        template(
            "%s resources: [{type: Microsoft.Test/tests, name: t, properties: {p: \"%s\"}}]"
                .formatted(sections, expression.replace("\"", "\\\"")));
    Node properties = arm.documents.getFirst().root().get("properties").orElseThrow();
    return shown(((Mapping) properties).get("p").orElseThrow());
  }

  List<String> ids() {
    return documents.stream().map(d -> d.root().text("id").orElse("")).toList();
  }

  /// One property of the resources, in their order.
  List<String> all(String... keys) {
    return documents.stream()
        .map(document -> {
          Node node = document.root();
          for (String key : keys) {
            node =
                node instanceof Mapping mapping
                    ? mapping.get(key).orElse(new Scalar(0, ScalarKind.NULL, "none"))
                    : node;
          }
          return shown(node);
        })
        .toList();
  }

  List<String> codes() {
    return complaints.stream().map(Diagnostic::code).toList();
  }

  static String shown(Node node) {
    return switch (node) {
      case Mapping(_, var entries) ->
          entries.stream()
              .map(entry -> entry.key() + ": " + shown(entry.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Sequence(_, var items) ->
          items.stream().map(Arm::shown).collect(Collectors.joining(", ", "[", "]"));
      case Scalar(_, var kind, var text) -> kind == ScalarKind.STRING ? "'" + text + "'" : text;
      case Unresolved(_, var expression) -> "?" + expression;
      case Clash _ -> "clash";
    };
  }
}
