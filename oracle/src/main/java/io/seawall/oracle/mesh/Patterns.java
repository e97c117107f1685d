package io.seawall.oracle.mesh;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Source: Istio, Authorization Policy, "Value matching": exact, prefix `abc*`, suffix `*abc`, and
/// `*` for anything that is not empty.
final class Patterns {
  private Patterns() {}

  static boolean matches(String pattern, String value) {
    if (pattern.equals("*")) {
      return !value.isEmpty();
    }
    if (pattern.startsWith("*")) {
      return value.endsWith(pattern.substring(1));
    }
    return pattern.endsWith("*")
        ? value.startsWith(pattern.substring(0, pattern.length() - 1))
        : value.equals(pattern);
  }

  /// A pattern in which `*` may stand anywhere.
  static boolean globs(String pattern, String value) {
    var regex = new StringBuilder();
    for (var part : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.matches(regex.toString(), value);
  }

  /// As proxies read some values before they escaped them: the characters `.` and `[` mean what
  /// they do in a regular expression. Source: Istio, security fix of issue 59992.
  static boolean matchesUnescaped(String pattern, String value) {
    if (!pattern.contains(".") && !pattern.contains("[")) {
      return false;
    }
    try {
      return Pattern.matches(pattern.replace("*", ".*"), value);
    } catch (PatternSyntaxException _) {
      return false;
    }
  }
}
