package io.seawall.dialects.cilium;

import io.seawall.dialects.Fields;
import io.seawall.dialects.cilium.CiliumPolicy.Port;
import io.seawall.dialects.cilium.CiliumPolicy.PortRule;
import io.seawall.dialects.kubernetes.Names;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `toPorts` and `icmps` of one rule.
///
/// Source: Cilium source, pkg/policy/api, PortRule, PortDenyRule and ICMPRule; documentation,
/// "Layer 4 Policies" and "Layer 7 Policies".
final class CiliumPortReader {
  /// The most ports of one item that Cilium takes.
  private static final int MOST = 40;

  private static final Set<String> LAYER_SEVEN = Set.of("http", "kafka", "dns", "l7proto");

  private static final List<Protocol> EVERY = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);

  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("EchoReply", 0),
          Map.entry("DestinationUnreachable", 3),
          Map.entry("Redirect", 5),
          Map.entry("Echo", 8),
          Map.entry("EchoRequest", 8),
          Map.entry("RouterAdvertisement", 9),
          Map.entry("RouterSelection", 10),
          Map.entry("TimeExceeded", 11),
          Map.entry("ParameterProblem", 12),
          Map.entry("Timestamp", 13),
          Map.entry("TimestampReply", 14),
          Map.entry("Photuris", 40),
          Map.entry("ExtendedEchoRequest", 42),
          Map.entry("ExtendedEchoReply", 43));

  private static final Map<String, Integer> TYPES_V6 =
      Map.ofEntries(
          Map.entry("DestinationUnreachable", 1),
          Map.entry("PacketTooBig", 2),
          Map.entry("TimeExceeded", 3),
          Map.entry("ParameterProblem", 4),
          Map.entry("EchoRequest", 128),
          Map.entry("EchoReply", 129),
          Map.entry("MulticastListenerQuery", 130),
          Map.entry("MulticastListenerReport", 131),
          Map.entry("MulticastListenerDone", 132),
          Map.entry("RouterSolicitation", 133),
          Map.entry("RouterAdvertisement", 134),
          Map.entry("NeighborSolicitation", 135),
          Map.entry("NeighborAdvertisement", 136),
          Map.entry("RedirectMessage", 137),
          Map.entry("RouterRenumbering", 138),
          Map.entry("ICMPNodeInformationQuery", 139),
          Map.entry("ICMPNodeInformationResponse", 140),
          Map.entry("InverseNeighborDiscoverySolicitation", 141),
          Map.entry("InverseNeighborDiscoveryAdvertisement", 142),
          Map.entry("HomeAgentAddressDiscoveryRequest", 144),
          Map.entry("HomeAgentAddressDiscoveryReply", 145),
          Map.entry("MobilePrefixSolicitation", 146),
          Map.entry("MobilePrefixAdvertisement", 147),
          Map.entry("DuplicateAddressRequestCodeSuffix", 157),
          Map.entry("DuplicateAddressConfirmationCodeSuffix", 158),
          Map.entry("ExtendedEchoRequest", 160),
          Map.entry("ExtendedEchoReply", 161));

  private final Fields rule;
  private final Direction direction;
  private final boolean deny;

  /// @param deny whether the rule denies: such a rule has no conditions
  CiliumPortReader(Fields rule, Direction direction, boolean deny) {
    this.rule = rule;
    this.direction = direction;
    this.deny = deny;
  }

  List<PortRule> read() {
    List<PortRule> out = new ArrayList<>();
    for (Fields item : rule.children("toPorts")) {
      out.add(portRule(item));
      item.close();
    }
    for (Fields item : rule.children("icmps")) {
      List<Port> types = new ArrayList<>();
      item.children("fields").forEach(field -> icmp(field).ifPresent(types::add));
      item.close();
      out.add(new PortRule(types, List.of(), Optional.empty(), item.where()));
    }
    if (!rule.items("toPorts").isEmpty() && !rule.items("icmps").isEmpty()) {
      rule.complain(
          "ONE_OF",
          rule.where(),
          "toPorts and icmps",
          "at most one of them",
          "make each a rule of its own");
    }
    return out;
  }

  private PortRule portRule(Fields item) {
    List<Port> ports = new ArrayList<>();
    List<Fields> written = item.children("ports");
    if (written.size() > MOST) {
      item.complain(
          "BAD_PORTS",
          item.where("ports"),
          written.size() + " ports",
          "at most " + MOST + " ports",
          "split the rule");
    }
    written.forEach(port -> {
      ports.addAll(ports(port));
      port.close();
    });
    List<String> conditions = deny ? List.of() : conditions(item, ports);
    return deny
        ? new PortRule(ports, List.of(), Optional.empty(), item.where())
        : new PortRule(ports, conditions, HttpRules.of(item), item.where());
  }

  /// What lets by only some of the packets to the ports.
  private List<String> conditions(Fields item, List<Port> ports) {
    List<String> conditions = new ArrayList<>();
    item.child("rules").ifPresent(rules -> layerSeven(rules, ports, conditions));
    if (!item.items("serverNames").isEmpty()) {
      conditions.add(
          "for which server name the connection asks (serverNames: "
              + String.join(", ", item.texts("serverNames"))
              + ")");
    }
    for (String key : List.of("terminatingTLS", "originatingTLS")) {
      if (item.child(key).isPresent()) {
        conditions.add("whether the proxy can open the connection (" + key + ")");
      }
    }
    if (item.child("listener").isPresent()) {
      conditions.add("what the listener of the proxy lets by (listener)");
      if (direction == Direction.INGRESS) {
        refused(item, "listener", "listener in a rule for ingress", "no listener");
      }
    }
    return conditions;
  }

  private void layerSeven(Fields rules, List<Port> ports, List<String> conditions) {
    List<String> kinds =
        rules.entries().stream().map(Entry::key).filter(LAYER_SEVEN::contains).toList();
    for (String kind : kinds) {
      if (kind.equals("http") || (kind.equals("dns") && letsByEveryName(rules))) {
        continue;
      }
      conditions.add("what the connection carries (rules." + kind + " lets by a part of it)");
    }
    if (kinds.size() > 1) {
      rules.complain("ONE_OF", rules.where(), String.join(" and ", kinds), "one kind of rules", "");
    }
    boolean dns = kinds.contains("dns");
    if (dns && direction == Direction.INGRESS) {
      refused(rules, "dns", "rules for DNS on ingress", "rules for DNS on egress only");
    }
    boolean tcp = ports.stream().allMatch(CiliumPortReader::isTcp);
    if (!kinds.isEmpty() && !dns && !tcp) {
      refused(rules, kinds.getFirst(), "a port of another protocol than TCP", "protocol: TCP");
    }
    if (!kinds.isEmpty() && ports.stream().anyMatch(Port.Every.class::isInstance)) {
      refused(rules, kinds.getFirst(), "port 0, which means every port", "a port number");
    }
    rules.ignore("http", "kafka", "dns", "l7proto", "l7");
    rules.close();
  }

  /// Cilium documentation, "Policy Enforcement Modes", on a rule with `matchPattern: "*"`: all
  /// traffic of DNS is intercepted, and none is blocked.
  private static boolean letsByEveryName(Fields rules) {
    return rules.children("dns").stream()
        .anyMatch(rule -> rule.text("matchPattern").filter("*"::equals).isPresent());
  }

  private static boolean isTcp(Port port) {
    return switch (port) {
      case Port.Every(var protocol) -> protocol.equals(Protocol.TCP);
      case Port.Range(var protocol, _, _) -> protocol.equals(Protocol.TCP);
      case Port.Named(var protocol, _) -> protocol.equals(Protocol.TCP);
      case Port.Icmp _ -> false;
    };
  }

  private static void refused(Fields fields, String key, String found, String expected) {
    fields.complain("BAD_PORTS", fields.where(key), found, expected, "");
  }

  private static List<Port> ports(Fields fields) {
    Optional<String> text = fields.text("port");
    if (text.filter(one -> !one.isEmpty()).isEmpty()) {
      fields.complain(
          "MISSING_FIELD", fields.where("port"), "no port", "a number or a name, as text", "");
      return List.of();
    }
    int last = fields.integer("endPort", 0, Ports.LAST).orElse(0);
    List<Protocol> protocols = protocols(fields);
    String port = text.get();
    if (Names.isPortName(port.toLowerCase(Locale.ROOT))) {
      return protocols.stream()
          .<Port>map(protocol -> new Port.Named(protocol, port.toLowerCase(Locale.ROOT)))
          .toList();
    }
    int first = number(port);
    if (first < 0) {
      fields.complain(
          "PORT_RANGE",
          fields.where("port"),
          "the text \"" + port + "\"",
          "a number from 0 to 65535, or the name of a port",
          "");
      return List.of();
    }
    return protocols.stream()
        .<Port>map(protocol ->
            first == 0 && last == 0
                ? new Port.Every(protocol)
                : new Port.Range(protocol, first, Math.max(first, last)))
        .toList();
  }

  /// The number, or -1 where it is none that could be a port.
  private static int number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(text) : -1;
    return number <= Ports.LAST ? number : -1;
  }

  /// Left out, or `ANY`, it is every protocol that has ports.
  private static List<Protocol> protocols(Fields fields) {
    String text = fields.text("protocol").orElse("").toUpperCase(Locale.ROOT);
    return switch (text) {
      case "", "ANY" -> EVERY;
      case "TCP" -> List.of(Protocol.TCP);
      case "UDP" -> List.of(Protocol.UDP);
      case "SCTP" -> List.of(Protocol.SCTP);
      default -> {
        fields.complain(
            "BAD_PROTOCOL",
            fields.where("protocol"),
            "the text \"" + text + "\"",
            "TCP, UDP, SCTP or ANY",
            "ICMP is written under icmps");
        yield List.of();
      }
    };
  }

  private static Optional<Port> icmp(Fields fields) {
    String family = fields.text("family").filter(text -> !text.isEmpty()).orElse("IPv4");
    boolean v6 = family.equals("IPv6");
    if (!v6 && !family.equals("IPv4")) {
      fields.complain(
          "BAD_ICMP", fields.where("family"), "the text \"" + family + "\"", "IPv4 or IPv6", "");
    }
    String text =
        fields.node("type").map(node -> node instanceof Scalar one ? one.text() : "").orElse("");
    int number = number(text);
    int type = number >= 0 ? number : (v6 ? TYPES_V6 : TYPES).getOrDefault(text, -1);
    fields.close();
    if (type < 0 || type > 255) {
      fields.complain(
          "BAD_ICMP",
          fields.where("type"),
          "the type \"" + text + "\"",
          "a number from 0 to 255, or the name of a type of " + family,
          "");
      return Optional.empty();
    }
    return Optional.of(new Port.Icmp(v6 ? Protocol.ICMPV6 : Protocol.ICMP, type));
  }
}
