package io.seawall.dialects.kubernetes;

import io.seawall.dialects.SharedTiers;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Broken;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Peer;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Port;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Whole;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a NetworkPolicy means: which pods it isolates in which direction, and what it then allows.
///
/// Source: Kubernetes API, NetworkPolicySpec and the types below it.
final class NetworkPolicyMeaning {
  private static final LabelTest ANY = LabelTest.any();

  private NetworkPolicyMeaning() {}

  /// One policy for each direction that it speaks of.
  static List<Policy> of(NetworkPolicyObject object) {
    return switch (object) {
      case Whole whole ->
          directions(whole).stream().map(direction -> of(whole, direction)).toList();
      case Broken broken ->
          possibleDirections(broken).stream().map(direction -> of(broken, direction)).toList();
    };
  }

  /// Those of `policyTypes`; without them ingress, and egress only if there are egress rules: an
  /// empty list of them does not count.
  ///
  /// Source: Kubernetes source, pkg/apis/networking/v1, SetDefaults_NetworkPolicy.
  private static List<Direction> directions(Whole policy) {
    if (!policy.policyTypes().isEmpty()) {
      return inOrder(policy.policyTypes());
    }
    return policy.rules(Direction.EGRESS).isEmpty()
        ? List.of(Direction.INGRESS)
        : List.of(Direction.INGRESS, Direction.EGRESS);
  }

  /// What the object becomes once it is repaired may speak of either, unless it says otherwise.
  private static List<Direction> possibleDirections(Broken policy) {
    return policy.policyTypes().isEmpty()
        ? List.of(Direction.values())
        : inOrder(policy.policyTypes());
  }

  private static List<Direction> inOrder(List<Direction> written) {
    return Arrays.stream(Direction.values()).filter(written::contains).toList();
  }

  private static Policy of(Whole policy, Direction direction) {
    NamespaceTest own = new NamespaceTest.Named(policy.namespace());
    List<Rule> rules = new ArrayList<>();
    for (NetworkPolicyObject.Rule rule : policy.rules(direction)) {
      rules.add(allow(peers(rule.peers(), own), ports(rule.ports()), rule.where()));
    }
    return policy(
        Optional.of(policy.namespace()),
        policy.name(),
        direction,
        new Peers.Pods(own, policy.podSelector().test()),
        policy.accepted(),
        rules,
        policy.where());
  }

  private static Policy of(Broken policy, Direction direction) {
    NamespaceTest namespaces =
        policy
            .namespace()
            .<NamespaceTest>map(NamespaceTest.Named::new)
            .orElse(new NamespaceTest.Labelled(ANY));
    Peers unknown =
        new Peers.Unknown(
            "what "
                + policy.where().object()
                + " says in the cluster: the API server refuses it as written ("
                + policy.reason().place()
                + ")");
    return policy(
        policy.namespace(),
        policy.name(),
        direction,
        new Peers.Pods(namespaces, policy.podSelector().map(LabelSelector::test).orElse(ANY)),
        false,
        List.of(allow(unknown, PortMatch.ALL, policy.reason())),
        policy.where());
  }

  private static Policy policy(
      Optional<String> namespace,
      String name,
      Direction direction,
      Peers.Pods subject,
      boolean sure,
      List<Rule> rules,
      SourceRef where) {
    return new Policy(
        "NetworkPolicy",
        namespace,
        name,
        SharedTiers.NETWORK_POLICY,
        KubernetesDialect.PRIORITY,
        direction,
        subject,
        sure,
        rules,
        Verdict.DENY,
        where);
  }

  private static Rule allow(Peers peers, PortMatch ports, SourceRef where) {
    return new Rule(Verdict.ALLOW, new Peers.Everybody(), peers, ports, where);
  }

  private static Peers peers(List<Peer> peers, NamespaceTest own) {
    return switch (peers.size()) {
      case 0 -> new Peers.Everybody();
      case 1 -> peer(peers.getFirst(), own);
      default -> new Peers.AnyOf(peers.stream().map(peer -> peer(peer, own)).toList());
    };
  }

  /// Pods of the policy's own namespace, unless namespaces are selected; all pods of those, unless
  /// pods are selected too (Kubernetes API, NetworkPolicyPeer).
  private static Peers peer(Peer peer, NamespaceTest own) {
    return switch (peer) {
      case Peer.Selected(var namespaces, var pods) ->
          new Peers.Pods(
              namespaces
                  .<NamespaceTest>map(selector -> new NamespaceTest.Labelled(selector.test()))
                  .orElse(own),
              pods.map(LabelSelector::test).orElse(ANY));
      case Peer.IpBlock(var cidr, var except) -> new Peers.Block(cidr, except);
    };
  }

  private static PortMatch ports(List<Port> ports) {
    if (ports.isEmpty()) {
      return PortMatch.ALL;
    }
    Map<Protocol, List<Ports>> whole = new HashMap<>();
    Map<Protocol, List<Ports>> firstOnly = new HashMap<>();
    List<NamedPort> named = new ArrayList<>();
    for (Port port : ports) {
      switch (port) {
        case Port.Every(var protocol) -> {
          of(whole, protocol).add(Ports.ALL);
          of(firstOnly, protocol).add(Ports.ALL);
        }
        case Port.Range(var protocol, var first, var last) -> {
          of(whole, protocol).add(Ports.range(first, last));
          of(firstOnly, protocol).add(Ports.of(first));
        }
        case Port.Named(var protocol, var name) -> named.add(new NamedPort(protocol, name));
      }
    }
    PacketSet packets = packets(whole);
    return new PortMatch(packets, named, packets.minus(packets(firstOnly)));
  }

  private static List<Ports> of(Map<Protocol, List<Ports>> destinations, Protocol protocol) {
    return destinations.computeIfAbsent(protocol, _ -> new ArrayList<>(1));
  }

  private static PacketSet packets(Map<Protocol, List<Ports>> destinations) {
    PacketSet packets = PacketSet.EMPTY;
    for (Map.Entry<Protocol, List<Ports>> each : destinations.entrySet()) {
      packets = packets.or(PacketSet.of(each.getKey(), Ports.union(each.getValue()), Ports.ALL));
    }
    return packets;
  }
}
