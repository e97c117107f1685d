package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.firewall.WrittenRule.Address;
import io.seawall.dialects.firewall.WrittenRule.Kind;
import io.seawall.model.Bounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one rule. What cannot be read makes the rule match perhaps.
///
/// Source: Microsoft.Network REST API, NetworkRule, ApplicationRule and NatRule of
/// firewallPolicies/ruleCollectionGroups, and their like of azureFirewalls, where `protocols` takes
/// the place of `ipProtocols`.
final class RuleReader {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final PacketSet WITH_PORTS =
      PacketSet.of(Protocol.TCP).or(PacketSet.of(Protocol.UDP)).or(PacketSet.of(Protocol.SCTP));

  private final AzureProperties rule;
  private final List<Diagnostic> complaints;
  private final Addresses addresses;
  private final List<String> doubts = new ArrayList<>();

  private RuleReader(AzureProperties rule, List<Diagnostic> complaints) {
    this.rule = rule;
    this.complaints = complaints;
    this.addresses = new Addresses(rule, complaints);
  }

  /// @param kind of the rules of its collection
  static WrittenRule read(AzureProperties rule, Kind kind, List<Diagnostic> complaints) {
    Optional<String> expression = rule.expression();
    return expression.isPresent()
        ? WrittenRule.unknown("", "a rule is " + expression.get(), rule.where())
        : new RuleReader(rule, complaints).read(kind);
  }

  /// A rule that tells its kind itself (`ruleType`).
  static WrittenRule read(AzureProperties rule, List<Diagnostic> complaints) {
    if (rule.expression().isPresent()) {
      return read(rule, Kind.NETWORK, complaints);
    }
    Fact<String> type = rule.text("ruleType");
    Optional<Kind> kind =
        switch (type.known().orElse("").toLowerCase(Locale.ROOT)) {
          case "networkrule" -> Optional.of(Kind.NETWORK);
          case "applicationrule" -> Optional.of(Kind.APPLICATION);
          case "natrule" -> Optional.of(Kind.TRANSLATION);
          default -> Optional.empty();
        };
    if (kind.isPresent()) {
      return read(rule, kind.get(), complaints);
    }
    String name = rule.text("name").known().orElse("");
    if (!(type instanceof Fact.Unresolved<String>)) {
      complaints.add(
          Diagnostic.error(
              "WRONG_VALUE",
              type.where(),
              type.known().map(text -> "the text \"" + text + "\"").orElse("no ruleType"),
              "NetworkRule, ApplicationRule or NatRule",
              "any rule is taken to be possible"));
    }
    return WrittenRule.unknown(name, "of which kind rule " + name + " is", rule.where());
  }

  private WrittenRule read(Kind kind) {
    List<Address> sources = addresses.of("sourceAddresses", "sourceIpGroups");
    if (sources.isEmpty()) {
      missing("sourceAddresses", "addresses, or sourceIpGroups");
    }
    return switch (kind) {
      case APPLICATION -> {
        PacketSet packets = requests();
        List<Host> hosts = new Hosts(rule).ofRequests();
        if (hosts.isEmpty()) {
          missing("targetFqdns", "names, or targetUrls, fqdnTags or webCategories");
        }
        yield rule(kind, sources, List.of(), Bounds.exactly(packets), hosts);
      }
      case NETWORK -> {
        List<Address> destinations = addresses.of("destinationAddresses", "destinationIpGroups");
        List<Host> hosts = new Hosts(rule).ofDestinations();
        if (destinations.isEmpty() && hosts.isEmpty()) {
          missing("destinationAddresses", "addresses, or destinationIpGroups or destinationFqdns");
        }
        yield rule(kind, sources, destinations, packets(), hosts);
      }
      case TRANSLATION ->
          rule(
              kind,
              sources,
              addresses.of("destinationAddresses", "destinationIpGroups"),
              packets(),
              List.of());
    };
  }

  private WrittenRule rule(
      Kind kind,
      List<Address> sources,
      List<Address> destinations,
      Bounds packets,
      List<Host> hosts) {
    String name = rule.text("name").known().orElse("");
    return new WrittenRule(kind, name, sources, destinations, packets, hosts, doubts, rule.where());
  }

  /// What an application rule speaks of: requests over TCP.
  private PacketSet requests() {
    Fact<List<AzureProperties>> protocols = rule.children("protocols");
    if (protocols.known().isEmpty()) {
      if (protocols instanceof Fact.Unresolved<List<AzureProperties>>(var expression, var _)) {
        doubts.add("protocols is " + expression);
      } else if (Hosts.hasTags(rule)) {
        return PacketSet.to(Protocol.TCP, 80).or(PacketSet.to(Protocol.TCP, 443));
      } else {
        missing("protocols", "such as [{protocolType: Https, port: 443}]");
      }
      return PacketSet.of(Protocol.TCP);
    }
    PacketSet all = PacketSet.EMPTY;
    for (AzureProperties protocol : protocols.known().get()) {
      all = all.or(request(protocol));
    }
    return all;
  }

