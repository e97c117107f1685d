package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
  private static final String LEFT_OUT = "the document, or the item of the list, is left out";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec:\n  ports:\n  - a: 1\n    b: 2\n    a: 3",
        "{\"spec\":\n{\"ports\":\n[{\"a\": 1,\n\"b\": 2,\n\"a\": 3}]}}"
      })
  void of_a_key_that_is_there_twice_both_values_are_kept(String text) {
    Outcome outcome = Outcome.of(text);
    assertThat(outcome.trees()).containsExactly("{spec: {ports: [{a: 1 or 3, b: 2}]}}");
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void a_second_key_is_found_among_many() {
    String keys =
        IntStream.range(0, 50).mapToObj(i -> "k" + i + ": 1\n").reduce("", String::concat);
    Outcome outcome = Outcome.of(keys + "k3: 1\nk49: 1\nk50: 1");
    assertThat(outcome.complaints())
        .extracting(d -> d.where().field())
        .containsExactly("k3", "k49");
    assertThat(outcome.documents().getFirst().root().entries()).hasSize(51);
  }

  @Test
  void numbers_and_booleans_as_keys_become_text() {
    Outcome outcome = Outcome.of("8080: a", "0x10: b", "1.0: c", "yes: d", "'5': e", "*x : f");
    assertThat(outcome.codes()).containsExactly("ALIAS");
    assertThat(Outcome.of("8080: a", "0x10: b", "1.0: c", "yes: d", "'5': e").trees())
        .containsExactly("{8080: 'a', 16: 'b', 1: 'c', true: 'd', 5: 'e'}");
    assertThat(Outcome.of("a: &x key", "b: {*x : 1}").trees())
        .containsExactly("{a: 'key', b: {key: 1}}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null      | a:~  ~: 1         | 2 | null
          a mapping | a:~  {b: c}: 1    | 2 | a mapping
          a list    | a:~  ? [b, c]~  : 1 | 2 | a list
          template  | a: {{ b }}        | 1 | a mapping
          """)
  void another_key_is_left_out(String name, String text, int line, String found) {
    Outcome outcome = Outcome.of(text.replace("~", "\n").replace("\n: 1", "~: 1"));
    assertThat(outcome.trees()).containsExactly("{a: {}}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:%d: error: a [KEY_TYPE] found %s as a key, expected text as a key; help: the pair is"
                    .formatted(line, found)
                + " left out; if this is a template, render it first, as with helm template");
  }

  @Test
  void an_alias_repeats_a_value_with_its_lines() {
    Outcome outcome = Outcome.of("a: &x", "  b: 1", "c: *x", "d: [&y 2, *y]");
    assertThat(outcome.trees()).containsExactly("{a: {b: 1}, c: {b: 1}, d: [2, 2]}");
    assertThat(Outcome.lines(outcome.documents().getFirst().root()))
        .containsExactly(1, 1, 1, 2, 2, 3, 1, 2, 2, 4, 4, 4, 4);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown          | a: *x          | a      | the alias *x
          below            | a: *x~b: &x 1  | a      | the alias *x
          inside itself    | a: &x {b: *x}  | a.b    | the alias *x inside the value that it names
          """)
  void an_alias_needs_an_anchor_above_it(String name, String text, String field, String found) {
    Outcome outcome = Outcome.of(text.replace('~', '\n'), "---", "c: 1");
    assertThat(outcome.trees()).containsExactly("{c: 1}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:1: error: "
                + field
                + " [ALIAS] found "
                + found
                + ", expected an anchor &x above it; help: "
                + LEFT_OUT
                + "; write the value itself");
  }

  @Test
  void an_anchor_holds_in_its_document_alone() {
    assertThat(Outcome.of("a: &x 1", "---", "b: *x").codes()).containsExactly("ALIAS");
  }

  @Test
  void an_alias_bomb_goes_off_outside() {
    StringBuilder bomb =
        new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    Outcome outcome = Outcome.of(bomb + "---\nb: 1");
    assertThat(outcome.trees()).containsExactly("{b: 1}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:6: error: a5[0] [ALIAS_LIMIT] found aliases that repeat more than 100000 values,"
                + " expected at most 100000 in a document; help: "
                + LEFT_OUT
                + "; write the values themselves");
  }

  @Test
  void a_chain_of_aliases_is_no_way_around_the_depth() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 200; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    Outcome outcome = Outcome.of(chain.toString());
    assertThat(outcome.trees()).isEmpty();
    assertThat(outcome.messages())
        .containsExactly(
            "-:100: error: [DEPTH_LIMIT] found more than 100 mappings and lists inside each other,"
                + " expected at most 100; help: "
                + LEFT_OUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a: LIST, b: &y 1}", "{a: &y LIST, b: 1}", "{a: 1, b: LIST}"})
  void the_depth_of_an_anchor_is_that_of_its_deepest_part(String anchored) {
    String list = "[".repeat(60) + "]".repeat(60);
    String x = "x: &x " + anchored.replace("LIST", list) + "\n";
    assertThat(Outcome.of(x + "z: " + "[".repeat(38) + "*x" + "]".repeat(38)).codes()).isEmpty();
    assertThat(Outcome.of(x + "z: " + "[".repeat(39) + "*x" + "]".repeat(39)).codes())
        .containsExactly("DEPTH_LIMIT");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merge first             | <<: *b~x: 9            | {p: 1, q: 2, x: 9}
          key after it wins       | <<: *b~p: 9            | {p: 9, q: 2}
          merge in a list         | <<: [*b, *c]           | {q: 3, r: 4, p: 1}
          merge of a merge        | <<: {<<: *b, q: 8}     | {p: 1, q: 8}
          with a tag              | !!merge <<: *b         | {p: 1, q: 2}
          quoted it is a key      | "<<": 1                | {<<: 1}
          """)
  void a_merge_key_takes_over_pairs(String name, String text, String tree) {
    Outcome outcome = Outcome.of("b: &b {p: 1, q: 2}", "c: &c {q: 3, r: 4}", "d:", indented(text));
    assertThat(outcome.messages()).isEmpty();
    String expected = name.equals("merge in a list") ? "{q: 2, r: 4, p: 1}" : tree;
    assertThat(outcome.trees())
        .containsExactly("{b: {p: 1, q: 2}, c: {q: 3, r: 4}, d: " + expected + "}");
  }

  @Test
  void a_merge_below_a_key_changes_it_as_with_kubectl() {
    Outcome outcome = Outcome.of("b: &b {p: 1}", "d:", "  p: 9", "  <<: *b");
    assertThat(outcome.trees()).containsExactly("{b: {p: 1}, d: {p: 1}}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:4: warning: d.<< [MERGE_ORDER] found a merge that changes the key p of line 3,"
                + " expected a merge above the keys that are to win over it; help: the merged value"
                + " counts, as with kubectl, though YAML says otherwise: move << up");
  }

  @Test
  void only_mappings_can_be_merged() {
    Outcome outcome = Outcome.of("a:", "  <<: 5", "  b: 1");
    assertThat(outcome.trees()).containsExactly("{a: {b: 1}}");
    assertThat(outcome.messages())
        .containsExactly(
            "-:2: error: a.<< [MERGE_VALUE] found the number 5 to be merged,"
                + " expected a mapping or a list of mappings; help: write << with an alias of a"
                + " mapping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yaml", "json"})
  void depth_is_bounded_per_document(String format) {
    String start = format.equals("json") ? "{\"a\": " : "{a: ";
    String deepest = start.repeat(99) + "[]" + "}".repeat(99);
    assertThat(Outcome.of(deepest).codes()).isEmpty();
    String tooDeep = start.repeat(100) + "[]" + "}".repeat(100);
    Outcome outcome = Outcome.of("[" + deepest + ",\n" + tooDeep + ",\n" + start + "1}]");
    assertThat(outcome.documents()).hasSize(2);
    assertThat(outcome.messages())
        .containsExactly(
            "-:2: error: [DEPTH_LIMIT] found more than 100 mappings and lists inside each other,"
                + " expected at most 100; help: "
                + LEFT_OUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"items\":[", "- ", "? ", "a: {b: ", "[[{\"value\":["})
  void nothing_is_too_deep_to_be_passed_over(String start) {
    Outcome outcome = Outcome.of(start.repeat(50_000));
    assertThat(outcome.trees()).isEmpty();
    assertThat(outcome.codes()).isNotEmpty().isSubsetOf("DEPTH_LIMIT", "SYNTAX");
  }

  @Test
  void the_values_of_a_document_are_bounded_but_not_those_of_a_file() {
    Limits limits = new Limits(100, 1_000, 20, 1_000, 10, 10, 100);
    String small = "- {a: [1, 2, 3, 4, 5, 6, 7, 8]}\n";
    String large = "- {a: [" + "1, ".repeat(30) + "]}\n";
    Outcome outcome =
        Outcome.of(limits, (small.repeat(30) + large + small.repeat(2)).getBytes(UTF_8));
    assertThat(outcome.documents()).hasSize(32);
    assertThat(outcome.messages())
        .containsExactly(
            "-:31: error: a[17] [DOCUMENT_LIMIT] found a document of more than 20 values,"
                + " expected at most 20 values in a document; help: "
                + LEFT_OUT
                + "; split it");
  }

  @Test
  void the_text_of_a_document_is_bounded() {
    Limits limits = new Limits(100, 1_000, 100, 50, 10, 10, 100);
    String item = "{\"a\": \"" + "x".repeat(30) + "\"},";
    String large = "{\"a\": \"" + "x".repeat(30) + "\", \"b\": \"" + "x".repeat(30) + "\"}";
    Outcome outcome = Outcome.of(limits, ("[" + item.repeat(30) + large + "]").getBytes(UTF_8));
    assertThat(outcome.documents()).hasSize(30);
    assertThat(outcome.messages())
        .containsExactly(
            "-:1: error: b [DOCUMENT_LIMIT] found a document of more than 50 characters of text,"
                + " expected at most 50 characters of text in a document; help: "
                + LEFT_OUT
                + "; split it");
  }

  @Test
  void complaints_about_a_file_are_bounded() {
    Limits limits = new Limits(100, 1_000, 1_000, 1_000, 10, 10, 3);
    Outcome outcome = Outcome.of(limits, "a: 1\n".repeat(10).getBytes(UTF_8));
    assertThat(outcome.codes())
        .isEqualTo(List.of("DUPLICATE_KEY", "DUPLICATE_KEY", "DUPLICATE_KEY", "COMPLAINT_LIMIT"));
    assertThat(outcome.messages().getLast())
        .isEqualTo(
            "-:5: warning: [COMPLAINT_LIMIT] found more than 3 complaints about this file,"
                + " expected at most 3; help: the others are left out; correct those above and run"
                + " again");
  }

  private static String indented(String text) {
    return "  " + text.replace("~", "\n  ");
  }
}
