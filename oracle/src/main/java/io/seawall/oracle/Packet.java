package io.seawall.oracle;

import java.util.Locale;

/// The first packet of a connection. Replies are implicit and never asked about.
///
/// @param from `namespace/pod`, `node:NAME`, or an IP literal, which stands for whoever has that
///   address
/// @param to as `from`
/// @param protocol TCP, UDP, SCTP, ICMP (of IPv4), or a protocol number of the IANA registry in
///   decimal
/// @param sourcePort for ICMP the type; 0 where the protocol has no ports
/// @param destinationPort as the receiver sees it, after any Service; for ICMP the code
/// @param family 4 or 6: which of their addresses the two ends use
public record Packet(
    String from, String to, String protocol, int sourcePort, int destinationPort, int family) {
  /// A source port that clients use, for questions that do not care.
  public static final int EPHEMERAL = 50_000;

  public Packet {
    if (family != 4 && family != 6) {
      throw new IllegalArgumentException("family " + family + " is neither 4 nor 6");
    }
  }

  /// A packet of IPv6 if one end is an IPv6 literal, else of IPv4.
  public Packet(String from, String to, String protocol, int sourcePort, int destinationPort) {
    this(from, to, protocol, sourcePort, destinationPort, isSix(from) || isSix(to) ? 6 : 4);
  }

  /// A TCP packet from an ephemeral port.
  public static Packet tcp(String from, String to, int port) {
    return new Packet(from, to, "TCP", EPHEMERAL, port);
  }

  /// A UDP packet from an ephemeral port.
  public static Packet udp(String from, String to, int port) {
    return new Packet(from, to, "UDP", EPHEMERAL, port);
  }

  /// The same packet between the ends' IPv6 addresses.
  public Packet six() {
    return new Packet(from, to, protocol, sourcePort, destinationPort, 6);
  }

  /// Source: IANA, Assigned Internet Protocol Numbers.
  int protocolNumber() {
    return switch (protocol.toUpperCase(Locale.ROOT)) {
      case "ICMP" -> 1;
      case "TCP" -> 6;
      case "UDP" -> 17;
      case "SCTP" -> 132;
      default -> Integer.parseInt(protocol);
    };
  }

  private static boolean isSix(String end) {
    return end.contains(":") && !end.startsWith("node:");
  }
}
