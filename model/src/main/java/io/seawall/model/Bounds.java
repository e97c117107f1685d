package io.seawall.model;

import io.seawall.packets.PacketSet;

/// A packet set that may not be known exactly: every packet in `sure` is a member, and none outside
/// of `possible` is.
///
/// What must not get through is judged on `possible`, what must keep working on `sure`.
///
/// INVARIANT: `sure` implies `possible`.
public record Bounds(PacketSet sure, PacketSet possible) {
  /// No packet.
  public static final Bounds NONE = exactly(PacketSet.EMPTY);

  /// Every packet.
  public static final Bounds ALL = exactly(PacketSet.ALL);

  /// Any packet set at all.
  public static final Bounds UNKNOWN = new Bounds(PacketSet.EMPTY, PacketSet.ALL);

  public Bounds {
    if (sure != possible && !sure.implies(possible)) {
      throw new IllegalArgumentException("sure must imply possible");
    }
  }

  /// A set that is known.
  public static Bounds exactly(PacketSet set) {
    return new Bounds(set, set);
  }

  /// Whether the set is known exactly.
  public boolean isExact() {
    return sure == possible;
  }

  public Bounds and(Bounds that) {
    return isExact() && that.isExact()
        ? exactly(sure.and(that.sure))
        : new Bounds(sure.and(that.sure), possible.and(that.possible));
  }

  public Bounds or(Bounds that) {
    return isExact() && that.isExact()
        ? exactly(sure.or(that.sure))
        : new Bounds(sure.or(that.sure), possible.or(that.possible));
  }

  /// What only possibly holds can only possibly be gone.
  public Bounds minus(Bounds that) {
    return isExact() && that.isExact()
        ? exactly(sure.minus(that.sure))
        : new Bounds(sure.minus(that.possible), possible.minus(that.sure));
  }

  /// One of the two, and it is not known which.
  public Bounds either(Bounds that) {
    return new Bounds(sure.and(that.sure), possible.or(that.possible));
  }
}
