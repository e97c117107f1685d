package io.seawall.sources.hcl;

import java.util.ArrayList;
import java.util.List;

/// Reads quoted texts and heredocs, as the text of a template: with `${...}` for what is
/// interpolated and without escapes by backslash, which is how Terraform's JSON syntax writes them.
///
/// Source: HCL Native Syntax Specification, "Templates"; Terraform, "JSON Configuration Syntax",
/// expression mapping.
final class TextReader {
  private final Scanner scanner;
  private final ExpressionParser expressions;

  TextReader(Scanner scanner, ExpressionParser expressions) {
    this.scanner = scanner;
    this.expressions = expressions;
  }

  /// Reads a text in quotes, whose first quote comes next.
  String quoted() throws SyntaxError {
    scanner.skip(1);
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = scanner.peek();
      if (scanner.atEnd() || c == '\n') {
        throw scanner.error("the closing quote");
      } else if (c == '"') {
        scanner.skip(1);
        return out.toString();
      } else if (c == '\\') {
        escaped(out);
      } else if ((c == '$' || c == '%') && scanner.peek(1) == c && scanner.peek(2) == '{') {
        out.append(c).append(c).append('{');
        scanner.skip(3);
      } else if ((c == '$' || c == '%') && scanner.peek(1) == '{') {
        interpolated(out);
      } else {
        out.append(c);
        scanner.skip(1);
      }
    }
  }

  /// Copies an interpolation or a directive as written, unread: what is in it may hold texts with
  /// interpolations again, and each level would read it once more.
  private void interpolated(StringBuilder out) throws SyntaxError {
    int start = scanner.at();
    skipInterpolated();
    out.append(scanner.text(), start, scanner.at());
  }

  private void skipInterpolated() throws SyntaxError {
    expressions.deeper();
    scanner.skip(2);
    int open = 1;
    while (open > 0) {
      char c = scanner.peek();
      if (scanner.atEnd()) {
        throw scanner.error("the end of the interpolation, }");
      } else if (c == '"') {
        skipQuoted();
      } else {
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
        scanner.skip(1);
      }
    }
    expressions.higher();
  }

  private void skipQuoted() throws SyntaxError {
    scanner.skip(1);
    while (scanner.peek() != '"') {
      char c = scanner.peek();
      if (scanner.atEnd() || c == '\n') {
        throw scanner.error("the closing quote");
      } else if ((c == '$' || c == '%') && scanner.peek(1) == c && scanner.peek(2) == '{') {
        scanner.skip(3);
      } else if ((c == '$' || c == '%') && scanner.peek(1) == '{') {
        skipInterpolated();
      } else {
        scanner.skip(c == '\\' ? 2 : 1);
      }
    }
    scanner.skip(1);
  }

  private void escaped(StringBuilder out) throws SyntaxError {
    char c = scanner.peek(1);
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case '"', '\\' -> out.append(c);
      case 'u' -> codePoint(out, 4);
      case 'U' -> codePoint(out, 8);
      default -> throw scanner.error("one of \\n \\r \\t \\\" \\\\ \\uXXXX \\UXXXXXXXX");
    }
    scanner.skip(c == 'u' ? 6 : c == 'U' ? 10 : 2);
  }

  private void codePoint(StringBuilder out, int digits) throws SyntaxError {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(scanner.peek(2 + i), 16);
      value = digit < 0 || value > Character.MAX_CODE_POINT ? -1 : value * 16 + digit;
      if (value < 0) {
        throw scanner.error(digits + " hexadecimal digits");
      }
    }
    if (!Character.isValidCodePoint(value)) {
      throw scanner.error("the number of a character");
    }
    out.appendCodePoint(value);
  }

  /// Reads a heredoc, whose `<<` comes next, up to the end of the line of its closing word.
  String heredoc() throws SyntaxError {
    scanner.skip(2);
    boolean indented = scanner.peek() == '-';
    if (indented) {
      scanner.skip(1);
    }
    String word = scanner.name();
    String text = scanner.text();
    int start = text.indexOf('\n', scanner.at()) + 1;
    List<String> lines = new ArrayList<>();
    while (start > 0 && start <= text.length()) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end);
      if (line.strip().equals(word)) {
        scanner.goTo(start + line.length());
        return joined(lines, indented);
      }
      lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      start = end < 0 ? -1 : end + 1;
    }
    throw scanner.error("the end of the text that << starts, " + word + " on a line of its own");
  }

  private static String joined(List<String> lines, boolean indented) {
    int indent =
        indented
            ? lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0)
            : 0;
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      out.append(line.substring(Math.min(indent, line.length()))).append('\n');
    }
    return out.toString();
  }
}
