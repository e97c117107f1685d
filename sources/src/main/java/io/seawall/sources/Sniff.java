package io.seawall.sources;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tells JSON from YAML by the first bytes.
final class Sniff {
  private Sniff() {}

  /// Where JSON starts: after blanks and at most one document marker on a line of its own.
  ///
  /// JSON is a `{` before a key in double quotes or a `}`, a `[` before a value that YAML would
  /// read alike, and any nesting of these. All else, such as `{a: b}`, is left to YAML.
  ///
  /// @return -1 if the bytes are no start of JSON
  static int json(byte[] start) {
    int at = skipBlanks(start, 0);
    if (startsWithMarker(start, at)) {
      at = skipBlanks(start, at + 3);
    }
    int open = at;
    while (at < start.length && start[at] == '[') {
      at = skipBlanks(start, at + 1);
    }
    if (at == start.length) {
      return at > open ? open : -1;
    }
    if (start[at] == '{') {
      at = skipBlanks(start, at + 1);
      return at == start.length || start[at] == '"' || start[at] == '}' ? open : -1;
    }
    return at > open && "]\"-0123456789".indexOf(start[at]) >= 0 ? open : -1;
  }

  /// Whether a text starts with an object of Kubernetes or Azure: after comments, markers and lines
  /// of a template, with `apiVersion`, `kind` or `metadata`, or with JSON that names a type.
  static boolean isObject(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (String line : text.lines().toList()) {
      boolean passed =
          line.isBlank()
              || line.startsWith("#")
              || line.startsWith("---")
              || line.startsWith("%")
              || line.startsWith("{{");
      if (!passed) {
        boolean yaml =
            List.of("apiVersion:", "kind:", "metadata:").stream().anyMatch(line::startsWith);
        boolean json = line.startsWith("{") || line.startsWith("[");
        return yaml || (json && (text.contains("\"apiVersion\"") || text.contains("/Microsoft.")));
      }
    }
    return false;
  }

  /// Whether a whole part is nothing but blanks and a marker.
  static boolean isEmpty(byte[] part) {
    int start = skipBlanks(part, 0);
    int end = part.length;
    while (end > start && isBlank(part[end - 1])) {
      end--;
    }
    return end == start
        || (end == start + 3
            && (part[start] == '-' || part[start] == '.')
            && part[start] == part[start + 1]
            && part[start] == part[start + 2]);
  }

  private static boolean startsWithMarker(byte[] start, int at) {
    return at + 3 < start.length
        && start[at] == '-'
        && start[at + 1] == '-'
        && start[at + 2] == '-'
        && (start[at + 3] == '\n' || start[at + 3] == '\r' || start[at + 3] == ' ');
  }

  private static int skipBlanks(byte[] start, int from) {
    int at = from;
    while (at < start.length && isBlank(start[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
