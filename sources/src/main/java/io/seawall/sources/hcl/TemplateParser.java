package io.seawall.sources.hcl;

import io.seawall.model.document.Node.ScalarKind;
import io.seawall.sources.hcl.Expression.Directive;
import io.seawall.sources.hcl.Expression.Literal;
import io.seawall.sources.hcl.Expression.Template;
import java.util.ArrayList;
import java.util.List;

/// Reads the text of a template, as [TextReader] gives it and as Terraform's JSON syntax writes it.
///
/// Source: HCL Native Syntax Specification, "Templates"; a template that is one interpolation and
/// nothing else is that expression, of whatever type.
final class TemplateParser {
  private final ExpressionParser expressions;

  TemplateParser(ExpressionParser expressions) {
    this.expressions = expressions;
  }

  /// @param whole where the template stands in the text around it
  Expression parse(String text, Span whole) throws SyntaxError {
    if (!hasSigns(text)) {
      return new Literal(ScalarKind.STRING, text, whole);
    }
    List<Expression> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Scanner scanner = new Scanner(text, 0);
    while (!scanner.atEnd()) {
      char c = scanner.peek();
      boolean sign = c == '$' || c == '%';
      if (sign && scanner.peek(1) == c && scanner.peek(2) == '{') {
        literal.append(c).append('{');
        scanner.skip(3);
      } else if (sign && scanner.peek(1) == '{') {
        flush(literal, parts, whole);
        if (c == '%') {
          return new Directive(whole);
        }
        parts.add(interpolated(scanner));
      } else {
        literal.append(c);
        scanner.skip(1);
      }
    }
    if (parts.size() == 1 && literal.isEmpty()) {
      return parts.getFirst();
    }
    flush(literal, parts, whole);
    return parts.size() == 1 && parts.getFirst() instanceof Literal only
        ? only
        : new Template(parts, expressions.over(whole, parts));
  }

  private static boolean hasSigns(String text) {
    return text.contains("${") || text.contains("%{");
  }

  private static void flush(StringBuilder literal, List<Expression> parts, Span whole) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(ScalarKind.STRING, literal.toString(), whole));
      literal.setLength(0);
    }
  }

  private Expression interpolated(Scanner scanner) throws SyntaxError {
    scanner.skip(scanner.peek(2) == '~' ? 3 : 2);
    scanner.countLines(false);
    Expression inner = expressions.in(scanner).expression();
    scanner.take("~");
    scanner.expect("}", "the end of the interpolation, }");
    scanner.countLines(true);
    return inner;
  }
}
