package io.seawall.analysis;

import io.seawall.analysis.Exposure.NamedConnection;
import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload.Container;
import io.seawall.model.cluster.Workload.Port;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ports that rules name, at a receiver that nobody has shown: each name stands for a number that
/// no rule tells apart from others, so what becomes of the name can be read from the packets that
/// get through.
///
/// @param numbers the number of each name
/// @param plain for each of their protocols a number that is no name's
record PortNames(Map<NamedPort, Integer> numbers, Map<Protocol, Integer> plain) {
  PortNames {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    plain = Map.copyOf(plain);
  }

  /// The names in rules of egress. Where rules leave no number free, names have none and are not
  /// told of.
  static PortNames of(List<Policy> policies) {
    Map<Protocol, List<NamedPort>> asked = new LinkedHashMap<>();
    for (Policy policy : policies) {
      for (Rule rule : policy.rules()) {
        if (policy.direction() == Direction.EGRESS) {
          for (NamedPort port : rule.ports().named()) {
            List<NamedPort> known = asked.computeIfAbsent(port.protocol(), _ -> new ArrayList<>());
            if (!known.contains(port)) {
              known.add(port);
            }
          }
        }
      }
    }
    Map<NamedPort, Integer> numbers = new LinkedHashMap<>();
    Map<Protocol, Integer> plain = new HashMap<>();
    asked.forEach((protocol, names) -> {
      Ports used = told(policies, protocol);
      int next = below(Ports.LAST + 1, used);
      plain.put(protocol, next);
      for (NamedPort name : names) {
        next = below(next, used);
        if (next > 0) {
          numbers.put(name, next);
        }
      }
    });
    return new PortNames(numbers, plain);
  }

  /// The ports that some rule tells apart from others.
  private static Ports told(List<Policy> policies, Protocol protocol) {
    List<Ports> sets = new ArrayList<>();
    for (Policy policy : policies) {
      for (Rule rule : policy.rules()) {
        Ports ports = rule.ports().packets().destinations(protocol);
        if (!Ports.range(1, Ports.LAST).minus(ports).isEmpty()) {
          sets.add(ports);
        }
      }
    }
    return Ports.union(sets);
  }

  /// The highest number below this one that is not in use; 0 if there is none.
  private static int below(int number, Ports used) {
    int next = number - 1;
    while (next > 0 && used.contains(next)) {
      next--;
    }
    return Math.max(next, 0);
  }

  /// Containers that have all of these ports.
  List<Container> containers() {
    List<Port> ports =
        numbers.entrySet().stream()
            .map(entry ->
                new Port(entry.getKey().name(), entry.getKey().protocol(), entry.getValue(), 0))
            .toList();
    return ports.isEmpty() ? List.of() : List.of(new Container("ports", "", false, ports));
  }

  /// The packets, without any difference that a name makes.
  Bounds nameless(Bounds packets) {
    return new Bounds(nameless(packets.sure()), nameless(packets.possible()));
  }

  private PacketSet nameless(PacketSet packets) {
    PacketSet out = packets;
    for (Map.Entry<NamedPort, Integer> entry : numbers.entrySet()) {
      Protocol protocol = entry.getKey().protocol();
      PacketSet one = PacketSet.to(protocol, entry.getValue());
      out = isPlainOpen(packets, protocol) ? out.or(one) : out.minus(one);
    }
    return out;
  }

  private boolean isPlainOpen(PacketSet packets, Protocol protocol) {
    return packets.destinations(protocol).contains(plain.getOrDefault(protocol, 0));
  }

  /// The names that fare otherwise than numbers do.
  List<NamedConnection> named(Bounds packets) {
    List<NamedConnection> out = new ArrayList<>();
    numbers.forEach((port, number) -> {
      Protocol protocol = port.protocol();
      boolean sure = packets.sure().destinations(protocol).contains(number);
      boolean possible = packets.possible().destinations(protocol).contains(number);
      if (sure != isPlainOpen(packets.sure(), protocol)
          || possible != isPlainOpen(packets.possible(), protocol)) {
        out.add(new NamedConnection(port, sure, possible));
      }
    });
    return out;
  }
}
