package io.seawall.sources;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.seawall.model.Diagnostic;
import io.seawall.sources.Unreadable.Extent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says in our words what is wrong with JSON text.
final class JsonProblems {
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?:Unexpected character \\(|Unexpected close marker )'(.)'|Unrecognized token '(.*?)'",
          Pattern.DOTALL);
  private static final int LONGEST_QUOTE = 40;

  /// What the library says, and what to say to a user.
  private record Problem(String said, String found, String expected) {}

  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem("to start field name", "no key", "a key in double quotes"),
          new Problem("colon to separate", "no colon", "a colon after the key"),
          new Problem("comma to separate", "no comma", "a comma or the end of the mapping or list"),
          new Problem("expected ']'", "}", "the end of the list, ]"),
          new Problem("expected '}'", "]", "the end of the mapping, }"),
          new Problem(
              "Illegal unquoted character",
              "a line break or control character inside quotes",
              "the closing quote, or \\n for a line break"),
          new Problem(
              "escape",
              "an escape that JSON does not have",
              "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"),
          new Problem("comment", "a comment", "no comment: JSON has none"),
          new Problem("Leading zero", "a number that starts with 0", "a number without it"),
          new Problem(
              "",
              "text that is no JSON",
              "a value: text in double quotes, a number, true, false, null, { or ["));

  private final int linesBefore;
  private final Limits limits;
  private final Complaints complaints;

  JsonProblems(int linesBefore, Limits limits, Complaints complaints) {
    this.linesBefore = linesBefore;
    this.limits = limits;
    this.complaints = complaints;
  }

  Unreadable of(JsonProcessingException e, JsonParser parser) {
    Problem problem =
        PROBLEMS.stream()
            .filter(p -> e.getOriginalMessage().contains(p.said()))
            .findFirst()
            .orElseThrow();
    return switch (e) {
      case StreamConstraintsException limit -> limit(limit, parser);
      case JsonProcessingException _ when isCutOff(e) ->
          unreadable(
              "SYNTAX",
              parser.currentLocation(),
              "the end of the text",
              missing(parser),
              "the text is cut off: what is complete above was read; export it again");
      default ->
          unreadable(
              "SYNTAX",
              e.getLocation() == null ? parser.currentLocation() : e.getLocation(),
              quoted(e.getOriginalMessage()).orElse(problem.found()),
              problem.expected(),
              "what stands above was read, the rest up to the next --- line was not");
    };
  }

  private static boolean isCutOff(JsonProcessingException e) {
    return e instanceof JsonEOFException || e.getOriginalMessage().contains("end-of-input");
  }

  private static String missing(JsonParser parser) {
    var context = parser.getParsingContext();
    return context.inArray()
        ? "the end of the list, ]"
        : context.inObject() ? "the end of the mapping, }" : "the end of the value";
  }

  private Unreadable limit(StreamConstraintsException e, JsonParser parser) {
    String message = e.getOriginalMessage();
    JsonLocation at = parser.currentLocation();
    String help = "the rest up to the next --- line was not read";
    if (message.contains("nesting depth")) {
      String found = "more than " + limits.depthToSkip() + " mappings and lists inside each other";
      return unreadable("DEPTH_LIMIT", at, found, "at most " + limits.depth(), help);
    }
    int most =
        message.contains("Name length")
            ? JsonTokens.KEY_LENGTH
            : message.contains("Number") ? JsonTokens.NUMBER_LENGTH : limits.stringLength();
    String what = most == JsonTokens.KEY_LENGTH ? "a key" : "a value";
    String found = what + " of more than " + most + " characters";
    return unreadable("STRING_LIMIT", at, found, "at most " + most, help);
  }

  /// What stands at the mistake, if the library names it.
  private static Optional<String> quoted(String message) {
    return QUOTED
        .matcher(message)
        .results()
        .map(match -> Optional.ofNullable(match.group(1)).orElse(match.group(2)))
        .map(text ->
            text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...")
        .findFirst();
  }

  private Unreadable unreadable(
      String code, JsonLocation at, String found, String expected, String help) {
    return new Unreadable(
        Extent.PART,
        Diagnostic.error(
            code,
            complaints.at(linesBefore + at.getLineNr()),
            found + " at column " + at.getColumnNr(),
            expected,
            help));
  }
}
