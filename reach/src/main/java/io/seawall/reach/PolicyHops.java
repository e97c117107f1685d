package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Kubernetes policies let by, whichever of the engines enforces them that may be in force,
/// and what the proxies of meshes let by behind them.
final class PolicyHops implements WayIn.Policies {
  private final Universe universe;
  private final List<PolicyPlane> planes;
  private final Functions functions;
  private final Optional<MeshPlane> mesh;

  PolicyHops(
      Universe universe, List<PolicyPlane> planes, Functions functions, Optional<MeshPlane> mesh) {
    this.universe = universe;
    this.planes = planes;
    this.functions = functions;
    this.mesh = mesh;
  }

  /// What the policies of `subject` let by to or from `peer`, with the reason.
  Hop hop(Direction direction, Endpoint subject, Endpoint peer, boolean sameNode) {
    String place = direction == Direction.EGRESS ? Hop.POD_EGRESS : Hop.POD_INGRESS;
    return new Hop(
        place,
        packets(direction, subject, peer, sameNode),
        packet -> {
          Reason first = planes.getFirst().why(direction, subject, peer, sameNode, packet);
          Bounds reading = planes.getFirst().at(direction, subject, peer, sameNode);
          boolean agreed =
              planes.stream()
                  .map(plane -> plane.at(direction, subject, peer, sameNode))
                  .allMatch(other ->
                      other.sure().contains(packet) == reading.sure().contains(packet)
                          && other.possible().contains(packet)
                              == reading.possible().contains(packet));
          return agreed
              ? first
              : new Reason(
                  Reason.Opinion.UNKNOWN,
                  first.object(),
                  first.rule(),
                  first.where(),
                  "who enforces policies is not known, and engines read this differently");
        });
  }

  /// The packets that the policies of `subject` let by to or from `peer`.
  ///
  /// @param sameNode whether both are on one node
  Bounds packets(Direction direction, Endpoint subject, Endpoint peer, boolean sameNode) {
    if (!sameNode) {
      return PolicyPlane.governed(subject)
          ? functions.of(direction, subject.id()).at(peer.id())
          : Bounds.ALL;
    }
    Bounds all = planes.getFirst().at(direction, subject, peer, sameNode);
    for (PolicyPlane plane : planes.subList(1, planes.size())) {
      all = all.either(plane.at(direction, subject, peer, sameNode));
    }
    return all;
  }

  /// What stands before pods: their policies, and the proxy of a mesh.
  ///
  /// @param sameNode whether both are on one node
  List<Hop> inbound(Endpoint.Pods to, Endpoint from, boolean sameNode) {
    return before(hop(Direction.INGRESS, to, from, sameNode), mesh(to, from));
  }

  private static List<Hop> before(Hop policy, Optional<Hop> mesh) {
    return mesh.map(hop -> List.of(policy, hop)).orElse(List.of(policy));
  }

  /// What the proxy of a mesh makes of it; empty if there is none.
  Optional<Hop> mesh(Endpoint.Pods to, Endpoint from) {
    return mesh.flatMap(plane -> plane.hop(to, from));
  }

  @Override
  public List<Hop> kept(Endpoint.Pods to, Endpoint.Outside from) {
    return inbound(to, from, false);
  }

  /// Whether policies see the sender or the node is not defined (Kubernetes documentation, "Network
  /// Policies", behavior of ipBlock selectors). With Azure NPM such packets may go past them
  /// (Microsoft Learn, "Secure traffic between pods by using network policies in AKS").
  @Override
  public List<Hop> forwarded(Endpoint.Pods to, Endpoint.Outside from) {
    List<List<Hop>> readings = new ArrayList<>();
    readings.add(inbound(to, from, false));
    for (Endpoint.Nodes nodes : universe.nodes()) {
      if (nodes.v6() == to.v6()) {
        readings.add(inbound(to, nodes, false));
      }
    }
    if (planes.stream().anyMatch(plane -> plane.engine() == Engine.AZURE)) {
      Hop open =
          new Hop(
              Hop.POD_INGRESS,
              Bounds.ALL,
              _ ->
                  Reason.of(
                      Reason.Opinion.NO_OPINION, "Azure NPM may leave out what a node forwards"));
      readings.add(before(open, mesh(to, from)));
    }
    return Hop.oneOf(readings);
  }

  @Override
  public List<Hop> fromAnybody(Endpoint.Pods to) {
    PacketSet some = PacketSet.ALL;
    if (PolicyPlane.governed(to)) {
      Decisions decisions = functions.of(Direction.INGRESS, to.id());
      some = decisions.others().possible();
      for (Decisions.Block block : decisions.disjoint()) {
        some = some.or(block.packets().possible());
      }
    }
    PacketSet possible = some;
    Hop policy =
        new Hop(
            Hop.POD_INGRESS,
            new Bounds(PacketSet.EMPTY, possible),
            packet ->
                possible.contains(packet)
                    ? Reason.of(Reason.Opinion.UNKNOWN, "policies let somebody send this")
                    : Reason.of(Reason.Opinion.DENY, "policies let nobody send this"));
    return before(policy, mesh.flatMap(plane -> plane.hopFromAnybody(to)));
  }
}
