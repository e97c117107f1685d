package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Pod;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The cluster-wide kinds of the group `policy.networking.k8s.io`: AdminNetworkPolicy and
/// BaselineAdminNetworkPolicy (v1alpha1), ClusterNetworkPolicy (v1alpha2 and v1beta1), as the Go
/// types of the Network Policy API describe them.
final class AdminPolicies {
  /// Which policies are asked together. NetworkPolicy is asked between the two.
  enum Tier {
    ADMIN,
    BASELINE
  }

  /// What a rule, a policy or a tier says of a packet.
  enum Decision {
    ACCEPT,
    DENY,
    /// Ask the next tier.
    PASS,
    /// No rule matches.
    NONE
  }

  /// Source: AdminNetworkPolicyIngressPeer, ClusterNetworkPolicyIngressPeer.
  private static final Set<String> SOURCES = Set.of("namespaces", "pods");

  /// Source: AdminNetworkPolicyEgressPeer, ClusterNetworkPolicyEgressPeer.
  private static final Set<String> DESTINATIONS =
      Set.of("namespaces", "pods", "nodes", "networks", "domainNames");

  private final List<Tree> admin;
  private final List<Tree> baseline;
  private final List<Tree> cluster;
  private final Cluster ends;

  /// A question to a policy.
  ///
  /// @param subject the pod whose policies are asked
  /// @param peer the other end
  record Asked(Direction direction, Pod subject, Endpoint peer, Flow flow) {}

  AdminPolicies(Documents documents, Cluster ends) {
    this.admin = documents.kind("AdminNetworkPolicy");
    this.baseline = documents.kind("BaselineAdminNetworkPolicy");
    this.cluster = documents.kind("ClusterNetworkPolicy");
    this.ends = ends;
    if (baseline.size() > 1) {
      throw new IllegalArgumentException("one BaselineAdminNetworkPolicy, not " + baseline.size());
    }
  }

  /// What the tier may decide. No document orders the older kinds and ClusterNetworkPolicy among
  /// each other: where both match, either may be first.
  Set<Decision> decide(Tier tier, Asked asked) {
    var older =
        switch (tier) {
          case ADMIN -> byPriority(admin, asked);
          case BASELINE -> anyOf(baseline.stream().map(policy -> decide(policy, asked)));
        };
    var newer =
        byPriority(cluster.stream().filter(policy -> tierOf(policy) == tier).toList(), asked);
    return anyOf(Stream.of(older, newer));
  }

  /// Source: ClusterNetworkPolicySpec.tier.
  private static Tier tierOf(Tree policy) {
    var tier = policy.at("spec").at("tier").text().orElseThrow();
    return switch (tier) {
      case "Admin" -> Tier.ADMIN;
      case "Baseline" -> Tier.BASELINE;
      default -> throw new IllegalArgumentException("no tier " + tier);
    };
  }

  /// Source: AdminNetworkPolicySpec.priority, ClusterNetworkPolicySpec.priority: lower values are
  /// checked first; of policies with the same value any that matches may be applied.
  private Set<Decision> byPriority(List<Tree> policies, Asked asked) {
    var levels =
        policies.stream()
            .collect(
                Collectors.groupingBy(
                    policy -> policy.at("spec").at("priority").number().orElseThrow(),
                    TreeMap::new,
                    Collectors.toList()));
    var possible = EnumSet.noneOf(Decision.class);
    for (var level : levels.values()) {
      var decided = anyOf(level.stream().map(policy -> decide(policy, asked)));
      possible.addAll(decided);
      if (!possible.remove(Decision.NONE)) {
        return possible;
      }
    }
    possible.add(Decision.NONE);
    return possible;
  }

