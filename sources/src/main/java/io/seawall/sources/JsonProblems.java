package io.seawall.sources;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.seawall.model.Diagnostic;
import io.seawall.sources.Unreadable.Extent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says in our words what is wrong with JSON text.
final class JsonProblems {
  private static final Pattern CHARACTER =
      Pattern.compile("Unexpected character \\('(.+?)' \\(code \\d+", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("Unrecognized token '(.*?)'", Pattern.DOTALL);
  private static final int LONGEST_WORD = 40;

  private final int linesBefore;
  private final Limits limits;
  private final Complaints complaints;

  JsonProblems(int linesBefore, Limits limits, Complaints complaints) {
    this.linesBefore = linesBefore;
    this.limits = limits;
    this.complaints = complaints;
  }

  Unreadable of(JsonProcessingException e, JsonParser parser) {
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
              found(e.getOriginalMessage()),
              expected(e.getOriginalMessage()),
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

  private static String found(String message) {
    Matcher character = CHARACTER.matcher(message);
    if (character.find()) {
      return character.group(1);
    }
    Matcher word = WORD.matcher(message);
    if (word.find()) {
      String text = word.group(1);
      return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD) + "...";
    }
    if (message.startsWith("Illegal unquoted character")) {
      return "a line break or control character inside quotes";
    }
    return message.contains("escape")
        ? "an escape that JSON does not have"
        : "text that is no JSON";
  }

  private static String expected(String message) {
    if (message.contains("to start field name")) {
      return "a key in double quotes";
    }
    if (message.contains("colon to separate")) {
      return "a colon after the key";
    }
    if (message.contains("comma to separate")) {
      return "a comma or the end of the mapping or list";
    }
    if (message.startsWith("Illegal unquoted character")) {
      return "the closing quote, or \\n for a line break";
    }
    if (message.contains("escape")) {
      return "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX";
    }
    return "a value: text in double quotes, a number, true, false, null, { or [";
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
