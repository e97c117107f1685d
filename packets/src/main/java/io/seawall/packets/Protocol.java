package io.seawall.packets;

import java.util.Optional;

/// An IP protocol by its IANA number, from 0 to 255.
public record Protocol(int number) {
  public static final Protocol ICMP = new Protocol(1);
  public static final Protocol TCP = new Protocol(6);
  public static final Protocol UDP = new Protocol(17);
  public static final Protocol ESP = new Protocol(50);
  public static final Protocol AH = new Protocol(51);
  public static final Protocol ICMPV6 = new Protocol(58);
  public static final Protocol SCTP = new Protocol(132);

  public Protocol {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("not an IP protocol number: " + number);
    }
  }

  /// Finds a protocol by its usual name, in any case, or its number.
  public static Optional<Protocol> parse(String text) {
    return switch (text.toUpperCase(java.util.Locale.ROOT)) {
      case "TCP" -> Optional.of(TCP);
      case "UDP" -> Optional.of(UDP);
      case "SCTP" -> Optional.of(SCTP);
      case "ICMP" -> Optional.of(ICMP);
      case "ICMPV6" -> Optional.of(ICMPV6);
      case "ESP" -> Optional.of(ESP);
      case "AH" -> Optional.of(AH);
      default -> {
        int number = AddressText.decimal(text, 255);
        yield number < 0 ? Optional.empty() : Optional.of(new Protocol(number));
      }
    };
  }

  /// Whether packets of this protocol carry ports: TCP, UDP and SCTP.
  public boolean hasPorts() {
    return equals(TCP) || equals(UDP) || equals(SCTP);
  }

  /// Whether packets of this protocol carry a type and a code: ICMP and ICMPv6.
  public boolean hasTypes() {
    return equals(ICMP) || equals(ICMPV6);
  }

  /// The usual name in capitals, or `IP protocol N`.
  @Override
  public String toString() {
    return switch (number) {
      case 1 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 50 -> "ESP";
      case 51 -> "AH";
      case 58 -> "ICMPv6";
      case 132 -> "SCTP";
      default -> "IP protocol " + number;
    };
  }
}
