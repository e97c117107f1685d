package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureText;
import io.seawall.dialects.PeersText;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads firewalls, and prints their rules in the order in which they are asked.
final class Fire {
  static final String HUB = "/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/";

  private Fire() {}

  static Parsed<Facts> read(String... texts) {
    return AzureText.read(new FirewallDialect(), texts);
  }

  static AzureFirewall only(String... texts) {
    List<AzureFirewall> all = read(texts).value().azure().firewalls();
    if (all.size() != 1) {
      throw new AssertionError("not one firewall: " + all);
    }
    return all.getFirst();
  }

  static String messages(String... texts) {
    return AzureText.messages(read(texts).diagnostics());
  }

  /// A firewall at 10.200.1.4 with more properties.
  static String firewall(String properties) {
    return """
    {id: %sazureFirewalls/fw, properties: {ipConfigurations: [{name: a, properties: {
      privateIPAddress: 10.200.1.4, publicIPAddress: {id: /p},
      subnet: {id: %svirtualNetworks/hub/subnets/AzureFirewallSubnet}}}], %s}}
    """
        .formatted(HUB, HUB, properties);
  }

  /// A firewall with this policy.
  static String ofPolicy(String policy) {
    return firewall("firewallPolicy: {id: " + HUB + "firewallPolicies/" + policy + "}");
  }

  /// A policy with these groups and more properties.
  static String policy(String name, String groups, String more) {
    String ids =
        Stream.of(groups.split(" ", -1))
            .filter(group -> !group.isEmpty())
            .map(group ->
                "{id: " + HUB + "firewallPolicies/" + name + "/ruleCollectionGroups/" + group + "}")
            .collect(Collectors.joining(", "));
    return "{id: %sfirewallPolicies/%s, properties: {ruleCollectionGroups: [%s]%s}}"
        .formatted(HUB, name, ids, more);
  }

  /// A rule collection group.
  static String group(String policy, String name, int priority, String... collections) {
    return """
    {id: %sfirewallPolicies/%s/ruleCollectionGroups/%s, properties: {priority: %d,
      ruleCollections: [%s]}}
    """
        .formatted(HUB, policy, name, priority, String.join(", ", collections));
  }

  /// A collection of filter rules.
  static String collection(String name, int priority, String action, String... rules) {
    return """
    {ruleCollectionType: FirewallPolicyFilterRuleCollection, name: %s, priority: %d,
      action: {type: %s}, rules: [%s]}
    """
        .formatted(name, priority, action, String.join(", ", rules));
  }

  /// A network rule for TCP 443 from 10.0.0.0/8.
  static String network(String name, String destinations) {
    return """
    {ruleType: NetworkRule, name: %s, ipProtocols: [TCP], destinationPorts: ['443'],
      sourceAddresses: [10.0.0.0/8], destinationAddresses: [%s]}
    """
        .formatted(name, destinations);
  }

  /// An application rule for HTTPS from 10.0.0.0/8.
  static String application(String name, String names) {
    return """
    {ruleType: ApplicationRule, name: %s, protocols: [{protocolType: Https, port: 443}],
      sourceAddresses: [10.0.0.0/8], targetFqdns: [%s]}
    """
        .formatted(name, names);
  }

  /// `network allow a: addresses [10.0.0.0/8] -> Storage, TCP 443` for each rule; a rule that
  /// matches perhaps has a question mark.
  static List<String> rules(AzureFirewall firewall) {
    return Stream.of(
            texts("dnat", firewall.translations()),
            texts("network", firewall.networkRules()),
            texts("application", firewall.applicationRules()))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> texts(String kind, List<FirewallRule> rules) {
    return rules.stream().map(rule -> kind + " " + text(rule)).toList();
  }

  private static String text(FirewallRule one) {
    Rule rule = one.rule();
    String to =
        one.hosts().isEmpty()
            ? PeersText.peers(rule.peers())
            : one.hosts().stream().map(Host::text).collect(Collectors.joining(", "));
    return "%s%s %s: %s -> %s, %s"
        .formatted(
            rule.verdict().name().toLowerCase(Locale.ROOT),
            one.doubts().isEmpty() ? "" : "?",
            rule.name(),
            PeersText.peers(rule.local()),
            to,
            packets(rule.ports().packets()));
  }

  private static String packets(PacketSet packets) {
    return packets.blocks().stream()
        .map(block ->
            block.destinations() == Ports.ALL
                ? block.protocol().toString()
                : block.protocol() + " " + block.destinations())
        .collect(Collectors.joining(" "));
  }
}
