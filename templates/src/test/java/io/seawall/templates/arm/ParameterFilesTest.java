package io.seawall.templates.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which values templates get, and which templates share a group.
class ParameterFilesTest {
  private static final String TEMPLATE =
      ("{%s, parameters: {p: {type: string, defaultValue: default}}, resources: [{type:"
              + " Microsoft.Test/tests, name: t, properties: {p: \"[parameters('p')]\"}}]}")
          .formatted(Arm.SCHEMA);

  private static String values(String parameters) {
    return "{%s, parameters: {%s}}".formatted(Arm.PARAMETERS, parameters);
  }

  /// Rows of the form names of templates, name of a file with a value, values in the templates.
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/main.json             | a/main.parameters.json      | given
          a/main.json             | a/main.parameters.prod.json | given
          a/main.json             | a/prod.json                 | given
          a/main.json             | b/main.parameters.json      | default
          a/main.json a/aks.json  | a/aks.parameters.json       | default given
          a/main.json a/aks.json  | a/prod.json                 | default default
          a/aks.json a/aks-b.json | a/aks-b.parameters.json     | default given
          """)
  void a_file_gives_values_to_the_template_it_is_named_after(
      String templates, String file, String expected) {
    var files = Arm.map(file, values("p: {value: given}"));
    List.of(templates.split(" ")).forEach(name -> files.put(name, TEMPLATE));
    Arm arm = Arm.files(files);
    assertThat(arm.all("properties", "p"))
        .isEqualTo(List.of(expected.split(" ")).stream().map(text -> "'" + text + "'").toList());
    assertThat(arm.codes().contains("NO_TEMPLATE")).isEqualTo(!expected.contains("given"));
  }

  /// Rows of the form name, what two files say, what comes of it.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the same    | p: {value: a}              | p: {value: a}              | 'a'
          one alone   | p: {value: a}              |                            | 'a'
          another     | p: {value: a}              | p: {value: b}              | ?[parameters('p')]
          a secret    | p: {reference: {secretName: s}} |                       | ?[parameters('p')]
          """)
  void files_that_differ_leave_the_value_open(
      String name, String first, String second, String value) {
    Arm arm =
        Arm.files(
            Arm.map(
                "main.json", TEMPLATE,
                "main.dev.json", values(first),
                "main.prod.json", values(second == null ? "" : second)));
    assertThat(arm.all("properties", "p")).containsExactly(value);
    assertThat(arm.codes().contains("PARAMETER_VALUES")).isEqualTo(name.equals("another"));
  }

  private static final String NETWORK =
      "{%s, resources: [{type: Microsoft.Network/virtualNetworks, name: v}]}".formatted(Arm.SCHEMA);
  private static final String USER =
      ("{%s, resources: [{type: Microsoft.Test/tests, name: t, properties: {v:"
              + " \"[resourceId('Microsoft.Network/virtualNetworks', 'v')]\"}}]}")
          .formatted(Arm.SCHEMA);

  @Test
  void templates_share_a_group_if_one_uses_what_only_the_other_makes() {
    Arm arm = Arm.files(Arm.map("net.json", NETWORK, "aks.json", USER));
    assertThat(arm.all("properties", "v").getLast()).isEqualTo("'" + arm.ids().getFirst() + "'");
  }

  @Test
  void a_part_of_a_resource_is_made_by_its_template() {
    String network =
        "{%s, resources: [{type: Microsoft.Network/virtualNetworks, name: v, properties: {subnets: [{name: s, properties: {}}]}}]}"
            .formatted(Arm.SCHEMA);
    String user =
        USER.replace("virtualNetworks'", "virtualNetworks/subnets'").replace("'v')", "'v', 's')");
    Arm arm = Arm.files(Arm.map("net.json", network, "aks.json", user));
    assertThat(arm.all("properties", "v").getLast())
        .isEqualTo("'" + arm.ids().getFirst() + "/subnets/s'");
  }

  @Test
  void what_two_templates_make_is_used_from_neither() {
    Arm arm = Arm.files(Arm.map("net.json", NETWORK, "other.json", NETWORK, "aks.json", USER));
    assertThat(arm.ids()).doesNotHaveDuplicates();
    assertThat(arm.all("properties", "v").getLast())
        .isEqualTo("'aks.json/providers/Microsoft.Network/virtualNetworks/v'");
  }

  @Test
  void names_of_two_templates_are_two_even_if_one_expression_computes_both() {
    String template =
        "{%s, parameters: {n: {type: string}}, resources: [{type: Microsoft.Test/tests, name: \"[parameters('n')]\"}]}"
            .formatted(Arm.SCHEMA);
    assertThat(Arm.files(Arm.map("a.json", template, "b.json", template)).ids())
        .doesNotHaveDuplicates();
  }
}
