package io.seawall.dialects.kubernetes;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import java.util.ArrayList;
import java.util.List;

/// A small reader of YAML's flow style for tests: mappings, lists, plain and double-quoted scalars
/// without escapes but that of the quote. Lines are counted from 1.
public final class Flow {
  private final String text;
  private int at;
  private int line = 1;

  private Flow(String text) {
    this.text = text;
  }

  /// The mapping that the text holds.
  public static Mapping mapping(String text) {
    return (Mapping) new Flow(text).value();
  }

  private Node value() {
    skip();
    return switch (text.charAt(at)) {
      case '{' -> mapping();
      case '[' -> sequence();
      default -> scalar();
    };
  }

  private Mapping mapping() {
    int start = line;
    List<Entry> entries = new ArrayList<>();
    at++;
    for (skip(); text.charAt(at) != '}'; skip()) {
      int keyLine = line;
      String key = scalar().text();
      skip();
      if (text.charAt(at) != ':') {
        throw new IllegalArgumentException("no colon at " + at + " of " + text);
      }
      at++;
      entries.add(new Entry(key, keyLine, value()));
    }
    at++;
    return new Mapping(start, entries);
  }

  private Sequence sequence() {
    int start = line;
    List<Node> items = new ArrayList<>();
    at++;
    for (skip(); text.charAt(at) != ']'; skip()) {
      items.add(value());
    }
    at++;
    return new Sequence(start, items);
  }

  private Scalar scalar() {
    if (text.charAt(at) == '"') {
      int end = text.indexOf('"', at + 1);
      while (text.charAt(end - 1) == '\\') {
        end = text.indexOf('"', end + 1);
      }
      String quoted = text.substring(at + 1, end).replace("\\\"", "\"");
      at = end + 1;
      return new Scalar(line, ScalarKind.STRING, quoted);
    }
    int start = at;
    while (at < text.length() && !ends(at)) {
      at++;
    }
    String plain = text.substring(start, at).strip();
    return new Scalar(line, kind(plain), plain);
  }

  private boolean ends(int index) {
    char c = text.charAt(index);
    return c == ','
        || c == '}'
        || c == ']'
        || c == '\n'
        || (c == ':' && index + 1 < text.length() && " \n".indexOf(text.charAt(index + 1)) >= 0);
  }

  private static ScalarKind kind(String plain) {
    return switch (plain) {
      case "", "null" -> ScalarKind.NULL;
      case "true", "false" -> ScalarKind.BOOLEAN;
      default -> plain.matches("-?[0-9]+(\\.[0-9]+)?") ? ScalarKind.NUMBER : ScalarKind.STRING;
    };
  }

  private void skip() {
    while (at < text.length() && " ,\n".indexOf(text.charAt(at)) >= 0) {
      line += text.charAt(at) == '\n' ? 1 : 0;
      at++;
    }
  }
}
