package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.List;

/// Whether packets pass, as tests write it.
enum Told {
  YES,
  NO,
  MAYBE;

  /// What bounds say of one packet.
  static Told of(Bounds bounds, Packet packet) {
    if (bounds.sure().contains(packet)) {
      return YES;
    }
    return bounds.possible().contains(packet) ? MAYBE : NO;
  }

  /// What bounds say of all packets, where they say the same of each.
  static Told ofAll(Bounds bounds) {
    if (bounds.sure() == PacketSet.ALL) {
      return YES;
    }
    if (bounds.possible() == PacketSet.EMPTY) {
      return NO;
    }
    if (bounds.sure() == PacketSet.EMPTY && bounds.possible() == PacketSet.ALL) {
      return MAYBE;
    }
    throw new IllegalStateException("not one answer for all packets: " + bounds);
  }

  /// The way with this name.
  static Path way(List<Path> paths, String name) {
    return paths.stream().filter(path -> path.name().equals(name)).findFirst().orElseThrow();
  }
}
