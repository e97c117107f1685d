package io.seawall.dialects.nsg;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureText;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NsgReadingTest {
  private static final String SCHEMA =
      "$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'";
  private static final Packet SSH = new Packet(Protocol.TCP, 22, 50_000);

  @Test
  void the_command_line_and_the_rest_api_say_the_same() {
    String rest =
        """
        {"id": "%s", "name": "nsg", "type": "Microsoft.Network/networkSecurityGroups",
         "properties": {"securityRules": [{"name": "ssh", "id": "%s/securityRules/ssh",
           "properties": {"access": "Allow", "direction": "Inbound", "priority": 100,
             "protocol": "Tcp", "sourceAddressPrefix": "10.1.0.0/16", "sourceAddressPrefixes": [],
             "sourcePortRange": "*", "destinationAddressPrefix": "*",
             "destinationPortRanges": ["22", "2222"]}}]}}
        """
            .formatted(Nsg.ID, Nsg.ID);
    String commandLine =
        """
        {"id": "%s", "name": "nsg", "type": "Microsoft.Network/networkSecurityGroups",
         "resourceGroup": "g", "securityRules": [{"name": "ssh", "id": "%s/securityRules/ssh",
           "access": "Allow", "direction": "Inbound", "priority": 100, "protocol": "Tcp",
           "sourceAddressPrefix": "10.1.0.0/16", "sourceAddressPrefixes": [],
           "sourcePortRange": "*", "sourceApplicationSecurityGroups": null,
           "destinationAddressPrefix": "*", "destinationPortRange": null,
           "destinationPortRanges": ["22", "2222"]}]}
        """
            .formatted(Nsg.ID, Nsg.ID);
    String capitals =
        """
        {"Id": "%s", "Name": "nsg", "SecurityRules": [{"Name": "ssh",
           "Access": "Allow", "Direction": "Inbound", "Priority": 100, "Protocol": "TCP",
           "SourceAddressPrefix": ["10.1.0.0/16"], "SourcePortRange": ["*"],
           "DestinationAddressPrefix": ["*"], "DestinationPortRange": ["22", "2222"]}]}
        """
            .formatted(Nsg.ID);
    assertThat(Nsg.messages(rest) + Nsg.messages(commandLine) + Nsg.messages(capitals)).isEmpty();
    assertThat(AzureText.plain(Nsg.only(commandLine))).isEqualTo(AzureText.plain(Nsg.only(rest)));
    assertThat(AzureText.plain(Nsg.only(capitals))).isEqualTo(AzureText.plain(Nsg.only(rest)));
  }

  @Test
  void rules_apart_join_their_group_whichever_comes_first() {
    String group = Nsg.group(Nsg.named("deny", "priority: 200, access: Deny"));
    String rule =
        Nsg.named("ssh", "priority: 100, destinationPortRange: 22")
            .replace("{name: ssh,", "{name: ssh, id: " + Nsg.ID + "/securityRules/ssh,");
    assertThat(Nsg.messages(group, rule)).isEmpty();
    assertThat(ask(Nsg.only(group, rule))).isEqualTo("allow");
    assertThat(ask(Nsg.only(rule, group))).isEqualTo("allow");
  }

  @Test
  void a_rule_that_the_group_has_already_is_the_same_rule() {
    String properties = "priority: 100, destinationPortRange: 22";
    String group = Nsg.group(Nsg.named("ssh", properties));
    String rule =
        Nsg.named("SSH", properties)
            .replace("{name: SSH,", "{name: SSH, id: " + Nsg.ID + "/securityRules/SSH,");
    assertThat(Nsg.only(group, rule).rules(Direction.INGRESS)).hasSize(4);
  }

  @Test
  void two_descriptions_of_a_rule_that_differ_are_both_possible() {
    String group = Nsg.group(Nsg.named("ssh", "access: Deny"));
    String rule =
        Nsg.named("ssh", "access: Allow")
            .replace("{name: ssh,", "{name: ssh, id: " + Nsg.ID + "/securityRules/ssh,");
    assertThat(ask(Nsg.only(group, rule))).isEqualTo("unknown");
    assertThat(Nsg.messages(group, rule))
        .isEqualTo(
            """
            -:1: warning: NSG rule ssh [SEEN_TWICE]
              found rule ssh of NSG nsg again, with another content, expected one description of a rule
              help: the first is -:3; both are taken to be possible
            """);
  }

  @Test
  void a_rule_without_its_group_proves_nothing() {
    String rule =
        Nsg.named("deny", "access: Deny")
            .replace("{name: deny,", "{name: deny, id: " + Nsg.ID + "/securityRules/deny,");
    SecurityGroup group = Nsg.only(rule);
    assertThat(group.name()).isEqualTo("nsg");
    assertThat(ask(group)).isEqualTo("unknown");
    assertThat(Nsg.messages(rule))
        .isEqualTo(
            """
            -:1: note: NSG rule deny [GROUP_MISSING]
              found a rule of an NSG that is not in the input, expected the NSG with all its rules
              help: any other rule is taken to be possible
            """);
  }

  @Test
  void two_descriptions_of_a_group_count_once_if_they_agree() {
    String group = Nsg.group(Nsg.rule("access: Deny"));
    assertThat(Nsg.messages(group, group)).isEmpty();
    assertThat(ask(Nsg.only(group, group))).isEqualTo("deny");
  }

  @Test
  void two_descriptions_of_a_group_that_differ_prove_nothing() {
    String monday = Nsg.group(Nsg.rule("access: Deny"));
    String tuesday = Nsg.group(Nsg.rule("access: Allow"));
    assertThat(ask(Nsg.only(monday, tuesday))).isEqualTo("unknown");
    assertThat(Nsg.messages(monday, tuesday))
        .isEqualTo(
            """
            -:1: warning: NSG nsg [SEEN_TWICE]
              found NSG nsg again, with other rules, expected one description of a group
              help: the first is -:1; any rule is taken to be possible
            """);
  }

  @Test
  void an_answer_without_its_rules_proves_nothing() {
    String cut = "{id: %s, name: nsg, properties: {subnets: []}}".formatted(Nsg.ID);
    assertThat(ask(Nsg.only(cut))).isEqualTo("unknown");
    assertThat(Nsg.messages(cut))
        .isEqualTo(
            """
            -:1: warning: NSG nsg [MISSING_FIELD]
              found an NSG without securityRules, expected its list of rules, even if it is empty
              help: any rule is taken to be possible; export it with az network nsg show
            """);
  }

  /// Rows of the form name, resources of a template, what they say of SSH from the Internet.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          no rule                     | {type: Microsoft.Network/networkSecurityGroups, name: a} | deny
          rules from a variable       | {type: Microsoft.Network/networkSecurityGroups, name: a, properties: {securityRules: "[variables('r')]"}} | unknown
          rules from a loop           | {type: Microsoft.Network/networkSecurityGroups, name: a, properties: {copy: [{name: securityRules, count: 2}]}} | unknown
          a rule from a variable      | {type: Microsoft.Network/networkSecurityGroups, name: a, properties: {securityRules: ["[variables('r')]"]}} | unknown
          a rule nested               | {type: Microsoft.Network/networkSecurityGroups, name: a, resources: [{type: securityRules, name: r, properties: RULE}]} | allow
          a rule beside               | {type: Microsoft.Network/networkSecurityGroups, name: a}, {type: Microsoft.Network/networkSecurityGroups/securityRules, name: a/r, properties: RULE} | allow
          a rule beside, computed     | {type: Microsoft.Network/networkSecurityGroups, name: "[variables('n')]"}, {type: Microsoft.Network/networkSecurityGroups/securityRules, name: "[concat(variables('n'), '/r')]", properties: RULE} | allow
          a rule of who knows whom    | {type: Microsoft.Network/networkSecurityGroups, name: a}, {type: Microsoft.Network/networkSecurityGroups/securityRules, name: "[parameters('r')]", properties: RULE} | unknown
          a rule on a condition       | {type: Microsoft.Network/networkSecurityGroups, name: a}, {type: Microsoft.Network/networkSecurityGroups/securityRules, name: a/r, condition: "[parameters('c')]", properties: RULE} | unknown
          a rule switched off         | {type: Microsoft.Network/networkSecurityGroups, name: a}, {type: Microsoft.Network/networkSecurityGroups/securityRules, name: a/r, condition: false, properties: RULE} | deny
          a rule whose group is gone  | {type: Microsoft.Network/networkSecurityGroups/securityRules, name: "[parameters('r')]", properties: RULE} | unknown
          """)
  void a_template_says_what_it_deploys(String name, String resources, String answer) {
    String rule = Nsg.rule("destinationPortRange: 22").replaceFirst(".*properties: ", "");
    String template =
        "{%s, resources: [%s]}"
            .formatted(SCHEMA, resources.replace("RULE", rule.substring(0, rule.length() - 1)));
    assertThat(ask(Nsg.only(template))).isEqualTo(answer);
  }

  @Test
  void documents_of_other_kinds_are_not_taken() {
    var reading = new NsgDialect().open();
    List<Boolean> taken =
        AzureText.documents(
                """
                {type: Microsoft.Network/virtualNetworks, name: v}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: p}}
                ---
                {type: Microsoft.Network/networkSecurityGroups, name: a, securityRules: []}
                """)
            .stream()
            .map(reading::accept)
            .toList();
    assertThat(taken).containsExactly(false, false, true);
  }

  private static String ask(SecurityGroup group) {
    return Nsg.ask(group, Direction.INGRESS, "20.1.2.3", "10.0.0.4", SSH);
  }
}