  /// What comes out of policies that nothing orders: what any of those that match says; nothing
  /// only if none of them matches.
  private static Set<Decision> anyOf(Stream<Set<Decision>> each) {
    var possible = EnumSet.noneOf(Decision.class);
    var allMayBeSilent = true;
    for (var one : each.toList()) {
      possible.addAll(one);
      allMayBeSilent &= one.contains(Decision.NONE);
    }
    possible.remove(Decision.NONE);
    if (allMayBeSilent) {
      possible.add(Decision.NONE);
    }
    return possible;
  }

  /// Source: AdminNetworkPolicySpec.ingress and .egress: the order in which the rules are written
  /// is their precedence.
  private Set<Decision> decide(Tree policy, Asked asked) {
    var possible = EnumSet.noneOf(Decision.class);
    if (selects(policy.at("spec").at("subject"), asked.subject())) {
      for (var rule : policy.at("spec").at(asked.direction().rules).items()) {
        var isShut = hasUnknownPeer(rule, asked.direction());
        var decision = decisionOf(rule, policy);
        var matches =
            isShut ? Answer.of(decision != Decision.ACCEPT) : matches(rule, decision, asked);
        if (matches != Answer.NO) {
          possible.add(isShut ? Decision.DENY : decision);
        }
        if (matches == Answer.YES) {
          return possible;
        }
      }
    }
    possible.add(Decision.NONE);
    return possible;
  }

  /// A peer without any known field makes the rule fail closed: one that accepts matches nothing,
  /// another one denies everything. Source: AdminNetworkPolicyIngressPeer,
  /// ClusterNetworkPolicyEgressPeer.
  private static boolean hasUnknownPeer(Tree rule, Direction direction) {
    var known = direction == Direction.INGRESS ? SOURCES : DESTINATIONS;
    return peersOf(rule, direction).stream()
        .anyMatch(peer -> known.stream().allMatch(field -> peer.at(field).isAbsent()));
  }

  private static List<Tree> peersOf(Tree rule, Direction direction) {
    return atLeastOne(rule.at(direction.peers));
  }

  private static List<Tree> atLeastOne(Tree list) {
    if (list.items().isEmpty()) {
      throw new IllegalArgumentException("no item where one is required");
    }
    return list.items();
  }

  /// Source: AdminNetworkPolicyRuleAction, BaselineAdminNetworkPolicyRuleAction,
  /// ClusterNetworkPolicyRuleAction.
  private static Decision decisionOf(Tree rule, Tree policy) {
    var kind = policy.at("kind").text().orElseThrow();
    var action = rule.at("action").text().orElseThrow();
    return switch (kind + " " + action) {
      case "AdminNetworkPolicy Allow",
          "BaselineAdminNetworkPolicy Allow",
          "ClusterNetworkPolicy Accept" ->
          Decision.ACCEPT;
      case "AdminNetworkPolicy Deny",
          "BaselineAdminNetworkPolicy Deny",
          "ClusterNetworkPolicy Deny" ->
          Decision.DENY;
      case "AdminNetworkPolicy Pass", "ClusterNetworkPolicy Pass" -> Decision.PASS;
      default -> throw new IllegalArgumentException("no action " + action + " of " + kind);
    };
  }

  private Answer matches(Tree rule, Decision decision, Asked asked) {
    var peers =
        peersOf(rule, asked.direction()).stream()
            .map(peer -> peerMatches(peer, decision, asked))
            .reduce(Answer.NO, Answer::or);
    return peers.and(Answer.of(portsMatch(rule, asked.flow())));
  }

  /// Exactly one field is set. Source: AdminNetworkPolicyEgressPeer,
  /// ClusterNetworkPolicyEgressPeer.
  private Answer peerMatches(Tree peer, Decision decision, Asked asked) {
    var destination = asked.flow().destination();
    if (!peer.at("nodes").isAbsent()) {
      return Answer.of(
          ends.nodesAt(destination).stream()
              .anyMatch(node -> Selectors.matches(peer.at("nodes"), node.labels())));
    }
    if (!peer.at("networks").isAbsent()) {
      return Answer.of(
          atLeastOne(peer.at("networks")).stream()
              .anyMatch(block -> Cidr.of(block.text().orElseThrow()).contains(destination)));
    }
    if (!peer.at("domainNames").isAbsent()) {
      return ofDomainNames(decision);
    }
    return Answer.of(asked.peer() instanceof Pod pod && selects(peer, pod));
  }

