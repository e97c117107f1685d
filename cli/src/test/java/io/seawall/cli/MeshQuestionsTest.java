package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions about single packets where a mesh is on the way.
class MeshQuestionsTest {
  /// A namespace in the ambient mesh with three pods, and one outside of it. A NetworkPolicy lets
  /// `shop/web` to port 8080 of `shop/api`.
  private static final String AMBIENT =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: tools}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {ambient.istio.io/redirection: enabled}}
      spec: {nodeName: node-1, serviceAccountName: web, containers: [{name: web, image: web}]}
      status: {phase: Running, podIP: 10.244.0.2, podIPs: [{ip: 10.244.0.2}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guest, namespace: shop, labels: {app: guest}, annotations: {ambient.istio.io/redirection: enabled}}
      spec: {nodeName: node-1, serviceAccountName: guest, containers: [{name: guest, image: guest}]}
      status: {phase: Running, podIP: 10.244.0.3, podIPs: [{ip: 10.244.0.3}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: api, namespace: shop, labels: {app: api}, annotations: {ambient.istio.io/redirection: enabled}}
      spec: {nodeName: node-1, serviceAccountName: api, containers: [{name: api, image: api, ports: [{containerPort: 8080}]}]}
      status: {phase: Running, podIP: 10.244.0.4, podIPs: [{ip: 10.244.0.4}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: batch, namespace: tools, labels: {app: batch}}
      spec: {nodeName: node-1, serviceAccountName: batch, containers: [{name: batch, image: batch}]}
      status: {phase: Running, podIP: 10.244.0.5, podIPs: [{ip: 10.244.0.5}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web-to-api, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: api}}
        policyTypes: [Ingress]
        ingress:
        - from: [{podSelector: {matchLabels: {app: web}}}]
          ports: [{protocol: TCP, port: 8080}]
      """;

  private static final String TUNNEL_RULE = "  - ports: [{protocol: TCP, port: 15008}]\n";

  private static final String WEB_TO_API =
      """
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: web-to-api, namespace: shop}
      spec:
        selector: {matchLabels: {app: api}}
        rules:
        - from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]
      """;

  private static Ran ask(String command, String golden, String from, String to, String port) {
    String input = "src/test/golden/mesh/" + golden + "/in";
    return Ran.of(command, from, to, port, "--input", input, "--no-color");
  }

  private static Ran ambient(String objects, String command, String from, String port) {
    return Ran.withInput(
        objects,
        command,
        from,
        "shop/api",
        port,
        "--input",
        "-",
        "--engine",
        "calico",
        "--no-color");
  }

  @Test
  void a_pod_without_a_proxy_is_refused_where_the_mode_is_strict() {
    Ran ran =
        ask("why", "mesh-f16-pod-older-than-the-label", "shop/api-0", "shop/web-0", "tcp/8080");
    assertThat(ran.exit()).isEqualTo(Exit.REFUTED);
    assertThat(ran.out())
        .containsSubsequence(
            "mesh, tier transport",
            "deny",
            "PeerAuthentication istio-system/default denies plain text",
            "mesh.yaml:");
  }

  @Test
  void a_pod_gets_by_whom_a_rule_names() {
    String golden = "mesh-f01-strict-deny-all-and-principals";
    Ran named = ask("why", golden, "shop/web-0", "shop/api-0", "tcp/8080");
    assertThat(named.exit()).isEqualTo(Exit.OK);
    assertThat(named.out())
        .containsSubsequence(
            "mesh, tier authorization", "allow", "AuthorizationPolicy shop/web-to-api");
    Ran other = ask("can", golden, "shop/api-0", "shop/web-0", "tcp/8080");
    assertThat(other.exit()).isEqualTo(Exit.REFUTED);
    assertThat(other.out()).contains("mesh: AuthorizationPolicy");
  }

  @Test
  void a_port_that_is_left_out_of_the_proxy_takes_plain_text() {
    String golden = "mesh-f02-excluded-port-of-a-service";
    Ran past = ask("can", golden, "10.9.0.1", "shop/api-0", "tcp/9090");
    assertThat(past.exit()).isEqualTo(Exit.OK);
    assertThat(past.out()).contains("excludeInboundPorts");
    assertThat(ask("can", golden, "10.9.0.1", "shop/api-0", "tcp/8080").exit())
        .isEqualTo(Exit.REFUTED);
  }

  @Test
  void where_plain_text_is_taken_the_address_alone_may_do() {
    String golden = "mesh-f42-permissive-and-one-address";
    assertThat(ask("can", golden, "10.9.0.1", "shop/api-0", "tcp/8080").exit()).isEqualTo(Exit.OK);
    assertThat(ask("can", golden, "10.8.0.1", "shop/api-0", "tcp/8080").exit())
        .isEqualTo(Exit.REFUTED);
  }

  @ParameterizedTest
  @CsvSource({"shop/web", "shop/guest", "tools/batch"})
  void a_network_policy_that_does_not_let_the_tunnel_by_stops_the_mesh_and_others(String from) {
    String objects = from.equals("tools/batch") ? AMBIENT + TUNNEL_RULE : AMBIENT;
    assertThat(ambient(objects, "can", from, "tcp/8080").exit()).isEqualTo(Exit.REFUTED);
  }

  @ParameterizedTest
  @CsvSource({"shop/web", "shop/guest"})
  void rules_for_the_port_of_the_application_do_not_see_what_comes_by_tunnel(String from) {
    Ran ran = ambient(AMBIENT + TUNNEL_RULE, "why", from, "tcp/8080");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out())
        .containsSubsequence("pod ingress", "allow", "spec.ingress[1]", "tcp/15008");
  }

  @ParameterizedTest
  @CsvSource({"shop/web, OK", "shop/guest, REFUTED"})
  void what_comes_by_tunnel_is_authorised_at_its_end(String from, Exit exit) {
    Ran ran = ambient(AMBIENT + TUNNEL_RULE + WEB_TO_API, "why", from, "tcp/8080");
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).contains("AuthorizationPolicy shop/web-to-api");
  }
}
