package io.seawall.oracle;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether one rule of an Azure Firewall matches a packet. Source: REST API,
/// AzureFirewallNetworkRule, AzureFirewallApplicationRule, NetworkRule and ApplicationRule of
/// firewall policies.
final class FirewallMatch {
  private static final Pattern DASH = Pattern.compile("-");

  private final Documents documents;

  FirewallMatch(Documents documents) {
    this.documents = documents;
  }

  /// Whether a network rule matches. One for names matches an address that one of them resolves to,
  /// which is in no text.
  Answer network(Tree rule, Flow flow, Ip source) {
    var named =
        rule.atAnyCase("destinationFqdns").items().isEmpty()
            ? Answer.NO
            : ServiceTags.inTable(flow.destination()).or(Answer.OPEN);
    return protocol(rule, flow)
        .and(side(rule, "source", source))
        .and(side(rule, "destination", flow.destination()).or(named))
        .and(ports(rule, flow));
  }

  /// Whether an application rule matches. It sees the name that the client asks for, not the
  /// address: one that allows may match. One that denies every name leaves nothing, since what has
  /// no name is denied as well.
  Answer application(Tree rule, Flow flow, Ip source, Answer verdict) {
    var isForAll =
        verdict == Answer.NO
            && texts(rule, "targetFqdns").contains("*")
            && rule.atAnyCase("destinationAddresses").items().isEmpty();
    var isToPort =
        flow.isTcp()
            && rule.atAnyCase("protocols").items().stream()
                .anyMatch(protocol ->
                    protocol.atAnyCase("port").number().orElse(0) == flow.destinationPort());
    return Answer.of(isToPort)
        .and(side(rule, "source", source))
        .and(isForAll ? Answer.YES : Answer.OPEN);
  }

  /// Classic rules say `protocols`, those of policies `ipProtocols`. Of protocols other than TCP,
  /// UDP and ICMP the documents do not speak.
  private static Answer protocol(Tree rule, Flow flow) {
    var protocols =
        (rule.atAnyCase("ipProtocols").isAbsent()
                ? texts(rule, "protocols")
                : texts(rule, "ipProtocols"))
            .stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    return switch (flow.protocol()) {
      case 1 -> Answer.of(protocols.contains("icmp") || protocols.contains("any"));
      case 6 -> Answer.of(protocols.contains("tcp") || protocols.contains("any"));
      case 17 -> Answer.of(protocols.contains("udp") || protocols.contains("any"));
      default -> protocols.contains("any") ? Answer.OPEN : Answer.NO;
    };
  }

  /// Addresses and IP groups of one side; they count together.
  private Answer side(Tree rule, String side, Ip ip) {
    var own =
        texts(rule, side + "Addresses").stream()
            .map(word -> holds(word, ip))
            .reduce(Answer.NO, Answer::or);
    return texts(rule, side + "IpGroups").stream()
        .map(id -> documents.resource("microsoft.network/ipgroups", id))
        .flatMap(group -> texts(group.atAnyCase("properties"), "ipAddresses").stream())
        .map(word -> holds(word, ip))
        .reduce(own, Answer::or);
  }

  /// An asterisk, an address, a CIDR block, a range, or a service tag.
  private static Answer holds(String word, Ip ip) {
    if (word.equals("*")) {
      return Answer.YES;
    }
    if (!Character.isDigit(word.charAt(0)) && !word.contains(":")) {
      return ServiceTags.inTable(ip);
    }
    var ends = DASH.split(word, 2);
    if (ends.length == 1) {
      return Answer.of(Cidr.of(word).contains(ip));
    }
    var first = Ip.of(ends[0]);
    return Answer.of(
        first.family() == ip.family()
            && first.value().compareTo(ip.value()) <= 0
            && ip.value().compareTo(Ip.of(ends[1]).value()) <= 0);
  }

  /// What ports mean for packets without any is not said.
  private static Answer ports(Tree rule, Flow flow) {
    var ranges = texts(rule, "destinationPorts");
    if (ranges.contains("*")) {
      return Answer.YES;
    }
    if (!flow.hasPorts()) {
      return Answer.OPEN;
    }
    return Answer.of(
        ranges.stream()
            .map(range -> DASH.split(range, 2))
            .anyMatch(ends ->
                Integer.parseInt(ends[0]) <= flow.destinationPort()
                    && flow.destinationPort() <= Integer.parseInt(ends[ends.length - 1])));
  }

  private static List<String> texts(Tree rule, String field) {
    return rule.atAnyCase(field).items().stream().map(item -> item.text().orElseThrow()).toList();
  }
}
