package io.seawall.reach;

import static io.seawall.model.policy.Direction.EGRESS;
import static io.seawall.model.policy.Direction.INGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each engine makes of the same policies.
///
/// Sources: Microsoft Learn, "Secure traffic between pods by using network policies in AKS" and
/// "Migrate from Network Policy Manager to Cilium Network Policy"; Cilium documentation, "Layer 3
/// examples"; Kubernetes documentation, "Network Policies".
class EnginesTest {
  /// Two pods, one on each node, and one with the host network.
  private static Cluster cluster() {
    Cluster cluster =
        new Cluster()
            .namespace("shop")
            .node("node-p", "p", "10.0.0.4")
            .node("node-q", "q", "10.0.1.4");
    cluster.pods("shop", "web").on("node-p", "10.244.0.5");
    cluster.pods("shop", "db").on("node-q", "10.244.1.5");
    cluster.pods("shop", "agent").withHostNetwork().on("node-q", "10.0.1.4");
    return cluster;
  }

  private static Endpoint end(Reach reach, String name) {
    return switch (name) {
      case "node-p" -> Cluster.nodes(reach, "p");
      case "node-q" -> Cluster.nodes(reach, "q");
      case "web", "db", "agent", "named" -> Cluster.pods(reach, "shop/" + name);
      default -> Cluster.outside(reach, name);
    };
  }

  private static Policy denyAll(io.seawall.model.policy.Direction direction) {
    return Written.networkPolicy("shop/deny", direction, Written.app("web"));
  }

  @ParameterizedTest(name = "{0}: to its own node {1}, to another {2}")
  @CsvSource({"AZURE, YES, NO", "CALICO, NO, NO", "CILIUM, NO, NO", "NONE, YES, YES"})
  void egress_to_the_own_node_is_always_open_under_npm_alone(
      Engine engine, Told own, Told another) {
    Reach reach = cluster().policy(denyAll(EGRESS)).reach(engine);
    List<Path> paths = reach.paths(end(reach, "web"), end(reach, "node-p"));
    assertThat(Told.ofAll(Told.way(paths, "same node").packets())).isEqualTo(own);
    assertThat(Told.ofAll(Told.way(paths, "another node").packets())).isEqualTo(another);
    assertThat(Told.ofAll(reach.between(end(reach, "web"), end(reach, "node-q"))))
        .isEqualTo(another);
  }

  @ParameterizedTest(name = "{0}: from its own node {1}, from another {2}")
  @CsvSource({"AZURE, YES, NO", "CALICO, YES, NO", "CILIUM, YES, NO", "NONE, YES, YES"})
  void a_node_always_reaches_the_pods_that_run_on_it(Engine engine, Told own, Told another) {
    Reach reach = cluster().policy(denyAll(INGRESS)).reach(engine);
    List<Path> paths = reach.paths(end(reach, "node-p"), end(reach, "web"));
    assertThat(Told.ofAll(Told.way(paths, "same node").packets())).isEqualTo(own);
    assertThat(Told.ofAll(Told.way(paths, "another node").packets())).isEqualTo(another);
    assertThat(Told.ofAll(reach.between(end(reach, "node-q"), end(reach, "web"))))
        .isEqualTo(another);
  }

