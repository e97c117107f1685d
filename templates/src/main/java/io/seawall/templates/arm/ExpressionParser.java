package io.seawall.templates.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one expression: calls, texts in single quotes (`''` is a quote), whole numbers, `.name`
/// and `[index]`.
///
/// Source: Azure Resource Manager, "Syntax and expressions in ARM templates".
final class ExpressionParser {
  /// Calls inside each other, and keys behind each other; real templates stay far below.
  private static final int DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /// Reads what stands between the brackets.
  ///
  /// @return empty if it is no expression of the language
  static Optional<Expression> parse(String text) {
    ExpressionParser parser = new ExpressionParser(text);
    Optional<Expression> expression = parser.expression();
    parser.space();
    return parser.at == text.length() ? expression : Optional.empty();
  }

  private Optional<Expression> expression() {
    if (++depth > DEPTH) {
      return Optional.empty();
    }
    space();
    Optional<Expression> expression =
        switch (peek()) {
          case '\'' -> quoted();
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
          default -> call();
        };
    expression = expression.flatMap(this::members);
    depth--;
    return expression;
  }

  private Optional<Expression> quoted() {
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      if (text.charAt(at) != '\'') {
        out.append(text.charAt(at));
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
        out.append('\'');
        at++;
      } else {
        at++;
        return Optional.of(new Expression.Text(out.toString()));
      }
    }
    return Optional.empty();
  }

  private Optional<Expression> number() {
    int start = at++;
    while (Character.isDigit(peek())) {
      at++;
    }
    try {
      return Optional.of(new Expression.WholeNumber(Long.parseLong(text.substring(start, at))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Expression> call() {
    Optional<String> name = name();
    space();
    if (name.isEmpty() || !take('(')) {
      return Optional.empty();
    }
    List<Expression> arguments = new ArrayList<>();
    space();
    if (take(')')) {
      return Optional.of(new Expression.Call(name.get(), List.of()));
    }
    do {
      Optional<Expression> argument = expression();
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(argument.get());
      space();
    } while (take(','));
    return take(')')
        ? Optional.of(new Expression.Call(name.get(), List.copyOf(arguments)))
        : Optional.empty();
  }

  private Optional<Expression> members(Expression expression) {
    Expression out = expression;
    for (int links = 0; links <= DEPTH; links++) {
      space();
      if (take('.')) {
        Optional<String> name = word();
        if (name.isEmpty()) {
          return Optional.empty();
        }
        out = new Expression.Member(out, new Expression.Text(name.get()));
      } else if (take('[')) {
        Optional<Expression> index = expression();
        space();
        if (index.isEmpty() || !take(']')) {
          return Optional.empty();
        }
        out = new Expression.Member(out, index.get());
      } else {
        return Optional.of(out);
      }
    }
    return Optional.empty();
  }

  /// The name of a function, with that of its namespace.
  private Optional<String> name() {
    Optional<String> first = word();
    if (first.isEmpty() || peek() != '.') {
      return first;
    }
    at++;
    return word().map(second -> first.get() + "." + second);
  }

  private Optional<String> word() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '$') {
      at++;
    }
    return start == at ? Optional.empty() : Optional.of(text.substring(start, at));
  }

  private void space() {
    while (Character.isWhitespace(peek())) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean take(char expected) {
    if (peek() == expected && at < text.length()) {
      at++;
      return true;
    }
    return false;
  }
}
