package io.seawall.model.policy;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;

/// Which packets a rule speaks of: a set, and ports that have a name only the receiving pod can
/// resolve.
///
/// @param packets all that are given by number
/// @param beyondFirst those of `packets` that a range of ports alone gives, but for its first port:
///   an engine that does not know ranges does not see them
public record PortMatch(PacketSet packets, List<NamedPort> named, PacketSet beyondFirst) {
  /// Every packet.
  public static final PortMatch ALL = new PortMatch(PacketSet.ALL, List.of());

  public PortMatch {
    named = List.copyOf(named);
  }

  /// A match that every engine reads alike.
  public PortMatch(PacketSet packets, List<NamedPort> named) {
    this(packets, named, PacketSet.EMPTY);
  }

  /// A port by the name that a container of the receiver gives it.
  public record NamedPort(Protocol protocol, String name) {}
}
