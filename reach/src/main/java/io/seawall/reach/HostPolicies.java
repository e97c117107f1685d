package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.OtherObject;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Host endpoints of Calico and policies of Cilium for nodes: while there is one, policies may stop
/// what reaches nodes and what they send, but for Calico's failsafe ports. What they say of it is
/// not judged.
///
/// Source: Calico documentation, "Host endpoint" and "Protect hosts", failsafe rules; "Configuring
/// Felix", FailsafeInboundHostPorts and FailsafeOutboundHostPorts (defaults). Cilium documentation,
/// "Host Firewall": policies with a `nodeSelector` act where it is switched on; nothing is exempt.
final class HostPolicies {
  private static final String PLACE = "host policy";

  /// Ports of TCP that are open in both directions.
  private static final List<Integer> FAILSAFE = List.of(179, 2379, 2380, 5473, 6443, 6666, 6667);

  private static final PacketSet INBOUND = tcp(22).or(PacketSet.to(Protocol.UDP, 68));
  private static final PacketSet OUTBOUND =
      tcp().or(PacketSet.to(Protocol.UDP, 53)).or(PacketSet.to(Protocol.UDP, 67));

  private final OtherObject first;
  private final boolean failsafeKnown;

  private HostPolicies(OtherObject first, boolean failsafeKnown) {
    this.first = first;
    this.failsafeKnown = failsafeKnown;
  }

  private static PacketSet tcp(int... more) {
    List<Ports> ports = new ArrayList<>();
    FAILSAFE.forEach(port -> ports.add(Ports.of(port)));
    for (int port : more) {
      ports.add(Ports.of(port));
    }
    return PacketSet.of(Protocol.TCP, Ports.union(ports), Ports.ALL);
  }

  /// @param planes one for each engine that may enforce policies
  /// @return empty if there is no host endpoint, or nobody who acts on it
  static Optional<HostPolicies> of(Snapshot snapshot, List<PolicyPlane> planes) {
    List<OtherObject> others = snapshot.facts().kubernetes().others();
    return ofCilium(others, planes).or(() -> ofCalico(others, planes));
  }

  private static Optional<HostPolicies> ofCilium(
      List<OtherObject> others, List<PolicyPlane> planes) {
    if (planes.stream().noneMatch(plane -> plane.engine() == Engine.CILIUM)) {
      return Optional.empty();
    }
    return others.stream()
        .filter(one -> one.kind().equals(OtherObject.POLICY_OF_NODES))
        .findFirst()
        .map(one -> new HostPolicies(one, false));
  }

  private static Optional<HostPolicies> ofCalico(
      List<OtherObject> others, List<PolicyPlane> planes) {
    if (planes.stream().noneMatch(plane -> plane.engine() == Engine.CALICO)) {
      return Optional.empty();
    }
    boolean configured = others.stream().anyMatch(one -> isOfCalico(one, "FelixConfiguration"));
    return others.stream()
        .filter(one -> isOfCalico(one, "HostEndpoint"))
        .findFirst()
        .map(one -> new HostPolicies(one, !configured));
  }

  private static boolean isOfCalico(OtherObject other, String kind) {
    return other.kind().equals(kind)
        && (other.apiGroup().equals("projectcalico.org")
            || other.apiGroup().equals("crd.projectcalico.org"));
  }

  /// The paths, with what the host endpoints of the nodes at their ends leave of them.
  List<Path> guarding(Endpoint from, Endpoint to, List<Path> paths) {
    boolean sent = PolicyPlane.isNode(from);
    boolean received = PolicyPlane.isNode(to);
    return sent || received
        ? paths.stream().map(path -> guarded(path, sent, received)).toList()
        : paths;
  }

  private Path guarded(Path path, boolean sent, boolean received) {
    List<Hop> hops = new ArrayList<>();
    if (sent) {
      hops.add(hop(OUTBOUND));
    }
    hops.addAll(path.hops());
    if (received) {
      hops.add(hop(INBOUND));
    }
    return new Path(path.name(), path.certain(), hops, path.about());
  }

  /// What nodes can send, whatever policies say of them.
  Bounds sent() {
    return bounds(OUTBOUND);
  }

  private Bounds bounds(PacketSet failsafe) {
    return new Bounds(failsafeKnown ? failsafe : PacketSet.EMPTY, PacketSet.ALL);
  }

  private Hop hop(PacketSet failsafe) {
    Bounds packets = bounds(failsafe);
    return new Hop(
        PLACE,
        packets,
        packet ->
            packets.sure().contains(packet)
                ? Reason.of(Reason.Opinion.ALLOW, "a failsafe port of Calico")
                : new Reason(
                    Reason.Opinion.UNKNOWN,
                    first.kind() + " " + first.name(),
                    "",
                    Optional.of(first.where()),
                    "may guard the node: what policies say of nodes is not judged"));
  }
}
