package io.seawall.reach;

import io.seawall.model.cluster.Workload.OperatingSystem;
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
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Clusters and policies by chance, small enough that everything meets everything.
final class Drawn {
  /// Packets on either side of every port that drawn rules use.
  static final List<Packet> PACKETS =
      List.of(
          tcp(22),
          tcp(80),
          tcp(8080),
          tcp(9090),
          new Packet(Protocol.UDP, 53, 50_000),
          new Packet(Protocol.UDP, 8080, 50_000),
          new Packet(Protocol.ICMP, 8, 0));

  /// Who enforces policies; perhaps nobody knows.
  static final Gen<Optional<Engine>> ENGINES =
      Gen.pick(
          Optional.of(Engine.CALICO),
          Optional.of(Engine.AZURE),
          Optional.of(Engine.CILIUM),
          Optional.of(Engine.NONE),
          Optional.empty());

  private static final List<Tier> TIERS =
      List.of(
          Written.NETWORK_POLICY,
          new Tier(
              Written.NETWORK_POLICY.order(),
              Written.NETWORK_POLICY.name(),
              Tier.Fold.FIRST_BY_NAME),
          new Tier(10, "admin", Tier.Fold.FIRST_MATCH),
          new Tier(20, "deny first", Tier.Fold.DENY_WINS),
          new Tier(200, "baseline", Tier.Fold.FIRST_MATCH));

  /// What may be missing from a drawn cluster.
  enum Known {
    EVERYTHING,
    NOT_EVERYTHING
  }

  private Drawn() {}

  private static Packet tcp(int port) {
    return new Packet(Protocol.TCP, port, 50_000);
  }

  static Gen<Cluster> clusters(Known known) {
    return choices -> {
      Cluster cluster =
          new Cluster()
              .namespace("a", "team=x")
              .node("node-p", "p", "10.0.0.4", "fd00:a::4")
              .node("node-q", "q", "10.0.1.4", "fd00:b::4");
      boolean allKnown = known == Known.EVERYTHING;
      if (allKnown || choices.draw(2) == 0) {
        cluster.namespace("b", choices.draw(2) == 0 ? "team=y" : "stage=test");
      } else {
        cluster.mentioned("b");
      }
      if (!allKnown && choices.draw(2) == 1) {
        cluster.node("node-p2", "p", "10.0.0.5", "fd00:a::5");
      }
      int workloads = 1 + choices.draw(4);
      for (int i = 0; i < workloads; i++) {
        workload(cluster, i, choices, allKnown);
      }
      Gen<Policy> policy = policies(known);
      int policies = choices.draw(5);
      for (int i = 0; i < policies; i++) {
        Policy drawn = policy.from(choices);
        cluster.policy(allKnown ? untied(drawn, i) : drawn);
      }
      return cluster;
    };
  }

  /// Which of two policies of one priority is asked first is not known.
  private static Policy untied(Policy p, int index) {
    return new Policy(
        p.kind(),
        p.namespace(),
        p.name(),
        p.tier(),
        8 * p.priority() + index,
        p.direction(),
        p.subject(),
        p.subjectSure(),
        p.rules(),
        p.unmatched(),
        p.where());
  }

  private static void workload(Cluster cluster, int index, Choices choices, boolean allKnown) {
    Cluster.Pods pods = cluster.pods(choices.draw(2) == 0 ? "a" : "b", "w" + index);
    pods.labels(
        "app=" + Gen.pick("web", "db").from(choices),
        "stage=" + Gen.pick("test", "live").from(choices),
        "build=" + index);
    if (choices.draw(2) == 1) {
      pods.port("http", Protocol.TCP, choices.draw(2) == 0 ? 8080 : 9090);
    }
    if (choices.draw(4) == 3) {
      pods.port("http", Protocol.UDP, 8080);
    }
    boolean host = choices.draw(5) == 4;
    if (host) {
      pods.withHostNetwork();
    }
    if (choices.draw(8) == 7) {
      pods.onVirtualNode();
    }
    if (choices.draw(4) == 3) {
      pods.runs(OperatingSystem.WINDOWS);
    }
    int live = allKnown ? 1 + choices.draw(2) : choices.draw(3);
    for (int i = 0; i < live; i++) {
      boolean first = choices.draw(2) == 0;
      String node = first ? "node-p" : "node-q";
      if (host) {
        pods.on(node, first ? "10.0.0.4" : "10.0.1.4", first ? "fd00:a::4" : "fd00:b::4");
      } else if (allKnown || choices.draw(4) != 3) {
        String last = Gen.pick("5", "6", "130").from(choices);
        pods.on(
            choices.draw(6) == 5 && !allKnown ? "node-unread" : node,
            (first ? "10.244.0." : "10.244.1.") + last,
            (first ? "fd00:1::" : "fd00:2::") + last);
      } else {
        pods.on(choices.draw(2) == 0 ? node : "");
      }
    }
  }

