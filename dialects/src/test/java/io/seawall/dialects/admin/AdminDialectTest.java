package io.seawall.dialects.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.kubernetes.Flow;
import io.seawall.model.AddressBounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Network Policy API, the types of each kind and their validation rules.
class AdminDialectTest {
  private static Parsed<Facts> read(String kind, String name, String spec) {
    Dialect.Reading reading = new AdminDialect().open();
    String version = kind.equals("ClusterNetworkPolicy") ? "v1alpha2" : "v1alpha1";
    boolean taken =
        reading.accept(
            new Document(
                "dir/0.yaml",
                Flow.mapping(
                    "{apiVersion: policy.networking.k8s.io/"
                        + version
                        + ", kind: "
                        + kind
                        + ", metadata: {name: "
                        + name
                        + "}, spec: "
                        + spec
                        + "}")));
    assertThat(taken).isTrue();
    return reading.close();
  }

  private static List<Policy> policies(String kind, String spec) {
    return read(kind, "default", spec).value().kubernetes().policies();
  }

  private static Policy egress(String rules) {
    String spec = "{tier: Admin, priority: 7, subject: {namespaces: {}}, egress: [" + rules + "]}";
    List<Policy> policies = policies("ClusterNetworkPolicy", spec);
    assertThat(policies).hasSize(1);
    return policies.getFirst();
  }

