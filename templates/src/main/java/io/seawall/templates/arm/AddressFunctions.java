package io.seawall.templates.arm;

import io.seawall.packets.Address;
import io.seawall.packets.Cidr;
import io.seawall.templates.arm.Function.Arguments;
import io.seawall.templates.arm.Value.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Blocks of addresses.
///
/// Source: Azure Resource Manager, "CIDR functions for ARM templates".
final class AddressFunctions {
  static final Map<String, Function> ALL =
      Map.of(
          "parsecidr", AddressFunctions::parse,
          "cidrsubnet", AddressFunctions::subnet,
          "cidrhost", AddressFunctions::host);

  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(64);

  private AddressFunctions() {}

  private static Optional<Cidr> block(Arguments arguments) {
    return arguments.text(0).flatMap(Cidr::parse);
  }

  /// A block of IPv4 keeps its first and last address to itself; what holds for one of fewer than
  /// four addresses is not documented.
  private static Optional<Value> parse(Arguments arguments) {
    return block(arguments)
        .filter(block -> block.base().v6() || block.prefixBits() <= 30)
        .map(block -> {
          Address last = block.last();
          int kept = block.base().v6() ? 0 : 1;
          List<Field> fields = new ArrayList<>();
          fields.add(text("network", block.base()));
          fields.add(text("netmask", mask(block)));
          if (!block.base().v6()) {
            fields.add(text("broadcast", last));
          }
          fields.add(text("firstUsable", moved(block.base(), kept)));
          fields.add(text("lastUsable", moved(last, -kept)));
          fields.add(Field.of("cidr", Value.of((long) block.prefixBits())));
          return Value.Obj.of(0, fields);
        });
  }

  private static Field text(String key, Address address) {
    return Field.of(key, Value.Text.of(address.toString()));
  }

  private static Address mask(Cidr block) {
    if (block.base().v6()) {
      Address free = Cidr.around(Address.v6(0, 0), block.prefixBits()).last();
      return Address.v6(~free.high(), ~free.low());
    }
    Address free = Cidr.around(Address.v4(0), block.prefixBits()).last();
    return Address.v4(~free.low() & 0xFFFF_FFFFL);
  }

  private static Optional<Value> subnet(Arguments arguments) {
    Optional<Cidr> block = block(arguments);
    Optional<Long> bits = arguments.integer(1);
    Optional<Long> index = arguments.integer(2).filter(i -> i >= 0);
    if (block.isEmpty() || bits.isEmpty() || index.isEmpty()) {
      return Optional.empty();
    }
    int all = block.get().base().bits();
    if (bits.get() < block.get().prefixBits() || bits.get() > all) {
      return Optional.empty();
    }
    BigInteger offset = BigInteger.valueOf(index.get()).shiftLeft((int) (all - bits.get()));
    return within(block.get(), offset).map(address -> Value.Text.of(address + "/" + bits.get()));
  }

  /// The first address that a host may have is number 0. Which one that is in a block of IPv6 is
  /// not documented.
  private static Optional<Value> host(Arguments arguments) {
    return block(arguments)
        .filter(block -> !block.base().v6())
        .flatMap(block ->
            arguments
                .integer(1)
                .filter(i -> i >= 0)
                .flatMap(i -> within(block, BigInteger.valueOf(i).add(BigInteger.ONE)))
                .filter(address -> !address.equals(block.last())))
        .map(address -> Value.Text.of(address.toString()));
  }

  private static Optional<Address> within(Cidr block, BigInteger offset) {
    BigInteger number = number(block.base()).add(offset);
    return number.compareTo(number(block.last())) <= 0
        ? Optional.of(address(number, block.base().v6()))
        : Optional.empty();
  }

  private static Address moved(Address address, long by) {
    return address(number(address).add(BigInteger.valueOf(by)), address.v6());
  }

  private static BigInteger number(Address address) {
    BigInteger low = new BigInteger(Long.toUnsignedString(address.low()));
    return new BigInteger(Long.toUnsignedString(address.high())).multiply(HALF).add(low);
  }

  private static Address address(BigInteger number, boolean v6) {
    return v6
        ? Address.v6(number.shiftRight(64).longValue(), number.longValue())
        : Address.v4(number.longValueExact());
  }
}
