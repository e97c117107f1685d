package io.seawall.bench;

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
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a drawn NetworkPolicy means.
final class PolicyFacts {
  private static final Tier TIER = new Tier(1_000_000, "NetworkPolicy", Tier.Fold.DENY_WINS);

  private final Drawn.Policy drawn;
  private final SourceRef where;
  private final NamespaceTest own;

  private PolicyFacts(Drawn.Policy drawn, SourceRef where) {
    this.drawn = drawn;
    this.where = where;
    this.own = new NamespaceTest.Named(drawn.namespace());
  }

  /// One policy for each direction.
  static List<Policy> of(Drawn.Policy drawn, SourceRef where) {
    PolicyFacts facts = new PolicyFacts(drawn, where);
    List<Policy> out = new ArrayList<>();
    if (drawn.ingress()) {
      out.add(facts.policy(Direction.INGRESS, "spec.ingress", drawn.ingressRules()));
    }
    if (drawn.egress()) {
      out.add(facts.policy(Direction.EGRESS, "spec.egress", drawn.egressRules()));
    }
    return out;
  }

  private Policy policy(Direction direction, String field, List<Drawn.Rule> rules) {
    List<Rule> meant = new ArrayList<>();
    for (Drawn.Rule rule : rules) {
      meant.add(
          new Rule(
              Verdict.ALLOW,
              new Peers.Everybody(),
              peers(rule.peers()),
              ports(rule.ports()),
              where.at(field + "[" + meant.size() + "]", where.line())));
    }
    return new Policy(
        "NetworkPolicy",
        Optional.of(drawn.namespace()),
        drawn.name(),
        TIER,
        1_000,
        direction,
        new Peers.Pods(own, test(drawn.subject())),
        true,
        meant,
        Verdict.DENY,
        where);
  }

  private Peers peers(List<Drawn.Peer> peers) {
    return switch (peers.size()) {
      case 0 -> new Peers.Everybody();
      case 1 -> peer(peers.getFirst());
      default -> new Peers.AnyOf(peers.stream().map(this::peer).toList());
    };
  }

  private Peers peer(Drawn.Peer peer) {
    return switch (peer) {
      case Drawn.Peer.Own(var labels) -> new Peers.Pods(own, test(labels));
      case Drawn.Peer.Elsewhere(var namespaces, var pods) ->
          new Peers.Pods(new NamespaceTest.Labelled(test(namespaces)), test(pods));
      case Drawn.Peer.Block(var cidr, var exceptions) ->
          new Peers.Block(Cidr.of(cidr), exceptions.stream().map(Cidr::of).toList());
    };
  }

  private static LabelTest test(Map<String, String> labels) {
    List<LabelTest> tests = new ArrayList<>();
    new TreeMap<>(labels).forEach((key, value) -> tests.add(LabelTest.equalTo(key, value)));
    return tests.size() == 1 ? tests.getFirst() : new LabelTest.All(tests);
  }

  private static PortMatch ports(List<Drawn.Port> ports) {
    if (ports.isEmpty()) {
      return PortMatch.ALL;
    }
    PacketSet packets = PacketSet.EMPTY;
    List<NamedPort> named = new ArrayList<>();
    for (Drawn.Port port : ports) {
      Protocol protocol = Protocol.parse(port.protocol()).orElseThrow();
      if (port.isNamed()) {
        named.add(new NamedPort(protocol, port.name()));
      } else {
        packets =
            packets.or(PacketSet.of(protocol, Ports.range(port.first(), port.last()), Ports.ALL));
      }
    }
    return new PortMatch(packets, named);
  }
}
