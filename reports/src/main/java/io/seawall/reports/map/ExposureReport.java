package io.seawall.reports.map;

import io.seawall.analysis.Exposure;
import io.seawall.analysis.Exposure.Peer;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.practices.Situation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A map, and what its workloads are open to beyond it: pods that are not in the input.
public final class ExposureReport {
  static final String TITLE = "Exposure Analysis Result:";
  static final String UNPROTECTED = "Workloads not protected by network policies:";

  private final MapReport map;
  private final Map<String, Exposure> clusters = new LinkedHashMap<>();

  public ExposureReport(MapReport map) {
    this.map = map;
    for (Situation cluster : map.clusters()) {
      clusters.put(
          cluster.snapshot().name(),
          map.policiesAlone() ? Exposure.asNpGuard(cluster) : Exposure.of(cluster));
    }
  }

  /// What is written about a direction.
  ///
  /// @param cluster the name of its cluster
  /// @param conn such as `TCP 80`, `TCP http; possibly UDP 53` or `No Connections`
  record Line(String cluster, String workload, Direction direction, String peer, String conn) {
    String src() {
      return direction == Direction.EGRESS ? workload : peer;
    }

    String dst() {
      return direction == Direction.EGRESS ? peer : workload;
    }
  }

  /// A workload that no policy selects in one direction.
  ///
  /// @param sure false if it hangs on facts that the input lacks
  record Open(String cluster, String workload, Direction direction, boolean sure) {
    /// `shop/web[Deployment] is not protected on Ingress`.
    String text() {
      return workload
          + (sure ? " is not protected on " : " is possibly not protected on ")
          + title(direction);
    }
  }

  /// Something that takes one line.
  @FunctionalInterface
  interface Lines {
    void accept(Line line) throws IOException;
  }

  /// The map alone.
  MapReport map() {
    return map;
  }

  boolean hasSeveralClusters() {
    return clusters.size() > 1;
  }

  /// Hands out every line of a direction that is in focus, in a fixed order; lines are not held.
  void forEach(Direction direction, Lines lines) throws IOException {
    try {
      clusters.forEach((name, exposure) ->
          exposure.forEach(
              direction,
              row -> {
                if (map.focus().shows(row.workload(), direction, row.packets().possible())) {
                  accept(lines, line(name, row));
                }
              }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void accept(Lines lines, Line line) {
    try {
      lines.accept(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The workloads in focus that some direction is open at.
  List<Open> unprotected() {
    List<Open> out = new ArrayList<>();
    clusters.forEach((name, exposure) -> {
      for (Exposure.Unprotected one : exposure.unprotected()) {
        if (map.focus().shows(one.workload(), one.direction())) {
          out.add(new Open(name, one.workload().toString(), one.direction(), one.sure()));
        }
      }
    });
    return out;
  }

  private Line line(String cluster, Exposure.Row row) {
    return new Line(
        cluster,
        row.workload().toString(),
        row.direction(),
        peer(row.peer()),
        ConnectionText.both(row.packets(), row.named(), map.policiesAlone()));
  }

  private String peer(Peer peer) {
    return switch (peer) {
      case Peer.EveryPod _ -> "entire-cluster";
      case Peer.OtherPods _ -> "[other namespaces]/[other pods]";
      case Peer.Picked(Peers.Pods pods) ->
          map.policiesAlone() ? NpGuardSelector.of(pods) : SelectorText.of(pods);
      case Peer.Addresses(var range) -> range.first() + "-" + range.last() + "[External]";
    };
  }

  /// `Egress` or `Ingress`.
  static String title(Direction direction) {
    return direction == Direction.EGRESS ? "Egress" : "Ingress";
  }
}
