package io.seawall.dialects.admin;

import io.seawall.dialects.SharedTiers;
import io.seawall.dialects.admin.AdminPolicy.Action;
import io.seawall.dialects.admin.AdminPolicy.Broken;
import io.seawall.dialects.admin.AdminPolicy.DomainNames;
import io.seawall.dialects.admin.AdminPolicy.Kind;
import io.seawall.dialects.admin.AdminPolicy.Networks;
import io.seawall.dialects.admin.AdminPolicy.Nodes;
import io.seawall.dialects.admin.AdminPolicy.Peer;
import io.seawall.dialects.admin.AdminPolicy.Pods;
import io.seawall.dialects.admin.AdminPolicy.Port;
import io.seawall.dialects.admin.AdminPolicy.Stranger;
import io.seawall.dialects.admin.AdminPolicy.Whole;
import io.seawall.model.AddressBounds;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a policy of an administrator means. It has no opinion on a packet that no rule matches, and
/// none in a direction without rules.
///
/// Source: Network Policy API, the types of each kind.
final class AdminMeaning {
  private AdminMeaning() {}

  /// One policy for each direction that it speaks of.
  static List<Policy> of(AdminPolicy object) {
    return switch (object) {
      case Whole whole ->
          Stream.of(Direction.values())
              .filter(direction -> !rules(whole, direction).isEmpty())
              .map(direction -> of(whole, direction))
              .toList();
      case Broken broken ->
          Stream.of(Direction.values()).map(direction -> of(broken, direction)).toList();
    };
  }

  private static List<AdminPolicy.Rule> rules(Whole policy, Direction direction) {
    return switch (direction) {
      case INGRESS -> policy.ingress();
      case EGRESS -> policy.egress();
    };
  }

  private static Policy of(Whole policy, Direction direction) {
    List<Rule> rules = new ArrayList<>();
    rules(policy, direction).forEach(rule -> rules.addAll(of(rule)));
    return policy(
        policy.kind(),
        policy.name(),
        policy.tier(),
        policy.priority(),
        direction,
        pods(policy.subject()),
        policy.accepted(),
        rules,
        policy.where());
  }

  /// It may say anything once it is repaired: of the first tier that it can be in, of any pod.
  private static Policy of(Broken policy, Direction direction) {
    Peers unknown =
        new Peers.Unknown(
            "what "
                + policy.where().object()
                + " says in the cluster: the API server refuses it as written ("
                + policy.reason().place()
                + ")");
    List<Rule> rules =
        Stream.of(Verdict.ALLOW, Verdict.DENY)
            .map(verdict ->
                new Rule(verdict, new Peers.Everybody(), unknown, PortMatch.ALL, policy.reason()))
            .toList();
    Peers.Pods anybody =
        new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any());
    Tier tier = policy.tier().orElse(SharedTiers.ADMIN);
    return policy(
        policy.kind(), policy.name(), tier, 0, direction, anybody, false, rules, policy.where());
  }

  private static Policy policy(
      Kind kind,
      String name,
      Tier tier,
      int priority,
      Direction direction,
      Peers.Pods subject,
      boolean sure,
      List<Rule> rules,
      SourceRef where) {
    return new Policy(
        kind.text(),
        Optional.empty(),
        name,
        tier,
        priority,
        direction,
        subject,
        sure,
        rules,
        Verdict.PASS,
        where);
  }

  /// One rule, but for one with a peer that is not known: an engine that knows it no better lets
  /// nothing by where the rule accepts, and stops everything where it does not (Network Policy API,
  /// ClusterNetworkPolicyEgressPeer, "fail closed").
  private static List<Rule> of(AdminPolicy.Rule rule) {
    PortMatch ports = ports(rule.ports());
    Peers peers = anyOf(rule.peers().stream().map(AdminMeaning::peer).toList());
    Verdict verdict = verdict(rule.action());
    List<Stranger> strangers =
        rule.peers().stream().filter(Stranger.class::isInstance).map(Stranger.class::cast).toList();
    if (strangers.isEmpty()) {
      return List.of(rule(verdict, peers, ports, rule));
    }
    Peers unknown = unknown(strangers.getFirst());
    return switch (rule.action()) {
      case ACCEPT -> List.of(rule(verdict, unknown, ports, rule));
      case DENY ->
          List.of(rule(verdict, peers, ports, rule), rule(verdict, unknown, PortMatch.ALL, rule));
      case PASS ->
          List.of(
              rule(verdict, unknown, ports, rule),
              rule(Verdict.DENY, unknown, PortMatch.ALL, rule));
    };
  }

  private static Verdict verdict(Action action) {
    return switch (action) {
      case ACCEPT -> Verdict.ALLOW;
      case DENY -> Verdict.DENY;
      case PASS -> Verdict.PASS;
    };
  }

  private static Rule rule(
      Verdict verdict, Peers peers, PortMatch ports, AdminPolicy.Rule written) {
    return new Rule(verdict, new Peers.Everybody(), peers, ports, written.name(), written.where());
  }

  private static Peers anyOf(List<Peers> peers) {
    return peers.size() == 1 ? peers.getFirst() : new Peers.AnyOf(peers);
  }

  private static Peers peer(Peer peer) {
    return switch (peer) {
      case Pods pods -> pods(pods);
      case Nodes(var nodes) -> new Peers.Nodes(nodes.test());
      case Networks(var blocks) ->
          new Peers.Addresses(
              AddressBounds.exactly(
                  blocks.stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or)));
      case DomainNames(var names) ->
          new Peers.Unknown("which addresses " + String.join(", ", names) + " resolve to");
      case Stranger stranger -> unknown(stranger);
    };
  }

  private static Peers unknown(Stranger stranger) {
    return new Peers.Unknown("whom the field " + stranger.field() + " means");
  }

  private static Peers.Pods pods(Pods pods) {
    return new Peers.Pods(new NamespaceTest.Labelled(pods.namespaces().test()), pods.pods().test());
  }

  private static PortMatch ports(List<Port> ports) {
    if (ports.isEmpty()) {
      return PortMatch.ALL;
    }
    PacketSet packets = PacketSet.EMPTY;
    List<NamedPort> named = new ArrayList<>();
    for (Port port : ports) {
      switch (port) {
        case Port.Every(var protocol) ->
            packets = packets.or(PacketSet.of(protocol, Ports.ALL, Ports.ALL));
        case Port.Range(var protocol, var first, var last) ->
            packets = packets.or(PacketSet.of(protocol, Ports.range(first, last), Ports.ALL));
        case Port.Named(var name) ->
            Stream.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)
                .map(protocol -> new NamedPort(protocol, name))
                .forEach(named::add);
      }
    }
    return new PortMatch(packets, named);
  }
}
