package io.seawall.practices;

import io.seawall.packets.AddressSet;
import java.math.BigInteger;
import java.util.Locale;

/// How many of something, in words.
public final class Amounts {
  private Amounts() {}

  /// `1,048,576`.
  public static String of(BigInteger number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1,048,576 addresses`; both families apart: `256 IPv4 and 2^64 IPv6 addresses`.
  ///
  /// @param kind a word before "addresses", such as `public`; may be empty
  public static String addresses(AddressSet set, String kind) {
    BigInteger v4 = v4(set);
    BigInteger v6 = v6(set);
    String which = kind.isEmpty() ? "" : kind + " ";
    if (v6.signum() == 0) {
      return of(v4) + " " + which + (v4.equals(BigInteger.ONE) ? "address" : "addresses");
    }
    return v4.signum() == 0
        ? powerOfTwo(v6) + " " + which + "IPv6 addresses"
        : of(v4) + " " + which + "IPv4 and " + powerOfTwo(v6) + " IPv6 addresses";
  }

  private static String powerOfTwo(BigInteger number) {
    if (number.bitLength() <= 40) {
      return of(number);
    }
    int exponent = number.bitLength() - 1;
    return (number.bitCount() == 1 ? "2^" : "about 2^") + exponent;
  }

  /// The IPv4 addresses in the set.
  public static BigInteger v4(AddressSet set) {
    return set.and(AddressSet.ALL_V4).size();
  }

  /// The IPv6 addresses in the set.
  public static BigInteger v6(AddressSet set) {
    return set.and(AddressSet.ALL_V6).size();
  }
}