  private PacketSet request(AzureProperties protocol) {
    Fact<Integer> port = protocol.number("port");
    Fact<String> type = protocol.text("protocolType");
    if (port.known().isPresent() && port.known().get() <= Ports.LAST) {
      return PacketSet.to(Protocol.TCP, port.known().get());
    }
    if (port.isLeftOut()) {
      switch (type.known().orElse("").toLowerCase(Locale.ROOT)) {
        case "http" -> {
          return PacketSet.to(Protocol.TCP, 80);
        }
        case "https" -> {
          return PacketSet.to(Protocol.TCP, 443);
        }
        case "mssql" -> {
          return PacketSet.to(Protocol.TCP, 1433);
        }
        default -> {}
      }
    }
    doubts.add("which port an entry of protocols has");
    return PacketSet.of(Protocol.TCP);
  }

  /// What a network rule speaks of by protocol and port.
  private Bounds packets() {
    Fact<List<String>> written = rule.texts("ipProtocols");
    Fact<List<String>> protocols = written.isLeftOut() ? rule.texts("protocols") : written;
    Ports ports = ports();
    List<String> names = protocols.known().orElse(List.of());
    if (names.isEmpty()) {
      unreadable(protocols, "ipProtocols", "TCP, UDP, ICMP or Any");
      return Bounds.ALL;
    }
    return names.stream().map(name -> packets(name, ports)).reduce(Bounds.NONE, Bounds::or);
  }

  /// Azure Firewall filters TCP, UDP and ICMP; whether `Any` speaks of other protocols, and whether
  /// ports restrict packets without ports, no document says.
  private Bounds packets(String protocol, Ports ports) {
    boolean every = ports == Ports.ALL;
    PacketSet tcp = PacketSet.of(Protocol.TCP, ports, Ports.ALL);
    PacketSet udp = PacketSet.of(Protocol.UDP, ports, Ports.ALL);
    PacketSet icmp = PacketSet.of(Protocol.ICMP);
    PacketSet sureOfIcmp = every ? icmp : PacketSet.EMPTY;
    return switch (protocol.strip().toUpperCase(Locale.ROOT)) {
      case "TCP" -> Bounds.exactly(tcp);
      case "UDP" -> Bounds.exactly(udp);
      case "ICMP" -> new Bounds(sureOfIcmp, icmp);
      case "ANY" ->
          new Bounds(
              tcp.or(udp).or(sureOfIcmp),
              tcp.or(udp)
                  .or(PacketSet.of(Protocol.SCTP, ports, Ports.ALL))
                  .or(PacketSet.ALL.minus(WITH_PORTS)));
      default -> {
        refuse(
            "WRONG_VALUE",
            rule.where(),
            "the protocol \"" + protocol + "\"",
            "TCP, UDP, ICMP or Any");
        yield Bounds.ALL;
      }
    };
  }

  private Ports ports() {
    Fact<List<String>> written = rule.texts("destinationPorts");
    List<String> texts = written.known().orElse(List.of());
    if (texts.isEmpty()) {
      unreadable(written, "destinationPorts", "ports, ranges or *");
      return Ports.ALL;
    }
    return Ports.union(texts.stream().map(text -> ports(text, written.where())).toList());
  }

  private Ports ports(String text, SourceRef where) {
    Optional<Ports> range = range(text);
    if (range.isEmpty()) {
      refuse(
          "PORT_RANGE",
          where,
          "the text \"" + text + "\"",
          "a port from 0 to 65535, a range such as 8000-8100, or *");
    }
    return range.orElse(Ports.ALL);
  }

  private static Optional<Ports> range(String text) {
    if (text.strip().equals("*")) {
      return Optional.of(Ports.ALL);
    }
    Matcher range = RANGE.matcher(text.strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    return first <= last && last <= Ports.LAST
        ? Optional.of(Ports.range(first, last))
        : Optional.empty();
  }

  private void unreadable(Fact<?> fact, String key, String expected) {
    if (fact instanceof Fact.Unresolved<?>(var expression, var _)) {
      doubts.add(key + " is " + expression);
    } else {
      missing(key, expected);
    }
  }

  private void missing(String key, String expected) {
    refuse("MISSING_FIELD", rule.where(), "no " + key, expected);
  }

  private void refuse(String code, SourceRef at, String found, String expected) {
    complaints.add(Diagnostic.error(code, at, found, expected, ""));
    doubts.add(found + " where Azure takes " + expected);
  }
}
