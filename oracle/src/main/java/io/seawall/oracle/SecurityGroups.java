package io.seawall.oracle;

import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One verdict of one network security group in one direction. Source: Azure, Network security
/// groups, "Security rules"; REST API, SecurityRulePropertiesFormat.
final class SecurityGroups {
  private static final List<Tree> DEFAULT_RULES =
      List.of(
          rule("Inbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
          rule("Inbound", 65001, "AzureLoadBalancer", "*", "Allow"),
          rule("Inbound", 65500, "*", "*", "Deny"),
          rule("Outbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
          rule("Outbound", 65001, "*", "Internet", "Allow"),
          rule("Outbound", 65500, "*", "*", "Deny"));

  private SecurityGroups() {}

  /// What is asked of a group.
  ///
  /// @param direction Inbound or Outbound
  /// @param source the address that the packet bears at this place
  /// @param subnet where the group is met, for the tags that depend on it
  /// @param routedPods whether the packet goes between pods with overlay or kubenet addresses
  record Question(
      String direction, Ip source, Ip destination, Flow flow, Subnet subnet, boolean routedPods) {}

  /// Rules in ascending priority; the first that matches decides.
  static boolean allows(Tree group, Question question) {
    if (isPlatform(question)) {
      return platformAllows(group, question);
    }
    var decided = firstMatch(customRules(group), question);
    if (decided.isEmpty() && question.routedPods()) {
      // Pod addresses are in no service tag, yet clusters work under the default rules: only custom
      // rules stop
      // traffic between pods. Source: AKS, concepts-network-azure-cni-overlay.
      return true;
    }
    return decided
        .or(() -> firstMatch(defaultRules(group), question))
        .map(SecurityGroups::isAllow)
        .orElse(false);
  }

  /// Platform traffic meets only rules that name its tag. Source: Azure, Network security groups,
  /// "Azure platform considerations".
  private static boolean platformAllows(Tree group, Question question) {
    var tag =
        question.destination().equals(ServiceTags.METADATA)
            ? "AzurePlatformIMDS"
            : "AzurePlatformDNS";
    var naming =
        customRules(group).stream()
            .filter(rule -> prefixes(rule, "destination").stream().anyMatch(tag::equalsIgnoreCase))
            .toList();
    return firstMatch(naming, question).map(SecurityGroups::isAllow).orElse(true);
  }

  private static boolean isPlatform(Question question) {
    var flow = question.flow();
    return question.destination().equals(ServiceTags.METADATA)
        || (question.destination().equals(ServiceTags.HOST)
            && (flow.isTcp() || flow.isUdp())
            && flow.destinationPort() == 53);
  }

  private static List<Tree> customRules(Tree group) {
    return rules(group, "securityRules");
  }

  /// Every group has the default rules; nobody can remove them.
  private static List<Tree> defaultRules(Tree group) {
    var given = rules(group, "defaultSecurityRules");
    return given.isEmpty() ? DEFAULT_RULES : given;
  }

  private static List<Tree> rules(Tree group, String field) {
    return group.atAnyCase("properties").atAnyCase(field).items().stream()
        .map(rule -> rule.atAnyCase("properties"))
        .toList();
  }

  private static Optional<Tree> firstMatch(List<Tree> rules, Question question) {
    return rules.stream()
        .sorted(Comparator.comparing(rule -> rule.atAnyCase("priority").number().orElseThrow()))
        .filter(rule -> matches(rule, question))
        .findFirst();
  }

  private static boolean isAllow(Tree rule) {
    var access = rule.atAnyCase("access").text().orElseThrow().toLowerCase(Locale.ROOT);
    return switch (access) {
      case "allow" -> true;
      case "deny" -> false;
      default -> throw new IllegalArgumentException("no access " + access);
    };
  }

  private static boolean matches(Tree rule, Question question) {
    return rule.atAnyCase("direction").text().orElseThrow().equalsIgnoreCase(question.direction())
        && protocolMatches(rule, question.flow())
        && addressMatches(rule, "source", question.source(), question.subnet())
        && addressMatches(rule, "destination", question.destination(), question.subnet())
        && portMatches(rule, "source", question.flow(), question.flow().sourcePort())
        && portMatches(rule, "destination", question.flow(), question.flow().destinationPort());
  }

  private static boolean protocolMatches(Tree rule, Flow flow) {
    var protocol = rule.atAnyCase("protocol").text().orElseThrow().toLowerCase(Locale.ROOT);
    return switch (protocol) {
      case "*" -> true;
      case "tcp" -> flow.protocol() == 6;
      case "udp" -> flow.protocol() == 17;
      case "icmp" -> flow.protocol() == 1;
      case "esp" -> flow.protocol() == 50;
      case "ah" -> flow.protocol() == 51;
      default -> throw new IllegalArgumentException("no protocol " + protocol);
    };
  }

  private static boolean addressMatches(Tree rule, String side, Ip ip, Subnet subnet) {
    if (!rule.atAnyCase(side + "ApplicationSecurityGroups").items().isEmpty()) {
      throw new IllegalArgumentException("no rule for application security groups");
    }
    return prefixes(rule, side).stream().anyMatch(prefix -> prefixHolds(prefix, ip, subnet));
  }

  /// Singular and plural field alike: an augmented rule uses the plural.
  private static Set<String> prefixes(Tree rule, String side) {
    return valuesOf(rule, side + "AddressPrefix", side + "AddressPrefixes");
  }

  private static boolean prefixHolds(String prefix, Ip ip, Subnet subnet) {
    if (prefix.equals("*")) {
      return true;
    }
    var isAddress = Character.isDigit(prefix.charAt(0)) || prefix.contains(":");
    return isAddress ? Cidr.of(prefix).contains(ip) : ServiceTags.holds(prefix, ip, subnet);
  }

  /// A packet without ports matches only where the rule does not ask for any.
  private static boolean portMatches(Tree rule, String side, Flow flow, int port) {
    return valuesOf(rule, side + "PortRange", side + "PortRanges").stream()
        .anyMatch(range -> range.equals("*") || (flow.hasPorts() && inRange(range, port)));
  }

  private static boolean inRange(String range, int port) {
    var ends = Pattern.compile("-").split(range, 2);
    return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
  }

  /// Both fields together; one of them must say something.
  private static Set<String> valuesOf(Tree rule, String singular, String plural) {
    var values = new LinkedHashSet<String>();
    rule.atAnyCase(singular).text().filter(text -> !text.isEmpty()).ifPresent(values::add);
    rule.atAnyCase(plural).items().forEach(item -> values.add(item.text().orElseThrow()));
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a security rule without " + singular);
    }
    return values;
  }

  private static Tree rule(
      String direction, int priority, String source, String destination, String access) {
    return new Tree(
        Map.of(
            "direction", direction,
            "priority", priority,
            "protocol", "*",
            "sourceAddressPrefix", source,
            "sourcePortRange", "*",
            "destinationAddressPrefix", destination,
            "destinationPortRange", "*",
            "access", access));
  }
}
