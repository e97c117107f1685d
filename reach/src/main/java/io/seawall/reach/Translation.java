package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;

/// What becomes of packets where their destination is translated: they come to one port and go on
/// to another. Packets that are not led anywhere pass here and are nobody's concern.
///
/// @param entrance whose ports they come to, and whose target they go on to
record Translation(Entrance entrance) {
  /// The packets that come out at the pods.
  PacketSet led() {
    return led(Ports.ALL);
  }

  private PacketSet led(Ports sources) {
    return PacketSet.of(entrance.protocol(), entrance.target(), sources);
  }

  /// What is let by before, seen from behind. Of several ports one is used, and it is not known
  /// which.
  Bounds after(Bounds before) {
    PacketSet others = PacketSet.ALL.minus(led());
    Ports sure = before.sure().toEach(entrance.protocol(), entrance.ports());
    Ports possible = before.possible().toSome(entrance.protocol(), entrance.ports());
    return new Bounds(others.or(led(sure)), others.or(led(possible)));
  }

  /// A hop that packets meet before, seen from behind.
  Hop after(Hop before) {
    Bounds packets = after(before.packets());
    return new Hop(
        before.place(),
        packets,
        packet -> {
          if (!led().contains(packet)) {
            return Reason.of(
                Reason.Opinion.NO_OPINION, "no packet that " + entrance.object() + " leads");
          }
          Reason reason =
              before.why(new Packet(entrance.protocol(), entrance.port(), packet.source()));
          boolean doubted = !packets.sure().contains(packet) && packets.possible().contains(packet);
          return doubted && reason.opinion() != Reason.Opinion.UNKNOWN
              ? new Reason(
                  Reason.Opinion.UNKNOWN,
                  reason.object(),
                  reason.rule(),
                  reason.where(),
                  "depends on which node port it gets")
              : reason;
        });
  }
}
