package io.seawall.dialects.cilium;

import io.seawall.dialects.SharedTiers;
import io.seawall.dialects.cilium.CiliumPolicy.Authentication;
import io.seawall.dialects.cilium.CiliumPolicy.Endpoints;
import io.seawall.dialects.cilium.CiliumPolicy.Hosts;
import io.seawall.dialects.cilium.CiliumPolicy.Kind;
import io.seawall.dialects.cilium.CiliumPolicy.Peer;
import io.seawall.dialects.cilium.CiliumPolicy.Port;
import io.seawall.dialects.cilium.CiliumPolicy.PortRule;
import io.seawall.dialects.cilium.CiliumPolicy.Side;
import io.seawall.dialects.cilium.CiliumPolicy.Spec;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a policy of Cilium means: whom it isolates in which direction, what it allows and what it
/// denies.
///
/// Sources: Cilium documentation, "Policy Enforcement Modes" (rule basics, default deny), "Deny
/// Policies", "Layer 3 Policies", "Layer 4 Policies" and "Layer 7 Policies"; Cilium source,
/// pkg/policy, mergeIngress and mergeEgress (rules without a field).
final class CiliumMeaning {
  private final CiliumPolicy policy;
  private final PeerMeaning peers;
  private final boolean ofNodes;

  private CiliumMeaning(CiliumPolicy policy, PeerMeaning peers, boolean ofNodes) {
    this.policy = policy;
    this.peers = peers;
    this.ofNodes = ofNodes;
  }

  /// What it means for pods: one policy for each spec and direction that it speaks of.
  static List<Policy> ofPods(CiliumPolicy policy, Surroundings surroundings) {
    PeerMeaning peers = PeerMeaning.ofPods(policy.namespace(), surroundings);
    return new CiliumMeaning(policy, peers, false).policies();
  }

  /// What it means for nodes, where their firewall is on.
  static List<NodePolicy> ofNodes(CiliumPolicy policy, Surroundings surroundings) {
    if (!policy.mayGuardNodes()) {
      return List.of();
    }
    PeerMeaning peers = PeerMeaning.ofNodes(surroundings);
    return new CiliumMeaning(policy, peers, true)
        .policies().stream()
            .map(one -> new NodePolicy(NodePolicy.Stage.NORMAL, false, one))
            .toList();
  }

  private List<Policy> policies() {
    if (policy.refused().isPresent()) {
      return Stream.of(Direction.values())
          .map(direction -> broken(direction, policy.refused().get()))
          .toList();
    }
    List<Policy> meant = new ArrayList<>();
    for (Spec spec : policy.specs()) {
      for (Direction direction : Direction.values()) {
        of(spec, direction).ifPresent(meant::add);
      }
    }
    return meant;
  }

  /// It may say anything of any pod of its namespace once it is repaired.
  private Policy broken(Direction direction, SourceRef reason) {
    Peers unknown =
        new Peers.Unknown(
            "what "
                + policy.where().object()
                + " says in the cluster: Cilium refuses it as written ("
                + reason.place()
                + ")");
    List<Rule> rules =
        Stream.of(Verdict.ALLOW, Verdict.DENY)
            .map(verdict -> rule(verdict, unknown, PortMatch.ALL, reason))
            .toList();
    NamespaceTest namespaces =
        policy
            .namespace()
            .<NamespaceTest>map(NamespaceTest.Named::new)
            .orElse(new NamespaceTest.Labelled(LabelTest.any()));
    Peers subject =
        ofNodes ? new Peers.Nodes(LabelTest.any()) : new Peers.Pods(namespaces, LabelTest.any());
    return policy(direction, subject, false, rules, Verdict.DENY);
  }

  private Optional<Policy> of(Spec spec, Direction direction) {
    Side side =
        switch (direction) {
          case INGRESS -> spec.ingress();
          case EGRESS -> spec.egress();
        };
    boolean speaks = !side.allow().isEmpty() || !side.deny().isEmpty();
    boolean isolates = side.defaultDeny().orElse(speaks);
    if (!speaks && !isolates) {
      return Optional.empty();
    }
    Verdict unmatched = isolates ? Verdict.DENY : Verdict.PASS;
    return switch (spec.subject().orElseThrow()) {
      case Hosts(var selector) when ofNodes -> {
        Selector.OfNodes subject = Selector.nodes(selector);
        yield Optional.of(
            policy(
                direction,
                new Peers.Nodes(subject.labels()),
                subject.missing().isEmpty(),
                rules(side, isolates),
                unmatched));
      }
      case Endpoints(var selector) when !ofNodes -> {
        Selector subject = Selector.subject(selector, policy.namespace());
        yield Optional.of(
            policy(
                direction,
                subject.pods(),
                subject.missing().isEmpty(),
                rules(side, isolates),
                unmatched));
      }
      case Hosts _, Endpoints _ -> Optional.empty();
    };
  }

  private Policy policy(
      Direction direction, Peers subject, boolean sure, List<Rule> rules, Verdict unmatched) {
    return new Policy(
        policy.kind().text(),
        policy.kind() == Kind.NAMESPACED ? policy.namespace() : Optional.empty(),
        policy.name(),
        SharedTiers.NETWORK_POLICY,
        0,
        direction,
        subject,
        sure,
        rules,
        unmatched,
        policy.where());
  }

