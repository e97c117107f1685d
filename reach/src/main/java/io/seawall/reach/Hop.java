package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import java.util.function.Function;

/// One place on a path where a verdict is given. Asking for the reason repeats the evaluation for
/// one packet; nothing is kept for it before.
public final class Hop {
  private final String place;
  private final Bounds packets;
  private final Function<Packet, Reason> why;

  Hop(String place, Bounds packets, Function<Packet, Reason> why) {
    this.place = place;
    this.packets = packets;
    this.why = why;
  }

  /// What stands there, such as `pod egress` or `subnet NSG inbound`.
  public String place() {
    return place;
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
