package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies of administrators, written as [PolicyWorld] says.
class AdminPoliciesTest {
  private static Answer ask(String policies, String from, String to, String port) {
    return PolicyWorld.with("calico", policies).answer(packet(from, to, port));
  }

  private static Packet packet(String from, String to, String port) {
    var slash = port.indexOf('/');
    return slash < 0
        ? new Packet(from, to, port, 0, 0)
        : new Packet(
            from,
            to,
            port.substring(0, slash),
            Packet.EPHEMERAL,
            Integer.parseInt(port.substring(slash + 1)));
  }

  /// From shop/web to data/db on TCP 80.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no rule matches: open                        | anp: {priority: 1, subject: {namespaces: {}}} | YES
          a rule that denies                           | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | NO
          of another subject                           | anp: {priority: 1, subject: {namespaces: {matchLabels: {team: a}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | YES
          the first rule that matches                  | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}]} | YES
          the lower priority value first               | anp: {priority: 2, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} + anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | NO
          equal values that disagree                   | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} + anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | OPEN
          equal values that agree                      | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} + anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | NO
          equal values of which one matches            | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} + anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {matchLabels: {team: b}}}]}]} | NO
          equal values, pass and allow, nothing after  | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} + anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]} | YES
          egress denies although ingress allows        | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}], egress: [{action: Deny, to: [{namespaces: {}}]}]} | NO
          Admin allows before NetworkPolicy            | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} + data: {podSelector: {}} | YES
          Admin denies before NetworkPolicy            | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} + data: {podSelector: {}, ingress: [{}]} | NO
          Pass skips the rest of the tier              | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]} + anp: {priority: 2, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | YES
          Pass asks NetworkPolicy                      | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]} + data: {podSelector: {}} | NO
          Pass asks the baseline where none selects    | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]} + banp: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | NO
          NetworkPolicy is final before the baseline   | banp: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} + data: {podSelector: {}, ingress: [{}]} | YES
          NetworkPolicy denies before the baseline     | banp: {subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} + data: {podSelector: {}} | NO
          NetworkPolicy of the other direction         | banp: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} + data: {podSelector: {}, policyTypes: [Egress], egress: [{}]} | NO
          the same of ClusterNetworkPolicy: accept     | cnp: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]} + data: {podSelector: {}} | YES
          the same of ClusterNetworkPolicy: baseline   | cnp: {tier: Baseline, priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]} + data: {podSelector: {}} | NO
          Pass of the baseline leads to open           | cnp: {tier: Baseline, priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]} + cnp: {tier: Baseline, priority: 2, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | YES
          priorities of different tiers: no tie        | cnp: {tier: Baseline, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} + cnp: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]} | YES
          nothing orders old kinds and new             | anp: {priority: 2, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} + cnp: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]} | OPEN
          an unknown peer: Allow matches nothing       | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}, {planets: {}}]}, {action: Deny, from: [{namespaces: {}}]}]} | NO
          an unknown peer: Pass denies all             | anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{planets: {}}], ports: [{portNumber: {port: 1}}]}]} | NO
          """)
  void tiers_priorities_and_order(String name, String policies, Answer answer) {
    assertThat(ask(policies, "shop/web", "data/db", "TCP/80")).as(name).isEqualTo(answer);
  }

  /// A policy that denies these peers on egress from shop/web.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          namespaces: its pods                     | namespaces: {matchLabels: {team: b}} | data/db | true
          namespaces: no other pods                | namespaces: {matchLabels: {team: b}} | shop/api | false
          namespaces: no outside address           | namespaces: {} | 8.8.8.8 | false
          namespaces: no pod of the host network   | namespaces: {} | data/probe | false
          pods: both selectors hold                | pods: {namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: api}}} | shop/api | true
          pods: one selector holds                 | pods: {namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: api}}} | shop/api | false
          pods: no pod of the host network         | pods: {namespaceSelector: {}, podSelector: {}} | data/probe | false
          networks: an outside address             | networks: [8.8.8.0/24] | 8.8.8.255 | true
          networks: just past                      | networks: [8.8.8.0/24] | 8.8.9.0 | false
          networks: one of several                 | networks: [9.9.9.9/32, 8.8.8.0/24] | 8.8.8.8 | true
          networks: pods, too                      | networks: [0.0.0.0/0] | data/db | true
          networks: nodes, too                     | networks: [10.1.0.5/32] | node:n2 | true
          networks: not of the other family        | networks: ["::/0"] | 8.8.8.8 | false
          networks: IPv6                           | networks: ["2600::/16"] | 2600::1 | true
          nodes: all                               | nodes: {} | node:n2 | true
          nodes: pods of the host network          | nodes: {} | data/probe | true
          nodes: no other pods                     | nodes: {} | data/db | false
          nodes: other labels                      | nodes: {matchLabels: {pool: gpu}} | node:n2 | false
          nodes: an external address               | nodes: {} | 20.5.0.5 | true
          nodes: another outside address           | nodes: {} | 20.5.0.6 | false
          """)
  void peers(String name, String peer, String to, boolean denied) {
    for (var kind : List.of("anp: {", "cnp: {tier: Admin, ")) {
      var policy =
          kind
              + "priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{"
              + peer
              + "}]}]}";
      assertThat(ask(policy, "shop/web", to, "TCP/80")).as(name).isEqualTo(Answer.of(!denied));
    }
  }

  /// A policy that denies these ports on egress from and ingress to pods.
  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a number                   | [{portNumber: {port: 80, protocol: UDP}}] | [{udp: {destinationPort: {number: 80}}}] | UDP/80 | true
          another protocol           | [{portNumber: {port: 80, protocol: UDP}}] | [{udp: {destinationPort: {number: 80}}}] | TCP/80 | false
          just above                 | [{portNumber: {port: 80, protocol: TCP}}] | [{tcp: {destinationPort: {number: 80}}}] | TCP/81 | false
          first of a range           | [{portRange: {start: 80, end: 90, protocol: SCTP}}] | [{sctp: {destinationPort: {range: {start: 80, end: 90}}}}] | SCTP/80 | true
          last of a range            | [{portRange: {start: 80, end: 90, protocol: TCP}}] | [{tcp: {destinationPort: {range: {start: 80, end: 90}}}}] | TCP/90 | true
          past a range               | [{portRange: {start: 80, end: 90, protocol: TCP}}] | [{tcp: {destinationPort: {range: {start: 80, end: 90}}}}] | TCP/91 | false
          before a range             | [{portRange: {start: 80, end: 90, protocol: TCP}}] | [{tcp: {destinationPort: {range: {start: 80, end: 90}}}}] | TCP/79 | false
          one of several             | [{portNumber: {port: 80}}, {portNumber: {port: 81}}] | [{tcp: {destinationPort: {number: 80}}}, {tcp: {destinationPort: {number: 81}}}] | TCP/81 | true
          a port is no ICMP          | [{portNumber: {port: 80}}] | [{tcp: {destinationPort: {number: 80}}}] | ICMP | false
          a name                     | [{namedPort: http}] | [{destinationNamedPort: http}] | TCP/8080 | true
          a name of UDP              | [{namedPort: dns}] | [{destinationNamedPort: dns}] | UDP/53 | true
          a name is one protocol     | [{namedPort: dns}] | [{destinationNamedPort: dns}] | TCP/53 | false
          a name of another pod      | [{namedPort: sql}] | [{destinationNamedPort: sql}] | TCP/5432 | false
          without: every packet      | null | null | ICMP | true
          without: every port        | null | null | SCTP/7 | true
          """)
  void ports(String name, String older, String newer, String port, boolean denied) {
    for (var rule : List.of("ingress: [{from", "egress: [{to")) {
      var rest = "priority: 1, subject: {namespaces: {}}, " + rule + ": [{namespaces: {}}], ";
      for (var policy :
          List.of(
              "anp: {" + rest + "action: Deny, ports: " + older + "}]}",
              "cnp: {tier: Admin, " + rest + "action: Deny, protocols: " + newer + "}]}")) {
        assertThat(ask(policy, "shop/api", "shop/web", port))
            .as(name)
            .isEqualTo(Answer.of(!denied));
      }
    }
  }

  @Test
  void the_protocol_of_a_port_is_tcp_where_it_is_missing() {
    var policy =
        "anp: {priority: 1, subject: {namespaces: {}}, ingress:"
            + " [{action: Deny, from: [{namespaces: {}}], ports: [{portNumber: {port: 80}}]}]}";
    assertThat(ask(policy, "shop/web", "data/db", "TCP/80")).isEqualTo(Answer.NO);
    assertThat(ask(policy, "shop/web", "data/db", "UDP/80")).isEqualTo(Answer.YES);
  }

  @ParameterizedTest(name = "to {0}")
  @CsvSource({"8.8.8.8, OPEN", "data/db, OPEN", "shop/api, YES"})
  void which_addresses_a_domain_name_has_is_open(String to, Answer answer) {
    var policy =
        "cnp: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: ["
            + "{action: Accept, to: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}}]},"
            + "{action: Accept, to: [{domainNames: ['*.example.com']}]},"
            + "{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}";
    assertThat(ask(policy, "shop/web", to, "TCP/443")).isEqualTo(answer);
  }

  @ParameterizedTest(name = "from {0} to {1} = {2}")
  @CsvSource({
    "data/probe, 8.8.8.8, YES",
    "node:n1, data/probe, YES",
    "data/db, 8.8.8.8, NO",
    "data/db, data/db, YES",
    "node:n1, data/db, YES",
    "data/db, node:n1, NO"
  })
  void pods_of_the_host_network_are_nobodys_subject(String from, String to, Answer answer) {
    var policy =
        "anp: {priority: 1, subject: {namespaces: {}},"
            + " ingress: [{action: Deny, from: [{namespaces: {}}]}],"
            + " egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}";
    assertThat(ask(policy, from, to, "TCP/80")).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({"azure, YES", "none, YES", "calico, NO", "cilium, NO"})
  void some_engines_do_not_act_on_them(String engine, Answer answer) {
    var policy =
        "anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}";
    assertThat(PolicyWorld.with(engine, policy).answer(packet("shop/web", "data/db", "TCP/80")))
        .isEqualTo(answer);
  }

  @Test
  void cilium_compares_networks_with_the_addresses_of_pods_too() {
    var policy =
        "cnp: {tier: Admin, priority: 1, subject: {namespaces: {}},"
            + " egress: [{action: Deny, to: [{networks: [10.244.0.0/16]}]}]}";
    assertThat(PolicyWorld.with("cilium", policy).answer(packet("shop/web", "data/db", "TCP/80")))
        .isEqualTo(Answer.NO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]}",
        "banp: {subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}",
        "cnp: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]}",
        "cnp: {tier: NetworkPolicy, priority: 1, subject: {namespaces: {}}}",
        "anp: {priority: 1, subject: {namespaceSelector: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}",
        "anp: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: []}]}",
        "banp: {subject: {namespaces: {}}} + banp: {subject: {namespaces: {}}}"
      })
  void what_the_api_refuses_is_refused(String policies) {
    assertThatThrownBy(() -> ask(policies, "shop/web", "data/db", "TCP/80"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void versions_without_a_rule_are_refused_and_not_overlooked() {
    var text =
        "{ apiVersion: policy.networking.k8s.io/v1, kind: ClusterNetworkPolicy, metadata: { name: x } }";
    assertThatThrownBy(() -> Oracle.of(List.of(text), "calico"))
        .hasMessage("no rule for policy.networking.k8s.io/v1");
  }
}
