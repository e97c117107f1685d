package io.seawall.dialects.calico;

import io.seawall.dialects.calico.CalicoPolicy.Entity;
import io.seawall.dialects.calico.CalicoPolicy.Icmp;
import io.seawall.dialects.calico.CalicoPolicy.Match;
import io.seawall.dialects.calico.CalicoPolicy.Port;
import io.seawall.dialects.calico.CalicoPolicy.Rule;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;

/// Which packets a rule speaks of, whoever sends them to whom.
///
/// Source: Calico documentation, "Network policy", rule, ICMP and ports.
///
/// @param conditions what else a packet must satisfy that the input does not tell
record PacketMeaning(PortMatch ports, List<String> conditions) {
  PacketMeaning {
    conditions = List.copyOf(conditions);
  }

  static PacketMeaning of(Rule rule) {
    List<String> conditions = new ArrayList<>();
    PacketSet packets = packets(rule.match(), conditions);
    List<NamedPort> named = new ArrayList<>();
    Entity from = rule.source();
    Entity to = rule.destination();
    boolean asksPorts =
        !(from.ports().isEmpty()
            && from.notPorts().isEmpty()
            && to.ports().isEmpty()
            && to.notPorts().isEmpty());
    if (asksPorts && rule.match().protocol().isPresent()) {
      Protocol protocol = rule.match().protocol().get();
      names(to.ports()).forEach(name -> named.add(new NamedPort(protocol, name)));
      Ports sources = sources(from, conditions);
      if (!sources.equals(Ports.ALL) && !named.isEmpty()) {
        conditions.add("which packets a named port beside source ports means");
      }
      packets = packets.and(PacketSet.of(protocol, destinations(to, conditions), sources));
    }
    if (rule.http()) {
      conditions.add("which HTTP requests a connection carries");
    }
    return new PacketMeaning(new PortMatch(packets, named), conditions);
  }

  private static PacketSet packets(Match match, List<String> conditions) {
    PacketSet packets = match.protocol().map(PacketSet::of).orElse(PacketSet.ALL);
    packets = packets.minus(match.notProtocol().map(PacketSet::of).orElse(PacketSet.EMPTY));
    if (match.icmp().isPresent()) {
      packets = packets.and(icmp(match.protocol().orElse(Protocol.ICMP), match.icmp().get()));
    }
    if (match.notIcmp().isPresent()) {
      if (match.protocol().filter(Protocol::hasTypes).isPresent()) {
        packets = packets.minus(icmp(match.protocol().get(), match.notIcmp().get()));
      } else {
        conditions.add("what notICMP means without the protocol ICMP");
      }
    }
    return packets;
  }

  private static PacketSet icmp(Protocol protocol, Icmp icmp) {
    return protocol.hasTypes()
        ? icmp.type()
            .map(type -> PacketSet.icmp(protocol, type, icmp.code()))
            .orElse(PacketSet.of(protocol))
        : PacketSet.of(protocol);
  }

  /// The ports of the receiver that are given by number.
  private static Ports destinations(Entity end, List<String> conditions) {
    Ports ports = end.ports().isEmpty() ? Ports.ALL : numbers(end.ports());
    if (!end.notPorts().isEmpty() && !names(end.ports()).isEmpty()) {
      conditions.add("which ports a named port beside notPorts means");
    }
    return ports.minus(excluded(end, conditions));
  }

  /// The ports of the sender. What a name stands for there is not known.
  private static Ports sources(Entity end, List<String> conditions) {
    Ports ports = end.ports().isEmpty() ? Ports.ALL : numbers(end.ports());
    if (!names(end.ports()).isEmpty()) {
      conditions.add("which source port " + names(end.ports()).getFirst() + " stands for");
      ports = Ports.ALL;
    }
    return ports.minus(excluded(end, conditions));
  }

  private static Ports excluded(Entity end, List<String> conditions) {
    if (!names(end.notPorts()).isEmpty()) {
      conditions.add("which port " + names(end.notPorts()).getFirst() + " in notPorts stands for");
    }
    return numbers(end.notPorts());
  }

  private static Ports numbers(List<Port> ports) {
    Ports all = Ports.NONE;
    for (Port port : ports) {
      if (port instanceof Port.Range(var first, var last)) {
        all = all.or(Ports.range(first, last));
      }
    }
    return all;
  }

  private static List<String> names(List<Port> ports) {
    return ports.stream()
        .filter(Port.Named.class::isInstance)
        .map(port -> ((Port.Named) port).name())
        .toList();
  }
}
