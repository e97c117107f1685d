package io.seawall.sources.hcl;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.hcl.Expression.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Reads the attributes and blocks of a file into Terraform's JSON syntax.
///
/// Source: HCL Native Syntax Specification, "Structural Elements"; Terraform, "JSON Configuration
/// Syntax": a block is a mapping under its type and labels, and an expression a text with `${...}`.
final class BodyReader {
  private static final int DEEPEST = 50;

  /// After so many the text is something else.
  private static final int MOST_ERRORS = 100;

  private final String file;
  private final Scanner scanner;
  private final ExpressionParser expressions;
  private final int[] lineStarts;
  private final Consumer<Diagnostic> complaints;
  private int errors;

  BodyReader(String file, String text, Consumer<Diagnostic> complaints) {
    this.file = file;
    this.complaints = complaints;
    scanner = new Scanner(text, 0);
    expressions = new ExpressionParser(scanner);
    lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /// Reads the whole text. What is no HCL is complained of, and reading goes on where a line starts
  /// that may start something.
  Mapping read() {
    Body body = new Body(1);
    while (true) {
      int start = scanner.at();
      try {
        scanner.blankLines();
        if (scanner.atEnd()) {
          return body.mapping();
        }
        start = scanner.at();
        element(body, 0);
      } catch (SyntaxError e) {
        complain(e, start);
        if (++errors == MOST_ERRORS) {
          return body.mapping();
        }
        recover(start);
      }
    }
  }

  private void complain(SyntaxError e, int start) {
    int from = line(start);
    complaints.accept(
        Diagnostic.error(
            "SYNTAX",
            SourceRef.of(file, line(e.offset())),
            e.found(),
            e.expected(),
            errors + 1 == MOST_ERRORS
                ? "what comes after line " + from + " was not read"
                : "what starts on line " + from + " was not read, the rest of the file was"));
  }

  /// Goes to the next line whose first character may start a block or an attribute.
  private void recover(int from) {
    String text = scanner.text();
    scanner.countLines(true);
    int at = from;
    do {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
      scanner.goTo(at);
    } while (!scanner.atEnd() && !scanner.isName());
  }

  private int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private int line() {
    return line(scanner.at());
  }

  /// An attribute or a block.
  private void element(Body body, int depth) throws SyntaxError {
    int line = line();
    String name = scanner.peek() == '"' ? expressions.texts().quoted() : scanner.name();
    scanner.blanks();
    if (scanner.peek() == '=' && scanner.peek(1) != '=') {
      scanner.skip(1);
      scanner.blanks();
      Node value = value(0);
      endOfLine(depth);
      body.attribute(name, line, value);
      return;
    }
    List<String> words = new ArrayList<>(List.of(name));
    while (scanner.peek() == '"' || scanner.isName()) {
      words.add(scanner.peek() == '"' ? expressions.texts().quoted() : scanner.name());
      scanner.blanks();
    }
    scanner.expect("{", "an equals sign, a label or {");
    Mapping inner = inner(line, depth + 1);
    endOfLine(depth);
    body.block(words, line, inner);
  }

  private void endOfLine(int depth) throws SyntaxError {
    scanner.blanks();
    if (!scanner.atEnd() && scanner.peek() != '\n' && scanner.peek() != '}') {
      throw scanner.error("the end of the line");
    }
    if (depth == 0 && scanner.peek() == '}') {
      throw scanner.error("no closing bracket where none is open");
    }
  }

  private Mapping inner(int line, int depth) throws SyntaxError {
    if (depth > DEEPEST) {
      throw scanner.error("at most " + DEEPEST + " blocks inside each other");
    }
    Body body = new Body(line);
    while (true) {
      scanner.blankLines();
      if (scanner.peek() == '}') {
        scanner.skip(1);
        return body.mapping();
      }
      element(body, depth);
    }
  }

  /// The value of an attribute or an item: written out where it is a literal, a list or an object
  /// and nothing follows that makes it an operand.
  private Node value(int depth) throws SyntaxError {
    scanner.blanks();
    int start = scanner.at();
    int line = line();
    if (depth <= DEEPEST) {
      Optional<Node> plain = plain(line, depth);
      if (plain.isPresent() && ends()) {
        return plain.get();
      }
    }
    scanner.goTo(start);
    expressions.expression();
    String text = scanner.text().substring(start, scanner.end());
    return new Scalar(line, ScalarKind.STRING, "${" + text + "}");
  }

  private boolean ends() throws SyntaxError {
    scanner.blanks();
    char c = scanner.peek();
    return scanner.atEnd() || c == '\n' || c == ',' || c == '}' || c == ']';
  }

  private Optional<Node> plain(int line, int depth) throws SyntaxError {
    char c = scanner.peek();
    if (c == '"') {
      return Optional.of(new Scalar(line, ScalarKind.STRING, expressions.texts().quoted()));
    } else if (c == '<' && scanner.peek(1) == '<') {
      return Optional.of(new Scalar(line, ScalarKind.STRING, expressions.texts().heredoc()));
    } else if (c == '[') {
      return list(line, depth);
    } else if (c == '{') {
      return object(line, depth);
    } else if (scanner.isName()) {
      return word(line);
    } else if (Character.isDigit(c)) {
      return expressions.expression() instanceof Literal(var kind, var text, _)
          ? Optional.of(new Scalar(line, kind, text))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Node> word(int line) throws SyntaxError {
    String word = scanner.name();
    return switch (word) {
      case "true", "false" -> Optional.of(new Scalar(line, ScalarKind.BOOLEAN, word));
      case "null" -> Optional.of(new Scalar(line, ScalarKind.NULL, word));
      default -> Optional.empty();
    };
  }

  private boolean isLoop() throws SyntaxError {
    int start = scanner.at();
    scanner.blankLines();
    boolean loop = scanner.isName() && scanner.name().equals("for");
    scanner.blankLines();
    loop &= scanner.isName();
    scanner.goTo(start);
    return loop;
  }

  private Optional<Node> list(int line, int depth) throws SyntaxError {
    scanner.skip(1);
    if (isLoop()) {
      return Optional.empty();
    }
    boolean before = scanner.countLines(false);
    List<Node> items = new ArrayList<>();
    while (!scanner.take("]")) {
      items.add(value(depth + 1));
      if (!scanner.take(",")) {
        scanner.expect("]", "a comma or the end of the list, ]");
        break;
      }
    }
    scanner.countLines(before);
    return Optional.of(new Sequence(line, items));
  }

  /// An object; empty if a key of it is an expression.
  private Optional<Node> object(int line, int depth) throws SyntaxError {
    scanner.skip(1);
    if (isLoop()) {
      return Optional.empty();
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    boolean before = scanner.countLines(true);
    while (true) {
      scanner.blankLines();
      if (scanner.peek() == '}') {
        scanner.skip(1);
        scanner.countLines(before);
        return Optional.of(new Mapping(line, List.copyOf(entries.values())));
      }
      int at = line();
      Optional<String> key = key();
      if (key.isEmpty()) {
        scanner.countLines(before);
        return Optional.empty();
      }
      entries.merge(key.get(), new Entry(key.get(), at, value(depth + 1)), Entry::with);
      scanner.take(",");
      scanner.blanks();
    }
  }

  private Optional<String> key() throws SyntaxError {
    if (!scanner.isName() && scanner.peek() != '"') {
      return Optional.empty();
    }
    String key = scanner.peek() == '"' ? expressions.texts().quoted() : scanner.name();
    return !key.contains("${") && !key.contains("%{") && (scanner.take("=") || scanner.take(":"))
        ? Optional.of(key)
        : Optional.empty();
  }
}
