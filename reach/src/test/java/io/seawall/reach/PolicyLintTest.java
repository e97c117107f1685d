package io.seawall.reach;

import static io.seawall.model.policy.Direction.EGRESS;
import static io.seawall.model.policy.Direction.INGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Protocol;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyLintTest {
  private static final Tier ADMIN = new Tier(10, "admin", Tier.Fold.FIRST_MATCH);

  private static Cluster cluster() {
    Cluster cluster = new Cluster().namespace("shop").namespace("empty");
    cluster.node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").labels("app=web").on("n", "10.244.0.5");
    cluster
        .pods("shop", "db")
        .labels("app=db")
        .port("sql", Protocol.TCP, 5432)
        .on("n", "10.244.0.6");
    return cluster;
  }

  private static List<String> lints(Policy... policies) {
    return cluster().policies(List.of(policies)).reach(Engine.CALICO).lints().stream()
        .map(PolicyLintTest::told)
        .toList();
  }

  private static String told(PolicyLint lint) {
    return switch (lint) {
      case PolicyLint.SelectsNothing(var policy) -> "SELECTS_NOTHING " + policy.name();
      case PolicyLint.NamespaceWithoutPods(var policy) -> "NAMESPACE_WITHOUT_PODS " + policy.name();
      case PolicyLint.NeverMatches(var policy, var rule) -> "NEVER_MATCHES " + place(policy, rule);
      case PolicyLint.Shadowed(var policy, var rule, var others) ->
          "SHADOWED "
              + place(policy, rule)
              + others.stream()
                  .map(other -> " by " + place(other.policy(), other.rule()))
                  .reduce("", String::concat);
      case PolicyLint.SaidTwice(var policy, var before) ->
          "SAID_TWICE " + policy.name() + " as " + before.name();
    };
  }

  private static String place(Policy policy, Rule rule) {
    return policy.name() + " " + rule.where().field();
  }

  @Test
  void selects_nothing() {
    assertThat(
            lints(
                Written.networkPolicy("shop/typo", INGRESS, Written.app("wbe")),
                Written.networkPolicy("empty/all", INGRESS, Written.any()),
                Written.networkPolicy("shop/all", INGRESS, Written.any())))
        .containsExactly("SELECTS_NOTHING typo", "NAMESPACE_WITHOUT_PODS all");
  }

  @Test
  void nothing_is_said_where_no_pods_are_shown() {
    Cluster cluster =
        new Cluster()
            .namespace("shop")
            .policy(Written.networkPolicy("shop/x", INGRESS, Written.app("web")));
    assertThat(cluster.reach(Engine.CALICO).lints()).isEmpty();
  }

  @Test
  void nothing_is_said_where_nobody_enforces() {
    Cluster cluster = cluster().policy(Written.networkPolicy("shop/x", INGRESS, Written.app("no")));
    assertThat(cluster.reach(Engine.NONE).lints()).isEmpty();
    assertThat(cluster.reachOfUnknownEngine().lints()).hasSize(1);
  }

  @Test
  void a_rule_for_nobody_never_matches() {
    assertThat(
            lints(
                Written.networkPolicy(
                    "shop/x",
                    EGRESS,
                    Written.app("web"),
                    Written.allow(Written.podsOf("shop", "app", "bd")),
                    Written.allowNamed(Written.podsOf("shop", "app", "db"), Protocol.TCP, "sql"),
                    Written.allowNamed(Written.podsOf("shop", "app", "db"), Protocol.TCP, "sqll"),
                    Written.allowNamed(Written.podsOf("shop", "app", "web"), Protocol.TCP, "sql"))))
        .containsExactly(
            "NEVER_MATCHES x spec.rules[0]",
            "NEVER_MATCHES x spec.rules[2]",
            "NEVER_MATCHES x spec.rules[3]");
  }

  @Test
  void a_named_port_of_the_subject_counts_for_ingress() {
    assertThat(
            lints(
                Written.networkPolicy(
                    "shop/x",
                    INGRESS,
                    Written.app("db"),
                    Written.allowNamed(Written.everybody(), Protocol.TCP, "sql"))))
        .isEmpty();
  }

  @Test
  void a_rule_is_shadowed_by_a_wider_one_of_another_policy() {
    assertThat(
            lints(
                Written.networkPolicy(
                    "shop/narrow",
                    INGRESS,
                    Written.app("db"),
                    Written.allow(Written.podsOf("shop", "app", "web"), Written.port(5432))),
                Written.networkPolicy(
                    "shop/wide",
                    INGRESS,
                    Written.any(),
                    Written.allow(Written.everybody(), Written.port(5432)))))
        .containsExactly("SHADOWED narrow spec.rules[0] by wide spec.rules[0]");
  }

  @Test
  void a_rule_lives_while_one_subject_needs_it() {
    assertThat(
            lints(
                Written.networkPolicy(
                    "shop/narrow",
                    INGRESS,
                    Written.any(),
                    Written.allow(Written.podsOf("shop", "app", "web"), Written.port(5432))),
                Written.networkPolicy(
                    "shop/wide",
                    INGRESS,
                    Written.app("db"),
                    Written.allow(Written.everybody(), Written.port(5432)))))
        .isEmpty();
  }

  @Test
  void several_rules_shadow_one_together() {
    assertThat(
            lints(
                Written.networkPolicy(
                    "shop/x",
                    EGRESS,
                    Written.app("web"),
                    Written.allow(Written.block("10.0.0.0/9")),
                    Written.allow(Written.block("10.128.0.0/9")),
                    Written.allow(Written.block("10.0.0.0/8"), Written.port(443)))))
        .containsExactly("SHADOWED x spec.rules[2] by x spec.rules[0] by x spec.rules[1]");
  }

  @Test
  void of_two_rules_that_say_the_same_one_stays() {
    Rule rule = Written.allow(Written.podsOf("shop", "app", "web"));
    assertThat(
            lints(
                Written.networkPolicy("shop/one", INGRESS, Written.app("db"), rule),
                Written.networkPolicy(
                    "shop/two",
                    INGRESS,
                    Written.app("db"),
                    rule,
                    Written.allow(Written.block("8.8.8.8/32")))))
        .containsExactly("SHADOWED two spec.rules[0] by one spec.rules[0]");
  }

  @Test
  void policies_that_say_the_same() {
    Rule rule = Written.allow(Written.podsOf("shop", "app", "web"));
    assertThat(
            lints(
                Written.networkPolicy("shop/one", INGRESS, Written.app("db"), rule),
                Written.networkPolicy("shop/two", INGRESS, Written.app("db"), rule)))
        .containsExactly("SAID_TWICE two as one");
  }

  @Test
  void an_administrator_may_decide_before_any_rule_of_a_namespace() {
    Policy deny =
        Written.policy(
            "shop/no-dns",
            ADMIN,
            1,
            EGRESS,
            Written.app("web"),
            Verdict.PASS,
            Written.rule(Verdict.DENY, Written.everybody(), Written.port(53)));
    Policy allow =
        Written.networkPolicy(
            "shop/dns",
            EGRESS,
            Written.app("web"),
            Written.allow(Written.everybody(), Written.port(53)));
    assertThat(lints(deny, allow))
        .containsExactly("SHADOWED dns spec.rules[0] by no-dns spec.rules[0]");
  }

  @Test
  void what_is_passed_on_is_not_decided() {
    Policy pass =
        Written.policy(
            "shop/pass",
            ADMIN,
            1,
            EGRESS,
            Written.app("web"),
            Verdict.PASS,
            Written.rule(Verdict.PASS, Written.everybody(), Written.port(53)),
            Written.rule(Verdict.DENY, Written.everybody(), Written.port(53)));
    Policy allow =
        Written.networkPolicy(
            "shop/dns",
            EGRESS,
            Written.app("web"),
            Written.allow(Written.everybody(), Written.port(53)));
    assertThat(lints(pass, allow))
        .containsExactly("SHADOWED pass spec.rules[1] by pass spec.rules[0]");
  }

  @Test
  void shadowed_rules_can_all_be_removed() {
    Property.forAll(
        choices -> Drawn.clusters(Gen.pick(Drawn.Known.values()).from(choices)).from(choices),
        Drawn.ENGINES,
        (cluster, engine) -> {
          Snapshot snapshot = cluster.snapshot();
          Reach reach = Reach.of(snapshot, engine, List.of());
          Set<Rule> shadowed = idle(reach);
          Reach without =
              Reach.of(
                  without(cluster, shadowed),
                  engine.map(List::of).orElse(List.of(Engine.values())),
                  reach.universe());
          assertThat(pairs(reach, without).allMatch(Pair::isAsBefore))
              .as(told(reach, snapshot))
              .isTrue();
        });
  }

  @Test
  void a_rule_of_namespaces_that_is_not_shadowed_decides_something() {
    Property.forAll(
        Drawn.clusters(Drawn.Known.EVERYTHING),
        cluster -> {
          cluster.keep(policy ->
              policy.tier().equals(Written.NETWORK_POLICY)
                  && policy.rules().stream().allMatch(PolicyLintTest::isLookedAt));
          Reach reach = cluster.reach(Engine.CALICO);
          if (hasGaps(reach) || !hasPods(reach)) {
            return; // what no engine acts on decides nothing
          }
          Set<Rule> told = idle(reach);
          Set<Policy> idle = Collections.newSetFromMap(new IdentityHashMap<>());
          for (PolicyLint lint : reach.lints()) {
            if (rule(lint).isEmpty()) {
              idle.add(lint.policy());
            }
          }
          for (Policy policy : cluster.snapshot().facts().kubernetes().policies()) {
            for (Rule rule : policy.rules()) {
              if (rule.verdict() == Verdict.ALLOW
                  && !told.contains(rule)
                  && !idle.contains(policy)) {
                Set<Rule> more = Collections.newSetFromMap(new IdentityHashMap<>());
                more.addAll(told);
                more.add(rule);
                Reach kept = without(cluster, told, reach);
                Reach less = without(cluster, more, reach);
                assertThat(pairs(kept, less).allMatch(Pair::isEqual))
                    .as(told(reach, cluster.snapshot()) + rule.where())
                    .isFalse();
              }
            }
          }
        });
  }

  private static boolean hasGaps(Reach reach) {
    Coverage coverage = new Coverage(Engine.CALICO, reach.universe().addressing());
    return reach.universe().endpoints().stream().anyMatch(one -> coverage.gap(one).isPresent());
  }

  /// What a law that breaks is about.
  private static String told(Reach reach, Snapshot snapshot) {
    StringBuilder text = new StringBuilder();
    for (Policy policy : snapshot.facts().kubernetes().policies()) {
      text.append(policy.title()).append(' ').append(policy.tier().name()).append(' ');
      text.append(policy.priority()).append(' ').append(policy.direction()).append(' ');
      text.append(policy.subjectSure()).append(' ').append(policy.subject()).append(' ');
      text.append(policy.unmatched()).append('\n');
      for (Rule rule : policy.rules()) {
        text.append("  ").append(rule.verdict()).append(' ').append(rule.peers()).append(' ');
        text.append(rule.ports()).append('\n');
      }
    }
    reach.lints().forEach(lint -> text.append(told(lint)).append('\n'));
    return text.toString();
  }

  private static boolean hasPods(Reach reach) {
    return reach.universe().endpoints().stream().anyMatch(PolicyPlane::governed);
  }

  /// Rules with named ports, and those that speak of some of their policy's pods, are never told to
  /// be shadowed (see [ShadowedRules]), and may make another one idle.
  private static boolean isLookedAt(Rule rule) {
    return rule.ports().named().isEmpty() && rule.local() instanceof Peers.Everybody;
  }

  /// The rules that are told to change nothing.
  private static Set<Rule> idle(Reach reach) {
    Set<Rule> rules = Collections.newSetFromMap(new IdentityHashMap<>());
    reach.lints().forEach(lint -> rule(lint).ifPresent(rules::add));
    return rules;
  }

  private static Optional<Rule> rule(PolicyLint lint) {
    return switch (lint) {
      case PolicyLint.NeverMatches(_, var rule) -> Optional.of(rule);
      case PolicyLint.Shadowed(_, var rule, _) -> Optional.of(rule);
      case PolicyLint.SelectsNothing _, PolicyLint.NamespaceWithoutPods _, PolicyLint.SaidTwice _ ->
          Optional.empty();
    };
  }

  private static Snapshot without(Cluster cluster, Set<Rule> removed) {
    List<Policy> less = new ArrayList<>();
    for (Policy policy : cluster.snapshot().facts().kubernetes().policies()) {
      List<Rule> rules = policy.rules().stream().filter(rule -> !removed.contains(rule)).toList();
      less.add(policy.with(policy.subjectSure(), rules));
    }
    return cluster.snapshotWith(less);
  }

  private static Reach without(Cluster cluster, Set<Rule> removed, Reach as) {
    return Reach.of(without(cluster, removed), List.of(Engine.CALICO), as.universe());
  }

  /// What passes between two ends before and after rules are removed.
  private record Pair(Bounds before, Bounds after) {
    boolean isEqual() {
      return before.equals(after);
    }

    /// Two rules may be known to speak of the same ends without it being known who these are. The
    /// fold does not see that, so less may be open once one of them is gone.
    boolean isAsBefore() {
      return after.sure().or(before.sure()).equals(after.sure())
          && before.possible().or(after.possible()).equals(before.possible());
    }
  }

  private static Stream<Pair> pairs(Reach one, Reach other) {
    List<Pair> pairs = new ArrayList<>();
    for (Endpoint subject : one.universe().endpoints()) {
      for (Endpoint peer : one.universe().endpoints()) {
        for (Direction direction : Direction.values()) {
          pairs.add(
              new Pair(
                  one.functions().of(direction, subject.id()).at(peer.id()),
                  other.functions().of(direction, subject.id()).at(peer.id())));
        }
      }
    }
    return pairs.stream();
  }
}
