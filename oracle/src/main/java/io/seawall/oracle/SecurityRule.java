package io.seawall.oracle;

import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether one rule of a network security group, or of an administrator, matches. Source: Azure,
/// Network security groups, "Security rules"; REST API, SecurityRulePropertiesFormat.
final class SecurityRule {
  private SecurityRule() {}

  /// What is asked of a rule.
  ///
  /// @param direction Inbound or Outbound
  /// @param source the address that the packet bears at this place
  /// @param subnet where the rule is met, for the tags that depend on it
  /// @param routedPods whether the packet goes between pods with overlay or kubenet addresses
  record Question(
      String direction, Ip source, Ip destination, Flow flow, Subnet subnet, boolean routedPods) {
    /// Whether this is platform traffic, which meets only rules that name its tag. Source: Azure,
    /// Network security groups, "Azure platform considerations".
    boolean isPlatform() {
      return destination.equals(ServiceTags.METADATA)
          || (destination.equals(ServiceTags.HOST)
              && (flow.isTcp() || flow.isUdp())
              && flow.destinationPort() == 53);
    }
  }

  /// @param rule the properties of a security rule
  static Answer matches(Tree rule, Question question, ApplicationGroups groups) {
    return Answer.of(
            directionOf(rule).equalsIgnoreCase(question.direction())
                && holdsProtocol(rule.atAnyCase("protocol").text().orElseThrow(), question.flow())
                && holdsPort(ports(rule, "source"), question.flow(), question.flow().sourcePort())
                && holdsPort(
                    ports(rule, "destination"), question.flow(), question.flow().destinationPort()))
        .and(addressMatches(rule, "source", question.source(), question.subnet(), groups))
        .and(
            addressMatches(rule, "destination", question.destination(), question.subnet(), groups));
  }

  static String directionOf(Tree rule) {
    return rule.atAnyCase("direction").text().orElseThrow();
  }

  /// Security rules of administrators say `Any` where groups say `*`.
  static boolean holdsProtocol(String protocol, Flow flow) {
    return switch (protocol.toLowerCase(Locale.ROOT)) {
      case "*", "any" -> true;
      case "tcp" -> flow.protocol() == 6;
      case "udp" -> flow.protocol() == 17;
      case "icmp" -> flow.protocol() == 1;
      case "esp" -> flow.protocol() == 50;
      case "ah" -> flow.protocol() == 51;
      default -> throw new IllegalArgumentException("no protocol " + protocol);
    };
  }

  private static Answer addressMatches(
      Tree rule, String side, Ip ip, Subnet subnet, ApplicationGroups groups) {
    var named = rule.atAnyCase(side + "ApplicationSecurityGroups").items();
    if (!named.isEmpty()) {
      return named.stream()
          .map(group -> groups.holds(group.atAnyCase("id").text().orElseThrow(), ip))
          .reduce(Answer.NO, Answer::or);
    }
    return prefixes(rule, side).stream()
        .map(prefix -> holdsAddress(prefix, ip, subnet))
        .reduce(Answer.NO, Answer::or);
  }

  /// Singular and plural field alike: an augmented rule uses the plural.
  static Set<String> prefixes(Tree rule, String side) {
    return valuesOf(rule, side + "AddressPrefix", side + "AddressPrefixes");
  }

  private static Set<String> ports(Tree rule, String side) {
    return valuesOf(rule, side + "PortRange", side + "PortRanges");
  }

  /// Whether the word, an asterisk, an address, a CIDR block or a service tag, holds the address.
  static Answer holdsAddress(String prefix, Ip ip, Subnet subnet) {
    if (prefix.equals("*")) {
      return Answer.YES;
    }
    var isAddress = Character.isDigit(prefix.charAt(0)) || prefix.contains(":");
    return isAddress
        ? Answer.of(Cidr.of(prefix).contains(ip))
        : ServiceTags.holds(prefix, ip, subnet);
  }

  /// A packet without ports matches only where the rule does not ask for any.
  static boolean holdsPort(Set<String> ranges, Flow flow, int port) {
    return ranges.stream()
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
}
