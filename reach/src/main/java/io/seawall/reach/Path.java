package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One way from an endpoint to another.
///
/// @param name such as `same node` or `another node`; empty if there is only one way
/// @param certain whether the way exists for sure; a pod may or may not run on the node in
///   question, say
/// @param hops in the order in which a packet meets them
/// @param about the packets that it leads; others do not come this way, and a hop says so
public record Path(String name, boolean certain, List<Hop> hops, PacketSet about) {
  public Path {
    hops = List.copyOf(hops);
  }

  /// The name of a way that leaves no node.
  public static final String SAME_NODE = "same node";

  /// Whether it leaves no node.
  public boolean isOnOneNode() {
    return name.startsWith(SAME_NODE);
  }

  /// A way of every packet.
  public Path(String name, boolean certain, List<Hop> hops) {
    this(name, certain, hops, PacketSet.ALL);
  }

  /// The same way, of these packets alone.
  Path about(PacketSet packets) {
    return new Path(name, certain, hops, packets);
  }

  /// The same way with one more hop at its end.
  Path then(Hop last) {
    List<Hop> all = new ArrayList<>(hops);
    all.add(last);
    return new Path(name, certain, all, about);
  }

  /// The same way of connections that travel inside of others.
  ///
  /// @param tunnel the packets that are seen on the way in place of all packets of TCP
  /// @param sure whether they do; else they may keep their ports
  Path carriedIn(PacketSet tunnel, boolean sure) {
    return new Path(
        name,
        certain,
        hops.stream()
            .map(hop -> {
              Hop inside = hop.carrying(tunnel);
              return sure ? inside : Hop.oneOf(List.of(List.of(hop), List.of(inside))).getFirst();
            })
            .toList(),
        about);
  }

  /// The ways of a packet; all, if none is about it.
  public static List<Path> of(List<Path> all, Packet packet) {
    List<Path> own = all.stream().filter(path -> path.about.contains(packet)).toList();
    return own.isEmpty() ? all : own;
  }

  /// The packets that get all the way.
  public Bounds packets() {
    Bounds all = through();
    return certain ? all : new Bounds(PacketSet.EMPTY, all.possible());
  }

  /// Ways of which exactly one exists, and it is not known which: a single way that is either of
  /// them at each place if that says as much, else each of them, and none certain.
  ///
  /// @param ways the hops of each by what tells it apart, such as `from pool user`; at least one
  static List<Path> oneOf(String name, Map<String, List<Hop>> ways) {
    if (ways.size() == 1) {
      return List.of(new Path(name, true, ways.values().iterator().next()));
    }
    List<Path> apart = new ArrayList<>();
    ways.forEach((which, hops) ->
        apart.add(new Path(name.isEmpty() ? which : name + ", " + which, false, hops)));
    Bounds either = apart.getFirst().through();
    for (Path way : apart) {
      either = either.either(way.through());
    }
    Path joined = new Path(name, true, Hop.oneOf(List.copyOf(ways.values())));
    return joined.through().equals(either) ? List.of(joined) : apart;
  }

  /// The packets that get through on some way, of all that there are.
  static Bounds joined(List<Path> paths) {
    Bounds all = Bounds.NONE;
    // One of the ways exists, whichever it is: what passes on each of them passes.
    PacketSet onEach = paths.isEmpty() ? PacketSet.EMPTY : PacketSet.ALL;
    for (Path path : paths) {
      all = all.or(path.packets());
      onEach = onEach.and(path.through().sure());
    }
    return new Bounds(all.sure().or(onEach), all.possible());
  }

  /// The packets that get all the way if the way exists.
  public Bounds through() {
    Bounds all = Bounds.ALL;
    for (Hop hop : hops) {
      all = all.and(hop.packets());
    }
    return all;
  }
}
