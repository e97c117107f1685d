package io.seawall.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.aks.AksDialect;
import io.seawall.dialects.azurenetwork.AzureNetworkDialect;
import io.seawall.dialects.firewall.FirewallDialect;
import io.seawall.dialects.nsg.NsgDialect;
import io.seawall.model.AddressBounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Documents that are half right: a good one in which some values were replaced by others.
class AzureJunkTest {
  private static final List<Dialect> DIALECTS =
      List.of(new AksDialect(), new NsgDialect(), new AzureNetworkDialect(), new FirewallDialect());

  private static final List<Document> GOOD =
      AzureText.documents(
          """
          {type: Microsoft.ContainerService/managedClusters, name: c, properties: {agentPoolProfiles: [
            {name: a, count: 3, networkProfile: {allowedHostPorts: [{portStart: 22, portEnd: 23, protocol: TCP}]}}],
            networkProfile: {podCidr: 10.0.0.0/8, podCidrs: [10.0.0.0/8], loadBalancerProfile: {effectiveOutboundIPs: [{id: /x}]}},
            apiServerAccessProfile: {authorizedIPRanges: [1.2.3.4]}, addonProfiles: {a: {enabled: true, config: {b: c}}},
            linuxProfile: {ssh: {publicKeys: [{keyData: k}]}}, httpProxyConfig: {httpProxy: p, enabled: true}}}
          ---
          {type: Microsoft.Network/networkSecurityGroups, name: n, properties: {securityRules: [
            {name: r, properties: {priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet,
             sourcePortRange: '*', destinationAddressPrefixes: [10.0.0.0/8], destinationPortRanges: [22, 80-90],
             sourceApplicationSecurityGroups: [{id: /x}]}}],
            defaultSecurityRules: [{name: d, properties: {priority: 65500, direction: Inbound, access: Deny, protocol: '*',
             sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}}]}}
          ---
          {type: Microsoft.Network/virtualNetworks, name: v, properties: {addressSpace: {addressPrefixes: [10.0.0.0/8]},
            subnets: [{name: s, properties: {addressPrefix: 10.0.0.0/24, networkSecurityGroup: {id: /x}, serviceEndpoints: [{service: a}]}}],
            virtualNetworkPeerings: [{name: p, properties: {peeringState: Connected, remoteAddressSpace: {addressPrefixes: [10.0.0.0/8]}}}]}}
          ---
          {type: Microsoft.Network/routeTables, name: t, properties: {routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: None}}]}}
          ---
          {type: Microsoft.Network/azureFirewalls, name: f, properties: {firewallPolicy: {id: /p}, threatIntelMode: Deny,
            ipConfigurations: [{name: i, properties: {privateIPAddress: 10.0.0.4, subnet: {id: /s}, publicIPAddress: {id: /a}}}],
            networkRuleCollections: [{name: n, properties: {priority: 100, action: {type: Allow}, rules: [
              {name: r, protocols: [TCP], sourceAddresses: ['*'], destinationAddresses: [10.0.0.1], destinationPorts: ['80']}]}}]}}
          ---
          {id: /providers/Microsoft.Network/firewallPolicies/p, name: p, properties: {basePolicy: {id: /q}, dnsSettings: {enableProxy: true},
            ruleCollectionGroups: [{id: /g}]}}
          ---
          {id: /providers/Microsoft.Network/firewallPolicies/p/ruleCollectionGroups/g, properties: {priority: 100, ruleCollections: [
            {ruleCollectionType: FirewallPolicyFilterRuleCollection, name: c, priority: 100, action: {type: Deny}, rules: [
              {ruleType: ApplicationRule, name: r, sourceAddresses: ['*'], sourceIpGroups: [/i], protocols: [{protocolType: Https, port: 443}],
               targetFqdns: [a.example], fqdnTags: [T], webCategories: [W], targetUrls: [b.example/c]},
              {ruleType: NatRule, name: d, ipProtocols: [Any], destinationPorts: ['*'], destinationAddresses: ['*']}]}]}}
          ---
          {type: Microsoft.Network/ipGroups, name: i, properties: {ipAddresses: [10.0.0.1, 10.0.0.2-10.0.0.3]}}
          ---
          {$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', resources: [
            {type: Microsoft.Network/networkSecurityGroups/securityRules, name: a/b, condition: true, properties: {access: Allow}},
            {type: Microsoft.Network/networkSecurityGroups, name: a, resources: [{type: securityRules, name: c}]},
            {type: Microsoft.Resources/deployments, name: d, properties: {template: {resources: [{type: Microsoft.Network/virtualNetworks/subnets, name: v/s}]}}}]}
          """);

