package io.seawall.sources.hcl;

/// A place in a text of HCL, and the steps that every reader of it takes.
final class Scanner {
  private static final int LONGEST_QUOTE = 40;

  private final String text;
  private int at;

  /// Where the last blanks start and end.
  private int blanksStart;

  private int blanksEnd = -1;

  /// Whether a line break ends what is read. It does not between brackets.
  private boolean linesCount = true;

  Scanner(String text, int at) {
    this.text = text;
    this.at = at;
  }

  String text() {
    return text;
  }

  int at() {
    return at;
  }

  void goTo(int place) {
    at = place;
  }

  /// Says whether a line break ends what is read from here on.
  ///
  /// @return what was said before
  boolean countLines(boolean count) {
    boolean before = linesCount;
    linesCount = count;
    return before;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// The next character; 0 at the end.
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  void skip(int characters) {
    at += characters;
  }

  boolean startsWith(String word) {
    return text.startsWith(word, at);
  }

  /// Goes past a sign if it comes next, after blanks.
  boolean take(String sign) throws SyntaxError {
    blanks();
    if (!startsWith(sign)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  void expect(String sign, String what) throws SyntaxError {
    if (!take(sign)) {
      throw error(what);
    }
  }

  /// The end of what was read last, without blanks and comments after it.
  int end() {
    return at == blanksEnd ? blanksStart : at;
  }

  /// Goes past blanks and comments, and past line breaks where they do not count.
  void blanks() throws SyntaxError {
    if (at != blanksEnd) {
      blanksStart = at;
    }
    skipBlanks();
    blanksEnd = at;
  }

  private void skipBlanks() throws SyntaxError {
    while (!atEnd()) {
      char c = peek();
      if (c == ' ' || c == '\t' || c == '\r' || c == '\uFEFF' || (c == '\n' && !linesCount)) {
        at++;
      } else if (c == '#' || (c == '/' && peek(1) == '/')) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '/' && peek(1) == '*') {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw error("the end of the comment, */");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  /// Goes past blanks, comments and line breaks.
  void blankLines() throws SyntaxError {
    boolean before = countLines(false);
    try {
      blanks();
    } finally {
      countLines(before);
    }
  }

  /// Whether a name starts here. Source: HCL Native Syntax Specification, "Identifiers".
  boolean isName() {
    char c = peek();
    return c == '_' || Character.isLetter(c);
  }

  String name() throws SyntaxError {
    if (!isName()) {
      throw error("a name");
    }
    int start = at;
    while (!atEnd() && isNamePart(peek())) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c == '-' || Character.isLetterOrDigit(c);
  }

  SyntaxError error(String expected) {
    return new SyntaxError(at, found(), expected);
  }

  private String found() {
    if (atEnd()) {
      return "the end of the text";
    }
    if (peek() == '\n') {
      return "the end of the line";
    }
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && end - at < LONGEST_QUOTE) {
      end++;
    }
    return text.substring(at, end).strip();
  }
}
