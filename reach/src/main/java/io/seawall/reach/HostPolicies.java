package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.policy.NodeGuards;
import io.seawall.model.policy.NodePolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Policies for nodes, whichever of the engines enforces them that may be in force.
final class HostPolicies {
  private final List<NodePlane> planes;
  private final Map<List<Decisions>, Decisions> known = new HashMap<>();

  private HostPolicies(List<NodePlane> planes) {
    this.planes = planes;
  }

  /// @param policies one for each engine that may enforce policies
  /// @return empty if nothing guards nodes, or nobody acts on it
  static Optional<HostPolicies> of(
      Snapshot snapshot, Universe universe, List<PolicyPlane> policies) {
    NodeGuards facts = snapshot.facts().kubernetes().guards();
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    List<NodePlane> planes = new ArrayList<>();
    boolean any = false;
    for (PolicyPlane plane : policies) {
      List<NodePolicy> read =
          facts.policies().stream().filter(one -> plane.engine().reads(one)).toList();
      Guards guards = new Guards(plane.engine(), snapshot, universe.addressing());
      NodeDecisions decisions = new NodeDecisions(universe, plane.selector(), read);
      any |=
          !guards.areNone() || (plane.engine() == Engine.CALICO && !facts.fromOwnPods().isEmpty());
      planes.add(new NodePlane(universe, plane, guards, decisions, facts.fromOwnPods()));
    }
    return any ? Optional.of(new HostPolicies(planes)) : Optional.empty();
  }

  /// The way, with what policies for nodes leave of it.
  Path guarding(NodePlane.Leg leg, Path path) {
    List<Hop> hops = new ArrayList<>(path.hops());
    boolean leaves = !hops.isEmpty() && hops.getFirst().place().equals(Hop.POD_EGRESS);
    int end = hops.size();
    end -= end > 0 && hops.getLast().place().equals(Hop.MESH) ? 1 : 0;
    end -= end > 0 && hops.get(end - 1).place().equals(Hop.POD_INGRESS) ? 1 : 0;
    hops.addAll(end, joined(plane -> plane.receiving(leg)));
    hops.addAll(leaves ? 1 : 0, joined(plane -> plane.sending(leg)));
    return new Path(path.name(), path.certain(), hops, path.about());
  }

  /// The packets that policies for nodes let by between two ends.
  Bounds packets(NodePlane.Leg leg) {
    return guarding(leg, new Path("", true, List.of())).through();
  }

  /// What reaches these nodes, whoever sends it.
  Bounds admitted(Endpoint.Nodes to) {
    return planes.stream().map(plane -> plane.admitted(to)).reduce(Bounds::either).orElseThrow();
  }

  /// What policies for nodes let out at the node of these; one object for each answer.
  Decisions leaving(Endpoint from) {
    return known.computeIfAbsent(
        planes.stream().map(plane -> plane.leaving(from)).toList(),
        all -> all.stream().reduce(Decisions::either).orElseThrow());
  }

  private List<Hop> joined(Function<NodePlane, List<Hop>> hops) {
    return planes.size() == 1
        ? hops.apply(planes.getFirst())
        : Hop.oneOf(planes.stream().map(hops).toList());
  }
}
