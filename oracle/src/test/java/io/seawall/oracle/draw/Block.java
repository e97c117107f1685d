package io.seawall.oracle.draw;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A CIDR block, for its neighbours: the addresses at and next to its ends.
record Block(boolean six, BigInteger first, BigInteger last) {
  static Block of(String cidr) {
    var slash = cidr.indexOf('/');
    var literal = slash < 0 ? cidr : cidr.substring(0, slash);
    var bytes = address(literal).getAddress();
    var width = bytes.length * 8;
    var prefix = slash < 0 ? width : Integer.parseInt(cidr.substring(slash + 1));
    var rest = BigInteger.ONE.shiftLeft(width - prefix).subtract(BigInteger.ONE);
    var first = new BigInteger(1, bytes).andNot(rest);
    return new Block(bytes.length == 16, first, first.or(rest));
  }

  private static InetAddress address(String literal) {
    return literal.contains(":")
        ? Inet6Address.ofLiteral(literal)
        : Inet4Address.ofLiteral(literal);
  }

  boolean contains(Block that) {
    return six == that.six && first.compareTo(that.first) <= 0 && last.compareTo(that.last) >= 0;
  }

  /// The first and last address and those just outside; none for a block that is the whole family.
  List<String> edges() {
    return first.signum() == 0
        ? List.of()
        : Stream.of(first.subtract(BigInteger.ONE), first, last, last.add(BigInteger.ONE))
            .map(this::literal)
            .toList();
  }

  private String literal(BigInteger value) {
    var width = six ? 16 : 4;
    var bytes = value.toByteArray();
    var padded = new byte[width];
    var from = Math.max(0, bytes.length - width);
    System.arraycopy(bytes, from, padded, width - (bytes.length - from), bytes.length - from);
    try {
      return InetAddress.getByAddress(padded).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(Arrays.toString(padded), e);
    }
  }
}
