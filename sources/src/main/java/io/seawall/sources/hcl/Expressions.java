package io.seawall.sources.hcl;

/// From text to expressions.
public final class Expressions {
  private Expressions() {}

  /// Reads the text of a template, such as `${var.name}-vnet`.
  ///
  /// @throws SyntaxError if an interpolation in it is no expression
  public static Expression template(String text) throws SyntaxError {
    ExpressionParser parser = new ExpressionParser(new Scanner(text, 0));
    return new TemplateParser(parser).parse(text, new Span(text, 0, text.length(), 1));
  }
}
