package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;

/// Which texts of a template are expressions.
///
/// Source: Azure Resource Manager, "Syntax and expressions in ARM templates": a text from `[` to
/// `]`; `[[` escapes it.
final class Expressions {
  private Expressions() {}

  /// The same with each expression as a value that is not known.
  static Mapping marked(Mapping mapping) {
    return new Mapping(
        mapping.line(), mapping.entries().stream().map(Expressions::marked).toList());
  }

  /// Whether any value in it is an expression.
  static boolean isIn(Node node) {
    return switch (node) {
      case Mapping(_, var entries) -> entries.stream().anyMatch(entry -> isIn(entry.value()));
      case Sequence(_, var items) -> items.stream().anyMatch(Expressions::isIn);
      case Clash(var first, var last) -> isIn(first.value()) || isIn(last.value());
      case Scalar(_, var kind, var text) -> kind == ScalarKind.STRING && isExpression(text);
      case Unresolved _ -> false;
    };
  }

  private static Entry marked(Entry entry) {
    return new Entry(entry.key(), entry.line(), marked(entry.value()));
  }

  private static Node marked(Node node) {
    return switch (node) {
      case Mapping mapping -> marked(mapping);
      case Sequence(var line, var items) ->
          new Sequence(line, items.stream().map(Expressions::marked).toList());
      case Clash(var first, var last) -> new Clash(marked(first), marked(last));
      case Scalar(var line, var kind, var text) when kind == ScalarKind.STRING ->
          isExpression(text) ? new Unresolved(line, text) : node;
      case Scalar _, Unresolved _ -> node;
    };
  }

  private static boolean isExpression(String text) {
    return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
  }
}
