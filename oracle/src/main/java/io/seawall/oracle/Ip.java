package io.seawall.oracle;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/// One address of either family.
///
/// @param family 4 or 6
/// @param value the address as an unsigned number
public record Ip(int family, BigInteger value) {
  /// Reads a literal; never asks a resolver.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Ip of(String literal) {
    var address =
        literal.contains(":") ? Inet6Address.ofLiteral(literal) : Inet4Address.ofLiteral(literal);
    return of(address);
  }

  private static Ip of(InetAddress address) {
    var bytes = address.getAddress();
    return new Ip(bytes.length == 4 ? 4 : 6, new BigInteger(1, bytes));
  }

  int bits() {
    return family == 4 ? 32 : 128;
  }
}
