package io.seawall.packets;

/// Addresses of one family from `first` to `last`, both included.
public record AddressRange(Address first, Address last) {
  public AddressRange {
    if (first.v6() != last.v6() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("not a range: " + first + " to " + last);
    }
  }

  /// The range of one block.
  public static AddressRange of(Cidr block) {
    return new AddressRange(block.base(), block.last());
  }

  /// `first-last`, or the one address.
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }
}
