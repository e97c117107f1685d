package io.seawall.dialects.nsg;

import io.seawall.dialects.nsg.SecurityRule.Address;
import io.seawall.dialects.nsg.SecurityRule.Side;
import io.seawall.model.AddressBounds;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What security rules mean.
///
/// Where something of a rule is not known, it matches perhaps: its `local` becomes addresses that
/// are not sure to be meant. So it never lets by or stops anything for certain, and never vanishes.
final class Meaning {
  private static final PacketSet WITH_PORTS =
      PacketSet.of(Protocol.TCP).or(PacketSet.of(Protocol.UDP)).or(PacketSet.of(Protocol.SCTP));

  private Meaning() {}

  /// For each direction the rules in the order in which they are asked: by ascending priority, and
  /// before all others those whose priority is not known.
  ///
  /// Source: Microsoft Learn, "Azure network security groups overview", security rules: processed
  /// in priority order, and processing stops at the first match.
  static Map<Direction, List<Rule>> of(List<SecurityRule> rules) {
    List<SecurityRule> inOrder =
        rules.stream()
            .sorted(Comparator.comparingInt(rule -> rule.priority().orElse(Integer.MIN_VALUE)))
            .toList();
    Map<Direction, List<Rule>> out = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      out.put(
          direction,
          inOrder.stream()
              .filter(rule -> rule.direction().map(direction::equals).orElse(true))
              .flatMap(rule -> of(rule, direction))
              .toList());
    }
    return out;
  }

  /// INVARIANT: a rule without a direction, verdict or priority has a doubt.
  private static Stream<Rule> of(SecurityRule rule, Direction direction) {
    List<Verdict> verdicts =
        rule.access().map(List::of).orElse(List.of(Verdict.ALLOW, Verdict.DENY));
    Peers source = peers(rule.source());
    Peers destination = peers(rule.destination());
    Peers local = direction == Direction.INGRESS ? destination : source;
    Peers other = direction == Direction.INGRESS ? source : destination;
    boolean known = rule.doubts().isEmpty();
    String missing =
        known
            ? "whether rule " + rule.name() + " speaks of packets without ports"
            : String.join("; ", rule.doubts());
    Peers perhaps = perhaps(local, missing);
    PacketSet sure = packets(rule, true);
    PacketSet possible = packets(rule, false).minus(sure);
    return verdicts.stream()
        .flatMap(verdict ->
            Stream.of(
                    new Rule(
                        verdict,
                        known ? local : perhaps,
                        other,
                        new PortMatch(sure, List.of()),
                        rule.where()),
                    new Rule(
                        verdict, perhaps, other, new PortMatch(possible, List.of()), rule.where()))
                .filter(one -> !one.ports().packets().isEmpty()));
  }

  /// The packets that a rule speaks of by protocol and ports.
  ///
  /// Ports restrict TCP, UDP and SCTP. What they mean for a packet without ports is not documented:
  /// Microsoft advises to leave them open for ICMP (MicrosoftDocs/azure-docs issue 37413), and
  /// users saw them compared with the ICMP type (issue 51522). Such packets match perhaps.
  ///
  /// `Icmp` is ICMP of IPv4. Of ICMPv6 Microsoft says that network security groups do not support
  /// it yet (Microsoft Learn, "What is IPv6 for Azure Virtual Network?", limitations), so it
  /// matches perhaps.
  ///
  /// @param sure whether to leave out those that match perhaps
  private static PacketSet packets(SecurityRule rule, boolean sure) {
    Ports from = rule.source().ports();
    Ports to = rule.destination().ports();
    boolean anyPort = from == Ports.ALL && to == Ports.ALL;
    return switch (rule.protocol()) {
      case TCP -> PacketSet.of(Protocol.TCP, to, from);
      case UDP -> PacketSet.of(Protocol.UDP, to, from);
      case ICMP -> {
        PacketSet v4 = sure && !anyPort ? PacketSet.EMPTY : PacketSet.of(Protocol.ICMP);
        yield sure ? v4 : v4.or(PacketSet.of(Protocol.ICMPV6));
      }
      case ESP -> sure && !anyPort ? PacketSet.EMPTY : PacketSet.of(Protocol.ESP);
      case AH -> sure && !anyPort ? PacketSet.EMPTY : PacketSet.of(Protocol.AH);
      case ANY -> {
        if (anyPort) {
          yield PacketSet.ALL;
        }
        PacketSet withPorts =
            PacketSet.of(Protocol.TCP, to, from)
                .or(PacketSet.of(Protocol.UDP, to, from))
                .or(PacketSet.of(Protocol.SCTP, to, from));
        yield sure ? withPorts : withPorts.or(PacketSet.ALL.minus(WITH_PORTS));
      }
    };
  }

  /// Literal prefixes as one set; tags by name, since what they are depends on the network.
  private static Peers peers(Side side) {
    AddressSet literal = AddressSet.EMPTY;
    List<Peers> others = new ArrayList<>();
    for (Address address : side.addresses()) {
      switch (address) {
        case Address.Every _ -> {
          return new Peers.Everybody();
        }
        case Address.Prefix(var block) -> literal = literal.or(AddressSet.of(block));
        case Address.ServiceTag(var name) -> others.add(new Peers.Tag(name));
        case Address.Members(var group) -> others.add(new Peers.ApplicationGroup(group.text()));
        case Address.Unreadable(var missing) -> others.add(new Peers.Unknown(missing));
      }
    }
    if (!literal.isEmpty()) {
      others.addFirst(new Peers.Addresses(AddressBounds.exactly(literal)));
    }
    return others.size() == 1 ? others.getFirst() : new Peers.AnyOf(others);
  }

  /// The same addresses, none of them for sure.
  private static Peers perhaps(Peers peers, String missing) {
    return peers instanceof Peers.Addresses(var addresses)
        ? new Peers.Addresses(AddressBounds.within(addresses.possible()))
        : new Peers.Unknown(missing);
  }

  /// Rules that may exist beside those that were read: they let by or stop anything, perhaps.
  static List<SecurityRule> unknown(List<String> reasons, SourceRef group) {
    return reasons.stream().map(reason -> SecurityRule.unknown("", reason, group)).toList();
  }
}
