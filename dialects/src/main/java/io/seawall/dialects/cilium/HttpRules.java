package io.seawall.dialects.cilium;

import io.seawall.dialects.Fields;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import io.seawall.model.policy.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What `rules.http` asks of requests: one of its rules must fit, and in a rule every field.
///
/// Source: Cilium documentation, "Layer 7 Policy", HTTP: `path`, `method` and `host` are regular
/// expressions that the whole text must fit, `headers` hold a name and perhaps a value.
final class HttpRules {
  /// A text without any meaning to a regular expression, but for dots behind a backslash.
  private static final String PLAIN = "(?:[\\w/ :%~-]|\\\\\\.)*";

  private HttpRules() {}

  /// @param item one item of `toPorts`
  /// @return empty if it does not look at requests
  static Optional<LabelTest> of(Fields item) {
    Optional<Fields> rules = item.child("rules").filter(one -> one.has("http"));
    return rules.map(
        one -> new LabelTest.OneOf(one.children("http").stream().map(HttpRules::rule).toList()));
  }

  private static LabelTest rule(Fields fields) {
    List<LabelTest> tests = new ArrayList<>();
    tests.add(
        fields
            .text("method")
            .map(text -> expression(Request.METHOD, text))
            .orElse(new LabelTest.Exists(Request.METHOD))); // whatever is no request is dropped
    fields.text("path").ifPresent(text -> tests.add(expression(Request.PATH, text)));
    fields.text("host").ifPresent(text -> tests.add(expression(Request.HOST, text)));
    fields.texts("headers").forEach(text -> tests.add(header(text)));
    if (!fields.items("headerMatches").isEmpty()) {
      tests.add(new LabelTest.Exists(Request.UNTOLD + "headerMatches"));
    }
    fields.close();
    return new LabelTest.All(tests);
  }

  private static LabelTest header(String text) {
    int colon = text.indexOf(':');
    int end = colon < 0 ? text.indexOf(' ') : colon;
    String name = end < 0 ? text : text.substring(0, end);
    String key = Request.HEADER + name.strip().toLowerCase(Locale.ROOT);
    return end < 0
        ? new LabelTest.Exists(key)
        : LabelTest.equalTo(key, text.substring(end + 1).strip());
  }

  /// The expressions that people write: a text, several texts, and one that anything may follow.
  /// What any other means is not told.
  private static LabelTest expression(String key, String regex) {
    String inner = regex.startsWith("^") ? regex.substring(1) : regex;
    inner = inner.endsWith("$") ? inner.substring(0, inner.length() - 1) : inner;
    if (inner.equals(".*")) {
      return new LabelTest.Exists(key);
    }
    if (inner.matches(PLAIN + "\\.\\*")) {
      return new LabelTest.Like(key, Place.START, plain(inner.substring(0, inner.length() - 2)));
    }
    Set<String> texts = new LinkedHashSet<>();
    String several =
        inner.startsWith("(") && inner.endsWith(")")
            ? inner.substring(1, inner.length() - 1)
            : inner;
    for (String one : several.split("\\|", -1)) {
      if (!one.matches(PLAIN)) {
        return new LabelTest.Exists(Request.UNTOLD + key);
      }
      texts.add(plain(one));
    }
    return new LabelTest.In(key, texts);
  }

  private static String plain(String text) {
    return text.replace("\\.", ".");
  }
}
