package io.seawall.reports.map;

import io.seawall.analysis.Connections;
import io.seawall.analysis.Exposure.NamedConnection;
import io.seawall.model.Bounds;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

  private static final String EVERY_PORT = of(Connections.TRANSPORT.sure());

  private ConnectionText() {}

  /// @param policiesAlone as [MapReport] has it: TCP, UDP and SCTP are all packets there are
  static String of(PacketSet packets, boolean policiesAlone) {
    String text = of(packets);
    return policiesAlone && text.equals(EVERY_PORT) ? ALL : text;
  }

  /// What passes for sure and what possibly does, with ports of which only the name is known: `TCP
  /// 80,http; possibly UDP 53`.
  static String both(Bounds packets, List<NamedConnection> named, boolean policiesAlone) {
    PacketSet doubted = packets.possible().minus(packets.sure());
    String sure = joined(packets.sure(), names(named, NamedConnection::sure), policiesAlone);
    String possibly =
        joined(doubted, names(named, one -> one.possible() && !one.sure()), policiesAlone);
    String except =
        String.join(
            ",", names(named, one -> !one.possible()).stream().map(NamedPort::name).toList());
    String all =
        possibly.equals(NONE)
            ? sure
            : (sure.equals(NONE) ? "" : sure + "; ") + "possibly " + possibly;
    return except.isEmpty() ? all : all + "; not to " + except;
  }

  private static List<NamedPort> names(
      List<NamedConnection> named, Predicate<NamedConnection> wanted) {
    return named.stream().filter(wanted).map(NamedConnection::port).toList();
  }

  /// Ports by number and by name, protocol by protocol.
  private static String joined(PacketSet packets, List<NamedPort> names, boolean policiesAlone) {
    String numbers = of(packets, policiesAlone);
    if (names.isEmpty()) {
      return numbers;
    }
    List<String> parts = new ArrayList<>();
    for (Protocol protocol : WITH_PORTS) {
      String own =
          names.stream()
              .filter(name -> name.protocol().equals(protocol))
              .map(NamedPort::name)
              .collect(Collectors.joining(","));
      String known = of(packets.and(PacketSet.of(protocol)));
      if (!own.isEmpty()) {
        parts.add(known.equals(NONE) ? protocol + " " + own : known + "," + own);
      } else if (!known.equals(NONE)) {
        parts.add(known);
      }
    }
    PacketSet rest = packets.minus(Connections.TRANSPORT.sure());
    if (!rest.isEmpty()) {
      parts.addFirst(of(rest));
    }
    return String.join(",", parts);
  }

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
