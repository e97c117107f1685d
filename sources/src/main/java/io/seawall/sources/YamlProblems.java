package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.sources.Unreadable.Extent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says in our words what is wrong with YAML text.
final class YamlProblems {
  private static final int LONGEST_QUOTE = 50;
  private static final int LINES_ABOVE = 2;
  private static final String HELP =
      "what stands above was read, the rest up to the next --- line was not";
  private static final String COLON = "a colon after the key";
  private static final String QUOTE = "the closing quote";
  private static final String INDENT = "a line indented like the others of its mapping or list";

  /// What the library says, and what to say to a user.
  private record Problem(String said, String expected, String help) {
    /// Whether a user is better shown where the unfinished thing starts than where it was missed.
    boolean showsStart() {
      return expected.equals(COLON) || expected.equals(QUOTE);
    }
  }

  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem("(TAB)", "spaces", "YAML takes no tabs for indentation: put spaces there"),
          new Problem("cannot start any token", "a value", "put the value in quotes"),
          new Problem(
              "mapping values are not allowed",
              "one key with its value on a line",
              "put a value that holds a colon and a blank in quotes, or check the indentation"),
          new Problem("could not find expected ':'", COLON, HELP),
          new Problem("sequence entries are not allowed", "a list item on a line of its own", HELP),
          new Problem("expected <block end>", INDENT, HELP),
          new Problem("unexpected end of stream", QUOTE, "close the quotes"),
          new Problem("expected ',' or ']'", "a comma or ]", "close the list"),
          new Problem("expected ',' or '}'", "a comma or }", "close the mapping"),
          new Problem(
              "escape", "an escape such as \\n, \\\" or \\u00e9", "write \\\\ for \\ itself"),
          new Problem("duplicate YAML directive", "one %YAML line in a document", HELP),
          new Problem("undefined tag handle", "a tag that a %TAG line defines", HELP),
          new Problem("leading empty lines contain more spaces", INDENT, HELP),
          new Problem(
              "expected '<document start>'", "one value in a document", "put --- before it"),
          new Problem("expected the node content", "a value", HELP),
          new Problem("", "YAML", HELP));

  private final int linesBefore;
  private final Complaints complaints;

  YamlProblems(int linesBefore, Complaints complaints) {
    this.linesBefore = linesBefore;
    this.complaints = complaints;
  }

  /// @param line the last line that was read
  IOException of(RuntimeException e, int line) {
    if (e.getCause() instanceof IOException cause) {
      return cause;
    }
    if (!(e instanceof MarkedYamlEngineException marked) || marked.getProblemMark().isEmpty()) {
      return unreadable(line, "text that is no YAML", "YAML", HELP);
    }
    String said = Optional.ofNullable(marked.getProblem()).orElse("");
    Problem problem =
        PROBLEMS.stream().filter(p -> said.contains(p.said())).findFirst().orElseThrow();
    Optional<Mark> start = problem.showsStart() ? marked.getContextMark() : Optional.empty();
    Mark mark = start.or(marked::getProblemMark).orElseThrow();
    if (isTemplate(mark)) {
      return new Unreadable(
          Extent.PART,
          Diagnostic.error(
              "TEMPLATE",
              complaints.at(linesBefore + mark.getLine() + 1),
              found(mark) + ", near {{ or {%",
              "YAML without template signs",
              "render it first, as with helm template, and give the result"));
    }
    return unreadable(
        linesBefore + mark.getLine() + 1, found(mark), problem.expected(), problem.help());
  }

  Unreadable anchor(String name, int line) {
    return unreadable(
        line,
        "the anchor or alias " + name,
        "a name of letters, digits, - and _",
        "put a value that starts with & or * in quotes");
  }

  /// Whether the line, or one of the two above it, holds a sign of a template of Helm or Jinja.
  private static boolean isTemplate(Mark mark) {
    int[] buffer = mark.getBuffer();
    int start = Math.min(mark.getPointer(), buffer.length - 1);
    for (int breaks = 0; start > 0 && breaks < LINES_ABOVE + 1; start--) {
      breaks += buffer[start - 1] == '\n' ? 1 : 0;
    }
    int end = mark.getPointer();
    while (end < buffer.length && buffer[end] != '\n') {
      end++;
    }
    for (int i = start; i + 1 < end; i++) {
      if (buffer[i] == '{' && (buffer[i + 1] == '{' || buffer[i + 1] == '%')) {
        return true;
      }
    }
    return false;
  }

  private static String found(Mark mark) {
    int[] buffer = mark.getBuffer();
    int end = mark.getPointer();
    while (end < buffer.length && buffer[end] >= ' ' && end - mark.getPointer() < LONGEST_QUOTE) {
      end++;
    }
    String quote = new String(buffer, mark.getPointer(), end - mark.getPointer()).strip();
    String what =
        mark.getPointer() >= buffer.length
            ? "the end of the text"
            : buffer[mark.getPointer()] == '\t'
                ? "a tab"
                : quote.isEmpty() ? "the end of the line" : quote;
    return what + " at column " + (mark.getColumn() + 1);
  }

  private Unreadable unreadable(int line, String found, String expected, String help) {
    return new Unreadable(
        Extent.PART, Diagnostic.error("SYNTAX", complaints.at(line), found, expected, help));
  }
}
