package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Request;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kubernetes policies as one engine enforces them.
final class PolicyPlane {
  private final Engine engine;
  private final PeerSelector selector;
  private final PolicyHop egress;
  private final PolicyHop ingress;
  private final PolicyHop denials;
  private final PolicyTrace trace;

  /// @param denials the rules for ingress that may hold against the own node, too
  private PolicyPlane(
      Engine engine,
      PeerSelector selector,
      PolicyHop egress,
      PolicyHop ingress,
      PolicyHop denials,
      List<Policy> all) {
    this.engine = engine;
    this.selector = selector;
    this.egress = egress;
    this.ingress = ingress;
    this.denials = denials;
    this.trace = new PolicyTrace(selector, engine, all);
  }

  /// One for each engine; engines that read these policies alike share their functions.
  static List<PolicyPlane> of(
      Universe universe, List<Engine> engines, List<Policy> policies, Request request) {
    List<PolicyPlane> planes = new ArrayList<>();
    for (Engine engine : engines) {
      planes.add(
          planes.stream()
              .filter(plane -> plane.readsAlike(engine, policies))
              .findFirst()
              .map(plane -> plane.as(engine, policies))
              .orElseGet(() -> of(universe, engine, policies, request)));
    }
    return planes;
  }

  private static PolicyPlane of(
      Universe universe, Engine engine, List<Policy> policies, Request request) {
    PeerSelector selector = new PeerSelector(universe, engine, request);
    List<Policy> enforced = policies.stream().filter(engine::reads).toList();
    return new PolicyPlane(
        engine,
        selector,
        new PolicyHop(universe, selector, Direction.EGRESS, enforced),
        new PolicyHop(universe, selector, Direction.INGRESS, enforced),
        new PolicyHop(universe, selector, Direction.INGRESS, denials(enforced)),
        policies);
  }

  /// The denies of Cilium alone. Cilium documentation, "Deny Policies": they take precedence over
  /// allow policies; "Layer 3 Policies": communication from the local host is automatically
  /// allowed. Which of the two holds differs from release to release.
  private static List<Policy> denials(List<Policy> enforced) {
    return enforced.stream()
        .filter(Engine::isOfCilium)
        .map(policy ->
            policy.passing(
                policy.rules().stream().filter(rule -> rule.verdict() == Verdict.DENY).toList()))
        .filter(policy -> !policy.rules().isEmpty())
        .toList();
  }

  private boolean readsAlike(Engine other, List<Policy> policies) {
    return selector.readsAlike(other)
        && policies.stream().allMatch(policy -> engine.reads(policy) == other.reads(policy));
  }

  private PolicyPlane as(Engine other, List<Policy> policies) {
    return new PolicyPlane(other, selector, egress, ingress, denials, policies);
  }

  Engine engine() {
    return engine;
  }

  /// What those of the policies that the engine acts on say in vain.
  List<PolicyLint> lints(Universe universe, List<Policy> policies) {
    List<Policy> enforced = policies.stream().filter(engine::reads).toList();
    return PolicyLinter.of(universe, selector, enforced, egress, ingress);
  }

  /// Whom its policies mean.
  PeerSelector selector() {
    return selector;
  }

  /// Why its policies treat packets as they do.
  PolicyTrace trace() {
    return trace;
  }

  /// Where the engine does not act on policies as they are written.
  Coverage coverage() {
    return selector.coverage();
  }

  PolicyHop hop(Direction direction) {
    return direction == Direction.EGRESS ? egress : ingress;
  }

  /// The packets that the policies of pods let them send to at least one endpoint.
  Bounds sent(Endpoint.Pods from) {
    Bounds all = egress.of(from.id()).others();
    for (Decisions.Block block : egress.of(from.id()).disjoint()) {
      all = all.or(block.packets());
    }
    return all;
  }

  /// Whether some policy that the engine acts on picks the endpoint.
  Reach.Selected selected(Direction direction, Endpoint subject) {
    Optional<Coverage.Gap> gap = coverage().gap(subject);
    List<Pick> picks = governed(subject) ? hop(direction).picks(subject.id()) : List.of();
    if (picks.isEmpty() || gap.filter(Coverage.Gap::sure).isPresent()) {
      return Reach.Selected.NO;
    }
    return gap.isEmpty() && picks.stream().anyMatch(Pick::sure)
        ? Reach.Selected.YES
        : Reach.Selected.POSSIBLY;
  }

  /// The packets that the policies of `subject` let by to or from `peer`.
  Bounds at(Direction direction, Endpoint subject, Endpoint peer, boolean sameNode) {
    if (!governed(subject)) {
      return Bounds.ALL;
    }
    if (isExempt(direction, peer, sameNode)) {
      return direction == Direction.EGRESS ? Bounds.ALL : fromOwnNode(subject, peer);
    }
    return hop(direction).of(subject.id()).at(peer.id());
  }

  private Bounds fromOwnNode(Endpoint subject, Endpoint node) {
    return new Bounds(denials.of(subject.id()).at(node.id()).sure(), PacketSet.ALL);
  }

  /// Why the policies of `subject` treat a packet to or from `peer` as they do.
  Reason why(
      Direction direction, Endpoint subject, Endpoint peer, boolean sameNode, Packet packet) {
    if (!governed(subject)) {
      return Reason.of(
          Reason.Opinion.NO_OPINION, "the network of a node: no Kubernetes policy speaks of it");
    }
    if (engine.enforces() && isExempt(direction, peer, sameNode)) {
      if (!at(direction, subject, peer, sameNode).sure().contains(packet)) {
        Reason denial = trace.why(direction, hop(direction), subject, peer, packet);
        return new Reason(
            Reason.Opinion.UNKNOWN,
            denial.object(),
            denial.rule(),
            denial.where(),
            "releases of Cilium differ on whether a deny holds against the own node of a pod");
      }
      return Reason.of(
          Reason.Opinion.ALLOW,
          direction == Direction.EGRESS
              ? engine.label() + " always lets a pod open its own node"
              : "a node always reaches the pods that run on it");
    }
    return trace.why(direction, hop(direction), subject, peer, packet);
  }

  /// All packets between them, by what has a share in what the policies of `subject` make of them.
  Map<List<Part.Share>, PacketSet> parts(Direction direction, Endpoint subject, Endpoint peer) {
    boolean open = coverage().gap(subject).filter(Coverage.Gap::sure).isPresent();
    List<Pick> picks = governed(subject) && !open ? hop(direction).picks(subject.id()) : List.of();
    return PolicyParts.of(new Matching(selector, direction, subject, peer), picks);
  }

  /// Whether policies can speak of packets to or from it.
  static boolean governed(Endpoint subject) {
    return subject instanceof Endpoint.Pods pods && !pods.hostNetwork();
  }

  /// Kubernetes documentation, "Network Policies": traffic to and from the node where a pod runs is
  /// always allowed, regardless of the addresses. For egress the engines differ (see [Engine]); the
  /// ingress half holds for all of them, unless Cilium denies.
  private boolean isExempt(Direction direction, Endpoint peer, boolean sameNode) {
    return sameNode
        && isNode(peer)
        && (direction == Direction.INGRESS || engine.ownNodeAlwaysOpen());
  }

  static boolean isNode(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Nodes _ -> true;
      case Endpoint.Pods pods -> pods.hostNetwork();
      case Endpoint.Outside _, Endpoint.ApiServer _, Endpoint.Named _ -> false;
    };
  }
}
