package io.seawall.templates.arm;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.List;
import java.util.Map;

/// A document that is cut out of a template: it has expressions, which the service never answers
/// with, and no parameters.
final class CutOut {
  private CutOut() {}

  /// Objects of Kubernetes are none.
  static boolean is(Mapping root) {
    boolean kubernetes = root.text("kind").isPresent() && root.text("apiVersion").isPresent();
    return (!kubernetes || root.text("type").isPresent()) && hasExpression(root);
  }

  private static boolean hasExpression(Node node) {
    return switch (node) {
      case Mapping(_, var entries) ->
          entries.stream().anyMatch(entry -> hasExpression(entry.value()));
      case Sequence(_, var items) -> items.stream().anyMatch(CutOut::hasExpression);
      case Clash(var first, var last) ->
          hasExpression(first.value()) || hasExpression(last.value());
      case Scalar(_, var kind, var text) ->
          kind == ScalarKind.STRING && text.startsWith("[") && Evaluator.isExpression(text);
      case Unresolved _ -> false;
    };
  }

  static Document carriedOut(Document document) {
    Place place = Place.unnamed(document.file(), Place.Level.GROUP);
    Scope scope = Scope.of(new Mapping(0, List.of()), document.file(), place, Map.of());
    Evaluator evaluator =
        new Evaluator(
            new Budget(document.file(), _ -> {}), new Complaints(document.file(), _ -> {}));
    return Nodes.of(evaluator.of(document.root(), Frame.of(scope, 0))) instanceof Mapping root
        ? new Document(document.file(), root, document.intended())
        : document;
  }
}
