package io.seawall.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTokensTest {
  private static final String HELP =
      "what stands above was read, the rest up to the next --- line was not";
  private static final String INDENT = "a line indented like the others of its mapping or list";

  @Test
  void every_style_of_scalar_is_read() {
    Outcome outcome =
        Outcome.of(
            "plain: web # comment",
            "unquoted: yes",
            "double: \"yes \\u00e9\\n\"",
            "single: 'it''s'",
            "literal: |",
            "  5",
            "   6",
            "folded: >-",
            "  a",
            "  b",
            "long: a",
            "  b",
            "empty:",
            "tagged: !!str 5",
            "flow: {a: [1, b], c: }");
    assertThat(outcome.trees())
        .containsExactly(
            "{plain: 'web', unquoted: true, double: 'yes é\\n', single: 'it's', literal: '5\\n"
                + " 6\\n', folded: 'a b', long: 'a b', empty: null, tagged: '5', flow: {a: [1,"
                + " 'b'], c: null}}");
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void every_key_and_value_has_its_line() {
    Outcome outcome =
        Outcome.of("# x", "a:", "  b: 1", "  c:", "  - d", "  -", "    e: 2", "f: |", "  g");
    assertThat(Outcome.lines(outcome.documents().getFirst().root()))
        .containsExactly(2, 2, 3, 3, 3, 4, 5, 5, 7, 7, 7, 8, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lines_are_counted_through_all_documents(String end) {
    String text = String.join(end, "a: 1", "---", "b: 2", "...", "%YAML 1.1", "---", "c: 3", "");
    Outcome outcome = Outcome.of(text);
    assertThat(outcome.trees()).containsExactly("{a: 1}", "{b: 2}", "{c: 3}");
    assertThat(outcome.documents()).extracting(d -> d.root().line()).containsExactly(1, 3, 7);
  }

  @Test
  void nothing_between_markers_is_no_document() {
    Outcome outcome =
        Outcome.of("---", "---", "# comment", "---", "a: 1", "---", "~", "...", "...");
    assertThat(outcome.trees()).containsExactly("{a: 1}");
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void a_malformed_document_does_not_hide_the_others() {
    Outcome outcome = Outcome.of("a: 1", "---", "b: [", "---", "c: 3", "--- {d: 4}");
    assertThat(outcome.trees()).containsExactly("{a: 1}", "{c: 3}", "{d: 4}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:4: error: [SYNTAX] found the end of the text at column 1, expected a value; help: "
                + HELP);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inside a list         | a: [>1,>2>]
          two in a row          | a: [>>1, >2> ]
          on a line of a list   | a: [~>1,~>>2~>]
          inside a mapping      | {>a:>[1,2>]>}
          after a key           | a:>[1, 2]
          after a key, more     | a:>>[1, 2]>>
          before a comment      | a: [1, 2]> # x
          after a colon         | a:>~- 1~- 2
          in front of a bracket | a: ~- 1~-  2>
          """)
  void a_tab_between_tokens_is_taken_where_kubernetes_takes_it(String name, String text) {
    Outcome outcome = Outcome.of(text.replace('>', '\t').replace('~', '\n'));
    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.trees()).containsExactly("{a: [1, 2]}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as indentation        | a:~>b: 1   | 2 | 1
          after spaces          | a:~  >b: 1 | 2 | 3
          after a dash          | a:~->b     | 2 | 2
          after two dashes      | - ->b      | 1 | 4
          on an empty line      | a:~  ~>~   | 3 | 1
          """)
  void a_tab_as_indentation_is_a_mistake(String name, String text, int line, int column) {
    Outcome outcome = Outcome.of(text.replace('>', '\t').replace('~', '\n'));
    assertThat(outcome.messages())
        .containsExactly(
            "-:%d: error: [SYNTAX] found a tab at column %d, expected spaces; help:"
                    .formatted(line, column)
                + " YAML takes no tabs for indentation: put spaces there");
  }

  @Test
  void a_tab_inside_a_scalar_stays() {
    assertThat(Outcome.of("a: x\ty", "b: \"x\ty\"", "c: |", "  x\ty\t", "d: [x\ty]").trees())
        .containsExactly("{a: 'x\ty', b: 'x\ty', c: 'x\ty\t\\n', d: ['x\ty']}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          two values       | a: b: c       | 1 | : c at column 5 | one key with its value on a line | put a value that holds a colon and a blank in quotes, or check the indentation
          no colon         | a: 1~b~c: 2   | 2 | b at column 1 | a colon after the key | HELP
          key alone        | a: 1~b        | 2 | b at column 1 | a colon after the key | HELP
          indented less    | a:~   b: 1~  c: 2 | 3 | c: 2 at column 3 | INDENT | HELP
          item in mapping  | a: 1~- b      | 2 | - b at column 1 | INDENT | HELP
          item on a line   | a: - b        | 1 | - b at column 4 | a list item on a line of its own | HELP
          open quotes      | a: 1~b: "c~d  | 2 | "c at column 4 | the closing quote | close the quotes
          open list        | a: [1, 2~b: 3 | 2 | : 3 at column 2 | a comma or ] | close the list
          open mapping     | a: {b: 1~c: 2 | 2 | : 2 at column 2 | a comma or } | close the mapping
          escape           | a: "\\q"      | 1 | q" at column 6 | an escape such as \\n, \\" or \\u00e9 | write \\\\ for \\ itself
          reserved sign    | a: @b         | 1 | @b at column 4 | a value | put the value in quotes
          percent sign     | a: %b         | 1 | %b at column 4 | a value | put the value in quotes
          tag handle       | a: !x!y z     | 1 | !x!y z at column 4 | a tag that a %TAG line defines | HELP
          second root      | {a: 1}~{b: 2} | 2 | {b: 2} at column 1 | one value in a document | put --- before it
          directive twice  | %YAML 1.1~%YAML 1.1~---~a: 1 | 2 | %YAML 1.1 at column 1 | one %YAML line in a document | HELP
          long line        | a: b: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | 1 | : xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx at column 5 | one key with its value on a line | put a value that holds a colon and a blank in quotes, or check the indentation
          anchor of signs  | &a:b 1        | 1 | the anchor or alias a:b | a name of letters, digits, - and _ | put a value that starts with & or * in quotes
          bad escape       | a: "\\Uffffffff" | 1 | text that is no YAML | YAML | HELP
          """)
  void a_mistake_is_named_with_its_place(
      String name, String text, int line, String found, String expected, String help) {
    Outcome outcome = Outcome.of(text.replace('~', '\n'));
    assertThat(outcome.messages())
        .containsExactly(
            "-:%d: error: [SYNTAX] found %s, expected %s; help: %s"
                .formatted(
                    line,
                    found,
                    expected.equals("INDENT") ? INDENT : expected,
                    help.equals("HELP") ? HELP : help));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({"133, line break U+0085", "8232, line break U+2028", "7, control character U+0007"})
  void a_character_that_kubernetes_takes_otherwise_is_a_mistake(int character, String found) {
    Outcome outcome = Outcome.of("a: 1 # harmless" + (char) character + "b: 2");
    assertThat(outcome.messages())
        .containsExactly(
            "-:1: error: [SYNTAX] found the "
                + found
                + " at column 16, expected text; help:"
                + " remove it, or write it as an escape in double quotes");
  }

  @Test
  void a_template_is_said_to_be_one() {
    Outcome outcome = Outcome.of("a:", "{{- if .Values.x }}", "  b: 1", "{{- end }}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:2: error: [TEMPLATE] found {{- if .Values.x }} at column 1, near {{ or {%,"
                + " expected YAML without template signs; help:"
                + " render it first, as with helm template, and give the result");
  }

  @Test
  void a_text_without_end_is_bounded() {
    Outcome outcome = Outcome.of("- a: 1", "- b: |", "   x\n".repeat(1_500_000));
    assertThat(outcome.trees()).containsExactly("{a: 1}");
    assertThat(outcome.complaints())
        .singleElement()
        .satisfies(complaint -> {
          assertThat(complaint.code()).isEqualTo("STRING_LIMIT");
          assertThat(complaint.found())
              .isEqualTo("a text or comment of more than 4194304 characters");
          assertThat(complaint.expected()).isEqualTo("at most 4194304");
        });
  }

  @Test
  void a_comment_of_one_long_line_is_bounded() {
    assertThat(Outcome.of("a: 1 #" + "x".repeat(5_000_000)).codes())
        .containsExactly("STRING_LIMIT");
  }
}
