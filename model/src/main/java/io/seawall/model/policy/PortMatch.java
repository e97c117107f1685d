package io.seawall.model.policy;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;

/// Which packets a rule speaks of: a set, and ports that have a name only the receiving pod can
/// resolve.
public record PortMatch(PacketSet packets, List<NamedPort> named) {
  /// Every packet.
  public static final PortMatch ALL = new PortMatch(PacketSet.ALL, List.of());

  public PortMatch {
    named = List.copyOf(named);
  }

  /// A port by the name that a container of the receiver gives it.
  public record NamedPort(Protocol protocol, String name) {}
}
