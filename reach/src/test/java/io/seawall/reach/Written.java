package io.seawall.reach;

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
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Policies as a test writes them.
final class Written {
  static final Tier NETWORK_POLICY = new Tier(100, "NetworkPolicy", Tier.Fold.DENY_WINS);

  private Written() {}

  /// A NetworkPolicy in one direction: whom it selects, by labels such as `app=web`, and what it
  /// allows.
  static Policy networkPolicy(
      String title, Direction direction, LabelTest subject, Rule... allowed) {
    return policy(title, NETWORK_POLICY, 0, direction, subject, Verdict.DENY, allowed);
  }

  static Policy policy(
      String title,
      Tier tier,
      int priority,
      Direction direction,
      LabelTest subject,
      Verdict unmatched,
      Rule... rules) {
    int slash = title.indexOf('/');
    String namespace = title.substring(0, slash);
    SourceRef where = new SourceRef(title + ".yaml", 1, "NetworkPolicy " + title, "");
    return new Policy(
        "NetworkPolicy",
        Optional.of(namespace),
        title.substring(slash + 1),
        tier,
        priority,
        direction,
        new Peers.Pods(new NamespaceTest.Named(namespace), subject),
        true,
        placed(where, rules),
        unmatched,
        where);
  }

  /// The same policy, of which it is not known whether it is in force.
  static Policy doubted(Policy policy) {
    return new Policy(
        policy.kind(),
        policy.namespace(),
        policy.name(),
        policy.tier(),
        policy.priority(),
        policy.direction(),
        policy.subject(),
        false,
        policy.rules(),
        policy.unmatched(),
        policy.where());
  }

  /// The same policy of another kind.
  static Policy ofKind(String kind, Policy policy) {
    return new Policy(
        kind,
        policy.namespace(),
        policy.name(),
        policy.tier(),
        policy.priority(),
        policy.direction(),
        policy.subject(),
        policy.subjectSure(),
        policy.rules(),
        policy.unmatched(),
        policy.where());
  }

  /// The same policy for these pods.
  static Policy selecting(NamespaceTest namespaces, LabelTest labels, Policy policy) {
    return picking(new Peers.Pods(namespaces, labels), policy);
  }

  /// The same policy for these pods, of the whole cluster.
  static Policy picking(Peers subject, Policy policy) {
    return new Policy(
        policy.kind(),
        Optional.empty(),
        policy.name(),
        policy.tier(),
        policy.priority(),
        policy.direction(),
        subject,
        policy.subjectSure(),
        policy.rules(),
        policy.unmatched(),
        policy.where());
  }

  /// The same rule for those of the policy's pods that are among these.
  static Rule at(Peers local, Rule rule) {
    return new Rule(rule.verdict(), local, rule.peers(), rule.ports(), rule.where());
  }

  private static List<Rule> placed(SourceRef where, Rule... rules) {
    return IntStream.range(0, rules.length)
        .mapToObj(i ->
            new Rule(
                rules[i].verdict(),
                rules[i].local(),
                rules[i].peers(),
                rules[i].ports(),
                where.at("spec.rules[" + i + "]", 2 + i)))
        .toList();
  }

  static Rule allow(Peers peers) {
    return allow(peers, PacketSet.ALL);
  }

  static Rule allow(Peers peers, PacketSet packets) {
    return rule(Verdict.ALLOW, peers, new PortMatch(packets, List.of()));
  }

  static Rule allowNamed(Peers peers, Protocol protocol, String port) {
    return rule(
        Verdict.ALLOW,
        peers,
        new PortMatch(PacketSet.EMPTY, List.of(new NamedPort(protocol, port))));
  }

  static Rule rule(Verdict verdict, Peers peers, PortMatch ports) {
    return new Rule(verdict, new Peers.Everybody(), peers, ports, SourceRef.of("", 0));
  }

  static Rule rule(Verdict verdict, Peers peers, PacketSet packets) {
    return rule(verdict, peers, new PortMatch(packets, List.of()));
  }

  static Peers block(String block, String... exceptions) {
    return new Peers.Block(Cidr.of(block), Arrays.stream(exceptions).map(Cidr::of).toList());
  }

  static Peers within(String... blocks) {
    return new Peers.Addresses(AddressBounds.within(AddressSet.ofBlocks(blocks)));
  }

  static Peers everybody() {
    return new Peers.Everybody();
  }

  static Peers unknown() {
    return new Peers.Unknown("who is meant");
  }

  /// Pods of every namespace with the label.
  static Peers podsAnywhere(String key, String value) {
    return new Peers.Pods(
        new NamespaceTest.Labelled(LabelTest.any()), LabelTest.equalTo(key, value));
  }

  /// Pods of one namespace with the label.
  static Peers podsOf(String namespace, String key, String value) {
    return new Peers.Pods(new NamespaceTest.Named(namespace), LabelTest.equalTo(key, value));
  }

  /// All pods of the namespaces whose labels pass.
  static Peers namespaces(LabelTest test) {
    return new Peers.Pods(new NamespaceTest.Labelled(test), LabelTest.any());
  }

  static PacketSet port(int number) {
    return PacketSet.to(Protocol.TCP, number);
  }

  static LabelTest app(String name) {
    return LabelTest.equalTo("app", name);
  }

  static LabelTest any() {
    return LabelTest.any();
  }
}
