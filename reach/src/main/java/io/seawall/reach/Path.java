package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.PacketSet;
import java.util.List;

/// One way from an endpoint to another.
///
/// @param name such as `same node` or `another node`; empty if there is only one way
/// @param certain whether the way exists for sure; a pod may or may not run on the node in
///   question, say
/// @param hops in the order in which a packet meets them
public record Path(String name, boolean certain, List<Hop> hops) {
  public Path {
    hops = List.copyOf(hops);
  }

  /// The packets that get all the way.
  public Bounds packets() {
    Bounds all = through();
    return certain ? all : new Bounds(PacketSet.EMPTY, all.possible());
  }

  /// The packets that get all the way if the way exists.
  Bounds through() {
    Bounds all = Bounds.ALL;
    for (Hop hop : hops) {
      all = all.and(hop.packets());
    }
    return all;
  }
}
