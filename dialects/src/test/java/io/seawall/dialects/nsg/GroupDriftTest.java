package io.seawall.dialects.nsg;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureText;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Groups that a template means and that run.
class GroupDriftTest {
  private static final String RULE =
      "priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix:"
          + " 10.0.0.0/8, sourcePortRange: '*', destinationAddressPrefix: '*',"
          + " destinationPortRange: '22'";

  private static String template(String rules) {
    return """
    {$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: 1.0.0.0,
    resources: [{type: Microsoft.Network/networkSecurityGroups, apiVersion: '2024-05-01', name: nsg,
      properties: {securityRules: [%s]}}]}
    """
        .formatted(rules);
  }

  private static String live(String group, String rules) {
    return """
    {id: /subscriptions/s/resourceGroups/%s/providers/Microsoft.Network/networkSecurityGroups/nsg, name: nsg,
    type: Microsoft.Network/networkSecurityGroups, properties: {securityRules: [%s]}}
    """
        .formatted(group, rules);
  }

  private static String rule(String name, String properties) {
    return "{name: %s, properties: {%s}}".formatted(name, properties);
  }

  private static String found(String... texts) {
    Parsed<Facts> read = AzureText.read(new NsgDialect(), texts);
    return String.join(
        "; ",
        read.diagnostics().stream()
            .filter(one -> one.code().equals("DRIFT"))
            .map(Diagnostic::found)
            .toList());
  }

  /// Rows of the form name, what runs in place of a part of the rule that is meant, what is told.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the same               | access: Allow | access: Allow | ~~
          in another case        | access: Allow | access: allow | ~~
          the plural             | sourceAddressPrefix: 10.0.0.0/8 | sourceAddressPrefixes: [10.128.0.0/9, 10.0.0.0/9] | ~~
          a range of one port    | destinationPortRange: '22' | destinationPortRanges: [22-22] | ~~
          another verdict        | access: Allow | access: Deny | rule r: access allow, and access deny in -:2
          another priority       | priority: 100 | priority: 200 | rule r: priority 100, and priority 200 in -:2
          another source         | sourceAddressPrefix: 10.0.0.0/8 | sourceAddressPrefix: Internet | rule r: source 10.0.0.0/8, and source internet in -:2
          other ports            | destinationPortRange: '22' | destinationPortRange: '*' | rule r: destination ports 22, and destination ports any in -:2
          """)
  void rules_of_one_name_are_held_against_each_other_by_what_they_say(
      String name, String part, String other, String told) {
    assertThat(found(template(rule("r", RULE)), live("g", rule("R", RULE.replace(part, other)))))
        .isEqualTo(told);
  }

  @Test
  void a_rule_on_one_side_alone_is_told() {
    assertThat(found(template(rule("meant", RULE)), live("g", rule("runs", RULE))))
        .contains("rule meant of NSG nsg here alone, it is not in")
        .contains("no rule runs in NSG nsg, but it is there in");
  }

  @Test
  void of_two_with_one_id_what_runs_is_judged() {
    String nested =
        """
        {$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: 1.0.0.0,
        resources: [{type: Microsoft.Resources/deployments, apiVersion: '2022-09-01', name: d,
          subscriptionId: s, resourceGroup: g, properties: {mode: Incremental, template: %s}}]}
        """
            .formatted(template(rule("r", RULE)));
    Parsed<Facts> read =
        AzureText.read(
            new NsgDialect(), nested, live("g", rule("r", RULE.replace("Allow", "Deny"))));
    SecurityGroup group = read.value().azure().securityGroups().getFirst();
    assertThat(read.value().azure().securityGroups()).hasSize(1);
    assertThat(group.rules(Direction.INGRESS).getFirst().verdict()).isEqualTo(Verdict.DENY);
    assertThat(AzureText.messages(read.diagnostics()))
        .contains("[DRIFT]")
        .contains("what runs is judged")
        .doesNotContain("SEEN_TWICE");
  }

  @Test
  void nothing_is_told_of_what_the_template_leaves_open() {
    String open = RULE.replace("10.0.0.0/8", "\"[parameters('from')]\"");
    assertThat(found(template(rule("r", open)), live("g", rule("r", RULE)))).isEmpty();
  }

  @Test
  void two_groups_of_one_name_that_run_are_held_against_nothing() {
    assertThat(
            found(
                template(rule("meant", RULE)),
                live("g", rule("a", RULE)),
                live("h", rule("b", RULE))))
        .isEmpty();
  }
}
