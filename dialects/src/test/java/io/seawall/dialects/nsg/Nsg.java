package io.seawall.dialects.nsg;

import io.seawall.dialects.AzureText;
import io.seawall.model.AddressBounds;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import java.util.List;

/// Reads groups, and asks their rules for one packet.
final class Nsg {
  static final String ID =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg";

  private Nsg() {}

  /// The answer of the REST API for the group `nsg` with these rules and no default rules.
  static String group(String... rules) {
    return """
    {id: %s, name: nsg, type: Microsoft.Network/networkSecurityGroups,
    properties: {securityRules: [
    %s
    ]}}
    """
        .formatted(ID, String.join(",\n", rules));
  }

  /// The rule `r`: inbound, allow, TCP from anywhere to anywhere at priority 100, but for what is
  /// written in `properties`.
  static String rule(String properties) {
    return named("r", properties);
  }

  static String named(String name, String properties) {
    String text = properties;
    for (String[] pair : DEFAULTS) {
      if (!properties.contains(pair[0])) {
        text += ", " + pair[0] + pair[1] + ": " + pair[2];
      }
    }
    return "{name: %s, properties: {%s}}"
        .formatted(name, text.startsWith(", ") ? text.substring(2) : text);
  }

  /// The start of a key, its end, and its value.
  private static final String[][] DEFAULTS = {
    {"priority", "", "100"},
    {"direction", "", "Inbound"},
    {"access", "", "Allow"},
    {"protocol", "", "Tcp"},
    {"sourceA", "ddressPrefix", "'*'"},
    {"sourcePort", "Range", "'*'"},
    {"destinationA", "ddressPrefix", "'*'"},
    {"destinationPort", "Range", "'*'"},
  };

  static Parsed<Facts> read(String... texts) {
    return AzureText.read(new NsgDialect(), texts);
  }

  static SecurityGroup only(String... texts) {
    List<SecurityGroup> groups = read(texts).value().azure().securityGroups();
    if (groups.size() != 1) {
      throw new AssertionError("not one group: " + groups);
    }
    return groups.getFirst();
  }

  static String messages(String... texts) {
    return AzureText.messages(read(texts).diagnostics());
  }

  /// What a group says of one packet: `allow`, `deny` or `unknown`.
  static String ask(
      SecurityGroup group, Direction direction, String source, String destination, Packet packet) {
    Address local = address(direction == Direction.INGRESS ? destination : source);
    Address peer = address(direction == Direction.INGRESS ? source : destination);
    boolean mayAllow = false;
    boolean mayDeny = false;
    for (Rule rule : group.rules(direction)) {
      AddressBounds mine = addresses(rule.local());
      AddressBounds other = addresses(rule.peers());
      if (!rule.ports().packets().contains(packet)
          || !mine.possible().contains(local)
          || !other.possible().contains(peer)) {
        continue;
      }
      mayAllow |= rule.verdict() == Verdict.ALLOW;
      mayDeny |= rule.verdict() == Verdict.DENY;
      if (mine.sure().contains(local) && other.sure().contains(peer)) {
        return mayAllow && mayDeny ? "unknown" : mayAllow ? "allow" : "deny";
      }
    }
    throw new AssertionError(
        "no rule matches " + packet + " from " + source + " to " + destination);
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  /// In these tests the network is 10.0.0.0/16, and public addresses are those of 20.0.0.0/8 and
  /// 2603::/16.
  private static AddressBounds addresses(Peers peers) {
    AddressSet everywhere = AddressSet.ofBlocks("20.0.0.0/8", "2603::/16");
    return switch (peers) {
      case Peers.Everybody _ -> AddressBounds.ALL;
      case Peers.Addresses(var addresses) -> addresses;
      case Peers.Block block -> AddressBounds.exactly(block.addresses());
      case Peers.Tag(var name) ->
          switch (name) {
            case "VirtualNetwork" -> AddressBounds.exactly(AddressSet.ofBlocks("10.0.0.0/16"));
            case "AzureLoadBalancer" ->
                AddressBounds.exactly(AddressSet.ofBlocks("168.63.129.16/32"));
            case "Internet" -> AddressBounds.exactly(everywhere);
            default -> AddressBounds.within(everywhere);
          };
      case Peers.AnyOf(var inner) ->
          inner.stream().map(Nsg::addresses).reduce(AddressBounds.NONE, AddressBounds::or);
      case Peers.AllOf(var inner) ->
          inner.stream().map(Nsg::addresses).reduce(AddressBounds.ALL, AddressBounds::and);
      case Peers.Not(var inner) -> AddressBounds.ALL.minus(addresses(inner));
      case Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.Proxied _,
          Peers.ApplicationGroup _,
          Peers.Unknown _ ->
          AddressBounds.within(AddressSet.ALL);
    };
  }
}
