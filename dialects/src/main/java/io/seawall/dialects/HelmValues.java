package io.seawall.dialects;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The values with which a chart of Helm was installed, as a ConfigMap keeps them in one text: YAML
/// in block style, which is how Helm writes it.
public final class HelmValues {
  private HelmValues() {}

  private record Level(int indent, String path) {}

  /// Reads the values that are single words or lines; lists and longer texts are left out.
  ///
  /// @return by path, such as `proxy.defaultInboundPolicy`; quotes are taken off
  public static Map<String, String> read(String text) {
    Map<String, String> values = new HashMap<>();
    Deque<Level> levels = new ArrayDeque<>();
    int hidden = Integer.MAX_VALUE;
    for (String line : text.lines().toList()) {
      String written = line.strip();
      int indent = line.indexOf(written);
      if (written.isEmpty() || written.startsWith("#") || indent > hidden) {
        continue;
      }
      hidden = Integer.MAX_VALUE;
      int colon = colon(written);
      if (written.startsWith("- ") || written.equals("-") || colon <= 0) {
        hidden = indent; // what belongs to an item of a list stands deeper
        continue;
      }
      while (!levels.isEmpty() && levels.getLast().indent >= indent) {
        levels.removeLast();
      }
      String key = unquoted(written.substring(0, colon).strip());
      String path = levels.isEmpty() ? key : levels.getLast().path + "." + key;
      String value = written.substring(colon + 1).strip();
      if (value.startsWith("|") || value.startsWith(">")) {
        hidden = indent;
      } else if (value.isEmpty()) {
        levels.addLast(new Level(indent, path));
      } else {
        values.put(path, unquoted(withoutComment(value)));
      }
    }
    return values;
  }

  /// Where the key ends; -1 if the line has none.
  private static int colon(String line) {
    for (int at = line.indexOf(':'); at >= 0; at = line.indexOf(':', at + 1)) {
      if (at + 1 == line.length() || line.charAt(at + 1) == ' ') {
        return at;
      }
    }
    return -1;
  }

  private static String withoutComment(String value) {
    boolean quoted = value.startsWith("\"") || value.startsWith("'");
    int comment = quoted ? -1 : value.indexOf(" #");
    return comment < 0 ? value : value.substring(0, comment).strip();
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
