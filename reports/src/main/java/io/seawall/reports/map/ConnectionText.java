package io.seawall.reports.map;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;

/// Packet sets as maps write them: `All Connections`, `SCTP 9003,TCP 80,443-445`.
///
/// Protocols come in the order of their names. Port 0, which nobody listens on (RFC 6335, section
/// 6, reserved), and source ports are left out.
final class ConnectionText {
  static final String ALL = "All Connections";
  static final String NONE = "No Connections";

  private static final Ports USABLE = Ports.range(1, Ports.LAST);
  private static final List<Protocol> WITH_PORTS =
      List.of(Protocol.SCTP, Protocol.TCP, Protocol.UDP);

  private ConnectionText() {}

  static String of(PacketSet packets) {
    if (packets.isAll() || packets.isEmpty()) {
      return packets.isAll() ? ALL : NONE;
    }
    List<String> parts = new ArrayList<>();
    if (!packets.and(PacketSet.of(Protocol.ICMP)).isEmpty()) {
      parts.add("ICMP");
    }
    if (!packets.and(PacketSet.of(Protocol.ICMPV6)).isEmpty()) {
      parts.add("ICMPv6");
    }
    for (Protocol protocol : WITH_PORTS) {
      Ports ports = packets.destinations(protocol).and(USABLE);
      if (!ports.isEmpty()) {
        parts.add(protocol + (ports == USABLE ? " 1-" + Ports.LAST : " " + ports));
      }
    }
    return parts.isEmpty() ? "other protocols" : String.join(",", parts);
  }
}
