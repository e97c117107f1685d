package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies of Calico, written as [PolicyWorld] says.
class CalicoPoliciesTest {
  private static Answer ask(String policies, String from, String to, String port) {
    var slash = port.indexOf('/');
    var number = Integer.parseInt(port.substring(slash + 1));
    var protocol = port.substring(0, slash);
    var isIcmp = protocol.equals("ICMP");
    return PolicyWorld.with("calico", policies)
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
          no rule, types by default: ingress alone   | gnp/a: {} | NO
          of egress alone                            | gnp/a: {types: [Egress], egress: [{action: Allow}]} | YES
          the end of the tier denies                 | gnp/a: {types: [Egress], egress: [{action: Deny, destination: {nets: [9.9.9.9/32]}}]} | NO
          selects another pod                        | gnp/a: {selector: "app == 'api'", types: [Egress]} | YES
          selects by the name of the namespace       | gnp/a: {selector: "projectcalico.org/namespace == 'shop'", types: [Egress]} | NO
          selects by labels of the namespace         | gnp/a: {namespaceSelector: "team == 'a'", types: [Egress]} | NO
          selects by another label of it             | gnp/a: {namespaceSelector: "team == 'b'", types: [Egress]} | YES
          of a namespace                             | calico/shop/a: {types: [Egress]} | NO
          of another namespace                       | calico/data/a: {types: [Egress]} | YES
          the first rule that matches                | gnp/a: {types: [Egress], egress: [{action: Allow}, {action: Deny}]} | YES
          Log goes on                                | gnp/a: {types: [Egress], egress: [{action: Log}, {action: Deny}, {action: Allow}]} | NO
          the lower order first                      | gnp/a: {order: 2, types: [Egress], egress: [{action: Allow}]} + gnp/b: {order: 1, types: [Egress], egress: [{action: Deny}]} | NO
          without order last                         | gnp/a: {types: [Egress], egress: [{action: Allow}]} + gnp/b: {order: 1, types: [Egress], egress: [{action: Deny}]} | NO
          same order: by name                        | gnp/b: {order: 1, types: [Egress], egress: [{action: Deny}]} + gnp/a: {order: 1, types: [Egress], egress: [{action: Allow}]} | YES
          same order, other scope: either            | gnp/a: {order: 1, types: [Egress], egress: [{action: Deny}]} + calico/shop/b: {order: 1, types: [Egress], egress: [{action: Allow}]} | OPEN
          the next policy is asked in the tier       | gnp/a: {order: 1, types: [Egress], egress: [{action: Deny, protocol: UDP}]} + gnp/b: {order: 2, types: [Egress], egress: [{action: Allow}]} | YES
          before NetworkPolicy at 1000: allows       | gnp/a: {order: 999, types: [Egress], egress: [{action: Allow}]} + shop: {podSelector: {}, policyTypes: [Egress]} | YES
          before NetworkPolicy at 1000: denies       | gnp/a: {order: 999, types: [Egress], egress: [{action: Deny}]} + shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} | NO
          behind NetworkPolicy that allows           | gnp/a: {order: 1001, types: [Egress], egress: [{action: Deny}]} + shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} | YES
          behind NetworkPolicy that does not         | gnp/a: {order: 1001, types: [Egress], egress: [{action: Allow}]} + shop: {podSelector: {}, policyTypes: [Egress]} | YES
          beside NetworkPolicy: either               | gnp/a: {order: 1000, types: [Egress], egress: [{action: Deny}]} + shop: {podSelector: {}, policyTypes: [Egress], egress: [{}]} | OPEN
          Pass in the default tier leads to open     | gnp/a: {order: 1, types: [Egress], egress: [{action: Pass}]} + shop: {podSelector: {}, policyTypes: [Egress]} | YES
          Pass leads to the baseline                 | gnp/a: {order: 1, types: [Egress], egress: [{action: Pass}]} + banp: {subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}]}]} | NO
          an earlier tier first                      | tier/t: {order: 10} + gnp/t.a: {tier: t, types: [Egress], egress: [{action: Deny}]} + gnp/a: {order: 1, types: [Egress], egress: [{action: Allow}]} | NO
          an earlier tier without a match denies     | tier/t: {order: 10} + gnp/t.a: {tier: t, types: [Egress], egress: [{action: Pass, protocol: UDP}]} | NO
          a tier that passes by default              | tier/t: {order: 10, defaultAction: Pass} + gnp/t.a: {tier: t, types: [Egress], egress: [{action: Deny, protocol: UDP}]} | YES
          a tier that selects nobody is skipped      | tier/t: {order: 10} + gnp/t.a: {tier: t, selector: "app == 'none'", types: [Egress], egress: [{action: Deny}]} | YES
          Pass skips the rest of the tier            | tier/t: {order: 10} + gnp/t.a: {tier: t, order: 1, types: [Egress], egress: [{action: Pass}]} + gnp/t.b: {tier: t, order: 2, types: [Egress], egress: [{action: Deny}]} | YES
          tiers by order, not by name                | tier/a: {order: 20} + tier/b: {order: 10} + gnp/a.a: {tier: a, types: [Egress], egress: [{action: Allow}]} + gnp/b.a: {tier: b, types: [Egress], egress: [{action: Deny}]} | NO
          a tier before that of administrators       | tier/t: {order: 999} + gnp/t.a: {tier: t, types: [Egress], egress: [{action: Allow}]} + anp: {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}]}]} | YES
          a tier behind that of administrators       | tier/t: {order: 1001} + gnp/t.a: {tier: t, types: [Egress], egress: [{action: Allow}]} + anp: {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}]}]} | NO
          """)
  void tiers_orders_and_actions(String name, String policies, Answer answer) {
    assertThat(ask(policies, "shop/web", "data/db", "TCP/80")).as(name).isEqualTo(answer);
  }

  /// A rule that denies egress from shop/web with these criteria, in a policy of its namespace and
  /// in a global one, which allow the rest. There are the sets `ours` (data/db and 8.8.8.0/24) of
  /// the cluster and `mine` (9.9.9.0/24) of shop.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no criteria                          | {}                                              | data/db   | TCP/80 | YES  | YES
          a protocol by name                   | {protocol: TCP}                                 | data/db   | TCP/80 | YES  | YES
          a protocol by number                 | {protocol: 17}                                  | data/db   | UDP/80 | YES  | YES
          another protocol                     | {protocol: UDP}                                 | data/db   | TCP/80 | NO   | NO
          not the protocol                     | {notProtocol: TCP}                              | data/db   | TCP/80 | NO   | NO
          a type of ICMP                       | {protocol: ICMP, icmp: {type: 8}}               | data/db   | ICMP/8 | YES  | YES
          another type of ICMP                 | {protocol: ICMP, icmp: {type: 8}}               | data/db   | ICMP/0 | NO   | NO
          not the type of ICMP                 | {protocol: ICMP, notICMP: {type: 8}}            | data/db   | ICMP/0 | YES  | YES
          the family                           | {ipVersion: 4}                                  | data/db   | TCP/80 | YES  | YES
          the other family                     | {ipVersion: 6}                                  | data/db   | TCP/80 | NO   | NO
          a net: a pod                         | {destination: {nets: [10.244.0.0/16]}}          | data/db   | TCP/80 | YES  | YES
          a net: a node                        | {destination: {nets: [10.1.0.5/32]}}            | node:n2   | TCP/80 | YES  | YES
          a net: just past                     | {destination: {nets: [8.8.8.0/24]}}             | 8.8.9.0   | TCP/80 | NO   | NO
          not a net                            | {destination: {notNets: [8.8.8.0/24]}}          | 8.8.9.0   | TCP/80 | YES  | YES
          a net but not a part                 | {destination: {nets: [8.0.0.0/8], notNets: [8.8.8.0/24]}} | 8.8.8.8 | TCP/80 | NO | NO
          the net of the sender                | {source: {nets: [10.244.0.10/32]}}              | data/db   | TCP/80 | YES  | YES
          another net of the sender            | {source: {nets: [10.244.0.11/32]}}              | data/db   | TCP/80 | NO   | NO
          a port                               | {protocol: TCP, destination: {ports: [80]}}     | data/db   | TCP/80 | YES  | YES
          the last of a range                  | {protocol: TCP, destination: {ports: ["70:80"]}}| data/db   | TCP/80 | YES  | YES
          past a range                         | {protocol: TCP, destination: {ports: ["70:79"]}}| data/db   | TCP/80 | NO   | NO
          not a port                           | {protocol: TCP, destination: {notPorts: [80]}}  | data/db   | TCP/80 | NO   | NO
          a port by name                       | {protocol: TCP, destination: {ports: [sql]}}    | data/db   | TCP/5432 | YES | YES
          a name that the pod has not          | {protocol: TCP, destination: {ports: [sql]}}    | shop/api  | TCP/5432 | NO | NO
          a source port                        | {protocol: TCP, source: {ports: ["49000:51000"]}} | data/db | TCP/80 | YES  | YES
          a selector: the namespace's pods     | {destination: {selector: "has(app)"}}           | data/db   | TCP/80 | NO   | YES
          a selector: of the own namespace     | {destination: {selector: "app == 'api'"}}       | shop/api  | TCP/80 | YES  | YES
          a selector: nobody on the host       | {destination: {selector: "all()"}}              | data/probe | TCP/80 | NO  | NO
          a selector: no address outside       | {destination: {selector: "all()"}}              | 7.7.7.7   | TCP/80 | NO   | NO
          a selector: a set of the cluster     | {destination: {selector: "set == 'ours'"}}      | 8.8.8.8   | TCP/80 | NO   | YES
          a selector: a set of the namespace   | {destination: {selector: "set == 'mine'"}}      | 9.9.9.9   | TCP/80 | YES  | YES
          a selector: a pod in a set           | {destination: {selector: "set == 'ours'"}}      | data/db   | TCP/80 | NO   | YES
          global(): a set of the cluster       | {destination: {selector: "set == 'ours'", namespaceSelector: "global()"}} | 8.8.8.8 | TCP/80 | YES | YES
          global(): no set of a namespace      | {destination: {selector: "set == 'mine'", namespaceSelector: "global()"}} | 9.9.9.9 | TCP/80 | NO | NO
          namespaces by labels                 | {destination: {namespaceSelector: "team == 'b'"}} | data/db | TCP/80 | YES  | YES
          namespaces by name                   | {destination: {namespaceSelector: "projectcalico.org/name == 'data'"}} | data/db | TCP/80 | YES | YES
          namespaces: no set of the cluster    | {destination: {selector: "set == 'ours'", namespaceSelector: "all()"}} | 8.8.8.8 | TCP/80 | NO | NO
          both selectors                       | {destination: {selector: "app == 'db'", namespaceSelector: "team == 'a'"}} | data/db | TCP/80 | NO | NO
          not a selector: the world            | {destination: {notSelector: "has(app)"}}        | 7.7.7.7   | TCP/80 | NO   | YES
          not a selector: whom it selects      | {destination: {notSelector: "app == 'api'"}}    | shop/api  | TCP/80 | NO   | NO
          not a selector: the own namespace    | {destination: {notSelector: "app == 'db'"}}     | shop/api  | TCP/80 | YES  | YES
          not a selector: another namespace    | {destination: {notSelector: "app == 'web'"}}    | data/db   | TCP/80 | NO   | YES
          not a selector, of a namespace       | {destination: {namespaceSelector: "team == 'b'", notSelector: "app == 'api'"}} | data/db | TCP/80 | YES | YES
          not a label of a namespace: a set    | {destination: {namespaceSelector: "!has(team)", selector: "set == 'ours'"}} | 8.8.8.8 | TCP/80 | YES | YES
          """)
  void criteria(
      String name, String rule, String to, String port, Answer ofNamespace, Answer ofCluster) {
    for (var matched : Map.of("calico/shop/a", ofNamespace, "gnp/a", ofCluster).entrySet()) {
      var criteria = rule.equals("{}") ? "" : ", " + rule.substring(1, rule.length() - 1);
      var policies =
          matched.getKey()
              + ": {types: [Egress], egress: [{action: Deny"
              + criteria
              + "}, {action: Allow}]}"
              + " + set/ours: {nets: [10.244.0.11/32, 8.8.8.0/24]}"
              + " + set/shop/mine: {nets: [9.9.9.0/24]}";
      assertThat(ask(policies, "shop/web", to, port))
          .as("%s: %s", name, matched.getKey())
          .isEqualTo(matched.getValue().negated());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          all()                                             ; true
          !all()                                            ; false
          app == "web"                                      ; true
          app != 'web'                                      ; false
          none != 'web'                                     ; true
          has(tier) && app == 'web'                         ; true
          has(none) || app == 'web'                         ; true
          !has(none)                                        ; true
          ! has(app) || app starts with 'w' && tier in {'front', 'back'} ; true
          (! has(app) || app == 'web') && has(none)         ; false
          tier not in {'front'}                             ; false
          none not in {'front'}                             ; true
          app contains 'e'                                  ; true
          app ends with 'e'                                 ; false
          """)
  void selectors(String selector, boolean matches) {
    assertThat(CalicoSelector.matches(selector, Map.of("app", "web", "tier", "front")))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app = 'web'", "app == web", "has(app", "all() all()", "app like 'x'", "="})
  void what_is_no_selector_is_refused(String selector) {
    assertThatThrownBy(() -> CalicoSelector.matches(selector, Map.of("app", "web")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gnp/a: {doNotTrack: true}",
        "gnp/a: {serviceAccountSelector: all()}",
        "gnp/a: {ingress: [{action: Allow, http: {methods: [GET]}}]}",
        "gnp/a: {ingress: [{action: Allow, source: {serviceAccounts: {names: [x]}}}]}",
        "gnp/a: {ingress: [{action: Reject}]}"
      })
  void what_has_no_rule_is_refused(String policy) {
    assertThatThrownBy(() -> ask(policy, "shop/api", "shop/web", "TCP/80"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
