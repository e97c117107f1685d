package io.seawall.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzurePropertiesTest {
  private final List<Diagnostic> complaints = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          written                  | {profile: {mode: Istio}}                | Known Istio
          in another case          | {PROFILE: {Mode: Istio}}                | Known Istio
          written as null          | {profile: {mode: null}}                 | Null
          left out                 | {profile: {}}                           | Absent
          with the part around it  | {}                                      | Absent
          in a part that is null   | {profile: null}                         | Absent
          an expression            | {profile: {mode: "[parameters('m')]"}}  | Unresolved [parameters('m')]
          in an expression         | {profile: "[variables('p')]"}           | Unresolved [variables('p')]
          an escaped bracket       | {profile: {mode: "[[x]"}}               | Known [[x]
          not a text               | {profile: {mode: [x]}}                  | Unresolved a list
          in something else        | {profile: 7}                            | Unresolved the number 7
          """)
  void a_text_is_known_null_absent_or_unresolved(String name, String text, String fact) {
    assertThat(shown(root(text).in("profile").text("mode"))).isEqualTo(fact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true                 | {enabled: true}            | Known true
          true as text         | {enabled: "True"}          | Known true
          false as text        | {enabled: "false"}         | Known false
          neither              | {enabled: "maybe"}         | Unresolved maybe
          null                 | {enabled: null}            | Null
          """)
  void a_boolean_may_be_written_as_text(String name, String text, String fact) {
    assertThat(shown(root(text).bool("enabled"))).isEqualTo(fact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a number         | {count: 3}                  | Known 3
          as text          | {count: "3"}                | Known 3
          negative         | {count: -1}                 | Unresolved -1
          too large        | {count: 99999999999}        | Unresolved 99999999999
          an expression    | {count: "[add(1, 2)]"}      | Known 3
          not known        | {count: "[parameters('n')]"} | Unresolved [parameters('n')]
          """)
  void a_number_may_be_written_as_text(String name, String text, String fact) {
    assertThat(shown(root(text).number("count"))).isEqualTo(fact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          empty                     | {list: []}                               | Known []
          some                      | {list: [a, b]}                           | Known [a, b]
          one is an expression      | {list: [a, "[parameters('b')]"]}         | Unresolved [parameters('b')]
          one is no text            | {list: [a, {}]}                          | Unresolved a list
          made by a loop            | {copy: [{name: list, count: "[parameters('n')]", input: x}]} | Unresolved [parameters('n')]
          a loop for another        | {copy: [{name: other, count: "[parameters('n')]", input: x}]} | Absent
          one text                  | {list: a}                                | Unresolved the text "a"
          """)
  void a_list_is_known_only_as_a_whole(String name, String text, String fact) {
    assertThat(shown(root(text).texts("list"))).isEqualTo(fact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attached                 | {nsg: {id: /x/nsg1}}                        | Known /x/nsg1
          nothing attached         | {nsg: null}                                 | Null
          not said                 | {}                                          | Absent
          a computed id            | {nsg: {id: "[resourceId('a', 'b')]"}}       | Unresolved [resourceId('a', 'b')]
          attached on a condition  | {nsg: "[if(parameters('x'), 1, null())]"}   | Unresolved [if(parameters('x'), 1, null())]
          empty text for none      | {nsg: {id: ""}}                             | Null
          """)
  void a_reference_tells_nothing_attached_from_not_said(String name, String text, String fact) {
    assertThat(shown(root(text).reference("nsg").map(ResourceId::text))).isEqualTo(fact);
  }

  @Test
  void a_value_of_another_kind_is_complained_of_once() {
    AzureProperties root = root("{profile: [x]}");
    root.in("profile").text("mode");
    root.in("profile").text("other");
    assertThat(AzureText.messages(complaints))
        .isEqualTo(
            """
            f.json:1: error: AKS cluster c, profile [WRONG_TYPE]
              found a list, expected a mapping
            """);
  }

  @Test
  void names_that_are_nearly_right_are_complained_of_and_others_are_not() {
    AzureProperties root =
        root(
            "{networkProfil: {}, networkProfile: {}, storageProfile: {}, access: {athorizedIPRanges: []}}");
    root.in("networkProfile");
    root.in("access").texts("authorizedIPRanges");
    root.reportMisspelt();
    assertThat(AzureText.messages(complaints))
        .isEqualTo(
            """
            f.json:1: error: AKS cluster c, access.athorizedIPRanges [UNKNOWN_FIELD]
              found the field athorizedIPRanges, expected authorizedIPRanges
              help: correct the spelling; a field that the API does not know is refused or dropped
            """);
  }

  @Test
  void items_of_a_list_go_by_their_names() {
    Fact<List<AzureProperties>> rules =
        root("{rules: [{name: allow-web}, {name: \"[parameters('n')]\"}, {}]}").children("rules");
    assertThat(rules.known().orElseThrow())
        .extracting(rule -> rule.where().field())
        .containsExactly("rules[allow-web]", "rules[1]", "rules[2]");
  }

  private AzureProperties root(String text) {
    SourceRef where = new SourceRef("f.json", 1, "AKS cluster c", "");
    return AzureProperties.of(
        Fields.of(
            AzureText.documents(text).getFirst().root(), where, Fields.Keys.ANY_CASE, complaints));
  }

  private static String shown(Fact<?> fact) {
    return switch (fact) {
      case Fact.Known<?>(var value, var _) -> "Known " + value;
      case Fact.Null<?> _ -> "Null";
      case Fact.Absent<?> _ -> "Absent";
      case Fact.Unresolved<?>(var expression, var _) -> "Unresolved " + expression;
    };
  }
}
