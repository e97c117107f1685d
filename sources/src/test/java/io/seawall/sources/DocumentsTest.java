package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kind first          | {kind: List, items: [{kind: A}, {kind: B}]}            | {kind: 'A'} {kind: 'B'}
          kind last           | {apiVersion: v1, items: [{kind: A}, {kind: B}], kind: List} | {kind: 'A'} {kind: 'B'}
          kind never          | {items: [{kind: A}, {kind: B}]}                        | {kind: 'A'} {kind: 'B'}
          typed, kind first   | {kind: PodList, apiVersion: v1, items: [{i: 1}]}       | {apiVersion: 'v1', kind: 'Pod', i: 1}
          typed, kind last    | {apiVersion: v1, items: [{i: 1}], kind: PodList}       | {apiVersion: 'v1', kind: 'Pod', i: 1}
          version last        | {kind: PodList, items: [{i: 1}], apiVersion: v1}       | {kind: 'Pod', i: 1}
          items say their own | {kind: PodList, apiVersion: v1, items: [{kind: X, apiVersion: w}]} | {kind: 'X', apiVersion: 'w'}
          secrets have a type | {apiVersion: v1, items: [{type: Opaque}], kind: SecretList} | {apiVersion: 'v1', kind: 'Secret', type: 'Opaque'}
          some held           | {items: [{i: 1}, {kind: A}, {i: 2}], kind: XList}      | {kind: 'A'} {kind: 'X', i: 1} {kind: 'X', i: 2}
          list in a list      | {kind: List, items: [{kind: PodList, items: [{i: 1}]}, {kind: A}]} | {kind: 'Pod', i: 1} {kind: 'A'}
          only a list in it   | {items: [{kind: PodList, items: [{i: 1}]}]}            | {kind: 'Pod', i: 1}
          no items            | {kind: List}                                           |
          null items          | {kind: List, items: null}                              |
          empty items         | {kind: PodList, items: []}                             |
          empty, kind last    | {items: [], kind: PodList}                             |
          top-level list      | [{i: 1}, {i: 2}]                                       | {i: 1} {i: 2}
          pages               | [{value: [{id: /a}]}, [{i: 2}]]                        | {id: '/a'} {i: 2}
          Azure list          | {value: [{id: /a}, {type: M/b}], nextLink: null}       | {id: '/a'} {type: 'M/b'}
          empty Azure list    | {value: []}                                            |
          Resource Graph      | {count: 1, data: [{id: /a}], skip_token: null}         | {id: '/a'}
          items by an alias   | {x: &x [{i: 1}], kind: AList, items: *x}               | {kind: 'A', i: 1}
          items with anchor   | {kind: AList, items: &x [{i: 1}]}                      | {kind: 'A', i: 1}
          items by a merge    | {<<: {items: [{i: 1}]}, kind: AList}                   | {kind: 'A', i: 1}
          alias of an item    | {kind: List, items: [&x {i: 1}, *x]}                   | {i: 1} {i: 1}
          alias at the top    | [&x {i: 1}, *x]                                        | {i: 1} {i: 1}
          """)
  void a_list_becomes_its_items(String name, String text, String trees) {
    Outcome outcome = Outcome.of(text);
    assertThat(outcome.messages()).isEmpty();
    assertThat(String.join(" ", outcome.trees())).isEqualTo(trees == null ? "" : trees);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: 'ConfigMap', data: {a: 'b'}}",
        "{kind: 'AllowList', spec: {}}",
        "{kind: 'Widget', items: [{kind: 'A'}]}",
        "{items: [1, 'a', {i: 1}], kind: 'Widget'}",
        "{items: [{i: 1}]}",
        "{items: []}",
        "{value: [1, 2]}",
        "{value: 'x', data: {}}",
        "{id: '/a', value: [{id: 'b'}]}",
        "{apiVersion: 'v1', data: [{id: 'b'}]}",
        "{$schema: 's', resources: [{type: 'T'}]}"
      })
  void anything_else_stays_as_it_is(String tree) {
    Outcome outcome = Outcome.of(tree);
    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.trees()).containsExactly(tree);
  }

  @Test
  void an_object_that_shows_late_that_it_is_no_list_is_handed_over_too() {
    assertThat(Outcome.of("{items: [{kind: A}, 5], kind: Widget}").trees())
        .containsExactly("{kind: 'A'}", "{items: [5], kind: 'Widget'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: List, items: [A, 5, {i: 1}, [2], null]}", "[A, 5, {i: 1}, null]"})
  void an_item_that_is_no_mapping_is_left_out(String text) {
    Outcome outcome = Outcome.of(text.replace(" ", "\n "));
    assertThat(outcome.trees()).containsExactly("{i: 1}");
    assertThat(outcome.complaints())
        .extracting(d -> d.code() + " " + d.found())
        .contains(
            "NOT_A_MAPPING the text \"A\"", "NOT_A_MAPPING the number 5", "NOT_A_MAPPING null");
    assertThat(outcome.messages())
        .anySatisfy(message ->
            assertThat(message)
                .endsWith(
                    " [NOT_A_MAPPING] found the number 5,"
                        + " expected a mapping: an object of Kubernetes or Azure"));
  }

  @Test
  void an_item_of_a_list_is_named_by_its_place() {
    assertThat(Outcome.of("{kind: List, items: [{i: 1}, 5]}").messages())
        .containsExactly(
            "-:1: error: items[1] [NOT_A_MAPPING] found the number 5,"
                + " expected a mapping: an object of Kubernetes or Azure");
  }

  @Test
  void an_item_that_cannot_be_read_does_not_hide_the_next() {
    Outcome outcome =
        Outcome.of("kind: List", "items:", "- {a: *x}", "- {b: 1}", "- [*y]", "- {c: 1}");
    assertThat(outcome.trees()).containsExactly("{b: 1}", "{c: 1}");
    assertThat(outcome.codes()).containsExactly("ALIAS", "ALIAS");
    assertThat(outcome.complaints().getFirst().where().field()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just text", "5", "\"text\"", "yes"})
  void a_document_that_is_no_mapping_is_said_to_be_none(String text) {
    assertThat(Outcome.of(text, "---", "a: 1").codes()).containsExactly("NOT_A_MAPPING");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"value": [],~"nextLink": "https://x"}                          | 2
          {"data": [],~~"skip_token": "abc", "count": 0}                  | 3
          {"kind": "List",~"metadata": {"continue": "abc"}, "items": []}  | 2
          """)
  void a_list_with_further_pages_is_said_to_be_incomplete(String text, int line) {
    assertThat(Outcome.of(text.replace('~', '\n')).messages())
        .containsExactly(
            "-:"
                + line
                + ": warning: [MORE_PAGES] found a list with more pages than this one, expected the"
                + " whole list; help: what the other pages hold is not known here; export them"
                + " too");
  }

  @Test
  void an_item_keeps_its_lines() {
    Outcome outcome = Outcome.of("kind: PodList", "items:", "- a: 1", "  b:", "    - 2");
    assertThat(Outcome.lines(outcome.documents().getFirst().root()))
        .containsExactly(3, 3, 3, 3, 3, 4, 5, 5);
  }

  /// Were the list held, it would not fit: one item in a thousand may be held here.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"List\", \"items\": [%s]}",
        "{\"apiVersion\": \"v1\", \"items\": [%s], \"kind\": \"List\"}",
        "{\"value\": [%s]}",
        "[%s]",
        "%s"
      })
  void items_are_handed_over_one_by_one(String pattern) {
    Limits limits = new Limits(10, 100, 20, 200, 10, 10, 10);
    String item = "{\"kind\": \"Pod\", \"id\": \"/x\", \"metadata\": {\"name\": \"web\"}}";
    String separator = pattern.equals("%s") ? "\n" : ",\n";
    String items = String.join(separator, Collections.nCopies(20_000, item));
    Outcome outcome = Outcome.of(limits, pattern.formatted(items).getBytes(UTF_8));
    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.documents()).hasSize(20_000);
    assertThat(outcome.documents().getLast().root().line()).isEqualTo(20_000);
  }

  @Test
  void neither_length_nor_text_of_a_yaml_list_is_bounded() {
    Limits limits = new Limits(10, 1_000, 20, 200, 10, 10, 10);
    String list = "kind: List\nitems:\n" + "- {kind: Pod, name: web} # comment\n".repeat(20_000);
    Outcome outcome = Outcome.of(limits, list.getBytes(UTF_8));
    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.documents()).hasSize(20_000);
    assertThat(outcome.documents().getLast().root().line()).isEqualTo(20_002);
  }

  @Test
  void items_with_anchors_are_bounded_since_they_are_held() {
    Limits limits = new Limits(10, 1_000, 20, 200, 10, 10, 10);
    Outcome outcome = Outcome.of(limits, "- &a {i: 1}\n".repeat(30).getBytes(UTF_8));
    assertThat(outcome.documents()).hasSizeLessThan(20);
    assertThat(outcome.codes()).contains("DOCUMENT_LIMIT");
  }

  @Test
  void items_that_must_be_held_are_bounded() {
    Limits limits = new Limits(10, 100, 20, 200, 10, 10, 10);
    Outcome outcome =
        Outcome.of(limits, ("{\"items\": [" + "{\"i\": 1},\n".repeat(50) + "{}]}").getBytes(UTF_8));
    assertThat(outcome.trees()).isEmpty();
    assertThat(outcome.codes()).containsExactly("DOCUMENT_LIMIT");
  }
}
