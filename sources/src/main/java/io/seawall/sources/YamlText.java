package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.sources.Unreadable.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/// The characters of one YAML text, given out in whole lines where they are short enough, and
/// bounded between two tokens. Source of what a character may be: YAML 1.2.2, production 1,
/// c-printable.
final class YamlText extends Reader {
  private final Reader in;
  private final int longest;
  private final Complaints complaints;
  private final char[] held;
  private int position;
  private int limit;
  private boolean atEnd;
  private int line;
  private int column;
  private long sinceToken;

  /// @param size how many characters are asked for at a time
  YamlText(InputStream in, int firstLine, int size, Limits limits, Complaints complaints) {
    this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
    this.line = firstLine;
    this.longest = limits.stringLength();
    this.complaints = complaints;
    this.held = new char[size];
  }

  /// A token was complete.
  void tokenEnds() {
    sinceToken = 0;
  }

  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    fill();
    if (position == limit) {
      return -1;
    }
    int count = printable(linesWithin(Math.min(length, limit - position)));
    if (sinceToken > longest) {
      throw tooLong();
    }
    System.arraycopy(held, position, to, offset, count);
    position += count;
    sinceToken += count;
    return count;
  }

  private void fill() throws IOException {
    System.arraycopy(held, position, held, 0, limit - position);
    limit -= position;
    position = 0;
    while (!atEnd && limit < held.length) {
      int count = in.read(held, limit, held.length - limit);
      atEnd = count < 0;
      limit += Math.max(count, 0);
    }
  }

  /// The length of the whole lines in so many characters; of all of them if no line ends there.
  private int linesWithin(int length) {
    if (atEnd && position + length == limit) {
      return length;
    }
    for (int i = position + length; i > position; i--) {
      if (held[i - 1] == '\n') {
        return i - position;
      }
    }
    return length;
  }

  /// The length of the lines before the first that holds a character which YAML does not allow.
  private int printable(int length) throws Unreadable {
    int lineStart = position;
    for (int i = position; i < position + length; i++) {
      char c = held[i];
      column++;
      if (c == '\n') {
        line++;
        column = 0;
        lineStart = i + 1;
      } else if ((c < ' ' || c > '~') && !isPrintable(c)) {
        if (lineStart == position) {
          throw control(c);
        }
        column = 0;
        return lineStart - position;
      }
    }
    return length;
  }

  private static boolean isPrintable(char c) {
    return c == '\t' || c == '\r' || (c >= 0xa0 && c < 0xfffe && !isHiddenBreak(c));
  }

  /// Whether Kubernetes' reader takes it for a line break while editors and YAML 1.2 do not, so
  /// that what looks like a comment may hold a rule. Source: go-yaml, yamlprivateh.go, is_break.
  private static boolean isHiddenBreak(char c) {
    return c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private Unreadable control(char c) {
    return new Unreadable(
        Extent.PART,
        Diagnostic.error(
            "SYNTAX",
            complaints.at(line),
            "the %s U+%04X at column %d"
                .formatted(isHiddenBreak(c) ? "line break" : "control character", (int) c, column),
            "text",
            "remove it, or write it as an escape in double quotes"));
  }

  private Unreadable tooLong() {
    return new Unreadable(
        Extent.PART,
        Diagnostic.error(
            "STRING_LIMIT",
            complaints.at(line),
            "a text or comment of more than " + longest + " characters",
            "at most " + longest,
            "the rest up to the next --- line was not read"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
