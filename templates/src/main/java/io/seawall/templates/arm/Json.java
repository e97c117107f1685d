package io.seawall.templates.arm;

import io.seawall.model.document.Node.ScalarKind;
import io.seawall.templates.arm.Value.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON in a text, as the functions `json` and `string` read and write it.
///
/// Source: RFC 8259.
final class Json {
  private static final int DEPTH = 60;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /// The value of a text; empty if it is no JSON.
  static Optional<Value> read(String text) {
    Json json = new Json(text);
    Optional<Value> value = json.value();
    json.space();
    return json.at == text.length() ? value : Optional.empty();
  }

  /// A known value as JSON without spaces.
  static String written(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Value value, StringBuilder out) {
    switch (value) {
      case Value.Text text -> quote(text.known().orElse(""), out);
      case Value.Atom atom -> out.append(atom.text());
      case Value.Array(_, var items, _, _) -> {
        String before = "[";
        for (Value item : items) {
          out.append(before);
          write(item, out);
          before = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Value.Obj(_, var fields, _, _) -> {
        String before = "{";
        for (Field field : fields) {
          out.append(before);
          quote(field.key(), out);
          out.append(':');
          write(field.value(), out);
          before = ",";
        }
        out.append(fields.isEmpty() ? "{}" : "}");
      }
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '"' || one == '\\') {
        out.append('\\').append(one);
      } else if (one < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
      } else {
        out.append(one);
      }
    }
    out.append('"');
  }

  private Optional<Value> value() {
    space();
    if (at == text.length() || ++depth > DEPTH) {
      return Optional.empty();
    }
    Optional<Value> value =
        switch (text.charAt(at)) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string().map(Value.Text::of);
          case 't' -> word("true", Value.Atom.TRUE);
          case 'f' -> word("false", Value.Atom.FALSE);
          case 'n' -> word("null", Value.Atom.NULL);
          default -> number();
        };
    depth--;
    return value;
  }

  private Optional<Value> word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      return Optional.empty();
    }
    at += word.length();
    return Optional.of(value);
  }

  private Optional<Value> number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(new Value.Atom(0, ScalarKind.NUMBER, matcher.group()));
  }

  private Optional<Value> array() {
    List<Value> items = new ArrayList<>();
    at++;
    space();
    if (take(']')) {
      return Optional.of(Value.Array.of(0, items));
    }
    do {
      Optional<Value> item = value();
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
      space();
    } while (take(','));
    return take(']') ? Optional.of(Value.Array.of(0, items)) : Optional.empty();
  }

  private Optional<Value> object() {
    List<Field> fields = new ArrayList<>();
    at++;
    space();
    if (take('}')) {
      return Optional.of(Value.Obj.of(0, fields));
    }
    do {
      space();
      Optional<String> key = at < text.length() ? string() : Optional.empty();
      space();
      Optional<Value> value = key.isPresent() && take(':') ? value() : Optional.empty();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      fields.removeIf(field -> field.key().equals(key.get()));
      fields.add(Field.of(key.get(), value.get()));
      space();
    } while (take(','));
    return take('}') ? Optional.of(Value.Obj.of(0, fields)) : Optional.empty();
  }

  private Optional<String> string() {
    if (!take('"')) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char one = text.charAt(at++);
      if (one == '"') {
        return Optional.of(out.toString());
      }
      if (one != '\\') {
        out.append(one);
      } else if (!escaped(out)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean escaped(StringBuilder out) {
    if (at == text.length()) {
      return false;
    }
    char one = text.charAt(at++);
    switch (one) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case '"', '\\', '/' -> out.append(one);
      case 'u' -> {
        Matcher digits = Pattern.compile("[0-9a-fA-F]{4}").matcher(text).region(at, text.length());
        if (!digits.lookingAt()) {
          return false;
        }
        out.append((char) Integer.parseInt(digits.group(), 16));
        at += 4;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean take(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }
}
