package io.seawall.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A label selector of Calico. Source: Calico documentation, resource reference of NetworkPolicy,
/// "Selectors": operators and their precedence.
final class CalicoSelector {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(&&|\\|\\||==|!=|[!(){},]|'[^']*'|\"[^\"]*\"|[A-Za-z0-9_./-]+)");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  private CalicoSelector(String text) {
    Matcher matcher = TOKEN.matcher(text);
    var end = 0;
    while (matcher.find(end) && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("no selector: " + text);
    }
  }

  /// Whether the expression matches these labels; an empty one matches everything.
  static boolean matches(String text, Map<String, String> labels) {
    if (text.isBlank()) {
      return true;
    }
    var selector = new CalicoSelector(text);
    var test = selector.disjunction();
    if (selector.at != selector.tokens.size()) {
      throw new IllegalArgumentException("no selector: " + text);
    }
    return test.test(labels);
  }

  private Predicate<Map<String, String>> disjunction() {
    var test = conjunction();
    while (takes("||")) {
      test = test.or(conjunction());
    }
    return test;
  }

  private Predicate<Map<String, String>> conjunction() {
    var test = negation();
    while (takes("&&")) {
      test = test.and(negation());
    }
    return test;
  }

  private Predicate<Map<String, String>> negation() {
    if (takes("!")) {
      return negation().negate();
    }
    if (takes("(")) {
      var inner = disjunction();
      expect(")");
      return inner;
    }
    return match();
  }

  private Predicate<Map<String, String>> match() {
    var key = next();
    if (key.equals("all") && takes("(")) {
      expect(")");
      return _ -> true;
    }
    if (key.equals("has") && takes("(")) {
      var wanted = next();
      expect(")");
      return labels -> labels.containsKey(wanted);
    }
    var operator = next();
    return switch (operator) {
      case "==" -> has(key, value()::equals);
      case "!=" -> has(key, value()::equals).negate();
      case "in" -> has(key, values()::contains);
      case "not" -> {
        expect("in");
        yield has(key, values()::contains).negate();
      }
      case "contains" -> {
        var part = value();
        yield has(key, text -> text.contains(part));
      }
      case "starts" -> {
        expect("with");
        var part = value();
        yield has(key, text -> text.startsWith(part));
      }
      case "ends" -> {
        expect("with");
        var part = value();
        yield has(key, text -> text.endsWith(part));
      }
      default -> throw new IllegalArgumentException("no operator " + operator);
    };
  }

  private static Predicate<Map<String, String>> has(String key, Predicate<String> value) {
    return labels -> labels.containsKey(key) && value.test(labels.getOrDefault(key, ""));
  }

  private List<String> values() {
    expect("{");
    var values = new ArrayList<String>();
    while (!takes("}")) {
      values.add(value());
      takes(",");
    }
    return values;
  }

  private String value() {
    var token = next();
    if (!token.startsWith("'") && !token.startsWith("\"")) {
      throw new IllegalArgumentException("no value: " + token);
    }
    return token.substring(1, token.length() - 1);
  }

  private String next() {
    if (at == tokens.size()) {
      throw new IllegalArgumentException("the selector ends too early");
    }
    return tokens.get(at++);
  }

  private boolean takes(String token) {
    var found = at < tokens.size() && tokens.get(at).equals(token);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException("expected " + token);
    }
  }
}
