package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which address a security group sees, by mode: a rule that denies one source, and who is stopped
/// by it.
class AddressingTest {
  @ParameterizedTest(name = "{0}: {1} -> {2} stopped by a deny of {3} = {4}")
  @CsvSource(
      textBlock =
          """
          overlay, x/a, node:n2,  10.1.0.4/32,    true
          overlay, x/a, node:n2,  10.244.0.0/16,  false
          overlay, x/a, x/c,      10.1.0.4/32,    false
          overlay, x/a, x/c,      10.244.1.10/32, true
          overlay, x/a, 8.8.8.8,  10.1.0.4/32,    true
          overlay, x/a, 8.8.8.8,  10.244.0.0/16,  false
          overlay, x/a, 10.1.2.9, 10.1.0.4/32,    true
          kubenet, x/a, node:n2,  10.1.0.4/32,    true
          kubenet, x/a, node:n2,  10.244.0.0/16,  false
          kubenet, x/a, x/c,      10.244.1.10/32, true
          kubenet, x/a, 8.8.8.8,  10.1.0.4/32,    true
          pods,    x/a, node:n2,  10.1.0.0/24,    false
          pods,    x/a, node:n2,  10.1.16.10/32,  true
          pods,    x/a, x/c,      *,              false
          nodes,   x/a, node:n2,  10.1.0.4/32,    false
          nodes,   x/a, node:n2,  10.1.0.10/32,   true
          nodes,   x/a, x/c,      10.1.0.10/32,   true
          nodes,   x/a, 8.8.8.8,  10.1.0.4/32,    true
          nodes,   x/a, 8.8.8.8,  10.1.0.10/32,   false
          nodes,   x/a, 10.1.2.9, 10.1.0.10/32,   true
          overlay, node:n1, x/c,  10.1.0.4/32,    true
          overlay, x/a, node:n1,  *,              false
          overlay, x/a, x/b,      *,              false
          pods,    x/a, node:n1,  *,              false
          nodes,   x/a, x/b,      *,              false
          overlay, node:n1, x/a,  *,              false
          """)
  void the_source_that_the_group_of_the_nodes_sees(
      String mode, String from, String to, String denied, boolean stopped) {
    var rules =
        "100 Inbound Deny * %s * * *; 100 Outbound Deny * %s * * *; 200 Inbound Allow * * * * *; 200 Outbound Allow * * * * *"
            .formatted(denied, denied);
    assertThat(AzureWorld.of(mode).onNodes(rules).allows(Packet.tcp(from, to, 22)))
        .isEqualTo(!stopped);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2} = {3}")
  @CsvSource({
    "pods in a subnet of their own meet its group on leaving, x/a, node:n2, false",
    "and on arriving, node:n2, x/a, false",
    "their nodes do not, node:n1, node:n2, true"
  })
  void pod_subnet_group(String name, String from, String to, boolean allowed) {
    var world =
        AzureWorld.of("pods").onPods("100 Inbound Deny * * * * *; 100 Outbound Deny * * * * *");
    assertThat(world.allows(Packet.tcp(from, to, 22))).isEqualTo(allowed);
  }

  @Test
  void default_rules_do_not_part_overlay_pods() {
    assertThat(AzureWorld.of("overlay").onNodes("").allows(Packet.tcp("x/a", "x/c", 80))).isTrue();
  }

  @Test
  void a_custom_deny_of_all_but_the_network_parts_overlay_pods() {
    var rules = "100 Inbound Allow * VirtualNetwork * * *; 200 Inbound Deny * * * * *";
    assertThat(AzureWorld.of("overlay").onNodes(rules).allows(Packet.tcp("x/a", "x/c", 80)))
        .isFalse();
    assertThat(AzureWorld.of("nodes").onNodes(rules).allows(Packet.tcp("x/a", "x/c", 80))).isTrue();
  }

  @Test
  void pools_may_differ_in_their_subnets() {
    var world = AzureWorld.of("overlay").onNodes("100 Inbound Deny * 10.1.2.0/24 * * *");
    assertThat(world.allows(Packet.tcp("x/u", "node:n1", 22))).isFalse();
    assertThat(world.allows(Packet.tcp("x/u", "x/a", 22))).isTrue();
  }

  @Test
  void policies_and_groups_must_both_allow() {
    var deny =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: d, namespace: x}, spec: {podSelector: {}}}";
    var world = AzureWorld.of("overlay").onNodes("").also(deny);
    assertThat(world.allows(Packet.tcp("x/a", "x/c", 80), "calico")).isFalse();
    assertThat(world.allows(Packet.tcp("x/a", "x/c", 80), "none")).isTrue();
  }

  @ParameterizedTest(name = "dual-stack overlay under {0}: allowed = {1}")
  @CsvSource({"azure, true", "calico, true", "cilium, false"})
  void on_dual_stack_overlay_only_cilium_enforces(String engine, boolean allowed) {
    var deny =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: d, namespace: x}, spec: {podSelector: {}}}";
    var world = AzureWorld.of("overlay").profile("\"ipFamilies\": [\"IPv4\", \"IPv6\"]").also(deny);
    assertThat(world.allows(Packet.tcp("x/a", "x/c", 80), engine)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0} -> {1}:{2} = {3}, with the restriction {4}")
  @CsvSource({
    "x/a, 169.254.169.254, 80, true, false",
    "x/a, 169.254.169.254, 443, true, true",
    "node:n1, 169.254.169.254, 80, true, true",
    "x/a, 168.63.129.16, 80, false, false",
    "x/a, 168.63.129.16, 32526, false, false",
    "x/a, 168.63.129.16, 53, true, true",
    "node:n1, 168.63.129.16, 80, true, true"
  })
  void the_packet_filter_of_the_node(
      String from, String to, int port, boolean allowed, boolean allowedRestricted) {
    var packet = Packet.tcp(from, to, port);
    assertThat(AzureWorld.of("overlay").allows(packet)).isEqualTo(allowed);
    assertThat(AzureWorld.of("overlay").profile("\"podLinkLocalAccess\": \"None\"").allows(packet))
        .isEqualTo(allowedRestricted);
  }
}
