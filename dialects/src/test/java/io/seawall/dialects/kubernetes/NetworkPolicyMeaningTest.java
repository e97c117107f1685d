package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Cidr;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Kubernetes API, NetworkPolicySpec and the types below it; for omitted
/// `policyTypes` pkg/apis/networking/v1, SetDefaults_NetworkPolicy, of the Kubernetes source.
class NetworkPolicyMeaningTest {
  private static final NamespaceTest SHOP = new NamespaceTest.Named("shop");

  @ParameterizedTest(name = "{0}: {1} isolates {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing written                  | {podSelector: {}}                                               | INGRESS
          no types, null rules             | {podSelector: {}, ingress: null, egress: null}                  | INGRESS
          no types, no ingress rule        | {podSelector: {}, ingress: []}                                  | INGRESS
          no types, an ingress rule        | {podSelector: {}, ingress: [{}]}                                | INGRESS
          no types, no egress rule         | {podSelector: {}, egress: []}                                   | INGRESS
          no types, an egress rule         | {podSelector: {}, egress: [{}]}                                 | INGRESS;EGRESS
          no types, a narrow egress rule   | {podSelector: {}, egress: [{ports: [{port: 53}]}]}              | INGRESS;EGRESS
          empty types, an egress rule      | {podSelector: {}, policyTypes: [], egress: [{}]}                | INGRESS;EGRESS
          null types, no egress rule       | {podSelector: {}, policyTypes: null, egress: []}                | INGRESS
          ingress alone                    | {podSelector: {}, policyTypes: [Ingress]}                       | INGRESS
          egress alone                     | {podSelector: {}, policyTypes: [Egress]}                        | EGRESS
          both                             | {podSelector: {}, policyTypes: [Ingress, Egress]}               | INGRESS;EGRESS
          both in the other order          | {podSelector: {}, policyTypes: [Egress, Ingress]}               | INGRESS;EGRESS
          one twice                        | {podSelector: {}, policyTypes: [Egress, Egress]}                | EGRESS
          ingress alone, egress rules      | {podSelector: {}, policyTypes: [Ingress], egress: [{}]}         | INGRESS
          egress alone, ingress rules      | {podSelector: {}, policyTypes: [Egress], ingress: [{}]}         | EGRESS
          no spec fields at all            | {}                                                              | INGRESS
          """)
  void directions(String row, String spec, String directions) {
    assertThat(
            Kube.policies(spec).stream()
                .map(policy -> policy.direction().name())
                .collect(Collectors.joining(";")))
        .isEqualTo(directions);
  }

  @ParameterizedTest(name = "{0}: {1} has {2} rules")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing      | {podSelector: {}, policyTypes: [Egress]}                     | 0
          null         | {podSelector: {}, policyTypes: [Egress], egress: null}       | 0
          empty list   | {podSelector: {}, policyTypes: [Egress], egress: []}         | 0
          empty rule   | {podSelector: {}, policyTypes: [Egress], egress: [{}]}       | 1
          two rules    | {podSelector: {}, policyTypes: [Egress], egress: [{}, {}]}   | 2
          """)
  void rules(String row, String spec, int count) {
    assertThat(Kube.onlyPolicy(spec).rules()).hasSize(count);
  }