  @Test
  void a_policy_speaks_of_the_directions_that_have_rules() {
    String rule = "{action: Deny, %s: [{namespaces: {}}]}";
    String both =
        "{priority: 3, subject: {namespaces: {}}, ingress: ["
            + rule.formatted("from")
            + "], egress: ["
            + rule.formatted("to")
            + "]}";
    assertThat(policies("AdminNetworkPolicy", both))
        .extracting(Policy::direction)
        .containsExactly(Direction.INGRESS, Direction.EGRESS);
    assertThat(policies("AdminNetworkPolicy", "{priority: 3, subject: {namespaces: {}}}"))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}, tier {1}")
  @CsvSource({
    "AdminNetworkPolicy,'', Allow, Admin",
    "BaselineAdminNetworkPolicy, '', Allow, Baseline",
    "ClusterNetworkPolicy, 'tier: Admin,', Accept, Admin",
    "ClusterNetworkPolicy, 'tier: Baseline,', Accept, Baseline"
  })
  void each_kind_stands_in_its_tier(String kind, String tier, String action, String expected) {
    String priority = kind.startsWith("Baseline") ? "" : "priority: 9,";
    String spec =
        "{"
            + tier
            + priority
            + " subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}},"
            + " egress: [{action: "
            + action
            + ", to: [{namespaces: {}}]}]}";
    List<Policy> policies = policies(kind, spec);
    assertThat(policies).hasSize(1);
    Policy policy = policies.getFirst();
    assertThat(policy.tier().name()).isEqualTo(expected);
    assertThat(policy.unmatched()).isEqualTo(Verdict.PASS);
    assertThat(((Peers.Pods) policy.subject()).labels()).isEqualTo(LabelTest.equalTo("app", "web"));
    assertThat(policy.subjectSure()).isTrue();
    assertThat(policy.rules().getFirst().verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void networks_are_addresses_inside_the_cluster_too_and_nodes_are_nodes() {
    Policy policy =
        egress(
            "{action: Deny, to: [{networks: [10.0.0.0/8, \"fd00::/8\"]}, {nodes: {}}]},"
                + "{action: Accept, to: [{domainNames: [*.example.com]}]}");
    assertThat(policy.rules().getFirst().peers())
        .isEqualTo(
            new Peers.AnyOf(
                List.of(
                    new Peers.Addresses(
                        AddressBounds.exactly(AddressSet.ofBlocks("10.0.0.0/8", "fd00::/8"))),
                    new Peers.Nodes(LabelTest.any()))));
    assertThat(policy.rules().getLast().peers()).isInstanceOf(Peers.Unknown.class);
  }

  @Test
  void ports_are_numbers_ranges_whole_protocols_and_names_of_any_protocol() {
    Policy policy =
        egress(
            "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number:"
                + " 80}}}, {udp: {destinationPort: {range: {start: 53, end: 55}}}}, {sctp: {}},"
                + " {destinationNamedPort: web}]}");
    assertThat(policy.rules().getFirst().ports().packets())
        .isEqualTo(
            PacketSet.to(Protocol.TCP, 80)
                .or(PacketSet.of(Protocol.UDP, Ports.range(53, 55), Ports.ALL))
                .or(PacketSet.of(Protocol.SCTP, Ports.ALL, Ports.ALL)));
    assertThat(policy.rules().getFirst().ports().named())
        .containsExactlyInAnyOrder(
            new NamedPort(Protocol.TCP, "web"),
            new NamedPort(Protocol.UDP, "web"),
            new NamedPort(Protocol.SCTP, "web"));
  }

  @Test
  void a_kind_of_peer_that_is_not_known_closes_or_does_not() {
    assertThat(egress("{action: Accept, to: [{services: {}}]}").rules())
        .allSatisfy(rule -> assertThat(rule.peers()).isInstanceOf(Peers.Unknown.class))
        .extracting(rule -> rule.verdict())
        .containsExactly(Verdict.ALLOW);
    assertThat(egress("{action: Deny, to: [{namespaces: {}}, {services: {}}]}").rules())
        .extracting(rule -> rule.verdict())
        .containsExactly(Verdict.DENY, Verdict.DENY);
    assertThat(egress("{action: Pass, to: [{services: {}}]}").rules())
        .extracting(rule -> rule.verdict())
        .containsExactly(Verdict.PASS, Verdict.DENY);
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ClusterNetworkPolicy | BAD_TIER      | {tier: Middle, priority: 1, subject: {namespaces: {}}}
          ClusterNetworkPolicy | BAD_TIER      | {priority: 1, subject: {namespaces: {}}}
          ClusterNetworkPolicy | MISSING_FIELD | {tier: Admin, subject: {namespaces: {}}}
          ClusterNetworkPolicy | WRONG_TYPE    | {tier: Admin, priority: 1001, subject: {namespaces: {}}}
          ClusterNetworkPolicy | MISSING_FIELD | {tier: Admin, priority: 1}
          ClusterNetworkPolicy | ONE_OF        | {tier: Admin, priority: 1, subject: {}}
          ClusterNetworkPolicy | ONE_OF        | {tier: Admin, priority: 1, subject: {namespaces: {}, pods: {podSelector: {}}}}
          ClusterNetworkPolicy | BAD_ACTION    | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Allow, to: [{namespaces: {}}]}]}
          AdminNetworkPolicy   | BAD_ACTION    | {priority: 1, subject: {namespaces: {}}, egress: [{action: Accept, to: [{namespaces: {}}]}]}
          BaselineAdminNetworkPolicy | BAD_ACTION | {subject: {namespaces: {}}, egress: [{action: Pass, to: [{namespaces: {}}]}]}
          ClusterNetworkPolicy | BAD_PEERS     | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: []}]}
          ClusterNetworkPolicy | ONE_OF        | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{}]}]}
          ClusterNetworkPolicy | ONE_OF        | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}, networks: [10.0.0.0/8]}]}]}
          ClusterNetworkPolicy | BAD_CIDR      | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.0.0.1/8]}]}]}
          ClusterNetworkPolicy | BAD_DOMAIN    | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Accept, to: [{domainNames: [com]}]}]}
          ClusterNetworkPolicy | BAD_ACTION    | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{domainNames: [example.com]}]}]}
          ClusterNetworkPolicy | PORT_RANGE    | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 9, end: 9}}}}]}]}
          ClusterNetworkPolicy | UNKNOWN_FIELD | {tier: Admin, priority: 1, subject: {namespaces: {}}, ports: []}
          """)
  void what_the_api_server_refuses_is_in_doubt(String kind, String code, String spec) {
    Parsed<Facts> parsed = read(kind, "default", spec);
    assertThat(parsed.diagnostics()).extracting(Diagnostic::code).contains(code);
    assertThat(parsed.value().kubernetes().policies())
        .hasSize(2)
        .noneMatch(Policy::subjectSure)
        .allSatisfy(policy ->
            assertThat(policy.rules())
                .extracting(rule -> rule.verdict())
                .containsExactly(Verdict.ALLOW, Verdict.DENY));
  }

  @Test
  void there_is_one_baseline_policy_and_its_name_is_default() {
    Parsed<Facts> parsed =
        read("BaselineAdminNetworkPolicy", "other", "{subject: {namespaces: {}}}");
    assertThat(parsed.diagnostics()).extracting(Diagnostic::code).containsExactly("BAD_NAME");
  }

  @Test
  void the_name_of_a_port_beside_networks_is_refused_by_some() {
    Policy policy =
        egress(
            "{action: Deny, to: [{networks: [10.0.0.0/8]}], protocols: [{destinationNamedPort:"
                + " web}]}");
    assertThat(policy.subjectSure()).isFalse();
    assertThat(policy.rules()).hasSize(1);
  }
}
