package io.seawall.reports.map;

import io.seawall.analysis.Connections.End;
import io.seawall.analysis.Connections.Row;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The part of a map that a reader wants to see.
///
/// @param workloads one end must be one of these, by `name` or `namespace/name`; all if empty
/// @param peers the other end must be one of these; all if empty
/// @param direction whether the workloads must be receivers (ingress) or senders (egress)
/// @param packets some of these must be permitted; any if empty
public record Focus(
    List<String> workloads,
    List<String> peers,
    Optional<Direction> direction,
    Optional<PacketSet> packets) {
  /// Everything.
  public static final Focus ALL =
      new Focus(List.of(), List.of(), Optional.empty(), Optional.empty());

  public Focus {
    workloads = List.copyOf(workloads);
    peers = List.copyOf(peers);
  }

  /// The workloads that are named, on either end.
  public List<String> names() {
    return Stream.concat(workloads.stream(), peers.stream()).toList();
  }

  boolean shows(Row row) {
    return shows(row.from(), row.to(), row.packets().possible());
  }

  /// @param permitted packets that can go from one end to the other
  boolean shows(End from, End to, PacketSet permitted) {
    boolean sends = isOne(workloads, from) && isOne(peers, to);
    boolean receives = isOne(workloads, to) && isOne(peers, from);
    boolean wanted =
        direction
            .map(way ->
                switch (way) {
                  case EGRESS -> sends;
                  case INGRESS -> receives;
                })
            .orElse(sends || receives);
    return wanted && packets.map(set -> !permitted.and(set).isEmpty()).orElse(true);
  }

  /// Whether what such a workload is open to, beyond those that have a name, is wanted.
  boolean shows(Workload.Id workload, Direction way) {
    return peers.isEmpty()
        && isOne(workloads, new End.Pods(workload))
        && direction.map(way::equals).orElse(true);
  }

  /// @param permitted packets that can go between the workload and somebody without a name
  boolean shows(Workload.Id workload, Direction way, PacketSet permitted) {
    return shows(workload, way) && packets.map(set -> !permitted.and(set).isEmpty()).orElse(true);
  }

  private static boolean isOne(List<String> names, End end) {
    return names.isEmpty()
        || switch (end) {
          case End.Pods(var id) ->
              names.contains(id.name())
                  || names.contains(id.namespace() + "/" + id.name())
                  || names.contains(id.toString());
          case End.IngressController() -> names.contains("ingress-controller");
          case End.Addresses _ -> false;
        };
  }
}
