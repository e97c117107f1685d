package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// How `--compat np-guard` reads policies: as netpol-analyzer does, whatever an engine would do.
class NpGuardReadingTest {
  private static String pod(String name, int port) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: { name: %s, namespace: shop, labels: { app: %s } }
    spec: { containers: [{ name: main, image: main, ports: [{ name: http, containerPort: %d }] }] }
    status: { podIP: 10.0.0.%d }
    ---
    """
        .formatted(name, name, port, port % 100);
  }

  private static String egress(String rule) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web, namespace: shop }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Egress]
      egress: [%s]
    ---
    """
        .formatted(rule);
  }

  private static List<String> fromWeb(String input) {
    Ran ran = Ran.withInput(input, "map", "-", "--compat", "np-guard", "-o", "txt");
    return ran.out().lines().filter(line -> line.startsWith("shop/web[Pod] => ")).toList();
  }

  @Test
  void a_port_by_name_is_that_of_the_receiver() {
    String rule = "{ to: [{ podSelector: {} }], ports: [{ port: http }] }";
    assertThat(fromWeb(pod("web", 8001) + pod("api", 8002) + pod("db", 8003) + egress(rule)))
        .containsExactly(
            "shop/web[Pod] => shop/api[Pod] : TCP 8002",
            "shop/web[Pod] => shop/db[Pod] : TCP 8003");
  }

  @Test
  void a_block_means_addresses_outside_alone() {
    String rule = "{ to: [{ ipBlock: { cidr: 10.0.0.0/24 } }] }";
    assertThat(fromWeb(pod("web", 8001) + pod("api", 8002) + egress(rule)))
        .containsExactly("shop/web[Pod] => 10.0.0.0-10.0.0.255[External] : All Connections");
  }

  @Test
  void policies_of_cilium_and_calico_are_not_read() {
    String others =
        """
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec: { endpointSelector: {}, egress: [{}] }
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec: { selector: all(), types: [Egress] }
        ---
        """;
    assertThat(fromWeb(pod("web", 8001) + pod("api", 8002) + others))
        .contains("shop/web[Pod] => shop/api[Pod] : All Connections");
  }
}
