package io.seawall.dialects.nsg;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Cidr;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A security rule as written.
///
/// Source: Microsoft.Network networkSecurityGroups/securityRules.
///
/// @param priority lower numbers are asked first; empty if it cannot be told
/// @param doubts what is not known of the rule, apart from addresses; it matches what it says
///   perhaps, if there are any
record SecurityRule(
    String name,
    Optional<Integer> priority,
    Optional<Direction> direction,
    Optional<Verdict> access,
    Transport protocol,
    Side source,
    Side destination,
    List<String> doubts,
    SourceRef where) {
  SecurityRule {
    doubts = List.copyOf(doubts);
  }

  /// One end of a packet: `sourceAddressPrefix` and `sourcePortRange` with their plurals, or those
  /// of the destination.
  record Side(List<Address> addresses, Ports ports) {
    Side {
      addresses = List.copyOf(addresses);
    }

    /// Any address and any port.
    static final Side ANY = new Side(List.of(new Address.Every()), Ports.ALL);
  }

  /// One entry of an address prefix.
  sealed interface Address {
    /// `*`: both families.
    record Every() implements Address {}

    /// An address or a CIDR block: one family only.
    record Prefix(Cidr block) implements Address {}

    /// A service tag, such as `VirtualNetwork`.
    record ServiceTag(String name) implements Address {}

    /// The network interfaces in an application security group.
    record Members(ResourceId group) implements Address {}

    /// Something that cannot be read, or is known elsewhere only.
    record Unreadable(String missing) implements Address {}
  }

  /// `protocol`.
  enum Transport {
    TCP,
    UDP,
    ICMP,
    ESP,
    AH,
    ANY
  }

  /// Whether every packet of its direction matches for sure.
  boolean isForAll() {
    return doubts.isEmpty()
        && protocol == Transport.ANY
        && source.equals(Side.ANY)
        && destination.equals(Side.ANY);
  }

  /// The same rule with one more thing that is not known of it.
  SecurityRule doubted(String missing) {
    List<String> more = new ArrayList<>(doubts);
    more.add(missing);
    return new SecurityRule(
        name, priority, direction, access, protocol, source, destination, more, where);
  }

  /// Whether a rule of the same name in any case says the same, wherever it stands.
  boolean sameAs(SecurityRule other) {
    return name.equalsIgnoreCase(other.name)
        && equals(
            new SecurityRule(
                name,
                other.priority,
                other.direction,
                other.access,
                other.protocol,
                other.source,
                other.destination,
                other.doubts,
                where));
  }

  /// A rule of which nothing can be told.
  static SecurityRule unknown(String name, String missing, SourceRef where) {
    return new SecurityRule(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Transport.ANY,
        Side.ANY,
        Side.ANY,
        List.of(missing),
        where);
  }
}
