package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.NodeGuards;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.reach.NodeDecisions.Answer;
import io.seawall.reach.NodeDecisions.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Policies for nodes as one engine enforces them: what they leave of the packets between two ends.
///
/// Sources: Calico documentation, "Host endpoint", "Protect hosts", "Apply on forwarded traffic"
/// and "Summary of host endpoint policies"; Cilium documentation, "Host Policies".
final class NodePlane {
  static final String NODE_EGRESS = "node egress";
  static final String NODE_INGRESS = "node ingress";
  static final String FORWARDED_OUT = "forwarded by the node out";
  static final String FORWARDED_IN = "forwarded by the node in";
  static final String OWN_PODS = "own pods to the node";

  private static final String TO_ITSELF =
      "whether policies for nodes hold for what a node sends to itself is not said";
  private static final String LED =
      "something changes the packet on its way past nodes: which of their policies see what of it"
          + " is not said";

  private final Engine engine;
  private final Universe universe;
  private final Guards guards;
  private final NodeDecisions decisions;
  private final PolicyTrace trace;
  private final List<NodeGuards.FromOwnPods> fromOwnPods;

  NodePlane(
      Universe universe,
      PolicyPlane plane,
      Guards guards,
      NodeDecisions decisions,
      List<NodeGuards.FromOwnPods> fromOwnPods) {
    this.engine = plane.engine();
    this.universe = universe;
    this.guards = guards;
    this.decisions = decisions;
    this.trace = plane.trace();
    this.fromOwnPods = engine == Engine.CALICO ? fromOwnPods : List.of();
  }

  /// Two ends of a way.
  ///
  /// @param sameNode whether both are on one node
  /// @param led whether something on the way may change addresses or ports of the packet
  record Leg(Endpoint from, Endpoint to, boolean sameNode, boolean led) {}

  /// What stands at the node of the sender.
  List<Hop> sending(Leg leg) {
    if (PolicyPlane.isNode(leg.from)) {
      if (!leg.sameNode) {
        return local(Direction.EGRESS, leg.from, List.of(leg.to));
      }
      return PolicyPlane.isNode(leg.to) ? toItself(leg) : toOwnPod(leg);
    }
    if (leg.from instanceof Endpoint.Pods pods && !pods.example().virtualNode()) {
      return leg.sameNode ? fromOwnPod(leg) : forwarded(Direction.EGRESS, pods, leg.to);
    }
    return List.of();
  }

  /// What stands at the node of the receiver.
  List<Hop> receiving(Leg leg) {
    if (leg.sameNode) {
      return List.of();
    }
    if (leg.led) {
      return throughNodes(leg.to);
    }
    if (PolicyPlane.isNode(leg.to)) {
      return local(Direction.INGRESS, leg.to, seen(leg.from));
    }
    return leg.to instanceof Endpoint.Pods pods && !pods.example().virtualNode()
        ? forwarded(Direction.INGRESS, pods, leg.from)
        : List.of();
  }

  /// What reaches these nodes, whoever sends it: for sure from everybody on another node, possibly
  /// from anybody.
  Bounds admitted(Endpoint.Nodes to) {
    Decisions all = decisions.at(place(Direction.INGRESS, false, to, Optional.empty())).decisions();
    PacketSet sure = all.others().sure();
    PacketSet possible = all.others().possible();
    for (Decisions.Block block : all.disjoint()) {
      sure = sure.and(block.packets().sure());
      possible = possible.or(block.packets().possible());
    }
    boolean fromOwnPods =
        engine != Engine.CILIUM
            && (this.fromOwnPods.isEmpty()
                || this.fromOwnPods.stream().anyMatch(one -> !one.drop().orElse(false)));
    return new Bounds(sure, fromOwnPods ? PacketSet.ALL : possible);
  }

  /// What policies for nodes let out at the node of these, whoever the receiver is.
  Decisions leaving(Endpoint from) {
    boolean node = PolicyPlane.isNode(from);
    return decisions.at(place(Direction.EGRESS, !node, from, Optional.empty())).decisions();
  }

