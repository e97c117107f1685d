package io.seawall.reach;

import static io.seawall.model.policy.Direction.EGRESS;
import static io.seawall.model.policy.Direction.INGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What policies let by, under an engine that reads them as the Kubernetes API says.
class PoliciesTest {
  private static final String NAME = "kubernetes.io/metadata.name";

  /// A namespace that was read and one that was only mentioned, a pod in each.
  private static Cluster cluster() {
    Cluster cluster =
        new Cluster().namespace("shop", "team=shop").mentioned("bank").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    cluster.pods("bank", "db").on("n", "10.244.0.6");
    return cluster;
  }

  private static Bounds fromWeb(Cluster cluster, String to) {
    Reach reach = cluster.reach(Engine.CALICO);
    Endpoint.Pods web = Cluster.pods(reach, "shop/web");
    return reach.policies(
        web, to.contains("/") ? Cluster.pods(reach, to) : Cluster.outside(reach, to));
  }

  private static Bounds toDb(Cluster cluster) {
    Reach reach = cluster.reach(Engine.CALICO);
    return reach.policies(Cluster.pods(reach, "shop/web"), Cluster.pods(reach, "bank/db"));
  }

  @Test
  void a_pod_that_no_policy_selects_is_open() {
    Cluster cluster = cluster().policy(Written.networkPolicy("shop/x", EGRESS, Written.app("no")));
    assertThat(fromWeb(cluster, "bank/db")).isEqualTo(Bounds.ALL);
  }

  @Test
  void a_policy_isolates_in_its_own_direction_only() {
    Cluster cluster =
        cluster().policy(Written.networkPolicy("shop/x", INGRESS, Written.app("web")));
    assertThat(fromWeb(cluster, "8.8.8.8")).isEqualTo(Bounds.ALL);
  }

  @Test
  void a_policy_speaks_of_its_own_namespace_only() {
    Cluster cluster = cluster().policy(Written.networkPolicy("bank/x", EGRESS, Written.any()));
    assertThat(fromWeb(cluster, "8.8.8.8")).isEqualTo(Bounds.ALL);
  }

  @Test
  void several_policies_allow_what_one_of_them_allows() {
    Cluster cluster =
        cluster()
            .policy(Written.networkPolicy("shop/deny", EGRESS, Written.any()))
            .policy(
                Written.networkPolicy(
                    "shop/a",
                    EGRESS,
                    Written.app("web"),
                    Written.allow(Written.everybody(), Written.port(80))))
            .policy(
                Written.networkPolicy(
                    "shop/b",
                    EGRESS,
                    Written.app("web"),
                    Written.allow(Written.block("8.8.8.0/24"), Written.port(443))));
    PacketSet both = Written.port(80).or(Written.port(443));
    assertThat(fromWeb(cluster, "8.8.8.8")).isEqualTo(Bounds.exactly(both));
    assertThat(fromWeb(cluster, "9.9.9.9")).isEqualTo(Bounds.exactly(Written.port(80)));
  }

