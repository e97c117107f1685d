package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import io.seawall.packets.Address;
import io.seawall.packets.Cidr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Source: Terraform language documentation, "IP Network Functions".
final class Networks {
  private static final int MOST_BITS = 128;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);

  private Networks() {}

  static Optional<Node> call(String name, List<Node> arguments) throws Refused {
    return switch (name) {
      case "cidrsubnet" ->
          Optional.of(
              subnet(
                  network(arguments),
                  Values.needInt(arguments.get(1)),
                  BigInteger.valueOf(Values.needInt(arguments.get(2)))));
      case "cidrsubnets" -> Optional.of(subnets(arguments));
      case "cidrhost" -> Optional.of(host(network(arguments), Values.needInt(arguments.get(1))));
      case "cidrnetmask" -> Optional.of(mask(network(arguments)));
      default -> Optional.empty();
    };
  }

  private static Cidr network(List<Node> arguments) throws Refused {
    String text = Values.needText(arguments.getFirst());
    return Cidr.parse(text)
        .orElseThrow(() -> new Refused("the text \"" + text + "\" in place of a network"));
  }

  private static Node subnet(Cidr network, int newBits, BigInteger number) throws Refused {
    int bits = network.prefixBits() + Math.min(newBits, MOST_BITS);
    boolean fits =
        newBits >= 0
            && bits <= network.base().bits()
            && number.signum() >= 0
            && number.bitLength() <= newBits;
    if (!fits) {
      throw new Refused("no such part of the network " + network);
    }
    int hostBits = network.base().bits() - bits;
    BigInteger base = number(network.base()).add(number.shiftLeft(hostBits));
    return Values.of(new Cidr(address(base, network.base().v6()), bits).toString());
  }

  /// Parts of the given sizes one after the other, each at the next place where it fits.
  private static Node subnets(List<Node> arguments) throws Refused {
    Cidr network = network(arguments);
    int bits = network.base().bits();
    BigInteger next = number(network.base());
    BigInteger end = next.add(BigInteger.ONE.shiftLeft(bits - network.prefixBits()));
    List<Node> out = new ArrayList<>();
    for (Node argument : arguments.subList(1, arguments.size())) {
      int newBits = Math.min(Values.needInt(argument), MOST_BITS);
      int hostBits = bits - network.prefixBits() - newBits;
      if (newBits < 0 || hostBits < 0) {
        throw new Refused("no such part of the network " + network);
      }
      BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
      BigInteger start = next.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
      next = start.add(size);
      if (next.compareTo(end) > 0) {
        throw new Refused("too many parts of the network " + network);
      }
      out.add(Values.of(new Cidr(address(start, network.base().v6()), bits - hostBits).toString()));
    }
    return Values.list(out);
  }

  private static Node host(Cidr network, int number) throws Refused {
    int hostBits = network.base().bits() - network.prefixBits();
    BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
    BigInteger offset = BigInteger.valueOf(number);
    BigInteger place = number < 0 ? size.add(offset) : offset;
    if (place.signum() < 0 || place.compareTo(size) >= 0) {
      throw new Refused("no host " + number + " in the network " + network);
    }
    return Values.of(address(number(network.base()).add(place), network.base().v6()).toString());
  }

  private static Node mask(Cidr network) throws Refused {
    if (network.base().v6()) {
      throw new Refused("cidrnetmask() of an IPv6 network");
    }
    long mask = network.prefixBits() == 0 ? 0 : -1L << (32 - network.prefixBits()) & 0xffffffffL;
    return Values.of(Address.v4(mask).toString());
  }

  private static BigInteger number(Address address) {
    return unsigned(address.high()).shiftLeft(Long.SIZE).or(unsigned(address.low()));
  }

  private static BigInteger unsigned(long word) {
    return word < 0 ? BigInteger.valueOf(word).add(WORD) : BigInteger.valueOf(word);
  }

  private static Address address(BigInteger number, boolean v6) {
    return v6
        ? Address.v6(number.shiftRight(Long.SIZE).longValue(), number.longValue())
        : Address.v4(number.longValue());
  }
}
