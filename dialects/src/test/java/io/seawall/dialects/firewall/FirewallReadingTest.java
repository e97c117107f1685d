package io.seawall.dialects.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureText;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Microsoft Learn, "Configure Azure Firewall rules" and "Azure Firewall policy rule
/// sets"; Microsoft.Network REST API, azureFirewalls and firewallPolicies/ruleCollectionGroups.
class FirewallReadingTest {
  private static List<String> order(AzureFirewall firewall) {
    return Fire.rules(firewall).stream().map(text -> text.substring(0, text.indexOf(':'))).toList();
  }

  @Test
  void groups_then_collections_go_by_priority_and_kinds_before_both() {
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("p"),
            Fire.policy("p", "first last", ""),
            Fire.group(
                "p",
                "last",
                500,
                Fire.collection("n", 100, "Allow", Fire.network("late", "'*'")),
                Fire.collection("a", 200, "Deny", Fire.application("lateName", "a.example"))),
            Fire.group(
                "p",
                "first",
                100,
                Fire.collection("b", 300, "Deny", Fire.network("third", "'*'")),
                Fire.collection(
                    "a", 200, "Allow", Fire.network("one", "'*'"), Fire.network("two", "'*'")),
                Fire.collection("c", 400, "Allow", Fire.application("name", "b.example"))));
    assertThat(order(firewall))
        .containsExactly(
            "network allow one",
            "network allow two",
            "network deny third",
            "network allow late",
            "application allow name",
            "application deny lateName");
  }

  @Test
  void rules_of_the_parent_policy_come_first_within_a_kind() {
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("child"),
            Fire.policy("child", "g", ", basePolicy: {id: " + Fire.HUB + "firewallPolicies/root}"),
            Fire.policy("root", "g", ""),
            Fire.group(
                "child", "g", 100, Fire.collection("c", 100, "Allow", Fire.network("mine", "'*'"))),
            Fire.group(
                "root",
                "g",
                60_000,
                Fire.collection("c", 60_000, "Deny", Fire.network("theirs", "'*'")),
                Fire.collection("d", 100, "Deny", Fire.application("theirName", "'*'"))));
    assertThat(order(firewall))
        .containsExactly("network deny theirs", "network allow mine", "application deny theirName");
  }

  @Test
  void a_classic_firewall_has_rules_of_its_own() {
    AzureFirewall firewall =
        Fire.only(
            Fire.firewall(
                """
                threatIntelMode: Deny,
                natRuleCollections: [{name: d, properties: {priority: 100, action: {type: Dnat}, rules: [
                  {name: in, protocols: [TCP], sourceAddresses: ['*'], destinationAddresses: [20.1.1.1],
                   destinationPorts: ['443'], translatedAddress: 10.1.0.9, translatedPort: '443'}]}}],
                networkRuleCollections: [{name: n, properties: {priority: 200, action: {type: Allow}, rules: [
                  {name: ntp, protocols: [UDP], sourceAddresses: [10.1.0.0/16], destinationPorts: ['123'],
                   destinationAddresses: [20.0.0.1-20.0.0.2, AzureCloud.westeurope]}]}}],
                applicationRuleCollections: [{name: a, properties: {priority: 200, action: {type: Deny}, rules: [
                  {name: aks, protocols: [{protocolType: Https, port: 443}], sourceAddresses: ['*'],
                   fqdnTags: [AzureKubernetesService]}]}}]
                """));
    assertThat(Fire.rules(firewall))
        .containsExactly(
            "dnat allow in: everybody -> addresses [20.1.1.1/32], TCP 443",
            "network allow ntp: addresses [10.1.0.0/16] -> (addresses [20.0.0.1/32, 20.0.0.2/32] |"
                + " AzureCloud.westeurope), UDP 123",
            "application deny aks: everybody -> FQDN tag AzureKubernetesService, TCP 443");
    assertThat(firewall.mayStop()).containsExactly("threatIntelMode Deny");
    assertThat(firewall.privateAddresses()).hasToString("[10.200.1.4]");
    assertThat(firewall.subnet().orElseThrow().name()).isEqualTo("AzureFirewallSubnet");
  }

  @Test
  void the_command_line_and_the_rest_api_say_the_same() {
    String rest =
        Fire.firewall(
            "networkRuleCollections: [{name: n, properties: {priority: 200, action: {type: Allow}, rules: ["
                + Fire.network("r", "'*'")
                + "]}}], natRuleCollections: [], applicationRuleCollections: []");
    String flat =
        """
        {id: %sazureFirewalls/fw, ipConfigurations: [{name: a, privateIpAddress: 10.200.1.4,
          publicIpAddress: {id: /p}, subnet: {id: %svirtualNetworks/hub/subnets/AzureFirewallSubnet}}],
          natRuleCollections: [], applicationRuleCollections: [], networkRuleCollections: [
            {name: n, priority: 200, action: {type: Allow}, rules: [%s]}]}
        """
            .formatted(
                Fire.HUB, Fire.HUB, Fire.network("r", "'*'").replace("ipProtocols", "protocols"));
    assertThat(AzureText.plain(Fire.only(flat))).isEqualTo(AzureText.plain(Fire.only(rest)));
  }

  @Test
  void an_ip_group_stands_for_its_addresses() {
    String rule =
        """
        {ruleType: NetworkRule, name: r, ipProtocols: [Any], destinationPorts: ['*'],
          sourceIpGroups: [%sipGroups/nodes, %sipGroups/lost], destinationAddresses: ['*']}
        """
            .formatted(Fire.HUB, Fire.HUB);
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("p"),
            Fire.policy("p", "g", ""),
            Fire.group("p", "g", 100, Fire.collection("c", 100, "Allow", rule)),
            "{id: %sipGroups/nodes, properties: {ipAddresses: [10.1.0.0/16, 10.2.0.1-10.2.0.2]}}"
                .formatted(Fire.HUB));
    assertThat(Fire.rules(firewall).getFirst())
        .isEqualTo(
            "network allow r: (addresses [10.1.0.0/16, 10.2.0.1/32, 10.2.0.2/32] | ?) -> everybody,"
                + " ICMP TCP UDP");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a policy that is not in the input   | policy other | firewall policy p is not in the input
          a group that is not in the input    | policy p     | rule collection group g is not in the input
          """)
  void what_is_not_in_the_input_may_hold_any_rule(String name, String text, String missing) {
    String policy = text.substring("policy ".length());
    AzureFirewall firewall = Fire.only(Fire.ofPolicy("p"), Fire.policy(policy, "g", ""));
    assertThat(order(firewall)).containsExactly("network allow? ", "network deny? ");
    assertThat(firewall.networkRules())
        .extracting(FirewallRule::doubts)
        .containsOnly(List.of(missing));
  }

  @Test
  void a_parent_policy_that_is_not_in_the_input_may_come_before_all() {
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("p"),
            Fire.policy("p", "g", ", basePolicy: {id: " + Fire.HUB + "firewallPolicies/root}"),
            Fire.group("p", "g", 100, Fire.collection("c", 1, "Allow", Fire.network("r", "'*'"))));
    assertThat(order(firewall))
        .containsExactly("network allow? ", "network deny? ", "network allow r");
  }

  @Test
  void two_descriptions_that_differ_leave_any_rule_possible() {
    String[] texts = {
      Fire.ofPolicy("p"),
      Fire.policy("p", "g", ""),
      Fire.group("p", "g", 100, Fire.collection("c", 1, "Allow", Fire.network("r", "'*'"))),
      Fire.group("p", "g", 100, Fire.collection("c", 1, "Allow", Fire.network("r", "10.0.0.1")))
    };
    assertThat(order(Fire.only(texts))).containsExactly("network allow? ", "network deny? ");
    assertThat(Fire.messages(texts)).contains("SEEN_TWICE");
  }

  @Test
  void two_descriptions_that_agree_are_one() {
    String group =
        Fire.group("p", "g", 100, Fire.collection("c", 1, "Allow", Fire.network("r", "'*'")));
    String[] texts = {Fire.ofPolicy("p"), Fire.policy("p", "g", ""), group, "\n" + group};
    assertThat(order(Fire.only(texts))).containsExactly("network allow r");
    assertThat(Fire.messages(texts)).isEmpty();
  }

  @Test
  void two_collections_of_one_priority_may_come_in_either_order() {
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("p"),
            Fire.policy("p", "g", ""),
            Fire.group(
                "p",
                "g",
                100,
                Fire.collection("c", 200, "Allow", Fire.network("this", "'*'")),
                Fire.collection("d", 200, "Deny", Fire.network("that", "'*'")),
                Fire.collection("e", 200, "Allow", Fire.application("name", "a.example"))));
    assertThat(order(firewall))
        .containsExactly("network allow? this", "network deny? that", "application allow name");
  }

  @Test
  void an_answer_without_its_lists_may_hold_any_rule() {
    AzureFirewall firewall = Fire.only(Fire.firewall("threatIntelMode: Alert"));
    assertThat(order(firewall)).contains("network allow? ", "network deny? ");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          targetFqdns | '*.Example.com' | *.example.com
          targetFqdns | a.*.com         | what the name "a.*.com" means
          targetUrls  | www.example.com/shop/* | www.example.com (some paths)
          targetUrls  | 'https://www.example.com/*' | www.example.com
          webCategories | Business      | web category Business
          """)
  void names_are_read_as_written(String key, String written, String expected) {
    String rule =
        """
        {ruleType: ApplicationRule, name: r, sourceAddresses: ['*'],
          protocols: [{protocolType: Http, port: 8080}], %s: ['%s']}
        """
            .formatted(key, written);
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("p"),
            Fire.policy("p", "g", ""),
            Fire.group("p", "g", 100, Fire.collection("c", 200, "Allow", rule)));
    assertThat(Fire.rules(firewall))
        .containsExactly("application allow r: everybody -> " + expected + ", TCP 8080");
  }

  @Test
  void ports_of_any_protocol_say_nothing_sure_of_packets_without_ports() {
    String rule =
        """
        {ruleType: NetworkRule, name: r, ipProtocols: [Any], destinationPorts: ['53', 80-81],
          sourceAddresses: ['*'], destinationAddresses: ['*']}
        """;
    AzureFirewall firewall =
        Fire.only(
            Fire.ofPolicy("p"),
            Fire.policy("p", "g", ""),
            Fire.group("p", "g", 100, Fire.collection("c", 200, "Deny", rule)));
    assertThat(Fire.rules(firewall).getFirst())
        .isEqualTo("network deny r: everybody -> everybody, TCP 53 TCP 80-81 UDP 53 UDP 80-81");
    assertThat(order(firewall)).containsExactly("network deny r", "network deny? r");
  }

  @Test
  void what_azure_refuses_is_complained_of_and_matches_perhaps() {
    String rule =
        """
        {ruleType: NetworkRule, name: r, ipProtocols: [TCP], destinationPorts: [http],
          sourceAddresses: [10.0.0.1/40], destinationAddresses: ['*']}
        """;
    String[] texts = {
      Fire.ofPolicy("p"),
      Fire.policy("p", "g", ""),
      Fire.group("p", "g", 100, Fire.collection("c", 200, "Allow", rule))
    };
    assertThat(Fire.messages(texts))
        .contains("found the text \"http\", expected a port from 0 to 65535")
        .contains("found the text \"10.0.0.1/40\", expected an IP address");
    assertThat(Fire.rules(Fire.only(texts)))
        .containsExactly("network allow? r: ? -> everybody, TCP");
  }

  @Test
  void names_in_network_rules_need_the_dns_proxy() {
    String rule =
        """
        {ruleType: NetworkRule, name: ntp, ipProtocols: [UDP], destinationPorts: ['123'],
          sourceAddresses: ['*'], destinationFqdns: [ntp.ubuntu.com]}
        """;
    String group = Fire.group("p", "g", 100, Fire.collection("c", 200, "Allow", rule));
    assertThat(Fire.messages(Fire.ofPolicy("p"), Fire.policy("p", "g", ""), group))
        .contains("NAMES_WITHOUT_DNS_PROXY");
    assertThat(
            Fire.messages(
                Fire.ofPolicy("p"),
                Fire.policy("p", "g", ", dnsSettings: {enableProxy: true}"),
                group))
        .isEmpty();
  }
}
