package io.seawall.dialects.azurenetwork;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer of Azure Resource Manager that says why it does not give a resource, saved in the
/// place of the resource.
///
/// Source: Azure Resource Manager REST API, error response: `error.code` and `error.message`.
final class Refusal {
  private static final Pattern ACTION =
      Pattern.compile("Microsoft\\.[A-Za-z]+(/[A-Za-z]+)+/(read|write|action|delete)");

  private Refusal() {}

  /// The complaint about such an answer; empty if the document is none.
  static Optional<Diagnostic> of(Document document) {
    Optional<Mapping> error = document.root().get("error").flatMap(Refusal::mapping);
    Optional<String> code = error.flatMap(e -> e.text("code"));
    Optional<String> message = error.flatMap(e -> e.text("message"));
    if (code.isEmpty() || message.isEmpty()) {
      return Optional.empty();
    }
    Matcher action = ACTION.matcher(message.get());
    String help =
        action.find()
            ? "export it again as somebody who has " + action.group()
            : "export it again; Azure said: " + shortened(message.get());
    return Optional.of(
        Diagnostic.error(
            "AZURE_REFUSED",
            SourceRef.of(document.file(), document.root().line()),
            "the error " + code.get() + " in the place of a resource",
            "the resource",
            help));
  }

  private static Optional<Mapping> mapping(Node node) {
    return node instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 197) + "...";
  }
}
