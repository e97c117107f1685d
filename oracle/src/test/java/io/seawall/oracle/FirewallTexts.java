package io.seawall.oracle;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Texts of Azure Firewalls, from rules in one line each: `net priority action protocol sources
/// destinations ports` and `app priority action sources names port`, separated by `;`. A source or
/// destination may be `group:NAME`, a destination `fqdn:NAME`.
final class FirewallTexts {
  private static final String ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/";

  private FirewallTexts() {}

  /// The properties of a firewall with a policy.
  static String of(String policy) {
    return ", \"firewallPolicy\": { \"id\": \"" + ID + "firewallPolicies/" + policy + "\" }";
  }

  /// @param base the name of its parent, or empty
  /// @param field a further property, or empty
  static String policy(String name, String base, String field) {
    var parent =
        base.isEmpty()
            ? ""
            : ", \"basePolicy\": { \"id\": \"" + ID + "FirewallPolicies/" + base + "\" }";
    return """
    { "id": "%1$sfirewallPolicies/%2$s", "type": "Microsoft.Network/firewallPolicies",
      "properties": { "sku": { "tier": "Premium" } %3$s %4$s } }
    """
        .formatted(ID, name, parent, field.isEmpty() ? "" : ", " + field);
  }

  static String group(String policy, String name, int priority, String rules) {
    var collections =
        lines(rules)
            .map(part ->
                """
                { "ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": "c%2$s", "priority": %2$s,
                  "action": { "type": "%3$s" }, "rules": [ %1$s ] }
                """
                    .formatted(
                        part[0].equals("net")
                            ? "{ \"ruleType\": \"NetworkRule\", \"ipProtocols\": " + network(part)
                            : "{ \"ruleType\": \"ApplicationRule\", " + application(part),
                        part[1],
                        part[2]))
            .collect(Collectors.joining(", "));
    return """
    { "id": "%1$sfirewallPolicies/%2$s/ruleCollectionGroups/%3$s",
      "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
      "properties": { "priority": %4$d, "ruleCollections": [ %5$s ] } }
    """
        .formatted(ID, policy, name, priority, collections);
  }

  /// The properties of a firewall with rules of its own.
  static String classic(String rules) {
    return ", \"networkRuleCollections\": [ "
        + collections(rules, "net")
        + " ], \"applicationRuleCollections\": [ "
        + collections(rules, "app")
        + " ]";
  }

  private static String collections(String rules, String type) {
    return lines(rules)
        .filter(part -> part[0].equals(type))
        .map(part ->
            """
            { "name": "c%2$s", "properties": { "priority": %2$s, "action": { "type": "%3$s" }, "rules": [ %1$s ] } }
            """
                .formatted(
                    type.equals("net")
                        ? "{ \"protocols\": " + network(part)
                        : "{ " + application(part),
                    part[1],
                    part[2]))
        .collect(Collectors.joining(", "));
  }

  static String ipGroup(String name, String addresses) {
    return """
    { "id": "%sipGroups/%s", "type": "Microsoft.Network/ipGroups", "properties": { "ipAddresses": [ "%s" ] } }
    """
        .formatted(ID, name, addresses);
  }

  private static Stream<String[]> lines(String rules) {
    return Stream.of(rules.split(";", -1))
        .map(String::strip)
        .filter(rule -> !rule.isEmpty())
        .map(rule -> rule.split("\\s+", -1));
  }

  private static String network(String[] part) {
    return "[ \"%s\" ], \"name\": \"r\", %s, %s, \"destinationPorts\": [ \"%s\" ] }"
        .formatted(part[3], side("source", part[4]), side("destination", part[5]), part[6]);
  }

  private static String side(String side, String word) {
    if (word.startsWith("group:")) {
      return "\"%sIpGroups\": [ \"%sipGroups/%s\" ]"
          .formatted(side, ID, word.substring("group:".length()));
    }
    return word.startsWith("fqdn:")
        ? "\"%sFqdns\": [ \"%s\" ]".formatted(side, word.substring("fqdn:".length()))
        : "\"%sAddresses\": [ \"%s\" ]".formatted(side, word);
  }

  private static String application(String[] part) {
    return "\"name\": \"r\", %s, \"targetFqdns\": [ \"%s\" ], \"protocols\": [ { \"protocolType\": \"Https\", \"port\": %s } ] }"
        .formatted(side("source", part[3]), part[4], part[5]);
  }
}