  private List<Rule> rules(Side side, boolean isolates) {
    List<Rule> rules = new ArrayList<>();
    side.deny().forEach(rule -> rules.addAll(of(rule, Verdict.DENY)));
    side.allow().forEach(rule -> rules.addAll(of(rule, Verdict.ALLOW)));
    if (!isolates) {
      side.allow().forEach(rule -> rules.addAll(dropped(rule)));
    }
    return rules;
  }

  /// What the proxy may drop although nobody asked for default deny. Documentation, "Policy
  /// Enforcement Modes": `enableDefaultDeny` does not apply to layer 7; a rule without an allow-all
  /// at layer 7 will cause drops even where default deny is disabled.
  private List<Rule> dropped(CiliumPolicy.Rule rule) {
    return rule.ports().stream()
        .filter(ports -> !ports.conditions().isEmpty() || ports.requests().isPresent())
        .map(ports ->
            rule(
                Verdict.DENY,
                PeerMeaning.within(meant(rule), proxied(ports)),
                match(ports),
                ports.where()))
        .toList();
  }

  private static List<String> proxied(PortRule ports) {
    List<String> conditions = new ArrayList<>(ports.conditions());
    if (ports.requests().isPresent()) {
      conditions.add("what the connection carries (rules.http lets by a part of it)");
    }
    return conditions;
  }

  /// A rule without any field means nobody; one that names ports alone means everybody.
  private List<Rule> of(CiliumPolicy.Rule rule, Verdict verdict) {
    List<Rule> rules = new ArrayList<>();
    if (!rule.required().isEmpty()) {
      rules.add(requirement(rule.required(), rule.where()));
    }
    boolean nobody =
        rule.peers().map(List::isEmpty).orElse(rule.ports().isEmpty())
            || rule.authentication() == Authentication.ALWAYS_FAILS;
    if (nobody) {
      return rules;
    }
    List<String> conditions = conditions(rule);
    Peers meant = meant(rule);
    if (rule.ports().isEmpty()) {
      rules.add(rule(verdict, PeerMeaning.within(meant, conditions), PortMatch.ALL, rule.where()));
    }
    for (PortRule ports : rule.ports()) {
      List<String> all = new ArrayList<>(conditions);
      all.addAll(ports.conditions());
      if (ports.ports().isEmpty()) {
        all.add("which ports an item without ports means");
      }
      Peers peers = PeerMeaning.within(meant, all);
      Peers sending =
          ports
              .requests()
              .<Peers>map(test -> new Peers.AllOf(List.of(new Peers.Sending(test), peers)))
              .orElse(peers);
      rules.add(rule(verdict, sending, match(ports), ports.where()));
    }
    return rules;
  }

  private static List<String> conditions(CiliumPolicy.Rule rule) {
    List<String> conditions = new ArrayList<>();
    if (rule.authentication() == Authentication.REQUIRED) {
      conditions.add("whether both sides prove who they are (authentication.mode required)");
    }
    if (!rule.required().isEmpty() && rule.peers().isEmpty()) {
      conditions.add("whom a rule without peers means beside fromRequires or toRequires");
    }
    return conditions;
  }

  /// With ports besides, releases differ on Services: some refuse the rule, some let by everybody
  /// at these ports (cilium/cilium issue 20067).
  private Peers meant(CiliumPolicy.Rule rule) {
    boolean services =
        rule.peers().orElse(List.of()).stream()
            .anyMatch(
                peer -> peer instanceof Peer.ServiceName || peer instanceof Peer.ServiceLabels);
    if (services && !rule.ports().isEmpty()) {
      return new Peers.Unknown("how this release of Cilium reads toServices beside toPorts");
    }
    return rule.peers().map(peers::of).orElse(new Peers.Everybody());
  }

  /// `fromRequires` narrows what every rule that selects endpoints allows, where the release still
  /// knows the field.
  private Rule requirement(List<LabelSelector> required, SourceRef where) {
    return rule(
        Verdict.DENY,
        PeerMeaning.within(
            peers.failing(required),
            "whether this release of Cilium still knows fromRequires and toRequires"),
        PortMatch.ALL,
        where);
  }

  private static Rule rule(Verdict verdict, Peers peers, PortMatch ports, SourceRef where) {
    return new Rule(verdict, new Peers.Everybody(), peers, ports, where);
  }

  private static PortMatch match(PortRule rule) {
    if (rule.ports().isEmpty()) {
      return PortMatch.ALL;
    }
    PacketSet packets = PacketSet.EMPTY;
    PacketSet first = PacketSet.EMPTY;
    List<NamedPort> named = new ArrayList<>();
    for (Port port : rule.ports()) {
      switch (port) {
        case Port.Every(var protocol) -> {
          packets = packets.or(PacketSet.of(protocol));
          first = first.or(PacketSet.of(protocol));
        }
        case Port.Range(var protocol, var from, var to) -> {
          packets = packets.or(PacketSet.of(protocol, Ports.range(from, to), Ports.ALL));
          first = first.or(PacketSet.to(protocol, from));
        }
        case Port.Named(var protocol, var name) -> named.add(new NamedPort(protocol, name));
        case Port.Icmp(var protocol, var type) -> {
          PacketSet one = PacketSet.icmp(protocol, type, Optional.empty());
          packets = packets.or(one);
          first = first.or(one);
        }
      }
    }
    return new PortMatch(packets, named, packets.minus(first));
  }
}
