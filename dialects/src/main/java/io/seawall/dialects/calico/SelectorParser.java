package io.seawall.dialects.calico;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the text of a selector: alternatives of conjunctions of tests, each of them negated or
/// not, or in parentheses.
///
/// Source: Calico documentation, "Network policy", selectors; Calico source,
/// libcalico-go/lib/selector/parser.
final class SelectorParser {
  /// The deepest nesting of parentheses that is read.
  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  private SelectorParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// An empty text selects everything.
  static Selector.Outcome parse(String text) {
    Optional<List<Token>> tokens = Token.of(text);
    if (tokens.isEmpty()) {
      return Selector.Outcome.wrong(
          "a character that no selector has, or a quote that is not closed");
    }
    List<Token.Kind> kinds = tokens.get().stream().map(Token::kind).toList();
    if (kinds.size() == 1) {
      return Selector.Outcome.of(Selector.ALL);
    }
    if (kinds.contains(Token.Kind.GLOBAL)) {
      return kinds.size() == 2
          ? Selector.Outcome.of(Selector.GLOBAL)
          : Selector.Outcome.wrong("global() beside other tests");
    }
    SelectorParser parser = new SelectorParser(tokens.get());
    return parser
        .alternatives()
        .filter(_ -> parser.is(Token.Kind.END))
        .map(test -> Selector.Outcome.of(new Selector(test, false)))
        .orElseGet(() -> Selector.Outcome.wrong(parser.problem()));
  }

  private String problem() {
    Token token = tokens.get(at);
    return "a mistake at word "
        + (at + 1)
        + (token.text().isEmpty() ? "" : " (" + token.text() + ")");
  }

  private boolean is(Token.Kind kind) {
    return tokens.get(at).kind() == kind;
  }

  /// Goes on if the next word is of this kind.
  private boolean take(Token.Kind kind) {
    boolean there = is(kind);
    at += there ? 1 : 0;
    return there;
  }

  private Optional<LabelTest> alternatives() {
    List<LabelTest> tests = new ArrayList<>();
    do {
      Optional<LabelTest> test = conjunction();
      if (test.isEmpty()) {
        return test;
      }
      tests.add(test.get());
    } while (take(Token.Kind.OR));
    return Optional.of(tests.size() == 1 ? tests.getFirst() : new LabelTest.OneOf(tests));
  }

  private Optional<LabelTest> conjunction() {
    List<LabelTest> tests = new ArrayList<>();
    do {
      Optional<LabelTest> test = operation();
      if (test.isEmpty()) {
        return test;
      }
      tests.add(test.get());
    } while (take(Token.Kind.AND));
    return Optional.of(tests.size() == 1 ? tests.getFirst() : new LabelTest.All(tests));
  }

  private Optional<LabelTest> operation() {
    boolean negated = false;
    while (take(Token.Kind.NOT)) {
      negated = !negated;
    }
    Optional<LabelTest> test = term();
    return negated ? test.map(LabelTest.Not::new) : test;
  }

  private Optional<LabelTest> term() {
    Token first = tokens.get(at);
    return switch (first.kind()) {
      case ALL -> {
        at++;
        yield Optional.of(LabelTest.any());
      }
      case HAS -> {
        at++;
        yield Optional.of(new LabelTest.Exists(first.text()));
      }
      case LABEL -> {
        at++;
        yield comparison(first.text());
      }
      case OPEN -> inParentheses();
      case VALUE,
          GLOBAL,
          EQUAL,
          NOT_EQUAL,
          IN,
          NOT_IN,
          CONTAINS,
          STARTS_WITH,
          ENDS_WITH,
          NOT,
          AND,
          OR,
          CLOSE,
          OPEN_SET,
          CLOSE_SET,
          COMMA,
          END ->
          Optional.empty();
    };
  }

  private Optional<LabelTest> inParentheses() {
    if (depth == DEEPEST) {
      return Optional.empty();
    }
    at++;
    depth++;
    Optional<LabelTest> test = alternatives();
    depth--;
    return test.filter(_ -> take(Token.Kind.CLOSE));
  }

  /// A key with `!=` or `not in` passes where the label is missing, too.
  private Optional<LabelTest> comparison(String key) {
    Token.Kind operator = tokens.get(at).kind();
    return switch (operator) {
      case EQUAL, NOT_EQUAL, CONTAINS, STARTS_WITH, ENDS_WITH -> {
        at++;
        Token value = tokens.get(at);
        yield take(Token.Kind.VALUE)
            ? Optional.of(compared(key, operator, value.text()))
            : Optional.empty();
      }
      case IN, NOT_IN -> {
        at++;
        yield set()
            .<LabelTest>map(values -> new LabelTest.In(key, values))
            .map(in -> operator == Token.Kind.IN ? in : new LabelTest.Not(in));
      }
      case VALUE,
          LABEL,
          HAS,
          ALL,
          GLOBAL,
          NOT,
          AND,
          OR,
          OPEN,
          CLOSE,
          OPEN_SET,
          CLOSE_SET,
          COMMA,
          END ->
          Optional.empty();
    };
  }

  private static LabelTest compared(String key, Token.Kind operator, String value) {
    return switch (operator) {
      case NOT_EQUAL -> new LabelTest.Not(LabelTest.equalTo(key, value));
      case CONTAINS -> new LabelTest.Like(key, Place.ANYWHERE, value);
      case STARTS_WITH -> new LabelTest.Like(key, Place.START, value);
      case ENDS_WITH -> new LabelTest.Like(key, Place.END, value);
      default -> LabelTest.equalTo(key, value);
    };
  }

  private Optional<Set<String>> set() {
    if (!take(Token.Kind.OPEN_SET)) {
      return Optional.empty();
    }
    Set<String> values = new LinkedHashSet<>();
    while (is(Token.Kind.VALUE)) {
      values.add(tokens.get(at).text());
      at++;
      if (!take(Token.Kind.COMMA)) {
        break;
      }
    }
    return take(Token.Kind.CLOSE_SET) ? Optional.of(values) : Optional.empty();
  }
}