  static Gen<Policy> policies(Known known) {
    return choices -> {
      Tier tier = Gen.pick(TIERS).from(choices);
      Direction direction = Gen.pick(Direction.values()).from(choices);
      Rule[] rules = rules(tier.fold(), known).listOf(0, 3).from(choices).toArray(Rule[]::new);
      Verdict unmatched =
          tier.equals(Written.NETWORK_POLICY) || choices.draw(4) == 3 ? Verdict.DENY : Verdict.PASS;
      String title = Gen.pick("a/", "b/").from(choices) + "policy-" + choices.draw(100);
      Policy policy =
          Written.policy(
              title, tier, choices.draw(3), direction, LABELS.from(choices), unmatched, rules);
      if (choices.draw(4) == 3) {
        policy = Written.selecting(namespaceTest(choices), LABELS.from(choices), policy);
      }
      if (choices.draw(6) == 5) {
        Peers others = new Peers.Pods(namespaceTest(choices), LABELS.from(choices));
        policy =
            Written.picking(new Peers.AllOf(List.of(EVERY_POD, new Peers.Not(others))), policy);
      }
      return known == Known.NOT_EVERYTHING && choices.draw(5) == 4
          ? Written.doubted(policy)
          : policy;
    };
  }

  private static final Peers EVERY_POD =
      new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any());

  private static final Gen<LabelTest> LABELS =
      Gen.pick(
          LabelTest.any(),
          LabelTest.equalTo("app", "web"),
          LabelTest.equalTo("stage", "live"),
          new LabelTest.Like("app", LabelTest.Place.START, "w"),
          new LabelTest.Like("stage", LabelTest.Place.ANYWHERE, "i"),
          new LabelTest.Not(new LabelTest.Like("app", LabelTest.Place.END, "b")),
          new LabelTest.Not(new LabelTest.In("app", Set.of("web"))),
          new LabelTest.Not(new LabelTest.Exists("stage")));

  private static NamespaceTest namespaceTest(Choices choices) {
    return Gen.<NamespaceTest>pick(
            new NamespaceTest.Labelled(LabelTest.any()),
            new NamespaceTest.Labelled(LabelTest.equalTo("team", "x")),
            new NamespaceTest.Labelled(new LabelTest.Not(LabelTest.equalTo("team", "x"))),
            new NamespaceTest.Labelled(LabelTest.equalTo("kubernetes.io/metadata.name", "b")),
            new NamespaceTest.Named("a"),
            new NamespaceTest.Named("b"))
        .from(choices);
  }

  private static Gen<Rule> rules(Tier.Fold fold, Known known) {
    Gen<Verdict> verdicts =
        switch (fold) {
          case FIRST_BY_NAME, FIRST_MATCH -> Gen.pick(Verdict.ALLOW, Verdict.DENY, Verdict.PASS);
          case DENY_WINS -> Gen.pick(Verdict.ALLOW, Verdict.DENY);
        };
    return choices -> {
      Rule rule =
          Written.rule(verdicts.from(choices), peers(choices, known, 1), PORTS.from(choices));
      return choices.draw(6) == 5 ? Written.at(peers(choices, known, 0), rule) : rule;
    };
  }

  private static final Gen<PortMatch> PORTS =
      Gen.pick(
          PortMatch.ALL,
          new PortMatch(PacketSet.to(Protocol.TCP, 80), List.of()),
          new PortMatch(PacketSet.of(Protocol.UDP), List.of()),
          new PortMatch(PacketSet.EMPTY, List.of(new NamedPort(Protocol.TCP, "http"))),
          new PortMatch(
              PacketSet.to(Protocol.TCP, 22), List.of(new NamedPort(Protocol.UDP, "http"))));

  private static Peers peers(Choices choices, Known known, int depth) {
    int kinds = known == Known.EVERYTHING ? 4 : 6;
    return switch (choices.draw(kinds + depth)) {
      case 0 -> Written.everybody();
      case 1 -> new Peers.Pods(namespaceTest(choices), LABELS.from(choices));
      case 2 -> BLOCKS.from(choices);
      case 3 -> Gen.pick(AzureSide.addresses("10.0.0.0/24", "8.8.8.8/32")).from(choices);
      case 4 ->
          known == Known.EVERYTHING
              ? new Peers.AnyOf(List.of(peers(choices, known, 0), peers(choices, known, 0)))
              : Written.unknown();
      case 5 -> Written.within("10.244.0.0/16", "8.8.8.0/24");
      default -> new Peers.AnyOf(List.of(peers(choices, known, 0), peers(choices, known, 0)));
    };
  }

  private static final Gen<Peers> BLOCKS =
      Gen.pick(
          Written.block("0.0.0.0/0"),
          Written.block("10.0.0.0/8"),
          Written.block("10.244.0.0/24"),
          Written.block("10.244.0.0/16", "10.244.0.6/32"),
          Written.block("0.0.0.0/0", "10.0.0.4/32", "169.254.169.254/32"),
          Written.block("10.244.1.128/25"),
          Written.block("::/0", "fd00:1::5/128"),
          Written.block("fd00:1::/64"));

  /// Machines that nobody in the cluster is.
  static final List<String> OUTSIDE =
      List.of("8.8.8.8", "169.254.169.254", "10.0.0.77", "2001:db8::9", "fd00:1::77");
}
