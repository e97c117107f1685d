package io.seawall.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.reach.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Calico documentation, "Host endpoint", "Protect hosts", "Failsafe rules",
/// "Apply on forwarded traffic", "Pre-DNAT policy" and "Summary of host endpoint policies".
class CalicoNodesTest {
  private static final String FELIX =
      calico(
          "FelixConfiguration",
          "default",
          "",
          "{failsafeInboundHostPorts: [],"
              + " failsafeOutboundHostPorts: [], defaultEndpointToHostAction: Drop}");

  private static final String AGENT =
      "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: calico-system},"
          + " spec: {selector: {matchLabels: {k8s-app: calico-node}}, template: {metadata: {labels:"
          + " {k8s-app: calico-node}}, spec: {hostNetwork: true, containers: [{name: calico-node,"
          + " image: node, env: [{name: FELIX_LOGSEVERITYSCREEN, value: info}]}]}}}}";

  private static String calico(String kind, String name, String labels, String spec) {
    return "{apiVersion: projectcalico.org/v3, kind: "
        + kind
        + ", metadata: {name: "
        + name
        + ", labels: {"
        + labels
        + "}}, spec: "
        + spec
        + "}";
  }

  private static String host(String node, String rest) {
    return calico(
        "HostEndpoint", "h-" + node, "host: " + node, "{node: " + node + ", " + rest + "}");
  }

  private static String policy(String name, String spec) {
    return calico("GlobalNetworkPolicy", name, "", spec);
  }

