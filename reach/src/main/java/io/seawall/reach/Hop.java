package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One place on a path where a verdict is given. Asking for the reason repeats the evaluation for
/// one packet; nothing is kept for it before.
public final class Hop {
  static final String POD_EGRESS = "pod egress";
  static final String POD_INGRESS = "pod ingress";
  static final String MESH = "mesh";

  private static final PacketSet TCP = PacketSet.of(Protocol.TCP);

  private final String place;
  private final Bounds packets;
  private final Function<Packet, Reason> why;

  private final boolean read;

  Hop(String place, Bounds packets, Function<Packet, Reason> why) {
    this(place, packets, why, true);
  }

  private Hop(String place, Bounds packets, Function<Packet, Reason> why, boolean read) {
    this.place = place;
    this.packets = packets;
    this.why = why;
    this.read = read;
  }

  /// A hop whose rules are not in the input.
  static Hop unread(String place, Bounds packets, Function<Packet, Reason> why) {
    return new Hop(place, packets, why, false);
  }

  /// Whether its rules are in the input.
  boolean isRead() {
    return read;
  }

  /// The hops of one of several ways, when it is not known which of them a packet takes: at each
  /// place either of the answers.
  static List<Hop> oneOf(List<List<Hop>> ways) {
    Map<String, List<Hop>> byPlace = new LinkedHashMap<>();
    ways.forEach(way ->
        way.forEach(hop -> byPlace.computeIfAbsent(hop.place, _ -> new ArrayList<>()).add(hop)));
    List<Hop> hops = new ArrayList<>();
    byPlace.forEach((place, some) -> hops.add(either(place, some, some.size() < ways.size())));
    return hops;
  }

  /// @param orNone whether there may be no such hop
  private static Hop either(String place, List<Hop> some, boolean orNone) {
    Bounds packets = orNone ? Bounds.ALL : some.getFirst().packets;
    for (Hop hop : some) {
      packets = packets.either(hop.packets);
    }
    Bounds all = packets;
    return new Hop(
        place,
        packets,
        packet -> {
          Reason first = some.getFirst().why(packet);
          boolean doubted = !all.sure().contains(packet) && all.possible().contains(packet);
          boolean unlike =
              some.stream().anyMatch(hop -> hop.why(packet).opinion() != first.opinion());
          return doubted && (unlike || orNone)
              ? new Reason(
                  Reason.Opinion.UNKNOWN,
                  first.object(),
                  first.rule(),
                  first.where(),
                  "depends on which of several ways it takes")
              : first;
        },
        some.stream().allMatch(hop -> hop.read));
  }

  /// The same for connections that travel inside of others.
  ///
  /// @param tunnel the packets that are seen here in place of all packets of TCP; not empty
  Hop carrying(PacketSet tunnel) {
    PacketSet others = PacketSet.ALL.minus(TCP);
    Packet outer = tunnel.witness().orElseThrow();
    return new Hop(
        place,
        new Bounds(
            carried(packets.sure(), others, outer), carried(packets.possible(), others, outer)),
        packet -> TCP.contains(packet) ? why.apply(outer).carried(outer) : why.apply(packet),
        read);
  }

  private static PacketSet carried(PacketSet passing, PacketSet others, Packet outer) {
    PacketSet kept = passing.and(others);
    return passing.contains(outer) ? kept.or(TCP) : kept;
  }

  /// The same at a place of another name.
  Hop at(String other) {
    return new Hop(other, packets, why, read);
  }

  /// What stands there, such as `pod egress` or `subnet NSG inbound`.
  public String place() {
    return place;
  }

  /// Whether the policies of Kubernetes are what stands there.
  public boolean isOfPolicies() {
    return place.equals(POD_EGRESS) || place.equals(POD_INGRESS);
  }

  /// The packets that it lets by.
  public Bounds packets() {
    return packets;
  }

  /// Why it treats the packet as it does.
  public Reason why(Packet packet) {
    return why.apply(packet);
  }
}
