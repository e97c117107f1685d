package io.seawall.packets;

import java.util.Optional;

/// A block of addresses that share their first `prefixBits` bits.
///
/// @param base the first address; its bits after the prefix are zero
/// @param prefixBits from 0 to 32 (IPv4) or 128 (IPv6)
public record Cidr(Address base, int prefixBits) {
  public Cidr {
    if (prefixBits < 0 || prefixBits > base.bits() || !first(base, prefixBits).equals(base)) {
      throw new IllegalArgumentException("not a block: " + base + "/" + prefixBits);
    }
  }

  /// The block of this size that holds `address`.
  public static Cidr around(Address address, int prefixBits) {
    return new Cidr(first(address, prefixBits), prefixBits);
  }

  /// Reads `address/bits`. Bits set after the prefix are dropped, as the Kubernetes and Azure APIs
  /// do (`10.0.0.1/24` is `10.0.0.0/24`). An address without a slash is not a block: see
  /// [#parseLenient].
  ///
  /// @return empty if the text is not a block
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return Address.parse(text.substring(0, slash))
        .flatMap(address -> {
          int bits = AddressText.decimal(text.substring(slash + 1), address.bits());
          return bits < 0 ? Optional.empty() : Optional.of(around(address, bits));
        });
  }

  /// Reads a block, or an address as the block of that address alone, as Azure rules allow.
  public static Optional<Cidr> parseLenient(String text) {
    return text.indexOf('/') >= 0
        ? parse(text)
        : Address.parse(text).map(address -> new Cidr(address, address.bits()));
  }

  /// A block that is known to be well-formed: for constants.
  ///
  /// @throws IllegalArgumentException if it is not
  public static Cidr of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a block: " + text));
  }

  /// The last address of the block, included.
  public Address last() {
    int free = base.bits() - prefixBits;
    if (!base.v6()) {
      return Address.v4(base.low() | mask(free));
    }
    return free <= 64
        ? Address.v6(base.high(), base.low() | mask(free))
        : Address.v6(base.high() | mask(free - 64), -1);
  }

  private static Address first(Address address, int prefixBits) {
    int free = address.bits() - prefixBits;
    if (!address.v6()) {
      return Address.v4(address.low() & ~mask(free) & 0xFFFF_FFFFL);
    }
    return free <= 64
        ? Address.v6(address.high(), address.low() & ~mask(free))
        : Address.v6(address.high() & ~mask(free - 64), 0);
  }

  /// The lowest `bits` bits set.
  private static long mask(int bits) {
    return bits >= 64 ? -1 : (1L << bits) - 1;
  }

  @Override
  public String toString() {
    return base + "/" + prefixBits;
  }
}
