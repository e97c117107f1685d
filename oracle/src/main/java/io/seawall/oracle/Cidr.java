package io.seawall.oracle;

/// A block of addresses: those that share the first `prefixBits` bits with `base`. Bits of the base
/// past them are ignored, as Go's `net.ParseCIDR`, which Kubernetes uses, does.
public record Cidr(Ip base, int prefixBits) {
  /// Reads `10.0.0.0/8`; a bare address is the block that holds it alone.
  public static Cidr of(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      var ip = Ip.of(text);
      return new Cidr(ip, ip.bits());
    }
    var ip = Ip.of(text.substring(0, slash));
    var bits = Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > ip.bits()) {
      throw new IllegalArgumentException("no CIDR: " + text);
    }
    return new Cidr(ip, bits);
  }

  /// An address of the other family is never in the block.
  public boolean contains(Ip ip) {
    var rest = base.bits() - prefixBits;
    return ip.family() == base.family()
        && ip.value().shiftRight(rest).equals(base.value().shiftRight(rest));
  }
}
