package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the engines differ. web runs on n1; probe is on the host network of n2.
class EngineTest {
  enum Policies {
    NO_EGRESS("shop: {podSelector: {}, policyTypes: [Egress]}"),
    ANY_PEER_443(
        "shop: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443}]}]}"),
    TO_ALL_V4(
        "shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}"),
    TO_NODES(
        "shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.1.0.0/16}}]}]}"),
    TO_ALL_BUT_NODES(
        "shop: {podSelector: {}, policyTypes: [Egress],"
            + " egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.1.0.0/16]}}]}]}"),
    TO_ALL_V6(
        "shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: \"::/0\"}}]}]}"),
    TO_ALL_PODS(
        "shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}"),
    NO_INGRESS("shop: {podSelector: {}}"),
    FROM_NODES("shop: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}]}]}"),
    FROM_POD_BLOCK(
        "shop: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/16}}]}]}"),
    FROM_ANYONE("shop: {podSelector: {}, ingress: [{}]}");

    private final String text;

    Policies(String text) {
      this.text = text;
    }
  }

  @ParameterizedTest(name = "{0}: azure {4}, calico {5}, cilium {6}, none {7}")
  @CsvSource(
      textBlock =
          """
          own node under no egress,           NO_EGRESS,        shop/web,   node:n1,         true,  false, false, true
          own node by its address,            NO_EGRESS,        shop/web,   10.1.0.4,        true,  false, false, true
          other node under no egress,         NO_EGRESS,        shop/web,   node:n2,         false, false, false, true
          outside under no egress,            NO_EGRESS,        shop/web,   8.8.8.8,         false, false, false, true
          own node by a rule without to,      ANY_PEER_443,     shop/web,   node:n1,         true,  true,  true,  true
          other node by a rule without to,    ANY_PEER_443,     shop/web,   node:n2,         true,  true,  true,  true
          all of IPv4 and the own node,       TO_ALL_V4,        shop/web,   node:n1,         true,  true,  false, true
          all of IPv4 and another node,       TO_ALL_V4,        shop/web,   node:n2,         true,  true,  false, true
          all of IPv4 and a hostNetwork pod,  TO_ALL_V4,        shop/web,   data/probe,      true,  true,  false, true
          all of IPv4 and a pod,              TO_ALL_V4,        shop/web,   data/db,         true,  true,  false, true
          all of IPv4 and the world,          TO_ALL_V4,        shop/web,   8.8.8.8,         true,  true,  true,  true
          all of IPv4 and metadata,           TO_ALL_V4,        shop/web,   169.254.169.254, true,  true,  true,  true
          the nodes' block and a node,        TO_NODES,         shop/web,   node:n2,         true,  true,  false, true
          the nodes' block: another machine,  TO_NODES,         shop/web,   10.1.0.77,       true,  true,  true,  true
          all but nodes and the own node,     TO_ALL_BUT_NODES, shop/web,   node:n1,         true,  false, false, true
          all but nodes and another node,     TO_ALL_BUT_NODES, shop/web,   node:n2,         false, false, false, true
          all pods and a pod,                 TO_ALL_PODS,      shop/web,   data/db,         true,  true,  true,  true
          all pods and a hostNetwork pod,     TO_ALL_PODS,      shop/web,   data/probe,      false, false, false, true
          all of IPv6 and IPv4,               TO_ALL_V6,        shop/web,   8.8.8.8,         false, false, false, true
          all of IPv6 and the world,          TO_ALL_V6,        shop/web,   2600::1,         true,  true,  true,  true
          all of IPv4 and IPv6,               TO_ALL_V4,        shop/web,   2600::1,         true,  false, false, true
          own node to an isolated pod,        NO_INGRESS,       node:n1,    shop/web,        true,  true,  true,  true
          other node to an isolated pod,      NO_INGRESS,       node:n2,    shop/web,        false, false, false, true
          hostNetwork pod of another node,    NO_INGRESS,       data/probe, shop/web,        false, false, false, true
          hostNetwork pod of the own node,    NO_INGRESS,       data/probe, shop/api,        true,  true,  true,  true
          other node by its block,            FROM_NODES,       node:n2,    shop/web,        true,  true,  false, true
          a pod by its block,                 FROM_POD_BLOCK,   data/db,    shop/web,        true,  true,  false, true
          a free address of the pods' block,  FROM_POD_BLOCK,   10.244.7.7, shop/web,        true,  true,  true,  true
          other node by a rule without from,  FROM_ANYONE,      node:n2,    shop/web,        true,  true,  true,  true
          a node is nobody's subject,         NO_EGRESS,        node:n1,    8.8.8.8,         true,  true,  true,  true
          """)
  void table(
      String name,
      Policies policies,
      String from,
      String to,
      boolean azure,
      boolean calico,
      boolean cilium,
      boolean none) {
    var packet = Packet.tcp(from, to, 443);
    assertThat(PolicyWorld.with("azure", policies.text).allows(packet))
        .as("azure")
        .isEqualTo(azure);
    assertThat(PolicyWorld.with("calico", policies.text).allows(packet))
        .as("calico")
        .isEqualTo(calico);
    assertThat(PolicyWorld.with("cilium", policies.text).allows(packet))
        .as("cilium")
        .isEqualTo(cilium);
    assertThat(PolicyWorld.with("none", policies.text).allows(packet)).as("none").isEqualTo(none);
  }

  @ParameterizedTest(name = "between the IPv6 addresses: {0} = {1}")
  @CsvSource({"azure, true", "calico, false", "cilium, false", "none, true"})
  void azure_npm_has_no_rule_that_an_ipv6_packet_could_meet(String engine, boolean allowed) {
    var oracle = PolicyWorld.with(engine, Policies.NO_EGRESS.text);
    assertThat(oracle.allows(Packet.tcp("shop/web", "shop/api", 80).six())).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"azure", "calico", "cilium", "none"})
  void an_end_without_an_address_of_the_family_gets_no_packet(String engine) {
    var oracle = PolicyWorld.with(engine, Policies.FROM_ANYONE.text);
    assertThat(oracle.allows(Packet.tcp("shop/web", "data/db", 80).six())).isFalse();
  }
}
