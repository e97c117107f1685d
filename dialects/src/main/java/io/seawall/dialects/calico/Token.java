package io.seawall.dialects.calico;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A word of a selector.
///
/// @param text the key of a label, or a value without its quotes; empty for the other kinds
record Token(Kind kind, String text) {
  /// What a word is.
  enum Kind {
    LABEL,
    VALUE,
    HAS,
    ALL,
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
    OPEN,
    CLOSE,
    OPEN_SET,
    CLOSE_SET,
    COMMA,
    END
  }

  /// A sort of word and how it looks. A group in the pattern is its text.
  private record Form(Kind kind, Pattern pattern) {
    private Form(Kind kind, String regex) {
      this(kind, Pattern.compile(regex));
    }
  }

  private static final String KEY = "[a-zA-Z0-9_./-]+";

  private static final List<Form> SIGNS =
      List.of(
          new Form(Kind.EQUAL, "=="),
          new Form(Kind.NOT_EQUAL, "!="),
          new Form(Kind.NOT, "!"),
          new Form(Kind.AND, "&&"),
          new Form(Kind.OR, "\\|\\|"),
          new Form(Kind.OPEN, "\\("),
          new Form(Kind.CLOSE, "\\)"),
          new Form(Kind.OPEN_SET, "\\{"),
          new Form(Kind.CLOSE_SET, "\\}"),
          new Form(Kind.COMMA, ","),
          new Form(Kind.VALUE, "\"([^\"]*)\""),
          new Form(Kind.VALUE, "'([^']*)'"));

  /// Words that only follow the key of a label.
  private static final List<Form> OPERATORS =
      List.of(
          new Form(Kind.CONTAINS, "contains"),
          new Form(Kind.STARTS_WITH, "starts[ \t]*with"),
          new Form(Kind.ENDS_WITH, "ends[ \t]*with"),
          new Form(Kind.NOT_IN, "not[ \t]*in"),
          new Form(Kind.IN, "in"));

  private static final List<Form> TERMS =
      List.of(
          new Form(Kind.HAS, "has\\([ \t]*(" + KEY + ")[ \t]*\\)"),
          new Form(Kind.ALL, "all\\([ \t]*\\)"),
          new Form(Kind.GLOBAL, "global\\([ \t]*\\)"),
          new Form(Kind.LABEL, "(" + KEY + ")"));

  /// The words of a text, the last of them an end; empty if some of it is no word.
  ///
  /// Source: Calico source, libcalico-go/lib/selector/tokenizer. Only spaces and tabs part words.
  static Optional<List<Token>> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = blank(text, 0);
    while (at < text.length()) {
      boolean afterLabel = !tokens.isEmpty() && tokens.getLast().kind == Kind.LABEL;
      int end = add(text, at, SIGNS, tokens);
      if (end < 0) {
        end = add(text, at, afterLabel ? OPERATORS : TERMS, tokens);
      }
      if (end < 0) {
        return Optional.empty();
      }
      at = blank(text, end);
    }
    tokens.add(new Token(Kind.END, ""));
    return Optional.of(tokens);
  }

  private static int blank(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /// Adds the word at this place, if it has one of the forms.
  ///
  /// @return where it ends; -1 if it has none of them
  private static int add(String text, int at, List<Form> forms, List<Token> tokens) {
    for (Form form : forms) {
      Matcher matcher = form.pattern.matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        tokens.add(new Token(form.kind, matcher.groupCount() > 0 ? matcher.group(1) : ""));
        return matcher.end();
      }
    }
    return -1;
  }
}
