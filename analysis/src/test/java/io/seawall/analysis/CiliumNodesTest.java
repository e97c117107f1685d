package io.seawall.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.reach.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Cilium documentation, "Host Policies" and "Host Firewall".
class CiliumNodesTest {
  private static String config(String data) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config, namespace: kube-system},"
        + " data: {"
        + data
        + "}}";
  }

  private static String policy(String spec) {
    return "{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: nodes},"
        + " spec: "
        + spec
        + "}";
  }

  private static final String ON = config("enable-host-firewall: \"true\"");

  private static final String SSH_FROM_NODES =
      policy(
          "{nodeSelector: {matchLabels: {role: a}}, ingress: [{fromEntities: [remote-node, health],"
              + " toPorts: [{ports: [{port: \"22\", protocol: TCP}]}]}]}");

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    "b,   a, tcp/22, YES",
    "b,   a, tcp/80, NO",
    "out, a, tcp/22, NO",
    // a pod is a pod on its own node, and may be seen as its node by others
    "web, a, tcp/22, NO",
    "db, a, tcp/22, MAYBE",
    "db, a, tcp/80, NO",
    "agent, a, tcp/80, MAYBE",
    // not isolated for egress; pods and other nodes are not concerned
    "a, out, tcp/80, YES",
    "web, b, tcp/22, YES",
    "db, web, tcp/80, YES",
    "a, web, tcp/80, YES"
  })
  void a_policy_for_nodes_isolates_those_that_it_selects(
      String from, String to, String packet, String told) {
    assertThat(new NodeScene(Engine.CILIUM, ON, SSH_FROM_NODES).told(from, to, packet))
        .isEqualTo(told);
  }

  @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
  @CsvSource({
    "a, out, tcp/443, YES", "a, out, tcp/80, NO", "agent, out, tcp/80, NO", "a, db, tcp/80, NO",
    "a, db, tcp/443, YES", "a, web, tcp/80, MAYBE", "web, out, tcp/80, YES", "b, a, tcp/80, YES"
  })
  void a_policy_for_egress_speaks_of_what_nodes_send(
      String from, String to, String packet, String told) {
    String policy =
        policy(
            "{nodeSelector: {matchLabels: {role: a}}, egress: [{toPorts: [{ports: [{port: \"443\","
                + " protocol: TCP}]}]}]}");
    assertThat(new NodeScene(Engine.CILIUM, ON, policy).told(from, to, packet)).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "enable-host-firewall: 'true'                              | NO",
        "enable-host-firewall: 'false'                             | YES",
        "enable-policy: default                                    | YES",
        "enable-host-firewall: 'true', policy-audit-mode: 'true'   | YES",
        "enable-host-firewall: 'true', enable-policy: never        | YES",
        "enable-host-firewall: 'true', enable-policy: always       | MAYBE",
        "enable-host-firewall: 'true', enable-ipsec: 'true'        | MAYBE",
        "enable-host-firewall: 'true', devices: eth1               | MAYBE"
      })
  void the_firewall_of_nodes_has_to_be_on(String data, String told) {
    NodeScene scene = new NodeScene(Engine.CILIUM, config(data), SSH_FROM_NODES);
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo(told);
  }

  @Test
  void without_its_configuration_it_may_be_on() {
    NodeScene scene = new NodeScene(Engine.CILIUM, SSH_FROM_NODES);
    assertThat(scene.told("b", "a", "tcp/80")).isEqualTo("MAYBE");
    assertThat(scene.told("b", "a", "tcp/22")).isEqualTo("YES");
    assertThat(new NodeScene(Engine.CALICO, SSH_FROM_NODES).told("b", "a", "tcp/80"))
        .isEqualTo("YES");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                             | NO",
        "{matchLabels: {role: a}}                       | NO",
        "{matchLabels: {role: b}}                       | YES",
        "{matchLabels: {kubernetes.io/hostname: a}}     | MAYBE",
        "{matchLabels: {'k8s:role': a}}                 | NO"
      })
  void nodes_are_selected_by_their_labels(String selector, String told) {
    String policy =
        policy("{nodeSelector: " + selector + ", ingressDeny: [{fromEntities: [all]}]}");
    assertThat(new NodeScene(Engine.CILIUM, ON, policy).told("b", "a", "tcp/80")).isEqualTo(told);
  }
}