  @Test
  void an_empty_rule_allows_everybody_every_packet() {
    Rule rule = rule("{}");

    assertThat(rule.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(rule.local()).isEqualTo(new Peers.Everybody());
    assertThat(rule.peers()).isEqualTo(new Peers.Everybody());
    assertThat(rule.ports()).isEqualTo(PortMatch.ALL);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          peers missing and ports missing | {}
          peers empty                     | {to: []}
          peers null                      | {to: null}
          ports empty                     | {ports: []}
          ports null                      | {ports: null}
          """)
  void a_part_that_is_left_out_restricts_nothing(String row, String rule) {
    assertThat(rule(rule).peers()).isEqualTo(new Peers.Everybody());
    assertThat(rule(rule).ports()).isEqualTo(PortMatch.ALL);
  }

  @Test
  void a_policy_isolates_the_pods_it_selects_in_its_own_namespace() {
    Policy policy = Kube.onlyPolicy("{podSelector: {matchLabels: {app: web}}}");

    assertThat(policy.subject()).isEqualTo(new Peers.Pods(SHOP, LabelTest.equalTo("app", "web")));
    assertThat(policy.unmatched()).isEqualTo(Verdict.DENY);
    assertThat(policy.subjectSure()).isTrue();
    assertThat(policy.namespace()).isEqualTo(Optional.of("shop"));
    assertThat(policy.title()).isEqualTo("NetworkPolicy shop/p");
    assertThat(policy.tier()).isEqualTo(new Tier(1_000_000, "NetworkPolicy", Tier.Fold.DENY_WINS));
    assertThat(policy.where().place()).isEqualTo("dir/0.yaml:1");
  }

  @Test
  void a_missing_namespace_is_default() {
    Policy policy =
        Kube.facts(
                """
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p},
                spec: {podSelector: {}}}
                """)
            .policies()
            .getFirst();

    assertThat(policy.namespace()).isEqualTo(Optional.of("default"));
    assertThat(Kube.subject(policy).namespaces()).isEqualTo(new NamespaceTest.Named("default"));
  }

  @Test
  void pods_alone_are_those_of_the_policys_namespace() {
    assertThat(peers("[{podSelector: {matchLabels: {app: db}}}]"))
        .isEqualTo(new Peers.Pods(SHOP, LabelTest.equalTo("app", "db")));
  }

  @Test
  void an_empty_pod_selector_is_every_pod_of_the_policys_namespace() {
    assertThat(peers("[{podSelector: {}}]")).isEqualTo(new Peers.Pods(SHOP, LabelTest.any()));
  }

  @Test
  void namespaces_alone_are_every_pod_of_them() {
    assertThat(peers("[{namespaceSelector: {matchLabels: {team: a}}}]"))
        .isEqualTo(
            new Peers.Pods(
                new NamespaceTest.Labelled(LabelTest.equalTo("team", "a")), LabelTest.any()));
  }

  @Test
  void an_empty_namespace_selector_is_every_namespace() {
    assertThat(peers("[{namespaceSelector: {}}]"))
        .isEqualTo(new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any()));
  }

  @Test
  void both_selectors_of_one_item_must_hold() {
    assertThat(
            peers(
                "[{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app:"
                    + " db}}}]"))
        .isEqualTo(
            new Peers.Pods(
                new NamespaceTest.Labelled(LabelTest.equalTo("team", "a")),
                LabelTest.equalTo("app", "db")));
  }

  @Test
  void a_null_selector_is_one_that_is_left_out() {
    assertThat(peers("[{namespaceSelector: null, podSelector: {}}]"))
        .isEqualTo(new Peers.Pods(SHOP, LabelTest.any()));
  }

  @Test
  void items_are_alternatives() {
    assertThat(peers("[{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]"))
        .isEqualTo(
            new Peers.AnyOf(
                List.of(
                    new Peers.Pods(SHOP, LabelTest.any()),
                    new Peers.Block(Cidr.of("10.0.0.0/8"), List.of()))));
  }

  @Test
  void a_block_keeps_its_exceptions() {
    assertThat(peers("[{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32, 10.0.0.0/8]}}]"))
        .isEqualTo(
            new Peers.Block(
                Cidr.of("0.0.0.0/0"),
                List.of(Cidr.of("169.254.169.254/32"), Cidr.of("10.0.0.0/8"))));
  }

  @Test
  void a_block_may_be_ipv6() {
    assertThat(peers("[{ipBlock: {cidr: \"2001:db8::/32\", except: [\"2001:db8:1::/48\"]}}]"))
        .isEqualTo(new Peers.Block(Cidr.of("2001:db8::/32"), List.of(Cidr.of("2001:db8:1::/48"))));
  }

  @ParameterizedTest(name = "{0}: {1} holds {2}/{3} = {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the port, TCP by default          | [{port: 443}]                            | tcp  | 443   | true
          another port                      | [{port: 443}]                            | tcp  | 444   | false
          the port by another protocol      | [{port: 443}]                            | udp  | 443   | false
          a null protocol is TCP            | [{port: 443, protocol: null}]            | tcp  | 443   | true
          UDP                               | [{port: 53, protocol: UDP}]              | udp  | 53    | true
          UDP is not TCP                    | [{port: 53, protocol: UDP}]              | tcp  | 53    | false
          SCTP                              | [{port: 7777, protocol: SCTP}]           | sctp | 7777  | true
          no port is every port             | [{protocol: UDP}]                        | udp  | 1     | true
          no port is every port to the last | [{protocol: UDP}]                        | udp  | 65535 | true
          no port is one protocol only      | [{protocol: UDP}]                        | tcp  | 1     | false
          an empty item is all TCP          | [{}]                                     | tcp  | 8080  | true
          an empty item is TCP only         | [{}]                                     | udp  | 8080  | false
          an empty item is not ICMP         | [{}]                                     | icmp | 8     | false
          first of a range                  | [{port: 32000, endPort: 32768}]          | tcp  | 32000 | true
          last of a range                   | [{port: 32000, endPort: 32768}]          | tcp  | 32768 | true
          before a range                    | [{port: 32000, endPort: 32768}]          | tcp  | 31999 | false
          after a range                     | [{port: 32000, endPort: 32768}]          | tcp  | 32769 | false
          a range of one                    | [{port: 80, endPort: 80}]                | tcp  | 80    | true
          lowest port                       | [{port: 1}]                              | tcp  | 1     | true
          highest port                      | [{port: 65535}]                          | tcp  | 65535 | true
          one of two items                  | [{port: 53, protocol: UDP}, {port: 53}]  | tcp  | 53    | true
          the other of two items            | [{port: 53, protocol: UDP}, {port: 53}]  | udp  | 53    | true
          no items are every packet         | []                                       | icmp | 8     | true
          """)
  void ports(String row, String ports, String protocol, int port, boolean member) {
    PortMatch match = rule("{ports: " + ports + "}").ports();

    Packet packet = new Packet(Protocol.parse(protocol).orElseThrow(), port, 0);
    assertThat(match.packets().contains(packet)).isEqualTo(member);
    assertThat(match.named()).isEmpty();
  }

  @Test
  void any_source_port_will_do() {
    PortMatch match = rule("{ports: [{port: 443}]}").ports();

    assertThat(match.packets()).isSameAs(PacketSet.to(Protocol.TCP, 443));
  }

  @Test
  void a_named_port_stays_a_name() {
    PortMatch match =
        rule("{ports: [{port: metrics}, {port: dns, protocol: UDP}, {port: 80}]}").ports();

    assertThat(match.named())
        .containsExactly(
            new NamedPort(Protocol.TCP, "metrics"), new NamedPort(Protocol.UDP, "dns"));
    assertThat(match.packets()).isSameAs(PacketSet.to(Protocol.TCP, 80));
  }

  @Test
  void named_ports_alone_leave_no_packet_by_number() {
    assertThat(rule("{ports: [{port: metrics}]}").ports().packets().isEmpty()).isTrue();
  }

  @Test
  void rules_keep_their_order_and_tell_their_place() {
    Policy policy =
        Kube.onlyPolicy(
            """
            {podSelector: {}, policyTypes: [Egress],
            egress: [
            {ports: [{port: 1}]},

            {ports: [{port: 2}]}]}\
            """);

    assertThat(policy.direction()).isEqualTo(Direction.EGRESS);
    assertThat(policy.rules())
        .extracting(rule -> rule.where().place() + " " + rule.where().field())
        .containsExactly("dir/0.yaml:5 spec.egress[0]", "dir/0.yaml:7 spec.egress[1]");
    assertThat(policy.rules())
        .extracting(rule -> rule.ports().packets())
        .containsExactly(PacketSet.to(Protocol.TCP, 1), PacketSet.to(Protocol.TCP, 2));
  }

  private static Rule rule(String rule) {
    return Kube.onlyPolicy("{podSelector: {}, policyTypes: [Egress], egress: [" + rule + "]}")
        .rules()
        .getFirst();
  }

  private static Peers peers(String peers) {
    Policy ingress = Kube.onlyPolicy("{podSelector: {}, ingress: [{from: " + peers + "}]}");
    Peers from = ingress.rules().getFirst().peers();
    assertThat(rule("{to: " + peers + "}").peers()).isEqualTo(from);
    return from;
  }
}
