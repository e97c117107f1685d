package io.seawall.model;

import io.seawall.packets.AddressSet;

/// An address set that may not be known exactly, such as the addresses behind a service tag: every
/// address in `sure` is a member, and none outside of `possible` is.
///
/// INVARIANT: `sure` implies `possible`.
public record AddressBounds(AddressSet sure, AddressSet possible) {
  /// Every address.
  public static final AddressBounds ALL = exactly(AddressSet.ALL);

  /// No address.
  public static final AddressBounds NONE = exactly(AddressSet.EMPTY);

  public AddressBounds {
    if (!sure.implies(possible)) {
      throw new IllegalArgumentException("sure must imply possible");
    }
  }

  /// A set that is known.
  public static AddressBounds exactly(AddressSet set) {
    return new AddressBounds(set, set);
  }

  /// Some subset of `set`, and it is not known which.
  public static AddressBounds within(AddressSet set) {
    return new AddressBounds(AddressSet.EMPTY, set);
  }

  public boolean isExact() {
    return sure.equals(possible);
  }

  public AddressBounds or(AddressBounds that) {
    return new AddressBounds(sure.or(that.sure), possible.or(that.possible));
  }

  public AddressBounds and(AddressBounds that) {
    return new AddressBounds(sure.and(that.sure), possible.and(that.possible));
  }

  public AddressBounds minus(AddressBounds that) {
    return new AddressBounds(sure.minus(that.possible), possible.minus(that.sure));
  }
}