  @Test
  void a_packet_needs_both_ends() {
    Cluster cluster =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/out",
                    EGRESS,
                    Written.any(),
                    Written.allow(Written.everybody(), Written.port(80).or(Written.port(443)))))
            .policy(
                Written.networkPolicy(
                    "bank/in",
                    INGRESS,
                    Written.any(),
                    Written.allow(
                        Written.podsAnywhere("app", "web"),
                        Written.port(80).or(Written.port(22)))));
    assertThat(toDb(cluster)).isEqualTo(Bounds.exactly(Written.port(80)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          labels that are not known;              team=bank;          MAYBE
          no such label, perhaps;                 !team=bank;         MAYBE
          the key, perhaps;                       team;               MAYBE
          the name;                               name=bank;          YES
          another name;                           name=shop;          NO
          not the name;                           !name=bank;         NO
          not another name;                       !name=shop;         YES
          the name and a label;                   name=bank&team=x;   MAYBE
          another name and a label;               name=shop&team=x;   NO
          the name or a label;                    name=bank|team=x;   YES
          another name or a label;                name=shop|team=x;   MAYBE
          """)
  void labels_of_a_namespace_that_was_only_mentioned(String what, String test, Told expected) {
    Cluster cluster =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/web",
                    EGRESS,
                    Written.any(),
                    Written.allow(Written.namespaces(test(test.trim())))));
    assertThat(Told.ofAll(fromWeb(cluster, "bank/db"))).isEqualTo(expected);
  }

  private static LabelTest test(String text) {
    if (text.contains("&")) {
      return new LabelTest.All(parts(text, "&"));
    }
    if (text.contains("|")) {
      return new LabelTest.OneOf(parts(text, "\\|"));
    }
    if (text.startsWith("!")) {
      return new LabelTest.Not(test(text.substring(1)));
    }
    int equals = text.indexOf('=');
    if (equals < 0) {
      return new LabelTest.Exists(text);
    }
    String key = text.substring(0, equals);
    return LabelTest.equalTo(key.equals("name") ? NAME : key, text.substring(equals + 1));
  }

  private static List<LabelTest> parts(String text, String separator) {
    return java.util.Arrays.stream(text.split(separator, -1)).map(PoliciesTest::test).toList();
  }

  @Test
  void a_namespace_that_nothing_names_but_a_pod_is_as_one_that_was_mentioned() {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    cluster.pods("lost", "db").on("n", "10.244.0.6");
    cluster.policy(
        Written.networkPolicy(
            "shop/web",
            EGRESS,
            Written.any(),
            Written.allow(Written.namespaces(LabelTest.equalTo("team", "x")), Written.port(80)),
            Written.allow(Written.namespaces(LabelTest.equalTo(NAME, "lost")), Written.port(22))));
    assertThat(Told.of(fromWeb(cluster, "lost/db"), Cluster.tcp(80))).isEqualTo(Told.MAYBE);
    assertThat(Told.of(fromWeb(cluster, "lost/db"), Cluster.tcp(22))).isEqualTo(Told.YES);
  }

  @Test
  void a_policy_that_selects_by_unknown_labels_of_a_namespace_decides_nothing() {
    Cluster cluster =
        cluster()
            .policy(
                Written.selecting(
                    new NamespaceTest.Labelled(LabelTest.equalTo("team", "bank")),
                    LabelTest.any(),
                    Written.networkPolicy("bank/in", INGRESS, Written.any())));
    assertThat(toDb(cluster)).isEqualTo(Bounds.UNKNOWN);
  }

  @ParameterizedTest(name = "{0}: allowed to {1} = {2}")
  @CsvSource(
      textBlock =
          """
          template,  0.0.0.0/0,     YES
          template,  10.0.0.0/8,    MAYBE
          template,  8.8.8.8/32,    MAYBE
          template,  169.254.0.0/16, NO
          template,  127.0.0.0/8,   NO
          pending,   10.244.0.0/16, MAYBE
          live,      10.244.0.0/16, YES
          live,      10.244.0.6/32, YES
          live,      10.244.0.7/32, NO
          """)
  void a_block_means_a_pod_without_an_address_only_possibly(
      String state, String block, Told expected) {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    Cluster.Pods db = cluster.pods("shop", "db");
    switch (state) {
      case "live" -> db.on("n", "10.244.0.6");
      case "pending" -> db.on("");
      default -> {}
    }
    cluster.policy(
        Written.networkPolicy(
            "shop/web", EGRESS, Written.app("web"), Written.allow(Written.block(block))));
    assertThat(Told.ofAll(fromWeb(cluster, "shop/db"))).isEqualTo(expected);
  }

  @Test
  void a_pending_pod_beside_a_live_one_is_judged_for_itself() {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    cluster.pods("shop", "db").on("n", "10.244.0.6").on("");
    Reach reach =
        cluster
            .policy(
                Written.networkPolicy(
                    "shop/web",
                    EGRESS,
                    Written.app("web"),
                    Written.allow(Written.block("10.244.0.0/24"))))
            .reach(Engine.CALICO);
    Endpoint web = Cluster.pods(reach, "shop/web");
    assertThat(Cluster.allPods(reach, "shop/db").stream().map(db -> reach.policies(web, db)))
        .containsExactlyInAnyOrder(Bounds.ALL, Bounds.UNKNOWN);
  }

  @ParameterizedTest(name = "{0} {1}, {2} {3} = {4}")
  @CsvSource(
      textBlock =
          """
          EGRESS,  a, TCP, 8080, YES
          EGRESS,  a, TCP, 9090, NO
          EGRESS,  a, UDP, 8080, NO
          EGRESS,  b, TCP, 9090, YES
          EGRESS,  b, TCP, 9091, YES
          EGRESS,  b, TCP, 8080, NO
          EGRESS,  c, TCP, 8080, NO
          EGRESS,  d, TCP, 8080, NO
          INGRESS, a, TCP, 8080, YES
          INGRESS, a, TCP, 9090, NO
          INGRESS, b, TCP, 9090, YES
          INGRESS, b, TCP, 9091, YES
          INGRESS, c, TCP, 8080, NO
          INGRESS, d, TCP, 8080, NO
          """)
  void a_port_name_is_that_of_the_receiver(
      io.seawall.model.policy.Direction direction,
      String receiver,
      String protocol,
      int port,
      Told expected) {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    cluster.pods("shop", "a").port("http", Protocol.TCP, 8080).on("n", "10.244.0.6");
    cluster
        .pods("shop", "b")
        .port("http", Protocol.TCP, 9090)
        .port("http", Protocol.TCP, 9091)
        .on("n", "10.244.0.7");
    cluster.pods("shop", "c").port("web", Protocol.TCP, 8080).on("n", "10.244.0.8");
    cluster.pods("shop", "d").port("http", Protocol.UDP, 8080).on("n", "10.244.0.9");
    cluster.policy(
        Written.networkPolicy(
            "shop/named",
            direction,
            direction == EGRESS ? Written.app("web") : Written.app(receiver),
            Written.allowNamed(Written.everybody(), Protocol.TCP, "http")));
    Packet packet = new Packet(Protocol.parse(protocol).orElseThrow(), port, 50_000);
    assertThat(Told.of(fromWeb(cluster, "shop/" + receiver), packet)).isEqualTo(expected);
  }

  @Test
  void a_port_name_means_nothing_outside_and_at_nodes() {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    cluster
        .pods("shop", "agent")
        .port("http", Protocol.TCP, 8080)
        .withHostNetwork()
        .on("n", "10.0.0.4");
    cluster.policy(
        Written.networkPolicy(
            "shop/named",
            EGRESS,
            Written.app("web"),
            Written.allowNamed(Written.everybody(), Protocol.TCP, "http")));
    assertThat(fromWeb(cluster, "8.8.8.8")).isEqualTo(Bounds.NONE);
    assertThat(fromWeb(cluster, "shop/agent")).isEqualTo(Bounds.NONE);
  }

  @Test
  void a_policy_that_could_not_be_read_in_full_proves_nothing() {
    Cluster cluster =
        cluster()
            .policy(
                Written.doubted(
                    Written.networkPolicy(
                        "shop/web",
                        EGRESS,
                        Written.any(),
                        Written.allow(Written.everybody(), Written.port(80)))));
    Bounds packets = fromWeb(cluster, "8.8.8.8");
    assertThat(Told.of(packets, Cluster.tcp(22))).isEqualTo(Told.MAYBE);
    assertThat(packets.possible()).isSameAs(PacketSet.ALL);
  }

  @Test
  void a_doubted_policy_beside_a_sure_one_may_open_and_cannot_close() {
    Cluster cluster =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/a",
                    EGRESS,
                    Written.any(),
                    Written.allow(Written.everybody(), Written.port(443))))
            .policy(
                Written.doubted(
                    Written.networkPolicy(
                        "shop/b",
                        EGRESS,
                        Written.any(),
                        Written.allow(Written.everybody(), Written.port(80)))));
    Bounds packets = fromWeb(cluster, "8.8.8.8");
    assertThat(packets)
        .isEqualTo(new Bounds(Written.port(443), Written.port(443).or(Written.port(80))));
  }

  @Test
  void somebody_unknown_is_possibly_anybody() {
    Cluster cluster =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/web", EGRESS, Written.any(), Written.allow(Written.unknown())));
    assertThat(fromWeb(cluster, "8.8.8.8")).isEqualTo(Bounds.UNKNOWN);
    assertThat(fromWeb(cluster, "bank/db")).isEqualTo(Bounds.UNKNOWN);
  }

  @Test
  void nobody_is_nobody() {
    Cluster cluster =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/web", EGRESS, Written.any(), Written.allow(new Peers.AnyOf(List.of()))));
    assertThat(fromWeb(cluster, "8.8.8.8")).isEqualTo(Bounds.NONE);
  }

  @Test
  void packets_do_not_change_their_family() {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4", "fd00::4");
    cluster.pods("shop", "web").on("n", "10.244.0.5", "fd00:1::5");
    Reach reach = cluster.reach(Engine.NONE);
    Endpoint v4 = Cluster.pods(reach, "shop/web");
    Endpoint v6 = Cluster.outside(reach, "2001:db8::1");
    assertThat(reach.paths(v4, v6)).isEmpty();
    assertThat(reach.between(v4, v6)).isEqualTo(Bounds.NONE);
    assertThat(reach.policies(v4, v6)).isEqualTo(Bounds.NONE);
  }

  /// Rules as `verdict port`; tiers in the order in which they are asked.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          the first match decides;              FIRST_MATCH; DENY 22, ALLOW 22;            DENY 80;           22; NO
          a later rule for another port;        FIRST_MATCH; DENY 80, ALLOW 22;            DENY 22;           22; YES
          what no rule matches goes on;         FIRST_MATCH; ALLOW 80;                     DENY 22;           22; NO
          pass skips the rest of its tier;      FIRST_MATCH; PASS 22, DENY 22;             ALLOW 22;          22; YES
          pass, and the next tier denies;       FIRST_MATCH; PASS 22, ALLOW 22;            DENY 22;           22; NO
          pass, and nobody is left;             FIRST_MATCH; PASS 22, DENY 22;             ALLOW 80;          22; YES
          an allow cannot be taken back;        FIRST_MATCH; ALLOW 22;                     DENY 22;           22; YES
          deny wins, whatever the order;        DENY_WINS;   ALLOW 22, DENY 22;            ALLOW 22;          22; NO
          deny wins for its own port;           DENY_WINS;   ALLOW 22, DENY 80;            DENY 22;           22; YES
          an allow of deny-wins is final;       DENY_WINS;   ALLOW 22;                     DENY 22;           22; YES
          """)
  void tiers(String what, Tier.Fold fold, String first, String second, int port, Told expected) {
    Cluster cluster =
        cluster()
            .policy(
                Written.policy(
                    "shop/first",
                    new Tier(1, "first", fold),
                    0,
                    EGRESS,
                    Written.any(),
                    Verdict.PASS,
                    rules(first)))
            .policy(
                Written.policy(
                    "shop/second",
                    new Tier(2, "second", Tier.Fold.FIRST_MATCH),
                    0,
                    EGRESS,
                    Written.any(),
                    Verdict.PASS,
                    rules(second)));
    assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(port))).isEqualTo(expected);
  }

  private static Rule[] rules(String text) {
    return java.util.Arrays.stream(text.trim().split(", ", -1))
        .map(rule -> {
          String[] parts = rule.split(" ", -1);
          return Written.rule(
              Verdict.valueOf(parts[0]),
              Written.everybody(),
              Written.port(Integer.parseInt(parts[1])));
        })
        .toArray(Rule[]::new);
  }

  @Test
  void in_a_first_match_tier_the_lower_priority_is_asked_first() {
    Tier tier = new Tier(1, "admin", Tier.Fold.FIRST_MATCH);
    for (int allow = 0; allow <= 2; allow += 2) {
      Cluster cluster =
          cluster()
              .policy(
                  Written.policy(
                      "shop/deny", tier, 1, EGRESS, Written.any(), Verdict.PASS, rules("DENY 22")))
              .policy(
                  Written.policy(
                      "shop/allow",
                      tier,
                      allow,
                      EGRESS,
                      Written.any(),
                      Verdict.PASS,
                      rules("ALLOW 22")));
      assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(22)))
          .isEqualTo(allow == 0 ? Told.YES : Told.NO);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          two that disagree;                       ALLOW 22 | DENY 22;           ALLOW 1;  MAYBE
          two that agree;                          DENY 22  | DENY 22;           ALLOW 1;  NO
          one that matches and one that does not;  ALLOW 22 | DENY 80;           DENY 22;  YES
          three of which the second differs;       DENY 22  | ALLOW 22 | DENY 22; ALLOW 1; MAYBE
          a pass and an allow before a deny;       PASS 22  | ALLOW 22;          DENY 22;  MAYBE
          a pass and an allow before an allow;     PASS 22  | ALLOW 22;          ALLOW 22; YES
          """)
  void of_policies_with_one_priority_either_may_be_asked_first(
      String what, String tied, String next, Told expected) {
    Tier tier = new Tier(1, "admin", Tier.Fold.FIRST_MATCH);
    Cluster cluster = cluster();
    int number = 0;
    for (String one : tied.split("\\|", -1)) {
      cluster.policy(
          Written.policy(
              "shop/p" + number++, tier, 7, EGRESS, Written.any(), Verdict.PASS, rules(one)));
    }
    cluster.policy(
        Written.policy(
            "shop/next",
            new Tier(2, "next", Tier.Fold.FIRST_MATCH),
            0,
            EGRESS,
            Written.any(),
            Verdict.PASS,
            rules(next)));
    assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(22))).isEqualTo(expected);
  }

  @Test
  void ties_of_two_tiers_are_told_apart() {
    Cluster cluster = cluster();
    Tier first = new Tier(1, "first", Tier.Fold.FIRST_MATCH);
    Tier second = new Tier(2, "second", Tier.Fold.FIRST_MATCH);
    for (String one : List.of("a PASS 22", "b ALLOW 22")) {
      cluster.policy(
          Written.policy(
              "shop/" + one.charAt(0),
              first,
              3,
              EGRESS,
              Written.any(),
              Verdict.PASS,
              rules(one.substring(2))));
    }
    for (String one : List.of("c ALLOW 22", "d DENY 22")) {
      cluster.policy(
          Written.policy(
              "shop/" + one.charAt(0),
              second,
              3,
              EGRESS,
              Written.any(),
              Verdict.PASS,
              rules(one.substring(2))));
    }
    assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(22))).isEqualTo(Told.MAYBE);
  }

  @ParameterizedTest(name = "eight that deny and {0}: {1}")
  @CsvSource({"ALLOW 80, MAYBE", "DENY 80, NO"})
  void more_ties_than_can_be_looked_at_are_in_doubt_unless_all_say_the_same(
      String ninth, Told expected) {
    Cluster cluster = cluster();
    Tier tier = new Tier(1, "admin", Tier.Fold.FIRST_MATCH);
    for (int i = 0; i < 9; i++) {
      Rule[] rules = rules(i < 8 ? "DENY 22" : ninth);
      cluster.policy(
          Written.policy("shop/p" + i, tier, 3, EGRESS, Written.any(), Verdict.PASS, rules));
    }
    assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(22))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} then {1}: {2}")
  @CsvSource({
    "GlobalNetworkPolicy, GlobalNetworkPolicy, YES",
    "GlobalNetworkPolicy, Calico NetworkPolicy, MAYBE"
  })
  void policies_of_one_kind_are_asked_by_name(String first, String second, Told expected) {
    Tier tier = new Tier(1, "security", Tier.Fold.FIRST_BY_NAME);
    Policy allow =
        Written.policy("shop/a", tier, 3, EGRESS, Written.any(), Verdict.PASS, rules("ALLOW 22"));
    Policy deny =
        Written.policy("shop/b", tier, 3, EGRESS, Written.any(), Verdict.PASS, rules("DENY 22"));
    Cluster cluster =
        cluster().policy(Written.ofKind(second, deny)).policy(Written.ofKind(first, allow));
    assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(22))).isEqualTo(expected);
  }

  @Test
  void policies_of_one_tier_that_fold_differently_are_asked_by_the_first_match() {
    Tier shared =
        new Tier(
            Written.NETWORK_POLICY.order(), Written.NETWORK_POLICY.name(), Tier.Fold.FIRST_BY_NAME);
    for (int order = -1; order <= 1; order += 2) {
      Policy deny =
          Written.policy(
              "shop/deny", shared, order, EGRESS, Written.any(), Verdict.DENY, rules("DENY 22"));
      Cluster cluster =
          cluster()
              .policy(
                  Written.networkPolicy(
                      "shop/allow", EGRESS, Written.any(), rules("ALLOW 22, ALLOW 80")))
              .policy(deny);
      Bounds packets = fromWeb(cluster, "8.8.8.8");
      assertThat(Told.of(packets, Cluster.tcp(22))).isEqualTo(order < 0 ? Told.NO : Told.YES);
      assertThat(Told.of(packets, Cluster.tcp(80))).isEqualTo(Told.YES);
      assertThat(Told.of(packets, Cluster.tcp(443))).isEqualTo(Told.NO);
    }
  }

  @Test
  void a_rule_speaks_of_the_pods_that_its_own_side_means() {
    Rule deny =
        Written.at(
            new Peers.Pods(new NamespaceTest.Named("shop"), LabelTest.equalTo("app", "another")),
            rules("DENY 22")[0]);
    Tier tier = new Tier(1, "admin", Tier.Fold.FIRST_MATCH);
    Cluster cluster =
        cluster()
            .policy(
                Written.policy("shop/deny", tier, 0, EGRESS, Written.any(), Verdict.PASS, deny));
    assertThat(Told.of(fromWeb(cluster, "8.8.8.8"), Cluster.tcp(22))).isEqualTo(Told.YES);
  }

  @Test
  void an_isolating_policy_of_an_early_tier_stops_what_the_tier_does_not_allow() {
    Cluster cluster =
        cluster()
            .policy(
                Written.policy(
                    "shop/default",
                    new Tier(1, "default", Tier.Fold.FIRST_MATCH),
                    0,
                    EGRESS,
                    Written.any(),
                    Verdict.DENY,
                    rules("PASS 22, ALLOW 80")));
    Bounds packets = fromWeb(cluster, "8.8.8.8");
    assertThat(packets).isEqualTo(Bounds.exactly(Written.port(22).or(Written.port(80))));
  }
}