  private static NodeScene scene(String... texts) {
    return new NodeScene(Engine.CALICO, texts);
  }

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    "db,   a, tcp/22,   YES", "db,   a, tcp/443,  NO", "db,  a, udp/68, YES",
    "b,    a, tcp/6443, YES", "b,    a, tcp/80,   NO", "out, a, tcp/80, NO",
    "a,    b, tcp/443,  NO", "a,    b, tcp/6443, YES", "a, out, udp/53, YES",
    "a,  out, tcp/443,  NO", "agent, out, tcp/443, NO", "agent, b, tcp/179, YES",
    // forwarded packets pass, and a node always reaches its own pods
    "a,  web, tcp/80,   YES", "db, web, tcp/80,   YES", "web, out, tcp/80, YES",
    // what a node sends to itself, and its pods to it
    "agent, a, tcp/80, MAYBE", "web, a, tcp/80, MAYBE", "web, a, tcp/22, YES",
    // no guard
    "web,  b, tcp/443,  YES"
  })
  void without_a_policy_nothing_passes_but_failsafe_ports(
      String from, String to, String packet, String told) {
    NodeScene scene = scene(host("a", "interfaceName: \"*\", expectedIPs: [10.0.0.4]"));
    assertThat(scene.told(from, to, packet)).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    "db, a, tcp/443, YES",
    "b, a, tcp/443, YES",
    "a, out, tcp/443, YES",
    "web, a, tcp/443, YES"
  })
  void the_profile_of_calico_lets_everything_by(
      String from, String to, String packet, String told) {
    String open = "profiles: [projectcalico-default-allow]";
    assertThat(scene(host("a", "interfaceName: \"*\", " + open)).told(from, to, packet))
        .isEqualTo(told);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "interfaceName: '*'                             | NO",
        "interfaceName: eth0, expectedIPs: [10.0.0.4]   | MAYBE",
        "expectedIPs: [10.0.0.4]                        | MAYBE",
        "interfaceName: eth0                            | MAYBE",
        "interfaceName: eth1, expectedIPs: [10.7.0.4]   | MAYBE",
        "expectedIPs: [10.7.0.4]                        | YES",
        "interfaceName: '*', profiles: [own]            | MAYBE"
      })
  void an_interface_counts_if_packets_come_by_it(String rest, String told) {
    assertThat(scene(host("a", rest)).told("db", "a", "tcp/443")).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "interfaceName: '*'                             | NO",
        "interfaceName: eth0, expectedIPs: [10.0.0.4]   | NO",
        "expectedIPs: [10.0.0.4]                        | NO",
        "interfaceName: eth0                            | MAYBE"
      })
  void between_nodes_there_is_no_tunnel(String rest, String told) {
    assertThat(scene(host("a", rest)).told("b", "a", "tcp/443")).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    "b, a, tcp/443, YES",
    "b, a, tcp/80, NO",
    "a, out, tcp/443, YES",
    "b, a, tcp/22, NO",
    "out, a, tcp/80, NO",
    "web, db, tcp/80, YES",
    "db, a, tcp/80, NO"
  })
  void policies_pick_host_endpoints_by_their_labels(
      String from, String to, String packet, String told) {
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"*\", profiles: [projectcalico-default-allow]"),
            policy(
                "web",
                "{selector: host == 'a', ingress: [{action: Allow, protocol: TCP, source: {nets:"
                    + " [10.0.0.0/8]}, destination: {ports: [443]}}]}"));
    assertThat(scene.told(from, to, packet)).isEqualTo(told);
  }

  @Test
  void the_rule_that_closes_a_port_of_a_node_is_named() {
    NodeScene scene =
        scene(
            FELIX,
            AGENT,
            host("a", "interfaceName: \"*\""),
            policy(
                "no-ssh",
                "{selector: has(host), ingress: [{action: Deny, protocol: TCP, destination: {ports:"
                    + " [22]}}, {action: Allow}], egress: [{action: Allow}]}"));
    assertThat(scene.why("db", "a", "tcp/22"))
        .isEqualTo("node ingress: GlobalNetworkPolicy no-ssh spec.ingress[0]");
    assertThat(scene.told("web", "a", "tcp/22")).isEqualTo("NO");
    assertThat(scene.why("web", "a", "tcp/22"))
        .isEqualTo(
            "own pods to the node: FelixConfiguration default spec.defaultEndpointToHostAction");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "Drop,   true,  NO",
    "Drop,   false, MAYBE",
    "Accept, false, YES",
    "Return, true, YES"
  })
  void what_pods_send_to_their_own_node_is_for_felix_to_say(
      String action, boolean agentShown, String told) {
    String felix =
        calico(
            "FelixConfiguration", "default", "", "{defaultEndpointToHostAction: " + action + "}");
    NodeScene scene = agentShown ? scene(felix, AGENT) : scene(felix);
    assertThat(scene.told("web", "a", "tcp/22")).isEqualTo(told);
  }

  @Test
  void the_environment_of_the_agent_counts_before_its_configuration() {
    String agent =
        AGENT.replace(
            "{name: FELIX_LOGSEVERITYSCREEN, value: info}",
            "{name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: ACCEPT},"
                + " {name: FELIX_FAILSAFEINBOUNDHOSTPORTS, value: 'udp:5, tcp:10.0.0.5/32:23'}");
    NodeScene scene = scene(FELIX, agent, host("a", "interfaceName: \"*\""));
    assertThat(scene.told("web", "a", "tcp/80")).isEqualTo("YES");
    assertThat(scene.told("b", "a", "udp/5")).isEqualTo("YES");
    assertThat(scene.told("b", "a", "tcp/23")).isEqualTo("YES");
    assertThat(scene.told("out", "a", "tcp/23")).isEqualTo("NO");
    assertThat(scene.told("b", "a", "tcp/22")).isEqualTo("NO");
  }

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    "web, out, tcp/25, NO",
    "web, out, tcp/80, YES",
    "db, out, tcp/25, YES",
    "out, web, tcp/80, NO",
    "db, web, tcp/80, NO",
    "db, web, tcp/443, YES",
    "b, web, tcp/443, YES",
    // not by an interface of the node
    "a, web, tcp/80, YES",
    // not forwarded
    "a, out, tcp/25, NO",
    "b, a, tcp/443, YES",
    "b, a, tcp/80, NO"
  })
  void with_apply_on_forward_policies_speak_of_pods_behind_the_node(
      String from, String to, String packet, String told) {
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"*\", profiles: [projectcalico-default-allow]"),
            policy(
                "forward",
                "{selector: host == 'a', applyOnForward: true, ingress: [{action: Allow, protocol: TCP,"
                    + " destination: {ports: [443]}}], egress: [{action: Deny, protocol: TCP,"
                    + " destination: {ports: [25]}}, {action: Allow}]}"));
    assertThat(scene.told(from, to, packet)).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    // denied before DNAT, for the node and for pods
    "out, a, tcp/8080, NO",
    "out, web, tcp/8080, NO",
    // allowed before DNAT: normal policies are skipped
    "b, a, tcp/8443, YES",
    // nothing said: on to normal policies and workload policies
    "out, web, tcp/80, YES",
    "b, a, tcp/80, NO",
    // only what arrives
    "a, out, tcp/8080, NO",
    "web, out, tcp/8080, YES",
    "a, web, tcp/8080, YES"
  })
  void policies_before_dnat_are_asked_first_for_all_that_arrives(
      String from, String to, String packet, String told) {
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"*\""),
            policy(
                "pre",
                "{selector: host == 'a', preDNAT: true, applyOnForward: true, ingress: [{action: Deny,"
                    + " protocol: TCP, destination: {ports: [8080]}}, {action: Allow, protocol: TCP,"
                    + " destination: {ports: [8443]}}]}"));
    assertThat(scene.told(from, to, packet)).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"tcp/22, MAYBE", "tcp/80, YES"})
  void failsafe_ports_may_skip_what_policies_before_dnat_allow_to_pods(String packet, String told) {
    NodeScene scene =
        scene(
            host("a", "interfaceName: \"*\""),
            policy(
                "pre",
                "{selector: host == 'a', preDNAT: true, applyOnForward: true, ingress: [{action:"
                    + " Allow}]}"),
            policy(
                "closed",
                "{selector: host == 'a', applyOnForward: true, ingress: [{action: Deny}]}"));
    assertThat(scene.told("out", "web", packet)).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({"tcp/53, eth0, NO", "udp/53, eth0, MAYBE", "udp/53, *, MAYBE", "tcp/80, *, NO"})
  void untracked_policies_leave_replies_in_doubt(String packet, String name, String told) {
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"" + name + "\", expectedIPs: [10.0.0.4]"),
            policy(
                "raw",
                "{selector: host == 'a', doNotTrack: true, applyOnForward: true, ingress: [{action:"
                    + " Allow, protocol: UDP, destination: {ports: [53]}}]}"));
    assertThat(scene.told("b", "a", packet)).isEqualTo(told);
  }

  @Test
  void tiers_are_asked_in_their_order_and_end_in_the_profiles() {
    String tier = calico("Tier", "first", "", "{order: 10}");
    String pass =
        policy(
            "first.a",
            "{tier: first, selector: host == 'a', ingress: [{action: Deny, protocol: UDP}, {action:"
                + " Pass}]}");
    NodeScene closed = scene(FELIX, tier, pass, host("a", "interfaceName: \"*\""));
    assertThat(closed.told("b", "a", "tcp/80")).isEqualTo("NO");
    NodeScene open =
        scene(
            FELIX,
            tier,
            pass,
            host("a", "interfaceName: \"*\", profiles: [projectcalico-default-allow]"));
    assertThat(open.told("b", "a", "tcp/80")).isEqualTo("YES");
    assertThat(open.told("b", "a", "udp/80")).isEqualTo("NO");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingress: [{action: Deny}]}                              | NO",
        "{namespaceSelector: all(), ingress: [{action: Deny}]}    | YES",
        "{selector: role == 'a', ingress: [{action: Deny}]}       | NO",
        "{selector: role == 'b', ingress: [{action: Deny}]}       | YES"
      })
  void automatic_host_endpoints_have_the_labels_of_their_node(String spec, String told) {
    NodeScene scene =
        scene(
            FELIX,
            calico(
                "KubeControllersConfiguration",
                "default",
                "",
                "{controllers: {node: {hostEndpoint: {autoCreate: Enabled}}}}"),
            policy("p", spec));
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo(told);
  }

  @Test
  void a_policy_without_rules_for_hosts_of_a_namespace_is_not_for_them() {
    NodeScene scene =
        scene(
            host("a", "interfaceName: \"*\", profiles: [projectcalico-default-allow]"),
            "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: n, namespace:"
                + " shop}, spec: {selector: all(), ingress: [{action: Deny}]}}");
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo("YES");
  }

  @Test
  void a_tier_that_is_not_in_the_input_leaves_a_doubt() {
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"*\""),
            policy("x.p", "{tier: x, selector: host == 'a', ingress: [{action: Allow}]}"));
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo("MAYBE");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({"b, a, MAYBE", "a, out, MAYBE", "web, out, MAYBE", "db, web, MAYBE"})
  void a_policy_that_is_refused_may_say_anything(String from, String to, String told) {
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"*\""),
            policy(
                "closed", "{selector: has(host), applyOnForward: true, types: [Ingress, Egress]}"),
            policy("bad", "{types: [Ingress, Egress], ingress: [{action: Reject}]}"));
    assertThat(scene.told(from, to, "tcp/80")).isEqualTo(told);
  }

  @Test
  void a_name_of_a_port_is_that_of_the_host_endpoint() {
    String ports = "ports: [{name: web, port: 8080, protocol: TCP}]";
    String allow = "ingress: [{action: Allow, protocol: TCP, destination: {ports: [web]}}]";
    NodeScene scene =
        scene(
            FELIX,
            host("a", "interfaceName: \"*\", " + ports),
            policy("in", "{selector: has(host), " + allow + "}"),
            policy(
                "out",
                "{selector: app == 'db', types: [Egress], egress: [{action: Allow, protocol: TCP,"
                    + " destination: {ports: [web]}}]}"));
    assertThat(scene.told("b", "a", "tcp/8080")).isEqualTo("YES");
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo("NO");
    assertThat(scene.told("db", "a", "tcp/8080")).isEqualTo("MAYBE");
    assertThat(scene.told("db", "a", "tcp/80")).isEqualTo("NO");
  }

  @Test
  void a_link_local_address_may_be_one_of_the_node() {
    NodeScene scene =
        scene(
            host("a", "interfaceName: \"*\""),
            policy("closed", "{selector: has(host), applyOnForward: true, types: [Egress]}"));
    assertThat(scene.told("web", "link", "udp/53")).isEqualTo("MAYBE");
    assertThat(scene.told("web", "out", "udp/53")).isEqualTo("NO");
  }

  @Test
  void of_two_host_endpoints_of_one_name_that_differ_either_may_be_there() {
    String open = host("a", "interfaceName: \"*\", profiles: [projectcalico-default-allow]");
    assertThat(scene(host("a", "interfaceName: \"*\""), open).told("b", "a", "tcp/80"))
        .isEqualTo("MAYBE");
    assertThat(scene(open, open).told("b", "a", "tcp/80")).isEqualTo("YES");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"AZURE, YES", "CILIUM, YES", "NONE, YES", "CALICO, NO"})
  void nobody_but_calico_acts_on_host_endpoints(Engine engine, String told) {
    NodeScene scene = new NodeScene(engine, host("a", "interfaceName: \"*\""));
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo(told);
  }
}
