package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import java.util.Set;
import java.util.stream.Stream;

/// Which packets a rule of Cilium means by its members of layer 4 and above. Source: Cilium
/// documentation, Layer 4 Policies.
final class CiliumPorts {
  private static final int ICMP = 1;
  private static final int ICMP_OF_IPV6 = 58;

  /// What makes the proxy look at the connection. Source: PortRule of the API.
  private static final Set<String> PROXIED =
      Set.of("rules", "serverNames", "listener", "terminatingTLS", "originatingTLS");

  private final Cluster cluster;

  CiliumPorts(Cluster cluster) {
    this.cluster = cluster;
  }

  static boolean arePresent(Tree item) {
    return !item.at("toPorts").items().isEmpty() || !item.at("icmps").items().isEmpty();
  }

  /// Whether the proxy may look at the packet: one of the members for it means the packet's port.
  boolean mayBeProxied(Tree item, Asked asked) {
    return item.at("toPorts").items().stream()
        .filter(CiliumPorts::mayBeProxied)
        .anyMatch(rule -> ofPortRule(rule, asked) != Answer.NO);
  }

  /// Rules of DNS that match every name block no query. Source: Endpoint default policy, the policy
  /// that intercepts all DNS.
  private static boolean mayBeProxied(Tree portRule) {
    return PROXIED.stream().anyMatch(field -> !portRule.at(field).isAbsent())
        && portRule.at("rules").at("dns").items().stream()
            .noneMatch(rule -> rule.at("matchPattern").text().orElse("").equals("*"));
  }

  /// Without these members, all ports and protocols, ICMP included; with them, what they name.
  Answer match(Tree item, Asked asked) {
    return !arePresent(item)
        ? Answer.YES
        : Stream.concat(
                item.at("toPorts").items().stream().map(rule -> ofPortRule(rule, asked)),
                item.at("icmps").items().stream()
                    .flatMap(icmp -> icmp.at("fields").items().stream())
                    .map(field -> Answer.of(isIcmp(field, asked.flow()))))
            .reduce(Answer.NO, Answer::or);
  }

  /// What the proxy says of the connection is past what a packet tells.
  private Answer ofPortRule(Tree portRule, Asked asked) {
    var ports = portRule.at("ports").items();
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("no rule for toPorts without ports");
    }
    var matches = ports.stream().map(port -> ofPort(port, asked)).reduce(Answer.NO, Answer::or);
    return mayBeProxied(portRule) ? matches.and(Answer.OPEN) : matches;
  }

  /// Source: PortProtocol: without a protocol, or with ANY, any protocol that has ports; `endPort`
  /// is ignored for a name; port 0 is all ports.
  private Answer ofPort(Tree item, Asked asked) {
    var flow = asked.flow();
    var protocol = item.at("protocol").text().orElse("ANY");
    if (!flow.hasPorts()
        || !(protocol.equals("ANY") || protocol.equals(flow.kubernetesProtocol()))) {
      return Answer.NO;
    }
    var port = item.at("port").text().orElseThrow();
    if (!port.chars().allMatch(Character::isDigit)) {
      return ofName(port, asked);
    }
    var first = Integer.parseInt(port);
    var last = Math.max(first, item.at("endPort").number().orElse(first));
    return Answer.of(
        first == 0 || (first <= flow.destinationPort() && flow.destinationPort() <= last));
  }

  /// A port of the receiver with this name, or perhaps of another pod.
  private Answer ofName(String name, Asked asked) {
    return asked.flow().isTo(name) ? Answer.YES : amongAllPods(name, asked, cluster);
  }

  /// An agent resolves the names of an egress rule among the ports of all pods, whoever the
  /// receiver is, which the documentation neither says nor denies; so it is open where another
  /// pod's port of this name has the number.
  static Answer amongAllPods(String name, Asked asked, Cluster cluster) {
    return asked.direction() == Direction.EGRESS
            && cluster.pods().anyMatch(pod -> asked.flow().hasPortOf(pod, name))
        ? Answer.OPEN
        : Answer.NO;
  }

  /// Source: ICMPField: the family is IPv4 if missing; the type is a number or a name.
  private static boolean isIcmp(Tree field, Flow flow) {
    var protocol = field.at("family").text().orElse("IPv4").equals("IPv6") ? ICMP_OF_IPV6 : ICMP;
    var type = field.at("type");
    var number =
        type.isNumber() ? type.number().orElseThrow() : typeOf(type.text().orElseThrow(), protocol);
    return flow.protocol() == protocol && flow.sourcePort() == number;
  }

  /// Source: IANA, ICMP Type Numbers and ICMPv6 Type Numbers.
  private static int typeOf(String name, int protocol) {
    return switch (name) {
      case "EchoRequest" -> protocol == ICMP ? 8 : 128;
      case "EchoReply" -> protocol == ICMP ? 0 : 129;
      default -> Integer.parseInt(name);
    };
  }
}
