package io.seawall.cli;

import io.seawall.analysis.question.PortQuery;
import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import io.seawall.reports.map.Focus;
import java.util.Optional;

/// The options that choose a part of a map.
final class FocusOptions {
  static final Option WORKLOAD =
      Option.value("--focus-workload", "NAME", "only with this workload; may be repeated");
  static final Option PEER =
      Option.value("--focus-workload-peer", "NAME", "only with this other end; may be repeated");
  static final Option DIRECTION =
      Option.value("--focus-direction", "ingress|egress", "only to, or only from, the workload");
  static final Option CONN =
      Option.value("--focus-conn", "PROTO-PORT", "only where this is permitted, such as tcp-80");

  private FocusOptions() {}

  static Focus read(Arguments arguments) throws WrongUsage {
    return new Focus(
        arguments.all(WORKLOAD), arguments.all(PEER), direction(arguments), packets(arguments));
  }

  private static Optional<Direction> direction(Arguments arguments) throws WrongUsage {
    Optional<String> text = arguments.value(DIRECTION);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "ingress" -> Optional.of(Direction.INGRESS);
      case "egress" -> Optional.of(Direction.EGRESS);
      default ->
          throw new WrongUsage("\"" + text.get() + "\" is no direction", "write ingress or egress");
    };
  }

  private static Optional<PacketSet> packets(Arguments arguments) throws WrongUsage {
    Optional<String> text = arguments.value(CONN);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<PacketSet> packets =
        text.filter(pair -> pair.contains("-"))
            .flatMap(pair -> PortQuery.parse(pair.replaceFirst("-", "/")))
            .map(PortQuery::packets);
    if (packets.isEmpty()) {
      throw new WrongUsage("\"" + text.get() + "\" is no connection", "write tcp-80 or udp-53");
    }
    return packets;
  }
}
