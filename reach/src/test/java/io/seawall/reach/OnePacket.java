package io.seawall.reach;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.Ports;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What policies make of one packet between two single machines in a world where every fact is
/// known: read forwards and straight from the policies, without classes, sets or bounds.
///
/// @param labels of every namespace
/// @param inForce whether a policy that could not be read in full is in force
/// @param meant whether somebody unknown is who the rule meets
/// @param npmActs whether Azure NPM acts where that is not known: on IPv6 and on Windows
record OnePacket(
    Engine engine,
    List<Policy> policies,
    Map<String, Map<String, String>> labels,
    Predicate<Policy> inForce,
    Predicate<Rule> meant,
    boolean npmActs) {
  /// One machine with one address.
  sealed interface Machine {
    Address address();

    /// A pod.
    record Pod(Workload workload, Address address) implements Machine {}

    /// A node.
    record Node(Address address) implements Machine {}

    /// Anybody else.
    record Other(Address address) implements Machine {}
  }

  static OnePacket of(Engine engine, List<Policy> policies, List<Namespace> namespaces) {
    Map<String, Map<String, String>> labels = new TreeMap<>();
    namespaces.forEach(namespace -> labels.put(namespace.name(), namespace.labels()));
    return new OnePacket(
        engine, policies, labels, Policy::subjectSure, rule -> meets(rule.peers()), false);
  }

  private static boolean meets(Peers peers) {
    throw new IllegalStateException("not known whom " + peers + " means");
  }

  /// Whether both policies of the sender and policies of the receiver let the packet by.
  boolean passes(Machine from, Machine to, boolean sameNode, Packet packet) {
    return from.address().v6() == to.address().v6()
        && passes(Direction.EGRESS, from, to, sameNode, packet)
        && passes(Direction.INGRESS, to, from, sameNode, packet);
  }

  /// Whether the policies of one end let the packet by.
  boolean passes(
      Direction direction, Machine subject, Machine peer, boolean sameNode, Packet packet) {
    if (!(subject instanceof Machine.Pod pod)
        || pod.workload().hostNetwork()
        || pod.workload().virtualNode()
        || engine == Engine.NONE
        || (engine == Engine.CILIUM && isOnWindows(pod))
        || (mayIgnore(pod) && !npmActs)) {
      return true;
    }
    boolean node =
        peer instanceof Machine.Node
            || (peer instanceof Machine.Pod other && other.workload().hostNetwork());
    if (sameNode && node && (direction == Direction.INGRESS || engine == Engine.AZURE)) {
      return true;
    }
    TreeMap<Tier, List<Policy>> tiers =
        new TreeMap<>(Comparator.comparingDouble(Tier::order).thenComparing(Tier::name));
    for (Policy policy : policies) {
      if (policy.direction() == direction
          && (policy.subjectSure() || inForce.test(policy))
          && picks(policy.subject(), pod)) {
        tiers.merge(policy.tier(), List.of(policy), OnePacket::joined);
      }
    }
    for (Map.Entry<Tier, List<Policy>> tier : tiers.entrySet()) {
      Tier.Fold fold =
          tier.getValue().stream()
              .map(policy -> policy.tier().fold())
              .min(Tier.Fold::compareTo)
              .orElseThrow();
      Verdict verdict = verdict(fold, tier.getValue(), pod, peer, packet);
      if (verdict != Verdict.PASS) {
        return verdict == Verdict.ALLOW;
      }
    }
    return true;
  }

  /// Whether it is not known that the engine acts on the policies of this machine.
  boolean mayIgnore(Machine subject) {
    return engine == Engine.AZURE && (subject.address().v6() || isOnWindows(subject));
  }

  private static boolean isOnWindows(Machine machine) {
    return machine instanceof Machine.Pod(var workload, _)
        && workload.os() == Workload.OperatingSystem.WINDOWS;
  }

  private static List<Policy> joined(List<Policy> some, List<Policy> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }

  private Verdict verdict(
      Tier.Fold fold, List<Policy> policies, Machine.Pod subject, Machine peer, Packet packet) {
    List<Rule> matching =
        policies.stream()
            .sorted(
                Comparator.comparingDouble(Policy::priority)
                    .thenComparing(policy -> policy.namespace().orElse(""))
                    .thenComparing(Policy::name))
            .flatMap(policy ->
                policy.rules().stream()
                    .filter(rule -> matches(policy.direction(), rule, subject, peer, packet)))
            .toList();
    if (!matching.isEmpty()) {
      boolean denied = matching.stream().anyMatch(rule -> rule.verdict() == Verdict.DENY);
      return switch (fold) {
        case FIRST_BY_NAME, FIRST_MATCH -> matching.getFirst().verdict();
        case DENY_WINS -> denied ? Verdict.DENY : Verdict.ALLOW;
      };
    }
    return policies.stream().anyMatch(policy -> policy.unmatched() == Verdict.DENY)
        ? Verdict.DENY
        : Verdict.PASS;
  }

  private boolean matches(
      Direction direction, Rule rule, Machine.Pod subject, Machine peer, Packet packet) {
    Machine receiver = direction == Direction.INGRESS ? subject : peer;
    boolean named = rule.ports().named().stream().anyMatch(port -> isNamed(port, receiver, packet));
    return (rule.ports().packets().contains(packet) || named)
        && means(rule, rule.local(), subject.workload(), subject)
        && means(rule, rule.peers(), subject.workload(), peer);
  }

  private static boolean isNamed(NamedPort port, Machine receiver, Packet packet) {
    return receiver instanceof Machine.Pod(var workload, _)
        && !workload.hostNetwork()
        && packet.protocol().equals(port.protocol())
        && workload.containers().stream()
            .flatMap(container -> container.ports().stream())
            .anyMatch(own ->
                own.name().equals(port.name())
                    && own.protocol().equals(port.protocol())
                    && Ports.of(own.number()).contains(packet.destination()));
  }

  private boolean means(Rule rule, Peers peers, Workload subject, Machine peer) {
    return switch (peers) {
      case Peers.Everybody _ -> true;
      case Peers.Pods pods -> peer instanceof Machine.Pod pod && selects(pods, pod);
      case Peers.Block(var block, var exceptions) -> {
        boolean ignored =
            engine == Engine.AZURE && subject.os() == Workload.OperatingSystem.WINDOWS;
        yield meantByAddress(peer)
            && AddressSet.of(block).contains(peer.address())
            && (ignored
                || exceptions.stream()
                    .noneMatch(hole -> AddressSet.of(hole).contains(peer.address())));
      }
      case Peers.Addresses(var addresses) ->
          addresses.possible().contains(peer.address())
              && (addresses.sure().contains(peer.address()) || meant.test(rule));
      case Peers.AnyOf(var inner) ->
          inner.stream().anyMatch(one -> means(rule, one, subject, peer));
      case Peers.AllOf(var inner) ->
          inner.stream().allMatch(one -> means(rule, one, subject, peer));
      case Peers.Not(var inner) -> !means(rule, inner, subject, peer);
      case Peers.Nodes(var asked) -> isNode(peer) && (asked.isAny() || meant.test(rule));
      case Peers.Outside _ -> peer instanceof Machine.Other;
      case Peers.Proxied _ -> throw new IllegalArgumentException("not drawn: " + peers);
      case Peers.Unknown _, Peers.Tag _, Peers.ApplicationGroup _ -> meant.test(rule);
    };
  }

  private static boolean isNode(Machine peer) {
    return peer instanceof Machine.Node
        || (peer instanceof Machine.Pod(var workload, _) && workload.hostNetwork());
  }

  /// Cilium knows pods and nodes by identity and never by address.
  private boolean meantByAddress(Machine peer) {
    return engine != Engine.CILIUM || peer instanceof Machine.Other;
  }

  /// Subjects are drawn as pods, and as several sorts of pods.
  private boolean picks(Peers subject, Machine.Pod pod) {
    return switch (subject) {
      case Peers.Pods pods -> selects(pods, pod);
      case Peers.AnyOf(var inner) -> inner.stream().anyMatch(one -> picks(one, pod));
      case Peers.AllOf(var inner) -> inner.stream().allMatch(one -> picks(one, pod));
      case Peers.Not(var inner) -> !picks(inner, pod);
      case Peers.Everybody _ -> true;
      case Peers.Outside _, Peers.Nodes _ -> false;
      case Peers.Addresses _,
          Peers.Block _,
          Peers.Tag _,
          Peers.Proxied _,
          Peers.ApplicationGroup _,
          Peers.Unknown _ ->
          throw new IllegalArgumentException("not drawn as a subject: " + subject);
    };
  }

  private boolean selects(Peers.Pods pods, Machine.Pod pod) {
    if (pod.workload().hostNetwork()) {
      return false;
    }
    String namespace = pod.workload().id().namespace();
    boolean inNamespace =
        switch (pods.namespaces()) {
          case NamespaceTest.Named(var name) -> name.equals(namespace);
          case NamespaceTest.Labelled(var test) ->
              test.passes(labels.getOrDefault(namespace, Map.of()));
        };
    return inNamespace && pods.labels().passes(pod.workload().labels());
  }
}
