package io.seawall.sources.hcl;

import io.seawall.model.document.Node.ScalarKind;
import io.seawall.sources.hcl.Expression.Attribute;
import io.seawall.sources.hcl.Expression.Binary;
import io.seawall.sources.hcl.Expression.Call;
import io.seawall.sources.hcl.Expression.Conditional;
import io.seawall.sources.hcl.Expression.For;
import io.seawall.sources.hcl.Expression.Index;
import io.seawall.sources.hcl.Expression.Literal;
import io.seawall.sources.hcl.Expression.Name;
import io.seawall.sources.hcl.Expression.ObjectOf;
import io.seawall.sources.hcl.Expression.Pair;
import io.seawall.sources.hcl.Expression.Splat;
import io.seawall.sources.hcl.Expression.Tuple;
import io.seawall.sources.hcl.Expression.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one expression by recursive descent.
///
/// Source: HCL Native Syntax Specification, "Expressions"; the order of operators in "Operations".
final class ExpressionParser {
  /// Expressions inside each other. More is hostile.
  private static final int DEEPEST = 100;

  /// Expressions inside each other where operators and dots in a row count, too.
  private static final int HIGHEST = 250;

  /// From those that bind least.
  private static final List<List<String>> OPERATORS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("==", "!="),
          List.of(">=", "<=", ">", "<"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private final Scanner scanner;
  private final TextReader texts;
  private int depth;

  ExpressionParser(Scanner scanner) {
    this(scanner, 0);
  }

  private ExpressionParser(Scanner scanner, int depth) {
    this.scanner = scanner;
    this.depth = depth;
    texts = new TextReader(scanner, this);
  }

  /// The same, as deep, for another text.
  ExpressionParser in(Scanner other) {
    return new ExpressionParser(other, depth);
  }

  TextReader texts() {
    return texts;
  }

  void deeper() throws SyntaxError {
    if (++depth > DEEPEST) {
      throw new SyntaxError(
          scanner.at(), "expressions inside each other", "at most " + DEEPEST + " of them");
    }
  }

  void higher() {
    depth--;
  }

  Expression expression() throws SyntaxError {
    deeper();
    scanner.blanks();
    int start = scanner.at();
    Expression condition = binary(0);
    Expression out = condition;
    if (scanner.take("?")) {
      Expression yes = expression();
      scanner.expect(":", "a colon and the value if the condition does not hold");
      Expression no = expression();
      out = new Conditional(condition, yes, no, span(start, condition, yes, no));
    }
    higher();
    return out;
  }

  private Expression binary(int level) throws SyntaxError {
    if (level == OPERATORS.size()) {
      return unary();
    }
    scanner.blanks();
    int start = scanner.at();
    Expression left = binary(level + 1);
    while (true) {
      Optional<String> operator = operator(level);
      if (operator.isEmpty()) {
        return left;
      }
      Expression right = binary(level + 1);
      left = new Binary(operator.get(), left, right, span(start, left, right));
    }
  }

  private Optional<String> operator(int level) throws SyntaxError {
    scanner.blanks();
    for (String operator : OPERATORS.get(level)) {
      if (scanner.startsWith(operator)) {
        scanner.skip(operator.length());
        scanner.blanks();
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private Expression unary() throws SyntaxError {
    scanner.blanks();
    int start = scanner.at();
    char c = scanner.peek();
    if (c == '-' || c == '!') {
      deeper();
      scanner.skip(1);
      Expression of = unary();
      higher();
      return new Unary(Character.toString(c), of, span(start, of));
    }
    return traversed(start, primary());
  }

  /// What follows a value: attributes, indices and splats.
  private Expression traversed(int start, Expression first) throws SyntaxError {
    Expression of = first;
    while (true) {
      scanner.blanks();
      char c = scanner.peek();
      if (c == '.' && scanner.peek(1) != '.') {
        scanner.skip(1);
        scanner.blanks();
        if (scanner.peek() == '*') {
          scanner.skip(1);
          return splat(start, of, false);
        }
        of = attribute(start, of);
      } else if (c == '[') {
        scanner.skip(1);
        boolean before = scanner.countLines(false);
        if (scanner.take("*")) {
          scanner.expect("]", "the end of the splat, ]");
          scanner.countLines(before);
          return splat(start, of, true);
        }
        Expression key = expression();
        scanner.expect("]", "the end of the index, ]");
        scanner.countLines(before);
        of = new Index(of, key, span(start, of, key));
      } else {
        return of;
      }
    }
  }

  private Expression attribute(int start, Expression of) throws SyntaxError {
    if (Character.isDigit(scanner.peek())) { // an index in the way of old
      Literal key = number();
      return new Index(of, key, span(start, of));
    }
    String name = scanner.name();
    return new Attribute(of, name, span(start, of));
  }

  /// @param full whether indices that follow are taken of each item, too
  private Expression splat(int start, Expression of, boolean full) throws SyntaxError {
    int here = scanner.at();
    Expression each = new Name("*", new Span(scanner.text(), here, here, 1));
    while (true) {
      scanner.blanks();
      if (scanner.peek() == '.' && scanner.peek(1) != '.' && scanner.peek(1) != '*') {
        scanner.skip(1);
        each = attribute(here, each);
      } else if (full && scanner.peek() == '[' && scanner.peek(1) != '*') {
        scanner.skip(1);
        boolean before = scanner.countLines(false);
        Expression key = expression();
        scanner.expect("]", "the end of the index, ]");
        scanner.countLines(before);
        each = new Index(each, key, span(here, each, key));
      } else {
        break;
      }
    }
    deeper();
    Expression out = traversed(start, new Splat(of, each, span(start, of, each)));
    higher();
    return out;
  }

  private Expression primary() throws SyntaxError {
    char c = scanner.peek();
    int start = scanner.at();
    if (c == '"') {
      String text = texts.quoted();
      return new TemplateParser(this).parse(text, span(start));
    } else if (c == '<' && scanner.peek(1) == '<') {
      String text = texts.heredoc();
      return new TemplateParser(this).parse(text, span(start));
    } else if (Character.isDigit(c)) {
      return number();
    } else if (c == '(') {
      scanner.skip(1);
      boolean before = scanner.countLines(false);
      Expression inner = expression();
      scanner.expect(")", "the closing parenthesis");
      scanner.countLines(before);
      return inner;
    } else if (c == '[') {
      return tuple(start);
    } else if (c == '{') {
      return object(start);
    }
    String name = scanner.name();
    return switch (name) {
      case "true", "false" -> new Literal(ScalarKind.BOOLEAN, name, span(start));
      case "null" -> new Literal(ScalarKind.NULL, name, span(start));
      default -> named(start, name);
    };
  }

  private Literal number() throws SyntaxError {
    int start = scanner.at();
    digits();
    if (scanner.peek() == '.' && Character.isDigit(scanner.peek(1))) {
      scanner.skip(1);
      digits();
    }
    boolean exponent = scanner.peek() == 'e' || scanner.peek() == 'E';
    int sign = scanner.peek(1) == '+' || scanner.peek(1) == '-' ? 2 : 1;
    if (exponent && Character.isDigit(scanner.peek(sign))) {
      scanner.skip(sign);
      digits();
    }
    String text = scanner.text().substring(start, scanner.at());
    return new Literal(ScalarKind.NUMBER, text, span(start));
  }

  private void digits() {
    while (Character.isDigit(scanner.peek())) {
      scanner.skip(1);
    }
  }

  private Expression named(int start, String name) throws SyntaxError {
    String called = name;
    while (scanner.startsWith("::")) { // a function of a provider
      scanner.skip(2);
      called = called + "::" + scanner.name();
    }
    scanner.blanks();
    if (scanner.peek() != '(') {
      return new Name(called, span(start));
    }
    scanner.skip(1);
    boolean before = scanner.countLines(false);
    List<Expression> arguments = new ArrayList<>();
    boolean expanded = false;
    while (!scanner.take(")")) {
      arguments.add(expression());
      expanded |= scanner.take("...");
      if (!scanner.take(",")) {
        scanner.expect(")", "a comma or the end of the call, )");
        break;
      }
    }
    scanner.countLines(before);
    return new Call(called, arguments, expanded, over(span(start), arguments));
  }

  private Expression tuple(int start) throws SyntaxError {
    scanner.skip(1);
    boolean before = scanner.countLines(false);
    Optional<Expression> loop = loop(start, false);
    if (loop.isPresent()) {
      scanner.countLines(before);
      return loop.get();
    }
    List<Expression> items = new ArrayList<>();
    while (!scanner.take("]")) {
      items.add(expression());
      if (!scanner.take(",")) {
        scanner.expect("]", "a comma or the end of the list, ]");
        break;
      }
    }
    scanner.countLines(before);
    return new Tuple(items, over(span(start), items));
  }

  private Expression object(int start) throws SyntaxError {
    scanner.skip(1);
    boolean before = scanner.countLines(false);
    Optional<Expression> loop = loop(start, true);
    if (loop.isPresent()) {
      scanner.countLines(before);
      return loop.get();
    }
    List<Pair> pairs = new ArrayList<>();
    List<Expression> all = new ArrayList<>();
    while (!scanner.take("}")) {
      Pair pair = pair();
      pairs.add(pair);
      all.add(pair.key());
      all.add(pair.value());
      scanner.take(",");
    }
    scanner.countLines(before);
    return new ObjectOf(pairs, over(span(start), all));
  }

  private Pair pair() throws SyntaxError {
    Expression key = expression();
    if (key instanceof Name(var name, var span)) {
      key = new Literal(ScalarKind.STRING, name, span);
    } else if (key instanceof Literal(var _, var text, var span)) {
      key = new Literal(ScalarKind.STRING, text, span);
    }
    if (!scanner.take("=") && !scanner.take(":")) {
      throw scanner.error("an equals sign after the key");
    }
    scanner.countLines(true);
    Expression value = expression();
    scanner.blanks();
    boolean ends = scanner.peek() == ',' || scanner.peek() == '}' || scanner.peek() == '\n';
    if (!ends) {
      throw scanner.error("a comma, a line break or the end of the object, }");
    }
    scanner.countLines(false);
    return new Pair(key, value);
  }

  /// A `for` expression, whose opening bracket is read; empty if it is none.
  private Optional<Expression> loop(int start, boolean object) throws SyntaxError {
    scanner.blanks();
    int here = scanner.at();
    if (!scanner.isName() || !scanner.name().equals("for") || !isNameNext()) {
      scanner.goTo(here);
      return Optional.empty();
    }
    String first = scanner.name();
    Optional<String> second = Optional.empty();
    if (scanner.take(",")) {
      scanner.blanks();
      second = Optional.of(scanner.name());
    }
    scanner.expect("in", "in");
    Expression of = expression();
    scanner.expect(":", "a colon and the value for each item");
    Expression value = expression();
    Optional<Expression> key = Optional.empty();
    if (object) {
      key = Optional.of(value);
      scanner.expect("=>", "=> and the value for the key");
      value = expression();
    }
    boolean grouped = object && scanner.take("...");
    Optional<Expression> condition =
        scanner.take("if") ? Optional.of(expression()) : Optional.empty();
    scanner.expect(object ? "}" : "]", "the end of the for expression");
    Span span = span(start, of, value, key.orElse(of), condition.orElse(of));
    return Optional.of(
        new For(
            second.isPresent() ? Optional.of(first) : Optional.empty(),
            second.orElse(first),
            of,
            key,
            value,
            condition,
            grouped,
            span));
  }

  private boolean isNameNext() throws SyntaxError {
    int here = scanner.at();
    scanner.blanks();
    return scanner.at() > here && scanner.isName();
  }

  private Span span(int start, Expression... parts) throws SyntaxError {
    return over(new Span(scanner.text(), start, scanner.end(), 1), List.of(parts));
  }

  /// The place of an expression that holds others.
  Span over(Span own, List<Expression> parts) throws SyntaxError {
    int height = own.height();
    for (Expression part : parts) {
      height = Math.max(height, part.span().height() + 1);
    }
    if (height > HIGHEST) {
      throw new SyntaxError(
          scanner.at(), "more than " + HIGHEST + " operators in a row", "a shorter expression");
    }
    return new Span(own.source(), own.start(), own.end(), height);
  }
}
