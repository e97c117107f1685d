package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Member.Place;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Request;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the proxies of service meshes let by to pods. A connection of TCP reaches a pod if its
/// proxy takes it from the certificate that the sender shows, or from the plain text that the
/// sender can send as well; a mesh carries nothing else, so nothing else is stopped.
///
/// Pods that a mesh treats alike share one function, so work grows with distinct members and rules,
/// and never with pairs.
///
/// Sources: Istio documentation, "Security" (policies are enforced by the proxy of the receiver)
/// and "Understanding TLS Configuration" (auto mTLS; calls to the address of a pod pass through);
/// Linkerd documentation, "Authorization Policy"; Consul documentation, "Service intentions".
final class MeshPlane {
  private static final PacketSet CARRIED = PacketSet.of(Protocol.TCP);
  private static final Bounds OTHERS = Bounds.exactly(PacketSet.ALL.minus(CARRIED));

  private final Universe universe;
  private final Reading shown;
  private final Reading plain;
  private final Map<Member, Rules> known = new HashMap<>();

  /// How senders are seen.
  private record Reading(PeerSelector selector, PolicyFold fold, PolicyTrace trace) {
    static Reading of(Universe universe, MeshSenders senders) {
      PeerSelector selector = PeerSelector.ofMesh(universe, senders);
      return new Reading(
          selector,
          new PolicyFold(universe, selector, Direction.INGRESS),
          new PolicyTrace(selector, Engine.NONE, List.of()));
    }
  }

  /// What becomes of connections to pods.
  ///
  /// @param shown of senders with their certificate
  /// @param plain of senders that send plain text if they can
  private record Rules(List<Pick> picks, Decisions shown, Decisions plain) {}

  private MeshPlane(Universe universe, Request request) {
    this.universe = universe;
    this.shown = Reading.of(universe, new MeshSenders(universe, request));
    this.plain = Reading.of(universe, new MeshSenders(universe, request, true));
  }

  /// @param request what is sent, if that is asked about
  /// @return empty if no pod may be in a mesh
  static Optional<MeshPlane> of(Universe universe, Request request) {
    boolean any =
        universe.endpoints().stream()
            .anyMatch(endpoint -> endpoint instanceof Endpoint.Pods pods && mayGuard(pods));
    return any ? Optional.of(on(universe, request)) : Optional.empty();
  }

  /// What the proxies of pods that need not be of the universe make of packets of those that are.
  static MeshPlane on(Universe universe, Request request) {
    return new MeshPlane(universe, request);
  }

  private static boolean mayGuard(Endpoint.Pods pods) {
    return pods.example().mesh().in().orElse(true);
  }

  /// What the proxy of `to` makes of packets of `from`; empty if there is none for sure.
  Optional<Hop> hop(Endpoint.Pods to, Endpoint from) {
    return mayGuard(to)
        ? Optional.of(new Hop(Hop.MESH, packets(to, from), packet -> why(to, from, packet)))
        : Optional.empty();
  }

  /// What it makes of packets of which it is not known who sends them.
  Optional<Hop> hopFromAnybody(Endpoint.Pods to) {
    if (!mayGuard(to)) {
      return Optional.empty();
    }
    Rules rules = rules(to.example().mesh());
    PacketSet possible = OTHERS.possible().or(some(rules.shown)).or(some(rules.plain));
    return Optional.of(
        new Hop(
            Hop.MESH,
            new Bounds(PacketSet.EMPTY, possible),
            packet ->
                possible.contains(packet)
                    ? Reason.of(Reason.Opinion.UNKNOWN, "the mesh lets somebody send this")
                    : Reason.of(Reason.Opinion.DENY, "the mesh lets nobody send this")));
  }

  private static PacketSet some(Decisions decisions) {
    PacketSet some = decisions.others().possible();
    for (Decisions.Block block : decisions.disjoint()) {
      some = some.or(block.packets().possible());
    }
    return some;
  }

  private Bounds packets(Endpoint.Pods to, Endpoint from) {
    return packets(to.example().mesh(), from);
  }

  /// The packets that get to pods which stand so to a mesh.
  Bounds packets(Member to, Endpoint from) {
    Rules rules = rules(to);
    return rules.shown.at(from.id()).or(rules.plain.at(from.id())).or(OTHERS);
  }

  private Reason why(Endpoint.Pods to, Endpoint from, Packet packet) {
    if (!CARRIED.contains(packet)) {
      return Reason.of(Reason.Opinion.NO_OPINION, "a mesh carries TCP alone");
    }
    Member member = to.example().mesh();
    boolean byPlain = isByPlain(member, from, packet);
    Reason reason = why(member, to, from, packet);
    Bounds all = packets(to, from);
    if (!all.sure().contains(packet) && all.possible().contains(packet)) {
      return to.example().mesh().in().isEmpty()
          ? Reason.of(Reason.Opinion.UNKNOWN, "whether its pods are in the mesh is not known")
          : new Reason(
              Reason.Opinion.UNKNOWN,
              reason.object(),
              reason.rule(),
              reason.where(),
              reason.text());
    }
    return byPlain && sendsPlain(from)
        ? new Reason(
            reason.opinion(),
            reason.object(),
            reason.rule(),
            reason.where(),
            reason.text() + ", in plain text to the address of the pod")
        : reason;
  }

  /// What decides about a packet to pods which stand so to a mesh.
  ///
  /// @param subject any of the pods
  Reason why(Member to, Endpoint subject, Endpoint from, Packet packet) {
    Reading reading = isByPlain(to, from, packet) ? plain : shown;
    return reading.trace.why(Direction.INGRESS, rules(to).picks, subject, from, packet);
  }

  private boolean isByPlain(Member to, Endpoint from, Packet packet) {
    Rules rules = rules(to);
    return !rules.shown.at(from.id()).sure().contains(packet)
        && rules.plain.at(from.id()).possible().contains(packet);
  }

  private static boolean sendsPlain(Endpoint from) {
    return from instanceof Endpoint.Pods pods
        && pods.example().mesh().in().orElse(false)
        && pods.example().mesh().place().map(Place::sends).filter(s -> s.plainToo()).isPresent();
  }

  private Rules rules(Member member) {
    return known.computeIfAbsent(member, this::find);
  }

  private Rules find(Member member) {
    List<Pick> picks =
        member.inbound().stream()
            .sorted(Picks.ORDER)
            .map(policy -> new Pick(policy, policy.subjectSure(), policy.rules()))
            .toList();
    return new Rules(picks, decisions(shown, member, picks), decisions(plain, member, picks));
  }

  private Decisions decisions(Reading reading, Member member, List<Pick> picks) {
    Decisions written = reading.fold.of(picks, Map.of(), true);
    return member.in().isPresent()
        ? written
        : written.either(new Decisions.Fold(universe.everybody()).done());
  }

  /// The packets in which a connection between two pods travels from node to node; empty if it
  /// keeps its port.
  static Optional<PacketSet> tunnel(Endpoint from, Endpoint to) {
    return sends(from)
        .flatMap(sender ->
            sends(to)
                .filter(receiver -> receiver.mesh() == sender.mesh())
                .flatMap(_ -> sender.sends().tunnel()));
  }

  private static Optional<Place> sends(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Pods pods
        ? pods.example().mesh().place().filter(place -> place.in().orElse(true))
        : Optional.empty();
  }

  /// Whether it is known that a connection between the two travels in a tunnel, if one may.
  static boolean isSurelyTunnelled(Endpoint from, Endpoint to) {
    return isIn(from) && isIn(to);
  }

  private static boolean isIn(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Pods pods && pods.example().mesh().in().orElse(false);
  }
}