  /// Which addresses a name has, the texts do not tell; those of pods are among those it may have.
  /// Source: AdminNetworkPolicyEgressPeer.domainNames; NPEP-133, "Expected Behavior".
  private static Answer ofDomainNames(Decision decision) {
    if (decision != Decision.ACCEPT) {
      throw new IllegalArgumentException("domainNames is only supported for rules that allow");
    }
    return Answer.OPEN;
  }

  /// Subjects, and peers by labels: all pods of namespaces, or pods by the labels of both. Pods on
  /// the host network are not among them. Source: AdminNetworkPolicySubject,
  /// ClusterNetworkPolicySubject, NamespacedPod.
  private boolean selects(Tree either, Pod pod) {
    var pods = either.at("pods");
    var namespaces = pods.isAbsent() ? either.at("namespaces") : pods.at("namespaceSelector");
    if (pods.isAbsent() && namespaces.isAbsent()) {
      throw new IllegalArgumentException("neither namespaces nor pods");
    }
    return Selectors.matches(namespaces, ends.labelsOfNamespace(pod.namespace()))
        && Selectors.matches(pods.at("podSelector"), pod.labels());
  }

  /// Without the field the rule does not look at ports; with it one item must match. Source:
  /// AdminNetworkPolicyIngressRule.ports, ClusterNetworkPolicyIngressRule.protocols.
  private static boolean portsMatch(Tree rule, Flow flow) {
    var older = rule.at("ports");
    var newer = rule.at("protocols");
    return (older.isAbsent()
            || atLeastOne(older).stream().anyMatch(item -> portMatches(item, flow)))
        && (newer.isAbsent()
            || atLeastOne(newer).stream().anyMatch(item -> protocolMatches(item, flow)));
  }

  /// Source: AdminNetworkPolicyPort, Port and PortRange of v1alpha1: the protocol is TCP if
  /// missing; both ends of a range are included; a name is that of a port of the destination pod,
  /// whatever its protocol.
  private static boolean portMatches(Tree item, Flow flow) {
    var range = item.at("portRange");
    if (!range.isAbsent()) {
      return isProtocolOf(range, flow) && isBetween(range, flow);
    }
    var number = item.at("portNumber");
    return number.isAbsent()
        ? flow.isTo(item.at("namedPort").text().orElseThrow())
        : isProtocolOf(number, flow)
            && number.at("port").number().orElseThrow() == flow.destinationPort();
  }

  private static boolean isProtocolOf(Tree port, Flow flow) {
    return port.at("protocol").text().orElse("TCP").equals(flow.kubernetesProtocol());
  }

  private static boolean isBetween(Tree range, Flow flow) {
    return range.at("start").number().orElseThrow() <= flow.destinationPort()
        && flow.destinationPort() <= range.at("end").number().orElseThrow();
  }

  /// Source: ClusterNetworkPolicyProtocol, Port; its `destinationNamedPort` is as `namedPort` of
  /// v1alpha1.
  private static boolean protocolMatches(Tree item, Flow flow) {
    var name = item.at("destinationNamedPort");
    if (!name.isAbsent()) {
      return flow.isTo(name.text().orElseThrow());
    }
    var protocol =
        Stream.of("tcp", "udp", "sctp")
            .filter(one -> !item.at(one).isAbsent())
            .findFirst()
            .orElseThrow();
    var port = item.at(protocol).at("destinationPort");
    return protocol.toUpperCase(Locale.ROOT).equals(flow.kubernetesProtocol())
        && (port.at("range").isAbsent()
            ? port.at("number").number().orElseThrow() == flow.destinationPort()
            : isBetween(port.at("range"), flow));
  }
}
