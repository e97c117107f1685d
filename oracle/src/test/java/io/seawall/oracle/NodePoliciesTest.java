package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies for nodes, written as [PolicyWorld] says.
class NodePoliciesTest {
  private static Answer ask(String engine, String policies, String from, String to, String port) {
    var slash = port.indexOf('/');
    return PolicyWorld.with(engine, policies)
        .answer(
            new Packet(
                from,
                to,
                port.substring(0, slash),
                Packet.EPHEMERAL,
                Integer.parseInt(port.substring(slash + 1))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          without policy nothing passes               | host/a: {node: n1, interfaceName: "*"} | node:n2 | node:n1 | TCP/80 | NO
          but failsafe ports                          | host/a: {node: n1, interfaceName: "*"} | node:n2 | node:n1 | TCP/22 | YES
          of the other direction                      | host/a: {node: n1, interfaceName: "*"} | node:n1 | 8.8.8.8 | TCP/22 | NO
          DNS goes out                                | host/a: {node: n1, interfaceName: "*"} | node:n1 | 8.8.8.8 | UDP/53 | YES
          as Felix is told                            | felix: {failsafeInboundHostPorts: [{protocol: TCP, port: 80}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | node:n1 | TCP/22 | NO
          with a block                                | felix: {failsafeInboundHostPorts: [{protocol: TCP, port: 80, net: 9.0.0.0/8}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | node:n1 | TCP/80 | NO
          the profile of Calico allows                | host/a: {node: n1, interfaceName: "*", profiles: [projectcalico-default-allow]} | node:n2 | node:n1 | TCP/80 | YES
          by an address of the node                   | host/a: {node: n1, expectedIPs: [10.1.0.4]} | node:n2 | node:n1 | TCP/80 | NO
          by an address of no node                    | host/a: {node: n1, expectedIPs: [10.7.0.4]} | node:n2 | node:n1 | TCP/80 | YES
          a policy that picks it                      | gnp/p: {selector: has(host), ingress: [{action: Allow}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | node:n1 | TCP/80 | YES
          a policy of namespaces does not             | gnp/p: {namespaceSelector: all(), ingress: [{action: Deny}]} + host/a: {node: n1, interfaceName: "*", profiles: [projectcalico-default-allow]} | node:n2 | node:n1 | TCP/80 | YES
          a rule by the label of an endpoint          | gnp/p: {selector: host == 'a', ingress: [{action: Allow, source: {selector: host == 'b'}}]} + host/a: {node: n1, interfaceName: "*"} + host/b: {node: n2, interfaceName: "*", expectedIPs: [10.1.0.5], profiles: [projectcalico-default-allow]} | node:n2 | node:n1 | TCP/80 | YES
          to a pod: forwarded, allowed by default     | host/a: {node: n1, interfaceName: "*"} | node:n2 | shop/web | TCP/80 | YES
          without applyOnForward not asked            | gnp/p: {selector: has(host), ingress: [{action: Deny}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | shop/web | TCP/80 | YES
          with it asked                               | gnp/p: {selector: has(host), applyOnForward: true, ingress: [{action: Deny}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | shop/web | TCP/80 | NO
          and its end denies                          | gnp/p: {selector: has(host), applyOnForward: true, ingress: [{action: Allow, protocol: UDP}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | shop/web | TCP/80 | NO
          from a pod out                              | gnp/p: {selector: has(host), applyOnForward: true, types: [Egress]} + host/a: {node: n1, interfaceName: "*"} | shop/web | 8.8.8.8 | TCP/80 | NO
          between pods of the node no endpoint        | gnp/p: {selector: has(host), applyOnForward: true, types: [Ingress, Egress]} + host/a: {node: n1, interfaceName: "*"} | shop/web | data/db | TCP/80 | YES
          the host reaches its own pods               | gnp/p: {selector: has(host), types: [Egress]} + host/a: {node: n1, interfaceName: "*"} | node:n1 | shop/web | TCP/80 | YES
          before DNAT denied                          | gnp/p: {selector: has(host), preDNAT: true, applyOnForward: true, ingress: [{action: Deny}]} + host/a: {node: n1, interfaceName: "*", profiles: [projectcalico-default-allow]} | node:n2 | shop/web | TCP/80 | NO
          before DNAT allowed skips normal policies   | gnp/p: {selector: has(host), preDNAT: true, applyOnForward: true, ingress: [{action: Allow}]} + host/a: {node: n1, interfaceName: "*"} | node:n2 | node:n1 | TCP/80 | YES
          before DNAT nothing is dropped by default   | gnp/p: {selector: has(host), preDNAT: true, applyOnForward: true, ingress: []} + host/a: {node: n1, interfaceName: "*", profiles: [projectcalico-default-allow]} | node:n2 | node:n1 | TCP/80 | YES
          Felix accepts from own workloads            | felix: {defaultEndpointToHostAction: Accept} + host/a: {node: n1, interfaceName: "*"} | shop/web | node:n1 | TCP/80 | YES
          or drops, if no variable says otherwise     | felix: {defaultEndpointToHostAction: Drop} | shop/web | node:n1 | TCP/80 | OPEN
          """)
  void host_endpoints(
      String name, String policies, String from, String to, String port, Answer answer) {
    assertThat(ask("calico", policies, from, to, port)).as(name).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          isolates nodes                         | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, ingress: [{fromEntities: [health]}]} | node:n2 | node:n1 | TCP/80 | NO
          where the firewall is on               | config: {enable-host-firewall: "false"} + ccnp: {nodeSelector: {}, ingress: [{fromEntities: [health]}]} | node:n2 | node:n1 | TCP/80 | YES
          which may not be known                 | ccnp: {nodeSelector: {}, ingress: [{fromEntities: [health]}]} | node:n2 | node:n1 | TCP/80 | OPEN
          other nodes are remote nodes           | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, ingress: [{fromEntities: [remote-node]}]} | node:n2 | node:n1 | TCP/80 | YES
          a pod of the node is a pod             | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, ingress: [{fromEntities: [remote-node]}]} | shop/web | node:n1 | TCP/80 | NO
          one of another node may be that node   | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, ingress: [{fromEntities: [remote-node]}]} | shop/api | node:n1 | TCP/80 | OPEN
          what nodes send                        | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, egress: [{toEntities: [cluster]}]} | node:n1 | 8.8.8.8 | TCP/80 | NO
          pods on the network of the node        | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, egress: [{toEntities: [cluster]}]} | data/probe | 8.8.8.8 | TCP/80 | NO
          other pods are no nodes                | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, egress: [{toEntities: [cluster]}]} | shop/web | 8.8.8.8 | TCP/80 | YES
          a deny wins                            | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, ingress: [{fromEntities: [all]}], ingressDeny: [{fromEntities: [all], toPorts: [{ports: [{port: "80"}]}]}]} | node:n2 | node:n1 | TCP/80 | NO
          to own pods: not said                  | config: {enable-host-firewall: "true"} + ccnp: {nodeSelector: {}, egress: [{toEntities: [world]}]} | node:n1 | shop/web | TCP/80 | OPEN
          """)
  void the_firewall_of_nodes(
      String name, String policies, String from, String to, String port, Answer answer) {
    assertThat(ask("cilium", policies, from, to, port)).as(name).isEqualTo(answer);
  }
}
