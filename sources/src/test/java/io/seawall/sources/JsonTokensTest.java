package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTokensTest {
  private static final String HELP =
      "what stands above was read, the rest up to the next --- line was not";
  private static final String CUT =
      "the text is cut off: what is complete above was read; export it again";
  private static final String VALUE =
      "a value: text in double quotes, a number, true, false, null, { or [";

  @Test
  void scalars_keep_their_type() {
    Outcome outcome =
        Outcome.of(
            "{\"text\": \"8080\", \"escape\": \"\\u00e9\\n\", \"whole\": 8080, \"float\": 8080.0,",
            " \"small\": 0.50, \"minus\": -0, \"yes\": true, \"no\": false, \"none\": null,",
            " \"empty\": \"\", \"list\": [], \"mapping\": {}}");
    assertThat(outcome.trees())
        .containsExactly(
            "{text: '8080', escape: 'é\\n', whole: 8080, float: 8080, small: 0.5, minus: 0,"
                + " yes: true, no: false, none: null, empty: '', list: [], mapping: {}}");
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void every_key_and_value_has_its_line() {
    Outcome outcome =
        Outcome.of("", "{", "  \"a\":", "    1,", "  \"b\": [", "    {},", "    2]", "}");
    assertThat(Outcome.lines(outcome.documents().getFirst().root()))
        .containsExactly(2, 3, 4, 5, 5, 6, 7);
  }

  @Test
  void lines_go_on_after_a_marker() {
    Outcome outcome = Outcome.of("a: 1", "---", "", "{", "\"a\": 1}");
    assertThat(Outcome.lines(outcome.documents().getLast().root())).containsExactly(4, 5, 5);
  }

  @Test
  void values_may_follow_each_other() {
    assertThat(Outcome.of("{\"a\": 1}", "{\"b\": 2} {\"c\": 3}").trees())
        .containsExactly("{a: 1}", "{b: 2}", "{c: 3}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no comma          | {"a": 1~ "b": 2}   | 2 | " at column 2                | COMMA
          no comma in list  | {"a": [1~ 2]}      | 2 | 2 at column 2                | COMMA
          no colon          | {"a" 1}            | 1 | 1 at column 6                | a colon after the key
          no value          | {"a": }            | 1 | } at column 7                | VALUE
          no quotes         | {"a": web}         | 1 | web at column 7              | VALUE
          key no quotes     | {"a": 1, b: 2}     | 1 | b at column 10               | a key in double quotes
          comma at the end  | {"a": 1,}          | 1 | } at column 9                | a key in double quotes
          single quotes     | {"a": 'b'}         | 1 | ' at column 7                | VALUE
          leading zero      | {"a": 014}         | 1 | a number that starts with 0 at column 8 | a number without it
          wrong end         | {"a": [1}          | 1 | } at column 9                | the end of the list, ]
          line break        | {"a": "x~y"}       | 1 | a line break or control character inside quotes at column 9 | the closing quote, or \\n for a line break
          escape            | {"a": "\\x"}       | 1 | an escape that JSON does not have at column 9 | ESCAPE
          after the end     | {"a": 1} x         | 1 | x at column 10               | VALUE
          comment           | {"a": 1 // x~}     | 1 | / at column 9                | no comment: JSON has none
          """)
  void a_mistake_is_named_with_its_place(
      String name, String text, int line, String found, String expected) {
    Outcome outcome = Outcome.of(text.replace('~', '\n'));
    String full =
        switch (expected) {
          case "VALUE" -> VALUE;
          case "COMMA" -> "a comma or the end of the mapping or list";
          case "ESCAPE" -> "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX";
          default -> expected;
        };
    assertThat(outcome.messages())
        .containsExactly(
            "-:%d: error: [SYNTAX] found %s, expected %s; help: %s"
                .formatted(line, found, full, HELP));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                     | 2 | 1 | the end of the mapping, }
          {"a": 1,~             | 3 | 1 | the end of the mapping, }
          {"a": [1, {"b": 2}    | 2 | 1 | the end of the list, ]
          [{"a": 1},            | 2 | 1 | the end of the list, ]
          """)
  void text_that_is_cut_off_is_said_to_be(String text, int line, int column, String expected) {
    Outcome outcome = Outcome.of(text.replace('~', '\n'));
    assertThat(outcome.messages())
        .containsExactly(
            "-:%d: error: [SYNTAX] found the end of the text at column %d, expected %s; help: %s"
                .formatted(line, column, expected, CUT));
  }

  @Test
  void what_is_complete_before_the_mistake_is_handed_over() {
    Outcome outcome =
        Outcome.of(
            "{\"kind\": \"List\", \"items\": [",
            "{\"kind\": \"Pod\", \"n\": 1},",
            "{\"kind\": \"Pod\", \"n\": 2},",
            "{\"kind\": \"Pod\", \"n\"",
            "---",
            "{\"kind\": \"Pod\", \"n\": 4}");
    assertThat(outcome.trees())
        .containsExactly("{kind: 'Pod', n: 1}", "{kind: 'Pod', n: 2}", "{kind: 'Pod', n: 4}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:5: error: [SYNTAX] found the end of the text at column 1,"
                + " expected the end of the mapping, }; help: "
                + CUT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key    | {"KEY": 1}    | 50000
          text   | {"a": "TEXT"} | 4194304
          number | {"a": NUMBER} | 1000
          """)
  void a_key_a_text_and_a_number_are_bounded(String name, String pattern, int most) {
    String text =
        pattern
            .replace("KEY", "k".repeat(70_000))
            .replace("TEXT", "x".repeat(5_000_000))
            .replace("NUMBER", "1".repeat(2_000));
    Outcome outcome = Outcome.of(Limits.DEFAULT, text.getBytes(UTF_8));
    assertThat(outcome.messages().getFirst())
        .startsWith(
            "-:1: error: [STRING_LIMIT] found a "
                + (name.equals("key") ? "key" : "value")
                + " of more than "
                + most
                + " characters at column ")
        .endsWith(
            "expected at most " + most + "; help: the rest up to the next --- line was not read");
  }
}
