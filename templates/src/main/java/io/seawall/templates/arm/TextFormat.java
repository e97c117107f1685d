package io.seawall.templates.arm;

import io.seawall.templates.arm.Function.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A format such as `{0}-{1:D3}`.
///
/// Source: Azure Resource Manager, string functions, `format`; composite formatting of .NET: `{{`
/// and `}}` are brackets, `Dn` is a number of n digits.
final class TextFormat {
  private final String format;
  private final Arguments arguments;
  private final List<Value.Text> out = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private TextFormat(String format, Arguments arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /// The text, with the holes of its arguments; empty if the format is not one that is known.
  static Optional<Value> of(Arguments arguments) {
    return arguments.text(0).flatMap(format -> new TextFormat(format, arguments).filled());
  }

  private Optional<Value> filled() {
    while (at < format.length()) {
      char one = format.charAt(at++);
      if (one != '{' && one != '}') {
        literal.append(one);
      } else if (at < format.length() && format.charAt(at) == one) {
        literal.append(one);
        at++;
      } else if (one == '}' || !place()) {
        return Optional.empty();
      }
    }
    out.add(Value.Text.of(literal.toString()));
    return Optional.of(Value.Text.joined(out));
  }

  /// Fills one place, behind its opening bracket.
  private boolean place() {
    int end = format.indexOf('}', at);
    if (end < 0) {
      return false;
    }
    String inside = format.substring(at, end);
    at = end + 1;
    int colon = inside.indexOf(':');
    Optional<Integer> index = index(colon < 0 ? inside : inside.substring(0, colon));
    Optional<Value.Text> piece =
        colon < 0
            ? index.flatMap(arguments::piece)
            : index.flatMap(i -> digits(i, inside.substring(colon + 1)));
    if (piece.isEmpty() || !arguments.budget().fits(piece.get().size())) {
      return false;
    }
    out.add(Value.Text.of(literal.toString()));
    out.add(piece.get());
    literal.setLength(0);
    return true;
  }

  /// The place of an argument, behind the format itself.
  private static Optional<Integer> index(String text) {
    boolean number =
        !text.isEmpty() && text.length() < 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(Integer.parseInt(text) + 1) : Optional.empty();
  }

  private Optional<Value.Text> digits(int index, String specifier) {
    boolean decimal =
        !specifier.isEmpty() && (specifier.charAt(0) == 'D' || specifier.charAt(0) == 'd');
    Optional<Integer> width =
        !decimal
            ? Optional.empty()
            : specifier.length() == 1
                ? Optional.of(0)
                : index(specifier.substring(1)).map(number -> number - 1);
    return width.flatMap(digits ->
        arguments
            .integer(index)
            .filter(number -> number >= 0)
            .map(number -> {
              String text = Long.toString(number);
              return Value.Text.of("0".repeat(Math.max(0, digits - text.length())) + text);
            }));
  }
}
