package io.seawall.packets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An immutable set of packets, seen by protocol, destination port and source port (or ICMP type
/// and code); who sends them to whom is kept elsewhere. Canonical and interned: two sets with the
/// same members are the same object, so equality costs nothing.
///
/// Form: a step function from `(protocol, destination port)`, as one number of 24 bits, to a set of
/// source ports. Most sets have two or three steps. ICMP has types and codes of 8 bits, so 255
/// stands for 255 to 65535 there, and a protocol without ports is all or nothing; this keeps one
/// form for every protocol.
///
/// Cost: each operation is linear in the steps of both sets.
public final class PacketSet {
  private static final int PORTS = Ports.LAST + 1;
  private static final int END = 256 * PORTS;
  private static final Interner<Form, PacketSet> KNOWN = new Interner<>();

  /// No packet.
  public static final PacketSet EMPTY = canonical(new int[] {0}, new Ports[] {Ports.NONE});

  /// Every packet.
  public static final PacketSet ALL = canonical(new int[] {0}, new Ports[] {Ports.ALL});

  /// Step `i` holds from `starts[i]` to the next start. `starts[0]` is 0 and neighbours differ.
  private final int[] starts;

  private final Ports[] sources;

  private PacketSet(Form form) {
    this.starts = form.starts;
    this.sources = form.sources;
  }

  private static PacketSet canonical(int[] starts, Ports[] sources) {
    return KNOWN.intern(new Form(starts, sources), PacketSet::new);
  }

  /// Every packet of a protocol.
  public static PacketSet of(Protocol protocol) {
    return step(protocol.number() * PORTS, (protocol.number() + 1) * PORTS, Ports.ALL);
  }

  /// Packets to one port.
  ///
  /// @throws IllegalArgumentException if the protocol has no ports
  public static PacketSet to(Protocol protocol, int port) {
    return of(protocol, Ports.of(port), Ports.ALL);
  }

  /// Packets with these destination and source ports.
  ///
  /// @throws IllegalArgumentException if the protocol has no ports
  public static PacketSet of(Protocol protocol, Ports destinations, Ports sources) {
    if (!protocol.hasPorts()) {
      throw new IllegalArgumentException(protocol + " has no ports");
    }
    Steps steps = new Steps(2 * destinations.ranges() + 1);
    steps.add(0, Ports.NONE);
    int base = protocol.number() * PORTS;
    for (int i = 0; i < destinations.ranges(); i++) {
      steps.add(base + destinations.first(i), sources);
      steps.add(base + destinations.last(i) + 1, Ports.NONE);
    }
    return steps.done();
  }

  /// Packets of ICMP or ICMPv6 with one type, and one code unless `code` is empty.
  ///
  /// @throws IllegalArgumentException if the protocol has no types, or type or code is not from 0
  ///   to 255
  public static PacketSet icmp(Protocol protocol, int type, Optional<Integer> code) {
    if (!protocol.hasTypes()
        || type < 0
        || type > 255
        || code.filter(c -> c < 0 || c > 255).isPresent()) {
      throw new IllegalArgumentException(
          "no such type or code: " + protocol + " " + type + " " + code);
    }
    int base = protocol.number() * PORTS;
    Ports codes = code.map(c -> Ports.range(c, stretched(c))).orElse(Ports.ALL);
    return step(base + type, base + stretched(type) + 1, codes);
  }

  private static int stretched(int eightBits) {
    return eightBits == 255 ? Ports.LAST : eightBits;
  }

  private static PacketSet step(int from, int to, Ports sources) {
    if (sources.isEmpty()) {
      return EMPTY;
    }
    Steps steps = new Steps(3);
    steps.add(0, from == 0 ? sources : Ports.NONE);
    steps.add(from, sources);
    if (to < END) {
      steps.add(to, Ports.NONE);
    }
    return steps.done();
  }

  public boolean isEmpty() {
    return this == EMPTY;
  }

  /// Whether every packet is a member.
  public boolean isAll() {
    return this == ALL;
  }

  public boolean contains(Packet packet) {
    int key = packet.protocol().number() * PORTS + packet.destination();
    int at = Arrays.binarySearch(starts, key);
    return sources[at >= 0 ? at : -at - 2].contains(packet.source());
  }

  public PacketSet or(PacketSet that) {
    if (this == that || that == EMPTY || this == ALL) {
      return this;
    }
    return this == EMPTY || that == ALL ? that : combine(that, Ports::or);
  }

  public PacketSet and(PacketSet that) {
    if (this == that || that == ALL || this == EMPTY) {
      return this;
    }
    return this == ALL || that == EMPTY ? that : combine(that, Ports::and);
  }

  public PacketSet minus(PacketSet that) {
    if (that == EMPTY || this == EMPTY) {
      return this;
    }
    return this == that || that == ALL ? EMPTY : combine(that, Ports::minus);
  }

  /// Whether every member is a member of `that`.
  public boolean implies(PacketSet that) {
    return minus(that) == EMPTY;
  }

  /// Whether both have the same members.
  public boolean equivalent(PacketSet that) {
    return this == that;
  }

  /// Whether no packet is a member of both.
  public boolean disjoint(PacketSet that) {
    int i = 0;
    int j = 0;
    while (i < starts.length && j < that.starts.length) {
      if (!sources[i].disjoint(that.sources[j])) {
        return false;
      }
      int nextHere = i + 1 < starts.length ? starts[i + 1] : END;
      int nextThere = j + 1 < that.starts.length ? that.starts[j + 1] : END;
      i += nextHere <= nextThere ? 1 : 0;
      j += nextThere <= nextHere ? 1 : 0;
    }
    return true;
  }

  private interface Operation {
    Ports apply(Ports left, Ports right);
  }

  private PacketSet combine(PacketSet that, Operation operation) {
    Steps steps = new Steps(starts.length + that.starts.length);
    int i = 0;
    int j = 0;
    int at = 0;
    while (at < END) {
      steps.add(at, operation.apply(sources[i], that.sources[j]));
      int nextHere = i + 1 < starts.length ? starts[i + 1] : END;
      int nextThere = j + 1 < that.starts.length ? that.starts[j + 1] : END;
      at = Math.min(nextHere, nextThere);
      i += nextHere == at ? 1 : 0;
      j += nextThere == at ? 1 : 0;
    }
    return steps.done();
  }

  /// A member, or empty if there is none: the lowest destination of the lowest protocol; source
  /// port 49152 (the first ephemeral port, RFC 6335 section 6) where it will do, else the lowest.
  public Optional<Packet> witness() {
    for (int i = 0; i < starts.length; i++) {
      Ports from = sources[i];
      if (!from.isEmpty()) {
        Protocol protocol = new Protocol(starts[i] / PORTS);
        if (protocol.hasTypes()) {
          return Optional.of(new Packet(protocol, starts[i] % PORTS, from.first(0)));
        }
        if (!protocol.hasPorts()) {
          return Optional.of(new Packet(protocol, 0, 0));
        }
        return Optional.of(
            new Packet(protocol, starts[i] % PORTS, from.contains(49152) ? 49152 : from.first(0)));
      }
    }
    return Optional.empty();
  }

  /// Members of one protocol whose destinations (ports, or ICMP types) form one range and whose
  /// sources are the same.
  ///
  /// @param destinations one range; all of them for a protocol without ports
  public record Block(Protocol protocol, Ports destinations, Ports sources) {}

  /// The members as disjoint blocks, by protocol number and then by destination.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : END;
      for (int from = starts[i];
          from < end && !sources[i].isEmpty();
          from = (from / PORTS + 1) * PORTS) {
        int to = Math.min(end, (from / PORTS + 1) * PORTS);
        Ports destinations = Ports.range(from % PORTS, (to - 1) % PORTS);
        blocks.add(new Block(new Protocol(from / PORTS), destinations, sources[i]));
      }
    }
    return blocks;
  }

  /// The destination ports (or ICMP types) of one protocol to which at least one source port can
  /// send.
  public Ports destinations(Protocol protocol) {
    Ports all = Ports.NONE;
    for (Block block : and(of(protocol)).blocks()) {
      all = all.or(block.destinations());
    }
    return all;
  }

  /// The source ports (or ICMP codes) that can send to at least one of these destinations.
  public Ports toSome(Protocol protocol, Ports destinations) {
    Ports some = Ports.NONE;
    for (Block block : and(of(protocol)).blocks()) {
      if (!block.destinations().disjoint(destinations)) {
        some = some.or(block.sources());
      }
    }
    return some;
  }

  /// The source ports (or ICMP codes) that can send to each of these destinations.
  public Ports toEach(Protocol protocol, Ports destinations) {
    Ports missed = PacketSet.of(protocol).minus(this).toSome(protocol, destinations);
    return Ports.ALL.minus(missed);
  }

  @Override
  public String toString() {
    return isEmpty() ? "none" : isAll() ? "all" : blocks().toString();
  }

  /// Steps as they come, neighbours with the same sources made one.
  private static final class Steps {
    private int[] starts;
    private Ports[] sources;
    private int size;

    Steps(int most) {
      starts = new int[most];
      sources = new Ports[most];
    }

    void add(int start, Ports from) {
      if (size > 0 && starts[size - 1] == start) {
        sources[size - 1] = from;
      } else if (size == 0 || sources[size - 1] != from) {
        starts[size] = start;
        sources[size++] = from;
      }
    }

    PacketSet done() {
      return canonical(Arrays.copyOf(starts, size), Arrays.copyOf(sources, size));
    }
  }

  private static final class Form {
    private final int[] starts;
    private final Ports[] sources;
    private final int hash;

    Form(int[] starts, Ports[] sources) {
      this.starts = starts;
      this.sources = sources;
      this.hash = 31 * Arrays.hashCode(starts) + Arrays.hashCode(sources);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Form that
          && hash == that.hash
          && Arrays.equals(starts, that.starts)
          && Arrays.equals(sources, that.sources);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
