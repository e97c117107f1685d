package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the engines agree. Policies are written `namespace: spec`, several separated by `+`.
class KubernetesPoliciesTest {
  private static boolean ask(String engine, String policies, String from, String to, String port) {
    var slash = port.indexOf('/');
    var number = slash < 0 ? 0 : Integer.parseInt(port.substring(slash + 1));
    var protocol = slash < 0 ? port : port.substring(0, slash);
    return PolicyWorld.with(engine, policies)
        .allows(new Packet(from, to, protocol, slash < 0 ? 0 : Packet.EPHEMERAL, number));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not isolated: open                    | data: {podSelector: {matchLabels: {app: none}}, policyTypes: [Ingress, Egress]} | shop/web | data/db | TCP/1 | true
          isolated without rules: shut          | data: {podSelector: {}, policyTypes: [Ingress]} | shop/web | data/db | TCP/5432 | false
          isolated in one direction only        | data: {podSelector: {}, policyTypes: [Ingress]} | data/db | shop/web | TCP/8080 | true
          egress without rules: shut            | data: {podSelector: {}, policyTypes: [Egress]} | data/db | shop/web | TCP/8080 | false
          egress isolation leaves ingress open  | data: {podSelector: {}, policyTypes: [Egress]} | shop/web | data/db | TCP/5432 | true
          policy of another namespace           | shop: {podSelector: {}, policyTypes: [Ingress]} | shop/web | data/db | TCP/5432 | true
          no namespace means default            | default: {podSelector: {}, policyTypes: [Ingress]} | shop/web | default/tool | TCP/80 | false
          an empty rule allows all              | data: {podSelector: {}, ingress: [{}]} | shop/web | data/db | UDP/9 | true
          an empty list of rules allows nothing | data: {podSelector: {}, ingress: []} | shop/web | data/db | TCP/1 | false
          null rules allow nothing              | data: {podSelector: {}, ingress: null} | shop/web | data/db | TCP/1 | false
          types omitted: ingress always         | data: {podSelector: {}} | shop/web | data/db | TCP/1 | false
          types omitted, no egress: not egress  | data: {podSelector: {}} | data/db | shop/web | TCP/1 | true
          types omitted, egress rules: egress   | data: {podSelector: {}, egress: [{ports: [{port: 1}]}]} | data/db | shop/web | TCP/2 | false
          types omitted, egress rules: ingress  | data: {podSelector: {}, egress: [{}]} | shop/web | data/db | TCP/2 | false
          types empty count as omitted          | data: {podSelector: {}, policyTypes: []} | shop/web | data/db | TCP/1 | false
          types omitted, empty egress: no rule  | data: {podSelector: {}, egress: []} | data/db | shop/web | TCP/1 | true
          rules of a type not listed are void   | data: {podSelector: {}, policyTypes: [Egress], ingress: [], egress: [{}]} | shop/web | data/db | TCP/1 | true
          both sides must allow: only egress    | shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} + data: {podSelector: {}} | shop/web | data/db | TCP/1 | false
          both sides must allow: only ingress   | shop: {podSelector: {}, policyTypes: [Egress]} + data: {podSelector: {}, ingress: [{}]} | shop/web | data/db | TCP/1 | false
          both sides allow                      | shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} + data: {podSelector: {}, ingress: [{}]} | shop/web | data/db | TCP/1 | true
          policies add up                       | data: {podSelector: {}, ingress: [{ports: [{port: 1}]}]} + data: {podSelector: {}, ingress: [{ports: [{port: 2}]}]} | shop/web | data/db | TCP/2 | true
          rules are alternatives                | data: {podSelector: {}, ingress: [{ports: [{port: 1}]}, {ports: [{port: 2}]}]} | shop/web | data/db | TCP/2 | true
          peer and port of different rules      | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 9.9.9.9/32}}]}, {from: [{namespaceSelector: {}}], ports: [{port: 2}]}]} | shop/web | data/db | TCP/1 | false
          a pod reaches itself                  | data: {podSelector: {}, policyTypes: [Ingress, Egress]} | data/db | data/db | TCP/5432 | true
          """)
  void isolation_and_rules(
      String name, String policies, String from, String to, String port, boolean allowed) {
    for (var engine : new String[] {"azure", "calico", "cilium"}) {
      assertThat(ask(engine, policies, from, to, port)).as(name + ", " + engine).isEqualTo(allowed);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          empty from: all peers                  | data: {podSelector: {}, ingress: [{from: []}]} | 8.8.8.8 | data/db | true
          namespaceSelector alone: all its pods  | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]} | shop/api | data/db | true
          namespaceSelector alone: other labels  | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]} | default/tool | data/db | false
          podSelector alone: own namespace       | shop: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]} | shop/web | shop/api | true
          podSelector alone: not elsewhere       | data: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]} | shop/web | data/db | false
          empty podSelector: own namespace only  | data: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]} | shop/web | data/db | false
          both selectors in one item: and        | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: web}}}]}]} | shop/api | data/db | false
          both selectors in one item: both hold  | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: web}}}]}]} | shop/web | data/db | true
          selectors in two items: or             | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}, {podSelector: {matchLabels: {app: web}}}]}]} | shop/api | data/db | true
          name label of a namespace object       | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}]} | shop/api | data/db | true
          name label without an object           | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}}]}]} | default/tool | data/db | true
          a selector is no outside address       | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]} | 8.8.8.8 | data/db | false
          a selector is no node                  | data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]} | node:n2 | data/db | false
          a selector is no hostNetwork pod       | data: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}]} | data/probe | data/db | false
          In                                     | shop: {podSelector: {matchExpressions: [{key: app, operator: In, values: [x, api]}]}} | shop/web | shop/api | false
          In, other value                        | shop: {podSelector: {matchExpressions: [{key: app, operator: In, values: [x, web]}]}} | shop/web | shop/api | true
          In, key missing                        | shop: {podSelector: {matchExpressions: [{key: tier, operator: In, values: [front]}]}} | shop/web | shop/api | true
          NotIn                                  | shop: {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [api]}]}} | shop/web | shop/api | true
          NotIn, other value                     | shop: {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}} | shop/web | shop/api | false
          NotIn, key missing                     | shop: {podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}} | shop/web | shop/api | false
          Exists                                 | shop: {podSelector: {matchExpressions: [{key: tier, operator: Exists}]}} | shop/api | shop/web | false
          Exists, key missing                    | shop: {podSelector: {matchExpressions: [{key: tier, operator: Exists}]}} | shop/web | shop/api | true
          DoesNotExist                           | shop: {podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}} | shop/web | shop/api | false
          labels and expressions: and            | shop: {podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}} | shop/api | shop/web | true
          block holds an outside address         | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 8.8.0.0/16}}]}]} | 8.8.255.255 | data/db | true
          just past the block                    | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 8.8.0.0/16}}]}]} | 8.9.0.0 | data/db | false
          except                                 | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 8.8.0.0/16, except: [8.8.8.0/24]}}]}]} | 8.8.8.255 | data/db | false
          past the except                        | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 8.8.0.0/16, except: [8.8.8.0/24]}}]}]} | 8.8.9.0 | data/db | true
          an except takes nothing from others    | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 8.0.0.0/8, except: [8.8.8.0/24]}}, {ipBlock: {cidr: 8.8.8.8/32}}]}]} | 8.8.8.8 | data/db | true
          host bits of a block do not count      | data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 8.8.8.8/16}}]}]} | 8.8.0.1 | data/db | true
          egress to a selected pod               | shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {team: b}}}]}]} | shop/web | data/db | true
          egress to nobody else                  | shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {team: b}}}]}]} | shop/web | 8.8.8.8 | false
          metadata service is an outside address | shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]} | shop/web | 169.254.169.254 | false
          another address of the link            | shop: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]} | shop/web | 169.254.169.253 | true
          """)
  void peers(String name, String policies, String from, String to, boolean allowed) {
    for (var engine : new String[] {"azure", "calico", "cilium"}) {
      assertThat(ask(engine, policies, from, to, "TCP/80"))
          .as(name + ", " + engine)
          .isEqualTo(allowed);
    }
  }

  @ParameterizedTest(name = "{0}: {1} reached at {2} = {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          empty ports: all                   | []                                      | SCTP/7    | true
          empty ports: also ICMP             | []                                      | ICMP      | true
          a port                             | [{port: 80}]                            | TCP/80    | true
          just below the port                | [{port: 80}]                            | TCP/79    | false
          just above the port                | [{port: 80}]                            | TCP/81    | false
          the default protocol is TCP        | [{port: 80}]                            | UDP/80    | false
          a protocol                         | [{port: 80, protocol: SCTP}]            | SCTP/80   | true
          a protocol alone: every port       | [{protocol: UDP}]                       | UDP/65535 | true
          a protocol alone: no other         | [{protocol: UDP}]                       | TCP/65535 | false
          an empty item: all of TCP          | [{}]                                    | TCP/1     | true
          an empty item: nothing but TCP     | [{}]                                    | UDP/1     | false
          ports never hold ICMP              | [{protocol: TCP}, {protocol: UDP}]      | ICMP      | false
          items are alternatives             | [{port: 80}, {port: 81}]                | TCP/81    | true
          first of a range                   | [{port: 80, endPort: 90}]               | TCP/80    | true
          last of a range                    | [{port: 80, endPort: 90}]               | TCP/90    | true
          past a range                       | [{port: 80, endPort: 90}]               | TCP/91    | false
          a name                             | [{port: sql}]                           | TCP/5432  | true
          a name is one number               | [{port: sql}]                           | TCP/5433  | false
          a name that the pod lacks          | [{port: http}]                          | TCP/5432  | false
          a name for another protocol        | [{port: sql, protocol: UDP}]            | UDP/5432  | false
          a name of a sidecar                | [{port: metrics}]                       | TCP/9102  | true
          a name of a plain init container   | [{port: once}]                          | TCP/7000  | false
          """)
  void ports(String name, String ports, String port, boolean allowed) {
    for (var engine : new String[] {"azure", "calico", "cilium"}) {
      var ingress = "data: {podSelector: {}, ingress: [{ports: " + ports + "}]}";
      assertThat(ask(engine, ingress, "shop/web", "data/db", port)).as(name).isEqualTo(allowed);
      var egress =
          "shop: {podSelector: {}, policyTypes: [Egress], egress: [{ports: " + ports + "}]}";
      assertThat(ask(engine, egress, "shop/web", "data/db", port)).as(name).isEqualTo(allowed);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the name means 8080 at web              | shop/api | shop/web | TCP | 8080 | true
          the name means 9090 at api              | shop/web | shop/api | TCP | 9090 | true
          the number of the other pod is not it   | shop/web | shop/api | TCP | 8080 | false
          outside nobody has named ports          | shop/web | 8.8.8.8  | TCP | 8080 | false
          """)
  void a_name_on_egress_is_that_of_the_destination(
      String name, String from, String to, String protocol, int port, boolean allowed) {
    var policies =
        "shop: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}";
    assertThat(ask("calico", policies, from, to, protocol + "/" + port)).isEqualTo(allowed);
  }

  @Test
  void a_pod_that_has_ended_is_no_endpoint() {
    var open = "data: {podSelector: {}, ingress: [{}]}";
    assertThat(ask("calico", open, "shop/web", "shop/done", "TCP/80")).isFalse();
    assertThat(ask("calico", open, "shop/done", "data/db", "TCP/80")).isFalse();
  }

  @Test
  void the_address_of_a_pod_that_has_ended_is_an_outside_address() {
    var blocks = "data: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.99/32}}]}]}";
    assertThat(ask("cilium", blocks, "10.244.0.99", "data/db", "TCP/80")).isTrue();
  }

  @Test
  void a_literal_stands_for_whoever_has_the_address() {
    var policies = "data: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}";
    assertThat(ask("cilium", policies, "10.244.1.10", "data/db", "TCP/80")).isTrue();
    assertThat(ask("cilium", policies, "10.244.1.11", "data/db", "TCP/80")).isFalse();
  }

  @Test
  void an_end_that_does_not_exist_is_a_mistake_of_the_test() {
    assertThatThrownBy(() -> ask("none", "data: {}", "shop/nobody", "data/db", "TCP/80"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no Pod shop/nobody");
  }

  @Test
  void policies_of_other_languages_are_refused_and_not_overlooked() {
    var text =
        "{ apiVersion: cilium.io/v2, kind: CiliumEgressGatewayPolicy, metadata: { name: x } }";
    assertThatThrownBy(() -> Oracle.of(List.of(text), "cilium"))
        .hasMessage("no rule for cilium.io/v2");
  }
}
