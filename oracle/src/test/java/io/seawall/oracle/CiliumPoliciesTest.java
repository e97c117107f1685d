package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies of Cilium, written as [PolicyWorld] says. web and db run on n1, the others on n2.
class CiliumPoliciesTest {
  private static Answer ask(String policies, String from, String to, String port) {
    var slash = port.indexOf('/');
    var number = Integer.parseInt(port.substring(slash + 1));
    var protocol = port.substring(0, slash);
    var isIcmp = protocol.equals("ICMP");
    return PolicyWorld.with("cilium", policies)
        .answer(
            new Packet(
                from, to, protocol, isIcmp ? number : Packet.EPHEMERAL, isIcmp ? 0 : number));
  }

  /// From shop/web to data/db on TCP 80.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no section: open                        | ccnp: {endpointSelector: {}} | YES
          an empty section does not apply         | ccnp: {endpointSelector: {}, egress: []} | YES
          a rule without members allows nobody    | ccnp: {endpointSelector: {}, egress: [{}]} | NO
          denies isolate, too                     | ccnp: {endpointSelector: {}, egressDeny: [{toCIDR: [9.9.9.9/32]}]} | NO
          a deny without members denies nobody    | ccnp: {endpointSelector: {}, egressDeny: [{}], enableDefaultDeny: {egress: false}} | YES
          default deny switched off               | ccnp: {endpointSelector: {}, egressDeny: [{toCIDR: [9.9.9.9/32]}], enableDefaultDeny: {egress: false}} | YES
          switched off, and denied                | ccnp: {endpointSelector: {}, egressDeny: [{toEntities: [cluster]}], enableDefaultDeny: {egress: false}} | NO
          switched off for the other direction    | ccnp: {endpointSelector: {}, egress: [{}], enableDefaultDeny: {ingress: false}} | NO
          one that isolates is enough             | ccnp: {endpointSelector: {}, egress: [{}], enableDefaultDeny: {egress: false}} + ccnp: {endpointSelector: {}, egress: [{}]} | NO
          allows add up                           | ccnp: {endpointSelector: {}, egress: [{}]} + ccnp: {endpointSelector: {}, egress: [{toEntities: [all]}]} | YES
          deny beats allow                        | ccnp: {endpointSelector: {}, egress: [{toEntities: [all]}], egressDeny: [{toEndpoints: [{}]}]} | NO
          deny beats the allow of NetworkPolicy   | ccnp: {endpointSelector: {}, egressDeny: [{toEndpoints: [{}]}]} + shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} | NO
          NetworkPolicy allows what Cilium not    | ccnp: {endpointSelector: {}, egress: [{}]} + shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} | YES
          Cilium allows what NetworkPolicy not    | ccnp: {endpointSelector: {}, egress: [{toEntities: [all]}]} + shop: {podSelector: {}, policyTypes: [Egress]} | YES
          an allow that isolates nobody adds      | ccnp: {endpointSelector: {}, egress: [{toEntities: [all]}], enableDefaultDeny: {egress: false}} + shop: {podSelector: {}, policyTypes: [Egress]} | YES
          of another namespace                    | cilium/data: {endpointSelector: {}, egress: [{}]} | YES
          of the receiver's namespace, ingress    | cilium/data: {endpointSelector: {}, ingress: [{}]} | NO
          by the label of the namespace           | ccnp: {endpointSelector: {matchLabels: {"k8s:io.cilium.k8s.namespace.labels.team": a}}, egress: [{}]} | NO
          not by that of another one              | ccnp: {endpointSelector: {matchLabels: {"k8s:io.cilium.k8s.namespace.labels.team": b}}, egress: [{}]} | YES
          HTTP lets by a part                     | ccnp: {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}]} | OPEN
          HTTP stops a part of what is open       | ccnp: {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}], enableDefaultDeny: {egress: false}} | OPEN
          DNS rules for every name stop nothing   | ccnp: {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "80"}], rules: {dns: [{matchPattern: "*"}]}}]}]} | YES
          both directions must allow              | ccnp: {endpointSelector: {}, egress: [{toEntities: [all]}], ingress: [{fromEntities: [world]}]} | NO
          """)
  void sections_and_default_deny(String name, String policies, Answer answer) {
    assertThat(ask(policies, "shop/web", "data/db", "TCP/80")).as(name).isEqualTo(answer);
  }

  /// A rule with these peers on egress from shop/web, in a policy of its namespace and in one of
  /// the cluster: what it allows, and that it denies just that.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          all pods: of the own namespace           | toEndpoints: [{}] | shop/api | YES | YES
          all pods: of another namespace           | toEndpoints: [{}] | data/db | NO | YES
          all pods: none of the host network       | toEndpoints: [{}] | data/probe | NO | NO
          all pods: no address outside             | toEndpoints: [{}] | 8.8.8.8 | NO | NO
          a label of any source                    | toEndpoints: [{matchLabels: {"any:app": api}}] | shop/api | YES | YES
          a label of Kubernetes                    | toEndpoints: [{matchLabels: {"k8s:app": api}}] | shop/api | YES | YES
          a label that differs                     | toEndpoints: [{matchLabels: {app: web}}] | shop/api | NO | NO
          the label of the namespace by name       | toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": data}}] | data/db | YES | YES
          any namespace                            | toEndpoints: [{matchExpressions: [{key: io.kubernetes.pod.namespace, operator: Exists}]}] | data/db | YES | YES
          a label of the namespace                 | toEndpoints: [{matchLabels: {"k8s:io.cilium.k8s.namespace.labels.team": b}}] | data/db | OPEN | YES
          the reserved label of the node           | toEndpoints: [{matchLabels: {"reserved:host": ""}}] | node:n1 | YES | YES
          that label, another node                 | toEndpoints: [{matchLabels: {"reserved:host": ""}}] | node:n2 | NO | NO
          host: the own node                       | toEntities: [host] | node:n1 | YES | YES
          host: not another one                    | toEntities: [host] | node:n2 | NO | NO
          remote-node: not the own one             | toEntities: [remote-node] | node:n1 | NO | NO
          remote-node: pods of its host network    | toEntities: [remote-node] | data/probe | YES | YES
          remote-node: no other pods               | toEntities: [remote-node] | shop/api | NO | NO
          cluster: pods                            | toEntities: [cluster] | data/db | YES | YES
          cluster: nodes                           | toEntities: [cluster] | node:n2 | YES | YES
          cluster: not the world                   | toEntities: [cluster] | 8.8.8.8 | NO | NO
          world: outside                           | toEntities: [world] | 8.8.8.8 | YES | YES
          world: of IPv6                           | toEntities: [world] | 2600::1 | YES | YES
          world: metadata                          | toEntities: [world] | 169.254.169.254 | YES | YES
          world: not the cluster                   | toEntities: [world] | data/db | NO | NO
          all: pods                                | toEntities: [all] | data/db | YES | YES
          all: the world                           | toEntities: [all] | 8.8.8.8 | YES | YES
          kube-apiserver: perhaps any address      | toEntities: [kube-apiserver] | 8.8.8.8 | OPEN | OPEN
          kube-apiserver: no pod                   | toEntities: [kube-apiserver] | data/db | NO | NO
          kube-apiserver: not metadata             | toEntities: [kube-apiserver] | 169.254.169.254 | NO | NO
          health: nobody here                      | toEntities: [health] | data/db | NO | NO
          a block: the world                       | toCIDR: [8.8.8.0/24] | 8.8.8.8 | YES | YES
          a block: an address alone                | toCIDR: [8.8.8.8] | 8.8.8.8 | YES | YES
          a block: just past                       | toCIDR: [8.8.8.0/24] | 8.8.9.0 | NO | NO
          a block: no pods                         | toCIDR: [0.0.0.0/0] | data/db | NO | NO
          a block: no nodes                        | toCIDR: [0.0.0.0/0] | node:n2 | NO | NO
          a block: not the other family            | toCIDR: [0.0.0.0/0] | 2600::1 | NO | NO
          an exception                             | toCIDRSet: [{cidr: 8.0.0.0/8, except: [8.8.8.0/24]}] | 8.8.8.8 | NO | NO
          an exception of another item             | toCIDRSet: [{cidr: 8.0.0.0/8, except: [8.8.8.0/24]}, {cidr: 8.8.0.0/16}] | 8.8.8.8 | YES | YES
          a group                                  | toCIDRSet: [{cidrGroupRef: partners}] | 8.8.8.8 | YES | YES
          a group that is not there                | toCIDRSet: [{cidrGroupRef: nobody}] | 8.8.8.8 | NO | NO
          a group with an exception                | toCIDRSet: [{cidrGroupRef: partners, except: [8.8.8.8/32]}] | 8.8.8.8 | NO | NO
          a Service by name                        | toServices: [{k8sService: {serviceName: store, namespace: data}}] | data/db | YES | YES
          a Service: no other pods                 | toServices: [{k8sService: {serviceName: store, namespace: data}}] | shop/api | NO | NO
          a Service: no pod of the host network    | toServices: [{k8sService: {serviceName: store, namespace: data}}] | data/probe | NO | NO
          a Service by labels                      | toServices: [{k8sServiceSelector: {selector: {matchLabels: {side: back}}, namespace: data}}] | data/db | YES | YES
          a Service of another namespace           | toServices: [{k8sServiceSelector: {selector: {matchLabels: {side: back}}, namespace: shop}}] | data/db | NO | NO
          a name: perhaps any address outside      | toFQDNs: [{matchName: a.b.org}] | 8.8.8.8 | OPEN | OPEN
          a name: no pod                           | toFQDNs: [{matchName: a.b.org}] | data/db | NO | NO
          """)
  void peers(String name, String peer, String to, Answer ofNamespace, Answer ofCluster) {
    for (var answers : new Object[][] {{"cilium/shop", ofNamespace}, {"ccnp", ofCluster}}) {
      var head = answers[0] + ": {endpointSelector: {}, ";
      var meant = (Answer) answers[1];
      assertThat(ask(head + "egress: [{" + peer + "}]}", "shop/web", to, "TCP/80"))
          .as("%s: allowed by %s", name, answers[0])
          .isEqualTo(meant);
      var denied = head + "egressDeny: [{" + peer + "}], enableDefaultDeny: {egress: false}}";
      assertThat(ask(denied, "shop/web", to, "TCP/80"))
          .as("%s: denied by %s", name, answers[0])
          .isEqualTo(meant.negated());
    }
  }

  /// A rule with these members of layer 4 on egress from shop/web to shop/api, whose port `http` is
  /// TCP 9090; that of shop/web itself is TCP 8080.
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no ports: TCP              | toEntities: [all] | TCP/80 | YES
          no ports: ICMP             | toEntities: [all] | ICMP/8 | YES
          a number                   | toPorts: [{ports: [{port: "80", protocol: TCP}]}] | TCP/80 | YES
          another protocol           | toPorts: [{ports: [{port: "80", protocol: TCP}]}] | UDP/80 | NO
          just above                 | toPorts: [{ports: [{port: "80", protocol: TCP}]}] | TCP/81 | NO
          any protocol               | toPorts: [{ports: [{port: "80", protocol: ANY}]}] | UDP/80 | YES
          no protocol                | toPorts: [{ports: [{port: "80"}]}] | SCTP/80 | YES
          no protocol: ICMP          | toPorts: [{ports: [{port: "0"}]}] | ICMP/8 | NO
          last of a range            | toPorts: [{ports: [{port: "80", endPort: 90}]}] | TCP/90 | YES
          past a range               | toPorts: [{ports: [{port: "80", endPort: 90}]}] | TCP/91 | NO
          port 0                     | toPorts: [{ports: [{port: "0", protocol: UDP}]}] | UDP/7 | YES
          port 0: another protocol   | toPorts: [{ports: [{port: "0", protocol: UDP}]}] | TCP/7 | NO
          one of several items       | toPorts: [{ports: [{port: "80"}]}, {ports: [{port: "81"}]}] | TCP/81 | YES
          a name                     | toPorts: [{ports: [{port: http, protocol: TCP}]}] | TCP/9090 | YES
          a name of another pod      | toPorts: [{ports: [{port: http, protocol: TCP}]}] | TCP/8080 | OPEN
          a name: another protocol   | toPorts: [{ports: [{port: http, protocol: UDP}]}] | TCP/9090 | NO
          ICMP: the type             | icmps: [{fields: [{type: 8}]}] | ICMP/8 | YES
          ICMP: the type by name     | icmps: [{fields: [{type: EchoRequest}]}] | ICMP/8 | YES
          ICMP: another type         | icmps: [{fields: [{type: 8}]}] | ICMP/0 | NO
          ICMP: of IPv6              | icmps: [{fields: [{family: IPv6, type: 8}]}] | ICMP/8 | NO
          ICMP: no ports             | icmps: [{fields: [{type: 8}]}] | TCP/8 | NO
          """)
  void ports(String name, String members, String port, Answer answer) {
    var policy = "ccnp: {endpointSelector: {}, egress: [{" + members + "}]}";
    assertThat(ask(policy, "shop/web", "shop/api", port)).as(name).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          the own node passes whoever isolates     | ccnp: {endpointSelector: {}, ingress: [{}]} | node:n1 | YES
          another node does not                    | ccnp: {endpointSelector: {}, ingress: [{}]} | node:n2 | NO
          a deny may hold against the own node     | ccnp: {endpointSelector: {}, ingressDeny: [{fromEntities: [host]}]} | node:n1 | OPEN
          one of other peers does not              | ccnp: {endpointSelector: {}, ingressDeny: [{fromEntities: [world]}]} | node:n1 | YES
          """)
  void own_node(String name, String policy, String from, Answer answer) {
    assertThat(ask(policy, from, "shop/web", "TCP/80")).as(name).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ccnp: {ingress: [{}]}",
        "ccnp: {endpointSelector: {}, ingress: [{fromRequires: [{}]}]}",
        "ccnp: {endpointSelector: {}, ingress: [{fromNodes: [{}]}]}",
        "ccnp: {endpointSelector: {}, ingress: [{fromEndpoints: []}]}",
        "ccnp: {endpointSelector: {}, egress: [{toEntities: [mars]}]}",
        "ccnp: {endpointSelector: {}, enableDefaultDeny: {egress: true}}"
      })
  void what_has_no_rule_is_refused(String policy) {
    assertThatThrownBy(() -> ask(policy, "shop/api", "shop/web", "TCP/80"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