  private static final Gen<Node> JUNK =
      Gen.<Node>pick(
          List.of(
              new Scalar(1, ScalarKind.NULL, "null"),
              new Scalar(1, ScalarKind.STRING, ""),
              new Scalar(1, ScalarKind.STRING, "[parameters('x')]"),
              new Scalar(1, ScalarKind.STRING, "/"),
              new Scalar(1, ScalarKind.STRING, "*"),
              new Scalar(1, ScalarKind.STRING, "Microsoft."),
              new Scalar(1, ScalarKind.STRING, "1.2.3.4/99"),
              new Scalar(1, ScalarKind.NUMBER, "-7"),
              new Scalar(1, ScalarKind.NUMBER, "1e400"),
              new Scalar(1, ScalarKind.BOOLEAN, "false"),
              new Sequence(1, List.of()),
              new Sequence(1, List.of(new Scalar(1, ScalarKind.NULL, ""))),
              new Mapping(1, List.of()),
              new Mapping(
                  1,
                  List.of(new Entry("properties", 1, new Scalar(1, ScalarKind.STRING, "[x]"))))));

  @Test
  void a_half_right_document_is_read_without_failing() {
    Property.cases(4_000).holds(AzureJunkTest::spoiled, AzureJunkTest::check);
  }

  private static Document spoiled(Choices choices) {
    Document good = GOOD.get(choices.draw(GOOD.size()));
    int often = 1 + choices.draw(12);
    Node spoiled = spoiled(good.root(), choices, often);
    return new Document(
        "f.json", spoiled instanceof Mapping mapping ? mapping : good.root(), good.intended());
  }

  private static Node spoiled(Node node, Choices choices, int often) {
    if (choices.draw(often * 4) == 1) {
      return JUNK.from(choices);
    }
    return switch (node) {
      case Node.Clash clash -> clash;
      case Scalar _, Node.Unresolved _ -> node;
      case Sequence(int line, var items) ->
          new Sequence(line, items.stream().map(item -> spoiled(item, choices, often)).toList());
      case Mapping(int line, var entries) -> {
        List<Entry> out = new ArrayList<>();
        for (Entry entry : entries) {
          if (choices.draw(often * 8) != 1) {
            out.add(new Entry(entry.key(), entry.line(), spoiled(entry.value(), choices, often)));
          }
        }
        yield new Mapping(line, out);
      }
    };
  }

  private static void check(Document document) {
    for (Dialect dialect : DIALECTS) {
      Dialect.Reading reading = dialect.open();
      reading.accept(document);
      Parsed<Facts> parsed = reading.close();
      parsed.value().azure().securityGroups().forEach(AzureJunkTest::everyPacketMeetsARule);
      for (Diagnostic diagnostic : parsed.diagnostics()) {
        assertThat(diagnostic.found()).isNotBlank();
        assertThat(diagnostic.expected()).isNotBlank();
        assertThat(diagnostic.where().file()).isEqualTo("f.json");
      }
    }
  }

  /// INVARIANT of a group: whatever was written, some rule is sure to match.
  private static void everyPacketMeetsARule(SecurityGroup group) {
    for (Direction direction : Direction.values()) {
      assertThat(group.rules(direction))
          .as(direction.toString())
          .anyMatch(AzureJunkTest::isCatchAll);
    }
  }

  private static boolean isCatchAll(Rule rule) {
    return isEverybody(rule.local()) && isEverybody(rule.peers()) && rule.ports().packets().isAll();
  }

  private static boolean isEverybody(Peers peers) {
    return peers instanceof Peers.Everybody
        || (peers instanceof Peers.Addresses(var addresses) && addresses.equals(AddressBounds.ALL));
  }
}