  @ParameterizedTest(name = "{0} egress to {1}, allowed to {2} = {3}")
  @CsvSource(
      textBlock =
          """
          AZURE,  db,      10.0.0.0/8,    YES
          AZURE,  node-q,  10.0.0.0/8,    YES
          AZURE,  agent,   10.0.0.0/8,    YES
          AZURE,  10.9.9.9, 10.0.0.0/8,   YES
          AZURE,  8.8.8.8, 10.0.0.0/8,    NO
          AZURE,  db,      10.244.0.0/24, NO
          CALICO, db,      10.0.0.0/8,    YES
          CALICO, node-q,  10.0.0.0/8,    YES
          CALICO, agent,   10.0.1.4/32,   YES
          CALICO, agent,   10.0.1.5/32,   NO
          CALICO, db,      10.244.1.5/32, YES
          CALICO, db,      10.244.1.4/32, NO
          CILIUM, db,      10.0.0.0/8,    NO
          CILIUM, node-q,  10.0.0.0/8,    NO
          CILIUM, agent,   10.0.0.0/8,    NO
          CILIUM, db,      0.0.0.0/0,     NO
          CILIUM, node-q,  0.0.0.0/0,     NO
          CILIUM, 10.9.9.9, 10.0.0.0/8,   YES
          CILIUM, 8.8.8.8, 0.0.0.0/0,     YES
          CILIUM, 169.254.169.254, 0.0.0.0/0, YES
          NONE,   db,      8.8.8.8/32,    YES
          NONE,   node-q,  8.8.8.8/32,    YES
          """)
  void blocks_of_addresses_mean_pods_and_nodes_but_for_cilium(
      Engine engine, String to, String block, Told expected) {
    Reach reach =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/web", EGRESS, Written.app("web"), Written.allow(Written.block(block))))
            .reach(engine);
    assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, to)))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"AZURE", "CALICO", "CILIUM"})
  void no_policy_speaks_of_a_pod_with_the_host_network(Engine engine) {
    Reach reach =
        cluster()
            .policy(Written.networkPolicy("shop/out", EGRESS, Written.any()))
            .policy(Written.networkPolicy("shop/in", INGRESS, Written.app("agent")))
            .reach(engine);
    assertThat(Told.ofAll(reach.between(end(reach, "agent"), end(reach, "8.8.8.8"))))
        .isEqualTo(Told.YES);
    assertThat(Told.ofAll(reach.policies(end(reach, "node-p"), end(reach, "agent"))))
        .isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"AZURE", "CALICO", "CILIUM"})
  void labels_never_mean_a_pod_with_the_host_network(Engine engine) {
    Reach reach =
        cluster()
            .policy(
                Written.networkPolicy(
                    "shop/web",
                    EGRESS,
                    Written.app("web"),
                    Written.allow(Written.podsAnywhere("app", "agent")),
                    Written.allow(Written.podsOf("shop", "app", "db"))))
            .reach(engine);
    assertThat(Told.ofAll(reach.between(end(reach, "web"), end(reach, "agent"))))
        .isEqualTo(Told.NO);
    assertThat(Told.ofAll(reach.between(end(reach, "web"), end(reach, "db")))).isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "{0}, {1}: to the exception {2}")
  @CsvSource({
    "AZURE, WINDOWS, YES",
    "AZURE, LINUX, NO",
    "AZURE, UNKNOWN, NO",
    "CALICO, WINDOWS, NO",
    "CILIUM, LINUX, NO"
  })
  void npm_does_not_honour_exceptions_on_windows(Engine engine, OperatingSystem os, Told expected) {
    Cluster cluster = new Cluster().namespace("shop").node("node-p", "p", "10.0.0.4");
    cluster.pods("shop", "web").runs(os).on("node-p", "10.244.0.5");
    cluster.policy(
        Written.networkPolicy(
            "shop/web",
            EGRESS,
            Written.app("web"),
            Written.allow(Written.block("0.0.0.0/0", "169.254.169.254/32"))));
    Reach reach = cluster.reach(engine);
    assertThat(
            Told.ofAll(
                reach.policies(
                    Cluster.pods(reach, "shop/web"), Cluster.outside(reach, "169.254.169.254"))))
        .isEqualTo(expected);
  }

  /// Cilium documentation, "Network Policy" (formats) and "Deny Policies": the allows of all kinds
  /// add up, and a deny wins.
  @ParameterizedTest(name = "allowed by {0} and {1}, denied by {2}: {3}")
  @CsvSource(
      textBlock =
          """
          NetworkPolicy,       CiliumNetworkPolicy, '',                             YES
          CiliumNetworkPolicy, NetworkPolicy,       '',                             YES
          NetworkPolicy,       CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, NO
          NetworkPolicy,       NetworkPolicy,       CiliumNetworkPolicy,            NO
          """)
  void policies_of_cilium_and_of_kubernetes_are_evaluated_together(
      String first, String second, String denied, Told expected) {
    Cluster cluster =
        cluster()
            .policy(Written.ofKind(first, allow("shop/a", "8.8.8.8/32")))
            .policy(Written.ofKind(second, allow("shop/b", "9.9.9.9/32")));
    if (!denied.isEmpty()) {
      cluster.policy(
          Written.ofKind(
              denied,
              Written.policy(
                  "shop/no",
                  Written.NETWORK_POLICY,
                  0,
                  EGRESS,
                  Written.app("web"),
                  Verdict.PASS,
                  Written.rule(Verdict.DENY, Written.block("0.0.0.0/0"), PacketSet.ALL))));
    }
    Reach reach = cluster.reach(Engine.CILIUM);
    for (String to : List.of("8.8.8.8", "9.9.9.9")) {
      assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, to)))).isEqualTo(expected);
    }
    assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, "1.1.1.1"))))
        .isEqualTo(Told.NO);
  }

  private static Policy allow(String title, String block) {
    return Written.networkPolicy(
        title, EGRESS, Written.app("web"), Written.allow(Written.block(block)));
  }

  /// Cilium documentation, "Deny Policies", against "Layer 3 Policies", access from the local host.
  @ParameterizedTest(name = "{0} with a deny of {1}: from its own node {2}, from another {3}")
  @CsvSource({
    "CILIUM, CiliumNetworkPolicy, MAYBE, NO",
    "CILIUM, NetworkPolicy, YES, NO",
    "CALICO, CiliumNetworkPolicy, YES, YES"
  })
  void a_deny_of_cilium_may_hold_against_the_own_node(
      Engine engine, String kind, Told own, Told another) {
    Policy denies =
        Written.policy(
            "shop/no",
            Written.NETWORK_POLICY,
            0,
            INGRESS,
            Written.app("web"),
            Verdict.DENY,
            Written.rule(Verdict.DENY, new Peers.Nodes(LabelTest.any()), PacketSet.ALL));
    Reach reach = cluster().policy(Written.ofKind(kind, denies)).reach(engine);
    List<Path> paths = reach.paths(end(reach, "node-p"), end(reach, "web"));
    assertThat(Told.ofAll(Told.way(paths, "same node").packets())).isEqualTo(own);
    assertThat(Told.ofAll(Told.way(paths, "another node").packets())).isEqualTo(another);
  }

  @Test
  void the_reason_says_that_a_deny_may_not_hold_against_the_own_node() {
    Policy denies =
        Written.policy(
            "shop/no",
            Written.NETWORK_POLICY,
            0,
            INGRESS,
            Written.app("web"),
            Verdict.PASS,
            Written.rule(Verdict.DENY, Written.everybody(), Written.port(80)));
    Reach reach =
        cluster().policy(Written.ofKind("CiliumNetworkPolicy", denies)).reach(Engine.CILIUM);
    Path own = Told.way(reach.paths(end(reach, "node-p"), end(reach, "web")), "same node");
    Reason reason = own.hops().getFirst().why(new Packet(Protocol.TCP, 80, 50_000));
    assertThat(reason.opinion()).isEqualTo(Reason.Opinion.UNKNOWN);
    assertThat(reason.object()).isEqualTo("CiliumNetworkPolicy shop/no");
    assertThat(Told.of(own.packets(), new Packet(Protocol.TCP, 81, 50_000))).isEqualTo(Told.YES);
  }

  /// Microsoft Learn, "Azure CNI Powered by Cilium", and Cilium source, pkg/policy, on named ports:
  /// the name in a rule for egress is looked up among the ports of all pods.
  @ParameterizedTest(name = "{0}, http to {1}: {2}")
  @CsvSource({
    "CILIUM, named, YES",
    "CILIUM, db, MAYBE",
    "CILIUM, node-q, MAYBE",
    "CILIUM, 8.8.8.8, MAYBE",
    "CALICO, named, YES",
    "CALICO, db, NO",
    "CALICO, 8.8.8.8, NO"
  })
  void a_port_name_under_cilium_may_be_that_of_any_pod(Engine engine, String to, Told expected) {
    Cluster cluster = cluster();
    cluster.pods("shop", "named").on("node-q", "10.244.1.6").port("http", Protocol.TCP, 80);
    cluster.policy(
        Written.networkPolicy(
            "shop/a",
            EGRESS,
            Written.app("web"),
            Written.allowNamed(Written.everybody(), Protocol.TCP, "http")));
    Reach reach = cluster.reach(engine);
    Bounds bounds = reach.policies(end(reach, "web"), end(reach, to));
    assertThat(Told.of(bounds, new Packet(Protocol.TCP, 80, 50_000))).isEqualTo(expected);
    assertThat(Told.of(bounds, new Packet(Protocol.TCP, 81, 50_000))).isEqualTo(Told.NO);
  }

  /// Cilium documentation, "Using Kubernetes Constructs In Policy".
  @ParameterizedTest(name = "{0} {1}: to db {2}")
  @CsvSource(
      textBlock =
          """
          CILIUM, io.kubernetes.pod.namespace,         YES
          CILIUM, io.cilium.k8s.policy.cluster,        YES
          CILIUM, io.cilium.k8s.policy.serviceaccount, YES
          CILIUM, io.cilium.k8s.policy.other,          NO
          CALICO, io.kubernetes.pod.namespace,         NO
          CALICO, io.cilium.k8s.policy.cluster,        NO
          """)
  void only_cilium_adds_labels_to_pods(Engine engine, String key, Told expected) {
    Peers peers = new Peers.Pods(new Peers.NamespaceTest.Named("shop"), new LabelTest.Exists(key));
    Policy policy =
        Written.networkPolicy("shop/a", EGRESS, Written.app("web"), Written.allow(peers));
    Reach reach = cluster().policy(policy).reach(engine);
    assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, "db")))).isEqualTo(expected);
    Reach unknown = cluster().policy(policy).reachOfUnknownEngine();
    assertThat(Told.ofAll(unknown.policies(end(unknown, "web"), end(unknown, "db"))))
        .isEqualTo(Told.MAYBE);
  }

  @ParameterizedTest(name = "{1} reads {0} = {2}")
  @CsvSource(
      textBlock =
          """
          CiliumNetworkPolicy,            CILIUM, true
          CiliumNetworkPolicy,            CALICO, false
          CiliumNetworkPolicy,            AZURE,  false
          CiliumClusterwideNetworkPolicy, CILIUM, true
          GlobalNetworkPolicy,            CALICO, true
          GlobalNetworkPolicy,            CILIUM, false
          Calico NetworkPolicy,           CALICO, true
          Calico NetworkPolicy,           AZURE,  false
          AdminNetworkPolicy,             CILIUM, true
          AdminNetworkPolicy,             AZURE,  false
          NetworkPolicy,                  AZURE,  true
          NetworkPolicy,                  NONE,   false
          """)
  void a_policy_of_another_engine_has_no_effect(String kind, Engine engine, boolean read) {
    Reach reach = cluster().policy(Written.ofKind(kind, denyAll(EGRESS))).reach(engine);
    assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, "8.8.8.8"))))
        .isEqualTo(read ? Told.NO : Told.YES);
  }

  @Test
  void with_the_engine_unknown_every_answer_is_either_of_those_of_all_engines() {
    Policy policy =
        Written.networkPolicy(
            "shop/web", EGRESS, Written.app("web"), Written.allow(Written.block("10.0.0.0/8")));
    Reach unknown = cluster().policy(policy).reachOfUnknownEngine();
    for (String to : List.of("db", "node-q", "agent", "8.8.8.8", "10.9.9.9", "169.254.169.254")) {
      Bounds either = null;
      for (Engine engine : Engine.values()) {
        Reach known = cluster().policy(policy).reach(engine);
        Bounds one = known.policies(end(known, "web"), end(known, to));
        either = either == null ? one : either.either(one);
      }
      assertThat(unknown.policies(end(unknown, "web"), end(unknown, to))).isEqualTo(either);
    }
  }

  @Test
  void an_engine_that_is_not_known_but_enforces_proves_what_all_of_them_stop() {
    Reach reach =
        Reach.of(cluster().policy(denyAll(EGRESS)).snapshot(), Engine.ENFORCING, List.of());
    assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, "8.8.8.8"))))
        .isEqualTo(Told.NO);
    assertThat(
            Told.way(reach.paths(end(reach, "web"), end(reach, "node-p")), "same node").packets())
        .isEqualTo(Bounds.UNKNOWN);
  }

  @Test
  void without_policies_the_engine_makes_no_difference() {
    Reach reach = cluster().reachOfUnknownEngine();
    assertThat(Told.ofAll(reach.policies(end(reach, "web"), end(reach, "db")))).isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "{0}: denied on IPv4 {1}, on IPv6 {2}")
  @CsvSource({"AZURE, NO, MAYBE", "CALICO, NO, NO", "CILIUM, NO, NO"})
  void npm_is_not_known_to_act_on_ipv6(Engine engine, Told v4, Told v6) {
    Cluster cluster = new Cluster().namespace("shop").node("node-p", "p", "10.0.0.4", "fd00::4");
    cluster.pods("shop", "web").on("node-p", "10.244.0.5", "fd00:1::5");
    Reach reach = cluster.policy(denyAll(EGRESS)).reach(engine);
    for (Endpoint side :
        reach.universe().of(cluster.snapshot().facts().kubernetes().workloads().getFirst().id())) {
      Endpoint to = Cluster.outside(reach, side.v6() ? "2001:db8::1" : "8.8.8.8");
      assertThat(Told.ofAll(reach.between(side, to))).isEqualTo(side.v6() ? v6 : v4);
    }
  }

  @Test
  void virtual_nodes_have_no_policies() {
    Cluster cluster = new Cluster().namespace("shop").node("node-p", "p", "10.0.0.4");
    cluster.pods("shop", "web").onVirtualNode();
    Reach reach = cluster.policy(denyAll(EGRESS)).reach(Engine.CALICO);
    assertThat(
            Told.ofAll(
                reach.between(Cluster.pods(reach, "shop/web"), Cluster.outside(reach, "8.8.8.8"))))
        .isEqualTo(Told.YES);
  }

  @Test
  void names_of_engines_are_those_of_aks_in_any_case() {
    assertThat(Engine.parse("Cilium")).contains(Engine.CILIUM);
    assertThat(Engine.parse("azure")).contains(Engine.AZURE);
    assertThat(Engine.parse("npm")).contains(Engine.AZURE);
    assertThat(Engine.parse("none")).contains(Engine.NONE);
    assertThat(Engine.parse("antrea")).isEqualTo(Optional.empty());
  }
}
