package io.seawall.templates.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a template deploys.
class ArmTemplatesTest {
  private static final String NSG = "Microsoft.Network/networkSecurityGroups";
  private static final String ID = "main.json/providers/" + NSG;

  private static String resource(String more) {
    return "{type: %s, name: g, %s}".formatted(NSG, more);
  }

  @Test
  void a_resource_has_the_form_of_the_api() {
    Arm arm =
        Arm.template(
            """
            parameters: {p: {type: string}},
            resources: [{type: Microsoft.Network/virtualNetworks, apiVersion: '2024-05-01', name: v,
              dependsOn: ["[resourceId('a/b', 'c')]"], location: "[resourceGroup().location]", sku: {name: s},
              properties: {subnets: [{name: "[parameters('p')]", properties: {addressPrefix: "[parameters('p')]"}}]}}]
            """);
    assertThat(Arm.shown(arm.documents.getFirst().root()))
        .isEqualTo(
            "{id: 'main.json/providers/Microsoft.Network/virtualNetworks/v',"
                + " type: 'Microsoft.Network/virtualNetworks', name: 'v', apiVersion: '2024-05-01',"
                + " location: ?[resourceGroup().location], sku: {name: 's'}, properties: {subnets:"
                + " [{id: 'main.json/providers/Microsoft.Network/virtualNetworks/v/subnets/[parameters('p')]',"
                + " name: '[parameters('p')]', properties: {addressPrefix: ?[parameters('p')]}}]}}");
    assertThat(arm.documents.getFirst().intended()).isTrue();
    assertThat(arm.codes()).containsExactly("NO_PARAMETER_VALUE");
  }