  private static Set<String> pools(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Nodes nodes -> Set.of(nodes.pool());
      case Endpoint.Pods pods -> pods.pools();
      case Endpoint.Outside _, Endpoint.ApiServer _, Endpoint.Named _ -> Set.of();
    };
  }

  /// Between pods in a network that the input does not show, packets may come in a tunnel, which is
  /// an interface of its own: an endpoint of one interface may not see them.
  private Place place(
      Direction direction, boolean forwarded, Endpoint local, Optional<Endpoint> peer) {
    Set<Optional<Guard>> all = guards.of(pools(local));
    boolean tunnel =
        peer.filter(one -> one instanceof Endpoint.Pods pods && mayComeInTunnel(pods)).isPresent();
    boolean single = all.stream().anyMatch(one -> one.filter(g -> !g.everyInterface()).isPresent());
    if (tunnel && single) {
      all = new LinkedHashSet<>(all);
      all.add(Optional.empty());
    }
    return new Place(all, direction, forwarded, local);
  }

  private boolean mayComeInTunnel(Endpoint.Pods pods) {
    return !pods.hostNetwork()
        && pods.pools().stream()
            .anyMatch(pool -> universe.addressing().mode(pool) == Addressing.Mode.UNKNOWN);
  }

  /// As whom the node of the receiver may see the sender: pods leave their node with its address
  /// where they have none of the network (Microsoft Learn, "Azure CNI Overlay" and "kubenet"). A
  /// range that is no member of the universe is seen as its members.
  private List<Endpoint> seen(Endpoint from) {
    if (from instanceof Endpoint.Outside outside && outside.id() < 0) {
      return List.copyOf(universe.outside(AddressSet.of(List.of(outside.addresses()))));
    }
    List<Endpoint> seen = new ArrayList<>(List.of(from));
    if (from instanceof Endpoint.Pods pods && !pods.hostNetwork()) {
      for (Endpoint.Nodes nodes : universe.nodes()) {
        boolean own = nodes.v6() == pods.v6() && pods.pools().contains(nodes.pool());
        if (own && !keepsAddress(nodes.pool())) {
          seen.add(nodes);
        }
      }
    }
    return seen;
  }

  private boolean keepsAddress(String pool) {
    return switch (universe.addressing().mode(pool)) {
      case POD_SUBNET, NODE_SUBNET -> true;
      case OVERLAY, KUBENET, UNKNOWN -> false;
    };
  }

  private List<Hop> local(Direction direction, Endpoint node, List<Endpoint> peers) {
    if (guards.of(pools(node)).equals(Set.of(Optional.empty()))) {
      return List.of();
    }
    String name = direction == Direction.EGRESS ? NODE_EGRESS : NODE_INGRESS;
    List<List<Hop>> ways =
        peers.stream()
            .map(peer -> List.of(hop(name, place(direction, false, node, Optional.of(peer)), peer)))
            .toList();
    return Hop.oneOf(ways);
  }

  private List<Hop> forwarded(Direction direction, Endpoint.Pods pods, Endpoint peer) {
    if (!decisions.speakOfForwarded()) {
      return List.of();
    }
    String name = direction == Direction.EGRESS ? FORWARDED_OUT : FORWARDED_IN;
    Hop hop = hop(name, place(direction, true, pods, Optional.of(peer)), peer);
    return hop.packets().equals(Bounds.ALL) ? List.of() : List.of(hop);
  }

  private Hop hop(String name, Place place, Endpoint peer) {
    Answer answer = decisions.at(place);
    return new Hop(
        name, answer.decisions().at(peer.id()), packet -> why(answer, place, peer, packet));
  }

  /// The reason at each node that it may be; if they differ, that is not known.
  private Reason why(Answer answer, Place place, Endpoint peer, Packet packet) {
    List<Reason> reasons = new ArrayList<>();
    for (List<Pick> picks : answer.picks()) {
      reasons.add(
          picks.isEmpty()
              ? Reason.of(Reason.Opinion.NO_OPINION, "no policy for nodes picks the node")
              : trace.why(place.direction(), picks, place.local(), peer, packet));
    }
    Reason first = reasons.getFirst();
    for (Reason reason : reasons) {
      if (reason.opinion() == Reason.Opinion.UNKNOWN) {
        return reason;
      }
      if (!reason.opinion().agrees(first.opinion())) {
        Reason denial = first.opinion() == Reason.Opinion.DENY ? first : reason;
        return new Reason(
            Reason.Opinion.UNKNOWN,
            denial.object(),
            denial.rule(),
            denial.where(),
            denial.text() + ", but not wherever it may be: " + guards.missing());
      }
    }
    return first;
  }

  /// What a hop lets by for sure passes; what it stops may pass.
  private static Hop doubted(String name, Hop hop, String why) {
    PacketSet sure = hop.packets().sure();
    return new Hop(
        name,
        new Bounds(sure, PacketSet.ALL),
        packet -> {
          Reason reason = hop.why(packet);
          return sure.contains(packet)
              ? reason
              : new Reason(
                  Reason.Opinion.UNKNOWN, reason.object(), reason.rule(), reason.where(), why);
        });
  }

  private List<Hop> toItself(Leg leg) {
    List<Hop> hops = new ArrayList<>();
    local(Direction.EGRESS, leg.from, List.of(leg.to))
        .forEach(hop -> hops.add(doubted(NODE_EGRESS, hop, TO_ITSELF)));
    local(Direction.INGRESS, leg.to, List.of(leg.from))
        .forEach(hop -> hops.add(doubted(NODE_INGRESS, hop, TO_ITSELF)));
    return hops;
  }

  /// Calico documentation, "Host endpoint": traffic from a host to its workload endpoints is always
  /// allowed. Cilium's documentation says nothing of it.
  private List<Hop> toOwnPod(Leg leg) {
    return switch (engine) {
      case CILIUM ->
          local(Direction.EGRESS, leg.from, List.of(leg.to)).stream()
              .map(hop ->
                  doubted(
                      NODE_EGRESS,
                      hop,
                      "whether policies for nodes hold for what a node sends to its own pods is not"
                          + " said"))
              .toList();
      case CALICO, AZURE, NONE -> List.of();
    };
  }

  private List<Hop> fromOwnPod(Leg leg) {
    if (!PolicyPlane.isNode(leg.to)) {
      return List.of();
    }
    return switch (engine) {
      case CILIUM -> local(Direction.INGRESS, leg.to, List.of(leg.from));
      case CALICO -> fromOwnPodUnderCalico(leg);
      case AZURE, NONE -> List.of();
    };
  }

  /// Calico documentation, "Protect hosts", default behavior of workload to host traffic: Felix
  /// drops it unless `defaultEndpointToHostAction` says otherwise. AKS does not say what it sets;
  /// what installs Calico sets it to accept (Calico source, manifests), so without a word of it
  /// such packets pass. No policy of a host endpoint is asked for them, but eBPF asks those for
  /// every interface.
  private List<Hop> fromOwnPodUnderCalico(Leg leg) {
    List<Hop> policy =
        guards.of(pools(leg.to)).stream().anyMatch(NodePlane::isOfEveryInterface)
            ? local(Direction.INGRESS, leg.to, List.of(leg.from)).stream()
                .map(hop ->
                    doubted(
                        OWN_PODS,
                        hop,
                        "whether policies of host endpoints hold for the own pods of a node is not"
                            + " said (kubectl get felixconfigurations,daemonsets -A -o yaml)"))
                .toList()
            : List.of();
    if (fromOwnPods.isEmpty()) {
      return policy;
    }
    List<List<Hop>> ways = new ArrayList<>();
    for (NodeGuards.FromOwnPods setting : fromOwnPods) {
      List<Hop> hops = new ArrayList<>(List.of(hop(setting, leg.from.v6())));
      if (setting.hostPolicies()) {
        policy.forEach(hop -> hops.add(hop.at(NODE_INGRESS)));
      }
      ways.add(hops);
    }
    return Hop.oneOf(ways);
  }

  private static boolean isOfEveryInterface(Optional<Guard> guard) {
    return guard.filter(Guard::everyInterface).isPresent();
  }

  /// Some of ICMPv6 passes before the setting counts (Calico source, felix/rules).
  private static Hop hop(NodeGuards.FromOwnPods setting, boolean v6) {
    PacketSet always = v6 ? PacketSet.of(Protocol.ICMPV6) : PacketSet.EMPTY;
    Bounds packets =
        setting
            .drop()
            .map(drop -> drop ? new Bounds(PacketSet.EMPTY, always) : Bounds.ALL)
            .orElse(Bounds.UNKNOWN);
    return new Hop(
        OWN_PODS,
        packets,
        packet -> {
          Reason.Opinion opinion =
              packets.sure().contains(packet)
                  ? Reason.Opinion.ALLOW
                  : packets.possible().contains(packet)
                      ? Reason.Opinion.UNKNOWN
                      : Reason.Opinion.DENY;
          return new Reason(
              opinion,
              setting.object(),
              "spec.defaultEndpointToHostAction",
              Optional.of(setting.where()),
              switch (opinion) {
                case ALLOW, NO_OPINION -> "accepts what pods send to the node they run on";
                case DENY -> "drops what pods send to the node they run on";
                case UNKNOWN ->
                    "whether it drops what pods send to the node they run on (kubectl get daemonsets"
                        + " -A -l k8s-app=calico-node -o yaml)";
              });
        });
  }

  /// A packet that a Service or a proxy leads may meet the policies of several nodes, before its
  /// address is changed and after.
  private List<Hop> throughNodes(Endpoint to) {
    boolean concerned =
        !guards.areNone()
            && (PolicyPlane.isNode(to) || engine == Engine.CILIUM || decisions.speakOfForwarded());
    return concerned
        ? List.of(
            new Hop(FORWARDED_IN, Bounds.UNKNOWN, _ -> Reason.of(Reason.Opinion.UNKNOWN, LED)))
        : List.of();
  }
}
