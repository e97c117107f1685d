package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A port that stays open whatever policies say of the node.
///
/// Source: Calico documentation, "Felix configuration", failsafeInboundHostPorts and
/// failsafeOutboundHostPorts (without a protocol it is TCP, without a block every address), and
/// "Configuring Felix" (their defaults, `none`).
///
/// @param net whom it is open to; empty means everybody
record FailsafePort(Protocol protocol, int port, Optional<Cidr> net) {
  private static final int LAST = 65_535;

  private static final int[] BOTH_WAYS = {179, 2379, 2380, 5473, 6443, 6666, 6667};

  /// Those that are open where nobody says otherwise.
  static List<FailsafePort> defaults(Direction direction) {
    List<FailsafePort> ports = new ArrayList<>();
    for (int port : BOTH_WAYS) {
      ports.add(new FailsafePort(Protocol.TCP, port, Optional.empty()));
    }
    switch (direction) {
      case INGRESS -> {
        ports.add(new FailsafePort(Protocol.TCP, 22, Optional.empty()));
        ports.add(new FailsafePort(Protocol.UDP, 68, Optional.empty()));
      }
      case EGRESS -> {
        ports.add(new FailsafePort(Protocol.UDP, 53, Optional.empty()));
        ports.add(new FailsafePort(Protocol.UDP, 67, Optional.empty()));
      }
    }
    return List.copyOf(ports);
  }

  PacketSet packets() {
    return PacketSet.to(protocol, port);
  }

  /// One item of the list in a FelixConfiguration; empty if it cannot be read.
  static Optional<FailsafePort> read(Fields fields) {
    String protocol = fields.anyText("protocol").orElse("TCP");
    Optional<Integer> port = fields.integer("port", 0, LAST);
    Optional<String> net = fields.text("net");
    return port.flatMap(number -> of(protocol, number, net));
  }

  /// The list in a variable of the environment, such as `tcp:22, udp:10.0.0.0/8:68`; empty if one
  /// of its items cannot be read.
  static Optional<List<FailsafePort>> parse(String text) {
    if (text.strip().equalsIgnoreCase("none")) {
      return Optional.of(List.of());
    }
    List<Optional<FailsafePort>> ports =
        Stream.of(text.split(",", -1)).map(String::strip).map(FailsafePort::item).toList();
    return ports.stream().allMatch(Optional::isPresent)
        ? Optional.of(ports.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }

  private static Optional<FailsafePort> item(String text) {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    String protocol = first < 0 ? "TCP" : text.substring(0, first);
    Optional<String> net =
        first < last
            ? Optional.of(text.substring(first + 1, last).replace("[", "").replace("]", ""))
            : Optional.empty();
    try {
      int port = Integer.parseInt(text.substring(last + 1));
      return port >= 0 && port <= LAST ? of(protocol, port, net) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<FailsafePort> of(String protocol, int port, Optional<String> net) {
    Optional<Protocol> known = Protocol.parse(protocol.toUpperCase(Locale.ROOT));
    Optional<Cidr> block = net.flatMap(Cidr::parseLenient);
    return known.isEmpty() || (net.isPresent() && block.isEmpty())
        ? Optional.empty()
        : Optional.of(new FailsafePort(known.get(), port, block));
  }
}
