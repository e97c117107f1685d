package io.seawall.analysis;

import io.seawall.model.Bounds;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.AddressRange;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Reach.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What workloads are open to beyond those that the input shows: to any pod of the cluster, and to
/// pods with the labels that rules select. Policies of the namespace of such a pod, which are
/// written for pods that are there, are not asked; policies of the whole cluster are.
public final class Exposure {
  private final Situation cluster;
  private final Map<Workload.Id, Workload> workloads;
  private final Potential potential;
  private final List<Peers.Pods> shown;
  private final Optional<Connections> outside;

  private Exposure(Situation cluster, Potential potential, Optional<Connections> outside) {
    this.cluster = cluster;
    this.workloads = outside.map(Connections::workloads).orElseGet(cluster::workloads);
    this.potential = potential;
    this.shown = potential.peers().keySet().stream().filter(pods -> !isThere(pods)).toList();
    this.outside = outside;
  }

  /// Of a cluster as it is: a selector is stood for by a pod that has the labels which it asks for,
  /// and no others.
  public static Exposure of(Situation cluster) {
    return new Exposure(cluster, Potential.of(cluster), Optional.empty());
  }

  /// As NP-Guard tells it, which takes in addresses outside of the cluster.
  ///
  /// @param cluster as [NpGuard] reads it
  public static Exposure asNpGuard(Situation cluster) {
    return new Exposure(
        cluster, Potential.asNpGuard(cluster), Optional.of(Connections.of(cluster, true)));
  }

  /// Whom a workload is open to.
  public sealed interface Peer {
    /// Whatever pod there may be, as far as its own namespace's policies let it.
    record EveryPod() implements Peer {}

    /// Pods that a rule selects.
    record Picked(Peers.Pods pods) implements Peer {}

    /// Pods without any label that a policy asks for, in a namespace without any.
    record OtherPods() implements Peer {}

    /// Addresses outside of the cluster.
    record Addresses(AddressRange range) implements Peer {}
  }

  /// A port of which only the name is known.
  ///
  /// @param sure whether packets to it pass for sure
  /// @param possible whether they possibly pass
  public record NamedConnection(NamedPort port, boolean sure, boolean possible) {}

  /// What can go between a workload and somebody, as the workload's policies have it.
  ///
  /// @param packets empty if nothing passes, though it does for others
  /// @param named the ports, by their names, that fare otherwise than `packets` tells of numbers
  public record Row(
      Workload.Id workload,
      Direction direction,
      Peer peer,
      Bounds packets,
      List<NamedConnection> named) {
    public Row {
      named = List.copyOf(named);
    }

    private boolean isEmpty() {
      return packets.possible().isEmpty() && named.stream().noneMatch(NamedConnection::possible);
    }

    private boolean sameAs(Row that) {
      return packets.equals(that.packets) && named.equals(that.named);
    }
  }

  /// A workload that is open in one direction, since no policy selects all of its pods.
  ///
  /// @param sure false if it hangs on facts that the input lacks
  public record Unprotected(Workload.Id workload, Direction direction, boolean sure) {}

  /// Hands out every row of a direction: for each workload, sorted, what it is open to.
  public void forEach(Direction direction, Consumer<Row> rows) {
    for (Workload workload : workloads.values()) {
      of(workload, direction).forEach(rows);
    }
  }

  /// The workloads that no policy selects, sorted, each direction apart.
  public List<Unprotected> unprotected() {
    List<Unprotected> out = new ArrayList<>();
    for (Workload.Id id : workloads.keySet()) {
      for (Direction direction : List.of(Direction.EGRESS, Direction.INGRESS)) {
        Selected selected = selected(direction, id);
        if (selected != Selected.YES) {
          out.add(new Unprotected(id, direction, selected == Selected.NO));
        }
      }
    }
    return out;
  }

  private Selected selected(Direction direction, Workload.Id id) {
    Selected least = Selected.YES;
    for (Endpoint endpoint : cluster.reach().universe().of(id)) {
      Selected one = cluster.reach().selected(direction, endpoint);
      least = one.compareTo(least) < 0 ? one : least;
    }
    return least;
  }

  private List<Row> of(Workload workload, Direction direction) {
    List<Row> rows = new ArrayList<>();
    outside.ifPresent(all -> addresses(all, workload, direction, rows));
    Row every =
        row(
            workload.id(),
            direction,
            new Peer.EveryPod(),
            potential.whoever(),
            potential.whoeverId());
    Row all =
        new Row(every.workload, direction, every.peer, sure(every.packets), sure(every.named));
    if (!all.isEmpty()) {
      rows.add(all);
    }
    if (selected(direction, workload.id()) == Selected.NO) {
      return rows;
    }
    List<Row> others = new ArrayList<>();
    potential
        .other()
        .map(id -> some(workload, direction, new Peer.OtherPods(), id))
        .filter(row -> !row.sameAs(all))
        .ifPresent(others::add);
    boolean open = !all.isEmpty() || !others.isEmpty();
    for (Peers.Pods pods : shown) {
      Workload.Id id = potential.peers().get(pods);
      if (id != null) {
        Row row = some(workload, direction, new Peer.Picked(pods), id);
        if (row.isEmpty() ? open : !row.sameAs(all)) {
          others.add(row);
        }
      }
    }
    rows.addAll(others);
    return rows;
  }

  /// What is known of whoever it may be.
  private static Bounds sure(Bounds packets) {
    return Bounds.exactly(packets.sure());
  }

  private static List<NamedConnection> sure(List<NamedConnection> named) {
    return named.stream().map(one -> new NamedConnection(one.port, one.sure, one.sure)).toList();
  }

  private static void addresses(
      Connections all, Workload workload, Direction direction, List<Row> rows) {
    List<Connections.Row> found =
        switch (direction) {
          case EGRESS -> all.from(workload);
          case INGRESS -> all.fromOutside(workload);
        };
    for (Connections.Row row : found) {
      Connections.End end = direction == Direction.EGRESS ? row.to() : row.from();
      if (end instanceof Connections.End.Addresses(var range)) {
        rows.add(
            new Row(workload.id(), direction, new Peer.Addresses(range), row.packets(), List.of()));
      }
    }
  }

  private Row some(Workload workload, Direction direction, Peer peer, Workload.Id id) {
    return row(workload.id(), direction, peer, potential.some(), id);
  }

  private Row row(
      Workload.Id workload, Direction direction, Peer peer, Connections all, Workload.Id other) {
    return switch (direction) {
      case EGRESS -> {
        Bounds packets = all.between(workload, other);
        yield new Row(
            workload,
            direction,
            peer,
            potential.ports().nameless(packets),
            potential.ports().named(packets));
      }
      case INGRESS -> new Row(workload, direction, peer, all.between(other, workload), List.of());
    };
  }

  /// Whether a pod that is there stands for those that the selector picks: it asks for labels
  /// alone, and the pod has them.
  private boolean isThere(Peers.Pods pods) {
    return Selectors.areLabelsAlone(pods)
        && cluster.snapshot().facts().kubernetes().workloads().stream()
            .anyMatch(workload ->
                pods.labels().passes(workload.labels())
                    && passes(pods.namespaces(), workload.id().namespace()));
  }

  private boolean passes(NamespaceTest test, String name) {
    return switch (test) {
      case NamespaceTest.Named(var asked) -> asked.equals(name);
      case NamespaceTest.Labelled(LabelTest labels) -> {
        Namespace namespace = cluster.reach().universe().namespaces().get(name);
        yield namespace != null && labels.passes(namespace.labels());
      }
    };
  }
}