  /// Rows of the form name, what a resource has, the ids that come of it behind those of the type.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          no condition      | tags: {}                                                   | g
          true              | condition: true                                            | g
          false             | condition: false                                           |
          computed          | condition: "[equals(1, 2)]"                                |
          a text            | condition: "false"                                         |
          not known         | condition: "[parameters('x')]"                             | g?[parameters('x')]
          only referred to  | existing: true                                             |
          a loop            | copy: {name: c, count: 2}, name: "[concat('g', copyIndex())]"      | g0 g1
          a loop by name    | copy: {name: c, count: 2}, name: "[concat('g', copyIndex('c', 1))]" | g1 g2
          a count           | copy: {name: c, count: "[length(variables('l'))]"}, name: "[variables('l')[copyIndex()]]" | a b
          no copy           | copy: {name: c, count: 0}                                  |
          unknown count     | copy: {name: c, count: "[length(parameters('x'))]"}        | g?[length(parameters('x'))]
          too many          | copy: {name: c, count: 801}                                | g?[the copies of loop c]
          a condition apart | copy: {name: c, count: 2}, name: "[concat('g', copyIndex())]", condition: "[equals(copyIndex(), 1)]" | g1
          """)
  void conditions_and_loops_decide_what_is_deployed(String name, String more, String ids) {
    String named = more.contains("name: \"") ? more : more + ", name: g";
    Arm arm =
        Arm.template(
            "parameters: {x: {type: array}}, variables: {l: [a, b]}, resources: [{type: %s, %s}]"
                .formatted(NSG, named));
    String found =
        String.join(
            " ",
            arm.documents.stream()
                .map(d ->
                    d.root().text("id").orElse("").substring(ID.length() + 1)
                        + d.root().get("condition").map(Arm::shown).orElse(""))
                .toList());
    assertThat(found).isEqualTo(ids == null ? "" : ids);
  }

  @Test
  void properties_and_variables_have_loops() {
    Arm arm =
        Arm.template(
            """
            variables: {copy: [{name: v, count: 2, input: {m: "[copyIndex('v', 5)]"}}]},
            resources: [%s]
            """
                .formatted(
                    resource(
                        "properties: {v: \"[variables('v')]\", copy: [{name: rules, count: 2, input:"
                            + " {name: \"[concat('r', copyIndex('rules'))]\"}}, {name: other, count:"
                            + " \"[parameters('x')]\", input: 1}]}")));
    assertThat(arm.all("properties"))
        .containsExactly(
            "{v: [{m: 5}, {m: 6}], rules: [{name: 'r0'}, {name: 'r1'}], other: ?[parameters('x')]}");
  }

  @Test
  void parts_are_nested_and_beside() {
    Arm arm =
        Arm.template(
            """
            parameters: {n: {type: string}, m: {type: string}},
            resources: [
              {type: %1$s, name: "[parameters('n')]", apiVersion: '2024-05-01',
               resources: [{type: securityRules, name: in}, {type: %1$s/securityRules, name: "[concat(parameters('n'), '/full')]"}]},
              {type: %1$s/securityRules, name: "[format('{0}/{1}', parameters('n'), 'by')]"},
              {type: %1$s/securityRules, name: "[concat(parameters('m'), '/r')]"},
              {type: %1$s/securityRules, name: "[parameters('m')]"}]
            """
                .formatted(NSG));
    assertThat(arm.ids())
        .containsExactly(
            ID + "/[parameters('n')]",
            ID + "/[parameters('n')]/securityRules/in",
            ID + "/[parameters('n')]/securityRules/full",
            ID + "/[parameters('n')]/securityRules/by",
            // that may be of any group, so no group is named
            ID
                + "/securityRules/"
                + NSG.replace("/", "%2F")
                + "%2F[parameters('m')]%2FsecurityRules%2Fr",
            ID + "/securityRules/[parameters('m')]");
    assertThat(arm.all("name"))
        .containsExactly(
            "'[parameters('n')]'", "'in'", "'full'", "'by'", "'r'", "'[parameters('m')]'");
    assertThat(arm.all("apiVersion").subList(1, 4))
        .containsExactly("'2024-05-01'", "'2024-05-01'", "none");
  }

  /// Ways to write the id of one resource, in a group that no one names.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('v'), 's')
          resourceId(resourceGroup().name, 'Microsoft.Network/virtualNetworks/subnets', parameters('v'), 's')
          resourceId(subscription().subscriptionId, resourceGroup().name, 'Microsoft.Network/virtualNetworks/subnets', parameters('v'), 's')
          concat(resourceId('Microsoft.Network/virtualNetworks', parameters('v')), '/subnets/', 's')
          format('{0}/providers/Microsoft.Network/virtualNetworks/{1}/subnets/s', resourceGroup().id, parameters('v'))
          concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', resourceGroup().name, '/providers/Microsoft.Network/virtualNetworks/', parameters('v'), '/subnets/s')
          variables('id')
          reference('inner').outputs.id.value
          reference(resourceId('Microsoft.Resources/deployments', 'inner')).outputs.id.value
          """)
  void the_id_of_a_resource_is_one_however_it_is_written(String expression) {
    Arm arm =
        Arm.template(
            """
            languageVersion: '2.0', parameters: {v: {type: string}},
            variables: {id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('v'), 's')]"},
            resources: {
              pool: {type: Microsoft.Test/tests, name: t, properties: {subnet: "[%s]"}},
              inner: {type: Microsoft.Resources/deployments, name: inner, properties: {
                expressionEvaluationOptions: {scope: inner}, parameters: {name: {value: "[parameters('v')]"}},
                template: {parameters: {name: {type: string}},
                  resources: [{type: Microsoft.Network/virtualNetworks, name: "[parameters('name')]",
                    resources: [{type: subnets, name: s}]}],
                  outputs: {id: {type: string, value:
                    "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('name'), 's')]"}}}}}}
            """
                .formatted(expression));
    String subnet =
        "main.json/providers/Microsoft.Network/virtualNetworks/[parameters('v')]/subnets/s";
    assertThat(arm.all("properties", "subnet").getFirst()).isEqualTo("'" + subnet + "'");
    assertThat(arm.ids()).contains(subnet);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          resourceId('hub', 'Microsoft.X/a', 'n')            | '/subscriptions/[subscription().subscriptionId of main.json]/resourceGroups/hub/providers/Microsoft.X/a/n'
          resourceId('s', 'hub', 'Microsoft.X/a', 'n')       | '/subscriptions/s/resourceGroups/hub/providers/Microsoft.X/a/n'
          subscriptionResourceId('Microsoft.X/a', 'n')       | '/subscriptions/[subscription().subscriptionId of main.json]/providers/Microsoft.X/a/n'
          subscriptionResourceId('s', 'Microsoft.X/a', 'n')  | '/subscriptions/s/providers/Microsoft.X/a/n'
          tenantResourceId('Microsoft.X/a', 'n')             | '/providers/Microsoft.X/a/n'
          extensionResourceId(resourceId('Microsoft.X/a', 'n'), 'Microsoft.Y/b', 'm') | 'main.json/providers/Microsoft.X/a/n/providers/Microsoft.Y/b/m'
          resourceId('Microsoft.X/a/b', 'n')                 | ?[resourceId('Microsoft.X/a/b', 'n')]
          resourceId(parameters('x'), 'n')                   | ?[resourceId(parameters('x'), 'n')]
          resourceGroup().name                               | ?[resourceGroup().name]
          uniqueString(resourceGroup().id)                   | ?[uniqueString(resourceGroup().id)]
          concat(parameters('x'), '/subnets/s')              | ?[concat(parameters('x'), '/subnets/s')]
          listKeys(resourceId('Microsoft.X/a', 'n'), 'v').k  | ?[listKeys(resourceId('Microsoft.X/a', 'n'), 'v').k]
          """)
  void ids(String expression, String value) {
    assertThat(Arm.value("[" + expression + "]", "parameters: {x: {type: string}},"))
        .isEqualTo(value);
  }

  @Test
  void two_names_that_are_not_known_are_two_unless_computed_alike() {
    Arm arm =
        Arm.template(
            """
            parameters: {a: {type: string}, b: {type: string, defaultValue: "[newGuid()]"}, c: {type: string, defaultValue: "[newGuid()]"}},
            resources: [
              {type: %1$s, name: "[uniqueString(parameters('a'))]"},
              {type: %1$s, name: "[uniqueString(parameters('a'))]"},
              {type: %1$s, name: "[uniqueString(parameters('A'), 'x')]"},
              {type: %1$s, name: "[parameters('b')]"},
              {type: %1$s, name: "[parameters('b')]"},
              {type: %1$s, name: "[parameters('c')]"}]
            """
                .formatted(NSG));
    assertThat(arm.ids().get(0)).isEqualTo(arm.ids().get(1)).isNotEqualTo(arm.ids().get(2));
    assertThat(arm.ids().get(3)).isEqualTo(arm.ids().get(4)).isNotEqualTo(arm.ids().get(5));
  }

  @Test
  void expressions_of_a_nested_template_are_its_own_only_if_it_says_so() {
    String nested =
        """
        {type: Microsoft.Resources/deployments, name: d, %s properties: {%s parameters: {p: {value: inner}},
          template: {parameters: {p: {type: string}}, resources: [{type: %s, name: "[parameters('p')]"}]}}}
        """;
    String inner = "expressionEvaluationOptions: {scope: inner},";
    Arm arm =
        Arm.template(
            "parameters: {p: {type: string, defaultValue: outer}}, resources: [%s, %s, %s]"
                .formatted(
                    nested.formatted("", "", NSG),
                    nested.formatted("", inner, NSG),
                    nested.formatted(
                        "resourceGroup: hub, condition: \"[parameters('x')]\",", inner, NSG)));
    assertThat(arm.ids())
        .containsExactly(
            ID + "/outer",
            ID + "/inner",
            "/subscriptions/[subscription().subscriptionId of main.json]/resourceGroups/hub/providers/"
                + NSG
                + "/inner");
    assertThat(arm.all("condition")).containsExactly("none", "none", "?[parameters('x')]");
  }

  @Test
  void a_deployment_by_link_is_named() {
    Arm arm =
        Arm.template(
            "resources: [{type: Microsoft.Resources/deployments, name: d, properties: {templateLink:"
                + " {uri: x}}}]");
    assertThat(arm.all("type")).containsExactly("'Microsoft.Resources/deployments'");
    assertThat(arm.codes()).containsExactly("TEMPLATE_LINK");
  }

  @Test
  void a_template_defines_functions() {
    Arm arm =
        Arm.template(
            """
            functions: [{namespace: ns, members: {twice: {parameters: [{name: a, type: string}],
              output: {type: string, value: "[concat(parameters('a'), parameters('a'))]"}}}}],
            resources: [%s]
            """
                .formatted(resource("properties: {p: \"[ns.twice('x')]\"}")));
    assertThat(arm.all("properties")).containsExactly("{p: 'xx'}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          itself              | parameters: {p: {type: string, defaultValue: "[parameters('p')]"}}
          each other          | variables: {a: "[variables('b')]", b: "[variables('a')]"}, parameters: {p: {defaultValue: "[variables('a')]"}}
          a key written twice | parameters: {p: {defaultValue: a}, p: {defaultValue: b}}
          """)
  void what_depends_on_itself_is_not_known(String name, String sections) {
    Arm arm =
        Arm.template(sections + ", resources: [" + resource("tags: \"[parameters('p')]\"") + "]");
    assertThat(arm.all("tags")).containsExactly("?[parameters('p')]");
  }

  @Test
  void values_keep_the_lines_they_are_written_on() {
    Arm arm =
        Arm.template(
            """
            parameters: {p: {type: array, defaultValue: [
              a,
              b]}},
            resources: [{type: %s, name: g,
              properties: {p: "[parameters('p')]"}}]
            """
                .formatted(NSG));
    var properties =
        (io.seawall.model.document.Node.Mapping)
            arm.documents.getFirst().root().get("properties").orElseThrow();
    assertThat(properties.entries().getFirst().line()).isEqualTo(5);
    var list = (io.seawall.model.document.Node.Sequence) properties.entries().getFirst().value();
    assertThat(list.items().get(1).line()).isEqualTo(3);
  }

  @Test
  void what_is_too_large_is_named_and_ends() {
    StringBuilder variables = new StringBuilder("v0: xxxxxxxxxx");
    for (int i = 1; i < 60; i++) {
      variables.append(
          ", v%d: \"[concat(variables('v%d'), variables('v%d'))]\"".formatted(i, i - 1, i - 1));
    }
    Arm arm =
        Arm.template(
            "variables: {%s}, resources: [%s]"
                .formatted(variables, resource("tags: \"[variables('v59')]\"")));
    assertThat(arm.all("tags")).containsExactly("?[variables('v59')]");
    Arm loops =
        Arm.template(
            "resources: [%s]"
                .formatted(
                    resource(
                        "copy: {name: c, count: 800}, properties: {copy: [{name: a, count: 800, input:"
                            + " {copy: [{name: b, count: 800, input: \"[copyIndex('b')]\"}]}}]}")));
    assertThat(loops.codes()).contains("TEMPLATE_LIMIT");
  }
}
