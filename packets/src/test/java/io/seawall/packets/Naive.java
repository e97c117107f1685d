package io.seawall.packets;

import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Packet sets with a naive twin: one bit for each packet of a sample that holds a packet on either
/// side of every bound that a drawn set can have. Two drawn sets have the same members if and only
/// if their twins are equal.
final class Naive {
  /// Numbers at which drawn ranges start or end.
  private static final List<Integer> BOUNDS =
      List.of(0, 1, 22, 80, 254, 255, 256, 5000, 49_152, 65_534, 65_535);

  private static final List<Protocol> PROTOCOLS =
      List.of(
          Protocol.TCP,
          Protocol.UDP,
          Protocol.ICMP,
          Protocol.SCTP,
          Protocol.ICMPV6,
          Protocol.ESP,
          new Protocol(0),
          new Protocol(255));

  /// Every packet whose numbers are a bound or next to one, of the drawn protocols and of one that
  /// no drawn set names.
  static final List<Packet> SAMPLE = sample();

  private Naive() {}

  /// A set and its twin.
  record Both(PacketSet set, BitSet twin) {
    @Override
    public String toString() {
      return set.toString();
    }
  }

  static Gen<Ports> ports() {
    Gen<Integer> bound = Gen.pick(BOUNDS);
    return choices -> {
      Ports all = Ports.NONE;
      int ranges = choices.draw(4);
      for (int i = 0; i < ranges; i++) {
        int a = bound.from(choices);
        int b = bound.from(choices);
        Ports range = Ports.range(Math.min(a, b), Math.max(a, b));
        all = choices.draw(4) == 1 ? all.minus(range) : all.or(range);
      }
      return all;
    };
  }

  static Gen<Packet> packets() {
    return Gen.pick(SAMPLE);
  }

  /// Sets made of up to five parts, each added, taken away or intersected.
  static Gen<Both> sets() {
    return choices -> {
      Both all = part().from(choices);
      int more = choices.draw(5);
      for (int i = 0; i < more; i++) {
        Both next = part().from(choices);
        BitSet twin = (BitSet) all.twin.clone();
        all =
            switch (choices.draw(4)) {
              case 0, 1 -> {
                twin.or(next.twin);
                yield new Both(all.set.or(next.set), twin);
              }
              case 2 -> {
                twin.andNot(next.twin);
                yield new Both(all.set.minus(next.set), twin);
              }
              default -> {
                twin.and(next.twin);
                yield new Both(all.set.and(next.set), twin);
              }
            };
      }
      return all;
    };
  }

  private static Gen<Both> part() {
    Gen<Both> whole = Gen.pick(PROTOCOLS).map(p -> both(PacketSet.of(p), q -> of(q, p)));
    Gen<Both> withPorts =
        choices -> {
          Protocol p = Gen.pick(Protocol.TCP, Protocol.UDP, Protocol.SCTP).from(choices);
          Ports to = ports().from(choices);
          Ports from = choices.draw(3) == 2 ? ports().from(choices) : Ports.ALL;
          return both(
              PacketSet.of(p, to, from),
              q -> of(q, p) && to.contains(q.destination()) && from.contains(q.source()));
        };
    Gen<Both> onePort =
        choices -> {
          int port = Gen.pick(BOUNDS).from(choices);
          return both(
              PacketSet.to(Protocol.TCP, port),
              q -> of(q, Protocol.TCP) && q.destination() == port);
        };
    Gen<Both> icmp =
        choices -> {
          Protocol p = Gen.pick(Protocol.ICMP, Protocol.ICMPV6).from(choices);
          int type = Gen.pick(0, 1, 254, 255).from(choices);
          Optional<Integer> code = Gen.pick(0, 1, 254, 255).optional().from(choices);
          return both(
              PacketSet.icmp(p, type, code),
              q ->
                  of(q, p)
                      && q.destination() == type
                      && code.map(c -> c == q.source()).orElse(true));
        };
    Gen<Both> ends = Gen.pick(both(PacketSet.EMPTY, _ -> false), both(PacketSet.ALL, _ -> true));
    return Gen.oneOf(onePort, withPorts, whole, icmp, ends);
  }

  private static boolean of(Packet packet, Protocol protocol) {
    return packet.protocol().equals(protocol);
  }

  static Both both(PacketSet set, Predicate<Packet> member) {
    BitSet twin = new BitSet();
    for (int i = 0; i < SAMPLE.size(); i++) {
      twin.set(i, member.test(SAMPLE.get(i)));
    }
    return new Both(set, twin);
  }

  /// The twin of a set as its own `contains` tells it.
  static BitSet asked(PacketSet set) {
    return both(set, set::contains).twin;
  }

  private static List<Packet> sample() {
    List<Packet> out = new ArrayList<>();
    for (Protocol protocol : PROTOCOLS) {
      int most = protocol.hasPorts() ? Ports.LAST : protocol.hasTypes() ? 255 : 0;
      for (int destination : around(most)) {
        for (int source : around(most)) {
          out.add(new Packet(protocol, destination, source));
        }
      }
    }
    out.add(new Packet(new Protocol(47), 0, 0));
    return List.copyOf(out);
  }

  private static List<Integer> around(int most) {
    return BOUNDS.stream()
        .flatMap(bound -> List.of(bound - 1, bound, bound + 1).stream())
        .filter(n -> n >= 0 && n <= most)
        .distinct()
        .sorted()
        .toList();
  }
}
