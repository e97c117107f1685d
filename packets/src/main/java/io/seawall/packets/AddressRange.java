package io.seawall.packets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /// The fewest blocks that make up the range, ascending.
  public List<Cidr> blocks() {
    List<Cidr> blocks = new ArrayList<>();
    Optional<Address> from = Optional.of(first);
    while (from.isPresent() && from.get().compareTo(last) <= 0) {
      Cidr block = largestAt(from.get());
      blocks.add(block);
      from = block.last().next();
    }
    return blocks;
  }

  /// The largest block that starts here and does not leave the range.
  private Cidr largestAt(Address start) {
    Cidr largest = new Cidr(start, start.bits());
    for (int bits = start.bits() - 1; bits >= 0; bits--) {
      Cidr wider = Cidr.around(start, bits);
      if (!wider.base().equals(start) || wider.last().compareTo(last) > 0) {
        return largest;
      }
      largest = wider;
    }
    return largest;
  }

  /// `first-last`, or the one address.
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }
}
