package io.seawall.packets;

import java.util.Optional;

/// One IP address, of either family. IPv4 addresses order before IPv6 addresses; inside a family
/// the order is numeric.
///
/// @param v6 true for an IPv6 address
/// @param high the upper 64 bits of an IPv6 address; 0 for IPv4
/// @param low the lower 64 bits of an IPv6 address, unsigned; for IPv4 the address as a number from
///   0 to 2^32-1
public record Address(boolean v6, long high, long low) implements Comparable<Address> {
  private static final long V4_LAST = 0xFFFF_FFFFL;

  public Address {
    if (!v6 && (high != 0 || low < 0 || low > V4_LAST)) {
      throw new IllegalArgumentException("not an IPv4 number: " + high + "," + low);
    }
  }

  /// The IPv4 address with this number, from 0 to 2^32-1.
  public static Address v4(long number) {
    return new Address(false, 0, number);
  }

  /// The IPv6 address with these halves.
  public static Address v6(long high, long low) {
    return new Address(true, high, low);
  }

  /// Reads dotted decimal IPv4 (four numbers, no leading zeros) or IPv6 text (RFC 4291 section 2.2;
  /// no zone).
  ///
  /// @return empty if the text is neither
  public static Optional<Address> parse(String text) {
    return text.indexOf(':') >= 0 ? AddressText.parseV6(text) : AddressText.parseV4(text);
  }

  /// The number of bits of an address of this family: 32 or 128.
  public int bits() {
    return v6 ? 128 : 32;
  }

  /// The address after this one, or empty for the last of its family.
  public Optional<Address> next() {
    if (!v6) {
      return low == V4_LAST ? Optional.empty() : Optional.of(v4(low + 1));
    }
    if (low != -1) {
      return Optional.of(v6(high, low + 1));
    }
    return high == -1 ? Optional.empty() : Optional.of(v6(high + 1, 0));
  }

  /// The address before this one, or empty for the first of its family.
  public Optional<Address> previous() {
    if (low != 0) {
      return Optional.of(new Address(v6, high, low - 1));
    }
    return high == 0 ? Optional.empty() : Optional.of(v6(high - 1, -1));
  }

  /// Whether this is the address right after `that`, in the same family.
  boolean follows(Address that) {
    return that.next().map(this::equals).orElse(false);
  }

  @Override
  public int compareTo(Address that) {
    if (v6 != that.v6) {
      return v6 ? 1 : -1;
    }
    int upper = Long.compareUnsigned(high, that.high);
    return upper != 0 ? upper : Long.compareUnsigned(low, that.low);
  }

  /// The usual text: dotted decimal, or IPv6 as RFC 5952 recommends.
  @Override
  public String toString() {
    return v6 ? AddressText.writeV6(high, low) : AddressText.writeV4(low);
  }
}
