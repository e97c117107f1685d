package io.seawall.dialects.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.SharedTiers;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Calico documentation, "Network policy", "Global network policy", "Tier",
/// "Network set", "Global network set" and "Use service rules in policy".
class CalicoMeaningTest {
  private static final String SETS =
      Objects.object("GlobalNetworkSet", "{name: g, labels: {role: db}}", "{nets: [192.0.2.0/24]}");
  private static final String SET_OF_SHOP =
      Objects.object(
          "NetworkSet", "{name: s, namespace: shop, labels: {role: db}}", "{nets: [198.51.100.1]}");
  private static final String SET_OF_BANK =
      Objects.object(
          "NetworkSet",
          "{name: b, namespace: bank, labels: {role: db}}",
          "{nets: [203.0.113.0/28]}");
  private static final String HOST =
      Objects.object(
          "HostEndpoint",
          "{name: h, labels: {role: db}}",
          "{node: n, interfaceName: eth0, expectedIPs: [10.0.0.4]}");
  private static final String BANK =
      "{apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {team: money}}}";
  private static final String ACCOUNT =
      "{apiVersion: v1, kind: ServiceAccount, metadata: {name: api, namespace: shop, labels: {tier:"
          + " web}}}";

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                          ; ALLOW everybody
          {nets: [10.0.0.0/8]}                                        ; ALLOW 10.0.0.0/8
          {nets: [10.0.0.0/8, 192.0.2.0/24]}                          ; ALLOW (10.0.0.0/8 | 192.0.2.0/24)
          {notNets: [10.0.0.0/8]}                                     ; ALLOW not addresses [10.0.0.0/8]
          {nets: [10.0.0.0/8], notNets: [10.0.0.0/24]}                ; ALLOW (10.0.0.0/8 & not addresses [10.0.0.0/24])
          {selector: "app == 'db'"}                                   ; ALLOW pods shop app=db
          {selector: "all()"}                                         ; ALLOW pods shop *
          {notSelector: "app == 'db'"}                                ; ALLOW (pods shop * & not pods [*] app=db)
          {selector: "app == 'db' && has(x)"}                         ; ALLOW pods shop app=db,x
          {selector: "a == 'b' || c == 'd'"}                          ; ALLOW pods shop one of {a=b/c=d}
          {namespaceSelector: "all()"}                                ; ALLOW pods [kubernetes.io/metadata.name] *
          {namespaceSelector: "global()"}                             ; ALLOW pods [!kubernetes.io/metadata.name] *
          {namespaceSelector: "team == 'a'"}                          ; ALLOW pods [team=a] *
          {namespaceSelector: "team == 'a'", selector: "app == 'db'"} ; ALLOW pods [team=a] app=db
          {namespaceSelector: "projectcalico.org/name == 'bank'"}     ; ALLOW pods bank *
          {namespaceSelector: "has(projectcalico.org/name)"}          ; ALLOW pods [kubernetes.io/metadata.name] *
          {selector: "pcns.team == 'a'", namespaceSelector: "all()"}  ; ALLOW pods [kubernetes.io/metadata.name,team=a] *
          {selector: "pcns.team == 'a' || x == 'y'"}                  ; ALLOW (pods shop * & (pods [team=a] * | pods [*] x=y))
          {serviceAccounts: {names: [api]}}                           ; ALLOW pods shop projectcalico.org/serviceaccount=api
          {serviceAccounts: {}}                                       ; ALLOW everybody
          {domains: [example.com]}                                    ; ALLOW ?
          {services: {name: db}}                                      ; ALLOW ?
          """)
  void the_other_end_of_a_namespaced_policy(String destination, String rules) {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.namespaced(
                "{types: [Egress], egress: [{action: Allow, destination: " + destination + "}]}"));
    assertThat(Objects.rules(policy)).isEqualTo(rules);
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {selector: "role == 'db'"}                                  ; (pods [*] role=db | (addresses [10.0.0.4/32, 192.0.2.0/24, 198.51.100.1/32, 203.0.113.0/28]))
          {selector: "role == 'db'", namespaceSelector: "global()"}   ; (pods [!kubernetes.io/metadata.name] role=db | (addresses [10.0.0.4/32, 192.0.2.0/24]))
          {selector: "role == 'db'", namespaceSelector: "all()"}      ; (pods [kubernetes.io/metadata.name] role=db | (addresses [198.51.100.1/32, 203.0.113.0/28]))
          {selector: "role == 'db'", namespaceSelector: "team == 'money'"} ; (pods [team=money] role=db | (addresses [203.0.113.0/28] | (? & addresses [198.51.100.1/32])))
          {selector: "role == 'db' && projectcalico.org/namespace == 'shop'"} ; (pods shop role=db | (addresses [198.51.100.1/32]))
          {selector: "role == 'web'"}                                 ; pods [*] role=web
          {serviceAccounts: {selector: "tier == 'web'"}}              ; (pods [*] * & (pods shop projectcalico.org/serviceaccount=api | (? & (pods [*] * & not (pods shop projectcalico.org/serviceaccount=api)))))
          {serviceAccounts: {selector: "projectcalico.org/name == 'api'"}} ; (pods [*] * & pods [*] projectcalico.org/serviceaccount=api)
          """)
  void selectors_of_a_global_policy_mean_pods_sets_and_hosts(String source, String peers) {
    Policy policy =
        Objects.only(
            Direction.INGRESS,
            Objects.global("{ingress: [{action: Allow, source: " + source + "}]}"),
            SETS,
            SET_OF_SHOP,
            SET_OF_BANK,
            HOST,
            BANK,
            ACCOUNT);
    assertThat(PeersText.peers(policy.rules().getFirst().peers())).isEqualTo(peers);
  }

  @Test
  void a_selector_of_a_namespaced_policy_means_the_sets_of_its_namespace() {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.namespaced(
                "{egress: [{action: Deny, destination: {selector: \"role == 'db'\"}}]}"),
            SETS,
            SET_OF_SHOP,
            SET_OF_BANK);
    assertThat(Objects.rules(policy))
        .isEqualTo("DENY (pods shop role=db | (addresses [198.51.100.1/32]))");
  }

  @Test
  void a_set_that_is_there_twice_and_differs_gives_its_addresses_perhaps() {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.global(
                "{types: [Egress], egress: [{action: Allow, destination: {selector: \"role =="
                    + " 'db'\"}}]}"),
            SETS,
            SETS.replace("192.0.2.0/24", "192.0.2.0/25"));
    assertThat(Objects.rules(policy))
        .isEqualTo(
            "ALLOW (pods [*] role=db | ((? & addresses [192.0.2.0/24]) | (? & addresses"
                + " [192.0.2.0/25])))");
  }

  @ParameterizedTest(name = "{0} picks {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                         ; pods [*] *                           ; pods shop *
          {selector: "all()"}                                        ; pods [*] *                           ; pods shop *
          {selector: "app == 'web'"}                                 ; pods [*] app=web                     ; pods shop app=web
          {selector: "projectcalico.org/namespace == 'a'"}           ; pods a *                             ; pods [kubernetes.io/metadata.name=shop,kubernetes.io/metadata.name=a] *
          {serviceAccountSelector: "projectcalico.org/name == 'x'"}  ; (pods [*] * & pods [*] projectcalico.org/serviceaccount=x) ; (pods shop * & pods [*] projectcalico.org/serviceaccount=x)
          """)
  void the_pods_that_a_policy_picks(String spec, String global, String namespaced) {
    assertThat(PeersText.peers(Objects.only(Direction.INGRESS, Objects.global(spec)).subject()))
        .isEqualTo(global);
    assertThat(PeersText.peers(Objects.only(Direction.INGRESS, Objects.namespaced(spec)).subject()))
        .isEqualTo(namespaced);
  }

  @Test
  void a_global_policy_picks_pods_by_their_namespace() {
    Policy policy =
        Objects.only(
            Direction.INGRESS,
            Objects.global("{namespaceSelector: \"team == 'a'\", selector: \"app == 'web'\"}"));
    assertThat(PeersText.peers(policy.subject())).isEqualTo("pods [team=a] app=web");
  }

  @Test
  void the_own_end_narrows_a_rule() {
    Policy policy =
        Objects.only(
            Direction.INGRESS,
            Objects.namespaced(
                "{ingress: [{action: Deny, destination: {selector: \"app == 'db'\"}, source: {nets:"
                    + " [10.0.0.0/8]}}]}"));
    assertThat(Objects.rules(policy)).isEqualTo("DENY pods shop app=db -> 10.0.0.0/8");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                                      ; INGRESS
          {ingress: [{action: Allow}]}                            ; INGRESS
          {egress: [{action: Allow}]}                             ; EGRESS
          {ingress: [{action: Allow}], egress: [{action: Allow}]} ; INGRESS EGRESS
          {types: [Egress], ingress: [{action: Allow}]}           ; EGRESS
          {types: [Ingress, Egress]}                              ; INGRESS EGRESS
          """)
  void directions(String spec, String directions) {
    assertThat(
            Objects.policies(Objects.namespaced(spec)).stream()
                .map(policy -> policy.direction().name())
                .collect(Collectors.joining(" ")))
        .isEqualTo(directions);
  }

  @Test
  void stored_without_types_it_speaks_of_the_other_direction_perhaps() {
    List<Policy> policies =
        Objects.policies(
            Objects.global("{egress: [{action: Allow}]}")
                .replace("projectcalico.org/v3", "crd.projectcalico.org/v1"));
    assertThat(policies)
        .extracting(policy -> policy.direction() + " " + policy.subjectSure())
        .containsExactly("INGRESS false", "EGRESS true");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                            ; all
          protocol: TCP                                                 ; tcp *
          protocol: 6                                                   ; tcp *
          protocol: udplite                                             ; 136
          protocol: TCP, destination: {ports: [80, "443", "8000:8002"]} ; tcp 80,443,8000-8002
          protocol: TCP, destination: {notPorts: [80]}                  ; tcp 0-79,81-65535
          protocol: TCP, destination: {ports: ["1:100"], notPorts: [80]}; tcp 1-79,81-100
          protocol: ICMP                                                ; icmp
          protocol: ICMP, icmp: {type: 8}                               ; icmp 8
          protocol: ICMP, icmp: {type: 3, code: 1}                      ; icmp 3/1
          protocol: ICMP, notICMP: {type: 8}                            ; icmp but 8
          notProtocol: TCP                                              ; all but tcp
          """)
  void packets(String fields, String expected) {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.global(
                "{types: [Egress], egress: [{action: Allow"
                    + (fields.isEmpty() ? "" : ", " + fields)
                    + "}]}"));
    assertThat(policy.rules().getFirst().ports())
        .isEqualTo(new PortMatch(set(expected), List.of()));
    assertThat(Objects.rules(policy)).isEqualTo("ALLOW everybody");
  }

  private static PacketSet set(String text) {
    return switch (text) {
      case "all" -> PacketSet.ALL;
      case "136" -> PacketSet.of(new Protocol(136));
      case "icmp" -> PacketSet.of(Protocol.ICMP);
      case "icmp 8" -> PacketSet.icmp(Protocol.ICMP, 8, Optional.empty());
      case "icmp 3/1" -> PacketSet.icmp(Protocol.ICMP, 3, Optional.of(1));
      case "icmp but 8" ->
          PacketSet.of(Protocol.ICMP).minus(PacketSet.icmp(Protocol.ICMP, 8, Optional.empty()));
      case "all but tcp" -> PacketSet.ALL.minus(PacketSet.of(Protocol.TCP));
      case "tcp *" -> PacketSet.of(Protocol.TCP);
      default -> tcp(text.substring(4), Ports.ALL);
    };
  }

  private static PacketSet tcp(String ranges, Ports sources) {
    Ports ports = Ports.NONE;
    for (String range : ranges.split(",", -1)) {
      String[] ends = range.split("-", -1);
      ports =
          ports.or(Ports.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
    }
    return PacketSet.of(Protocol.TCP, ports, sources);
  }

  @Test
  void source_ports_narrow_the_packets() {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.global(
                "{types: [Egress], egress: [{action: Allow, protocol: TCP, source: {ports: [22]},"
                    + " destination: {ports: [80]}}]}"));
    assertThat(policy.rules().getFirst().ports().packets()).isEqualTo(tcp("80", Ports.of(22)));
  }

  @Test
  void a_named_port_is_that_of_the_receiver() {
    Policy policy =
        Objects.only(
            Direction.INGRESS,
            Objects.global(
                "{ingress: [{action: Allow, protocol: TCP, destination: {ports: [http, 22]}}]}"));
    assertThat(policy.rules().getFirst().ports())
        .isEqualTo(
            new PortMatch(
                PacketSet.to(Protocol.TCP, 22), List.of(new NamedPort(Protocol.TCP, "http"))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          http: {methods: [GET]}
          protocol: TCP, destination: {notPorts: [http]}
          protocol: TCP, source: {ports: [http]}
          protocol: TCP, source: {ports: [22]}, destination: {ports: [http]}
          notICMP: {type: 8}
          """)
  void what_hangs_on_more_than_the_packet_matches_perhaps(String fields) {
    Policy policy =
        Objects.only(
            Direction.INGRESS, Objects.global("{ingress: [{action: Allow, " + fields + "}]}"));
    assertThat(Objects.rules(policy)).isEqualTo("ALLOW (? & everybody)");
  }

  @Test
  void actions_and_their_order_stand_as_written() {
    Policy policy =
        Objects.only(
            Direction.INGRESS,
            Objects.global(
                "{ingress: [{action: Log}, {action: Deny}, {action: Pass}, {action: Allow}]}"));
    assertThat(policy.rules())
        .extracting(rule -> rule.verdict())
        .containsExactly(Verdict.DENY, Verdict.PASS, Verdict.ALLOW);
  }

  @Test
  void one_family_of_addresses() {
    Policy policy =
        Objects.only(
            Direction.INGRESS, Objects.global("{ingress: [{action: Allow, ipVersion: 6}]}"));
    assertThat(Objects.rules(policy)).isEqualTo("ALLOW (everybody & addresses [::/0])");
  }

  @Test
  void policies_of_the_tier_default_stand_beside_networkpolicies() {
    Policy policy = Objects.only(Direction.INGRESS, Objects.global("{order: 10.5}"));
    assertThat(policy.tier().isOneWith(SharedTiers.NETWORK_POLICY)).isTrue();
    assertThat(policy.tier().fold()).isEqualTo(Tier.Fold.FIRST_BY_NAME);
    assertThat(policy.priority()).isEqualTo(10.5);
    assertThat(policy.unmatched()).isEqualTo(Verdict.DENY);
    assertThat(policy.title()).isEqualTo("GlobalNetworkPolicy g");
  }

  @Test
  void without_an_order_a_policy_comes_last() {
    assertThat(Objects.only(Direction.INGRESS, Objects.global("{}")).priority())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void the_name_of_the_tier_default_before_that_of_a_policy_is_left_out() {
    assertThat(
            Objects.policies(
                Objects.object("GlobalNetworkPolicy", "{name: default.g}", "{tier: default}")))
        .extracting(Policy::title)
        .containsExactly("GlobalNetworkPolicy g");
  }

  @Test
  void policies_before_dnat_and_untracked_ones_say_nothing_of_pods() {
    assertThat(
            Objects.policies(
                Objects.global("{applyOnForward: true, preDNAT: true}"),
                Objects.global("{applyOnForward: true, doNotTrack: true}")))
        .isEmpty();
  }

  @Test
  void a_policy_of_the_whole_cluster_speaks_of_host_endpoints_where_there_are_some() {
    String policy = Objects.global("{selector: \"has(host)\", applyOnForward: true}");
    assertThat(Objects.policies(policy)).hasSize(1);
    List<NodePolicy> ofNodes =
        Objects.read(policy, HOST).value().kubernetes().guards().policies().stream()
            .filter(one -> one.stage() == NodePolicy.Stage.NORMAL)
            .toList();
    assertThat(ofNodes).hasSize(1).allMatch(NodePolicy::forwarded);
    assertThat(ofNodes.getFirst().policy().subject())
        .isEqualTo(new Peers.Nodes(new LabelTest.All(List.of(new LabelTest.Exists("host")))));
  }

  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {selector: {app:"
          + " db}, ports: [{port: 80, targetPort: 5432}, {port: 81, targetPort: admin}]}}";

  private static final String SLICE =
      "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: db-x, namespace: shop,"
          + " labels: {kubernetes.io/service-name: db}}, endpoints: [{addresses: [10.1.2.3]}],"
          + " ports: [{port: 5432, protocol: TCP}]}";

  @Test
  void a_service_means_the_pods_that_it_selects_at_their_ports() {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.namespaced(
                "{egress: [{action: Allow, destination: {services: {name: db, namespace: shop}}}]}"),
            SERVICE);
    assertThat(Objects.rules(policy)).isEqualTo("ALLOW pods shop app=db");
    assertThat(policy.rules().getFirst().ports())
        .isEqualTo(
            new PortMatch(
                PacketSet.to(Protocol.TCP, 5432), List.of(new NamedPort(Protocol.TCP, "admin"))));
  }

  @Test
  void a_service_means_the_endpoints_that_the_input_shows() {
    Policy policy =
        Objects.only(
            Direction.EGRESS,
            Objects.namespaced("{egress: [{action: Allow, destination: {services: {name: db}}}]}"),
            SERVICE,
            SLICE);
    assertThat(Objects.rules(policy)).isEqualTo("ALLOW addresses [10.1.2.3/32]");
    assertThat(policy.rules().getFirst().ports().packets())
        .isEqualTo(PacketSet.to(Protocol.TCP, 5432));
  }

  @Test
  void a_service_in_a_source_means_any_port() {
    Policy policy =
        Objects.only(
            Direction.INGRESS,
            Objects.namespaced("{ingress: [{action: Allow, source: {services: {name: db}}}]}"),
            SERVICE);
    assertThat(Objects.rules(policy)).isEqualTo("ALLOW pods shop app=db");
    assertThat(policy.rules().getFirst().ports()).isEqualTo(PortMatch.ALL);
  }
}
