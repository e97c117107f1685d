package io.seawall.dialects.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.SharedTiers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
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

/// Source of the tables: Cilium documentation, "Layer 3 Policies", "Layer 4 Policies", "Layer 7
/// Policies", "Deny Policies" and "Policy Enforcement Modes"; Cilium source, pkg/policy/api and
/// pkg/k8s/apis/cilium.io/utils.
class CiliumMeaningTest {
  @ParameterizedTest(name = "egress: {0} means {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                                            ; ''
          {toPorts: [{ports: [{port: "80"}]}]}                          ; ALLOW everybody
          {toPorts: []}                                                 ; ''
          {toEndpoints: null}                                           ; ''
          {toEndpoints: []}                                             ; ''
          {toEndpoints: [{}]}                                           ; ALLOW pods shop *
          {toEndpoints: [], toPorts: [{ports: [{port: "80"}]}]}         ; ''
          {toEndpoints: null, toPorts: [{ports: [{port: "80"}]}]}       ; ALLOW everybody
          {toEndpoints: [{matchLabels: {app: db}}]}                     ; ALLOW pods shop app=db
          {toEndpoints: [{matchLabels: {"k8s:app": db}}]}               ; ALLOW pods shop app=db
          {toEndpoints: [{matchLabels: {"any:app": db}}, {}]}           ; ALLOW (pods shop app=db | pods shop *)
          {toEndpoints: [{matchLabels: {"container:app": db}}]}         ; ALLOW pods shop one of {}
          {toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": bank}}]}                     ; ALLOW pods bank *
          {toEndpoints: [{matchLabels: {io.kubernetes.pod.namespace: bank, app: db}}]}                  ; ALLOW pods bank app=db
          {toEndpoints: [{matchExpressions: [{key: io.kubernetes.pod.namespace, operator: Exists}]}]}   ; ALLOW pods [kubernetes.io/metadata.name] *
          {toEndpoints: [{matchLabels: {"k8s:io.cilium.k8s.namespace.labels.team": a}}]}                ; ALLOW pods [team=a] *
          {toEndpoints: [{matchLabels: {io.cilium.k8s.policy.serviceaccount: db}}]}                     ; ALLOW pods shop io.cilium.k8s.policy.serviceaccount=db
          {toEndpoints: [{matchLabels: {io.cilium.k8s.policy.cluster: default}}]}                       ; ALLOW pods shop io.cilium.k8s.policy.cluster=default
          {toEndpoints: [{matchLabels: {io.cilium.k8s.policy.cluster: other}}]}                         ; ALLOW (? & pods shop *)
          {toEndpoints: [{matchLabels: {pod-template-hash: abc, app: db}}]}                             ; ALLOW (? & pods shop app=db)
          {toEndpoints: [{matchLabels: {app.kubernetes.io/name: db}}]}  ; ALLOW pods shop app.kubernetes.io/name=db
          {toEndpoints: [{matchLabels: {"reserved:host": ""}}]}         ; ALLOW (? & (nodes * | (? & addresses [169.254.10.10/31])))
          {toEndpoints: [{matchLabels: {"reserved:world": ""}}]}        ; ALLOW (outside & not (? & addresses [169.254.10.10/31]))
          {toEndpoints: [{matchLabels: {"reserved:host": "", app: db}}]}; ALLOW ?
          {toEntities: [all]}                                           ; ALLOW everybody
          {toEntities: [world]}                                         ; ALLOW (outside & not (? & addresses [169.254.10.10/31]))
          {toEntities: [world-ipv6]}                                    ; ALLOW (? & (outside & addresses [::/0]))
          {toEntities: [host]}                                          ; ALLOW (? & (nodes * | (? & addresses [169.254.10.10/31])))
          {toEntities: [host, remote-node]}                             ; ALLOW (nodes * | (? & addresses [169.254.10.10/31]))
          {toEntities: [none]}                                          ; ALLOW ()
          {toEntities: [health]}                                        ; ALLOW ()
          {toEntities: []}                                              ; ''
          {toCIDR: [10.0.0.1]}                                          ; ALLOW 10.0.0.1/32
          {toCIDR: [10.0.0.0/8, "fd00::/8"]}                            ; ALLOW (10.0.0.0/8 | fd00::/8)
          {toCIDRSet: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}]}      ; ALLOW 10.0.0.0/8 but [10.1.0.0/16]
          {toCIDRSet: [{cidrGroupRef: g}]}                              ; ALLOW (? & outside)
          {toFQDNs: [{matchName: a.example}]}                           ; ALLOW (? & outside)
          {toFQDNs: [{matchPattern: "*.example"}]}                      ; ALLOW (? & outside)
          {toGroups: [{aws: {}}]}                                       ; ALLOW (? & outside)
          {toNodes: [{matchLabels: {a: b}}]}                            ; ALLOW (? & nodes a=b)
          {toServices: [{k8sService: {serviceName: a}}]}                ; ALLOW (? & not nodes *)
          {toRequires: [{matchLabels: {a: b}}]}                         ; DENY (? & (pods [*] * & not (pods shop a=b)))
          {toEntities: [world], authentication: {mode: required}}       ; ALLOW (? & (outside & not (? & addresses [169.254.10.10/31])))
          {toEntities: [world], authentication: {mode: disabled}}       ; ALLOW (outside & not (? & addresses [169.254.10.10/31]))
          {toEntities: [world], authentication: {mode: test-always-fail}}                               ; ''
          {toEntities: [world], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{}]}}]} ; ALLOW (sending one of {method} & (outside & not (? & addresses [169.254.10.10/31])))
          {toEntities: [world], toPorts: [{ports: [{port: "53"}], rules: {dns: [{matchPattern: "*"}]}}]}; ALLOW (outside & not (? & addresses [169.254.10.10/31]))
          {toEntities: [world], toPorts: [{ports: [{port: "53"}], rules: {dns: [{matchName: a.b}]}}]}   ; ALLOW (? & (outside & not (? & addresses [169.254.10.10/31])))
          {toEntities: [world], toPorts: [{ports: [{port: "443", protocol: TCP}], serverNames: [a.b]}]} ; ALLOW (? & (outside & not (? & addresses [169.254.10.10/31])))
          {toEntities: [world], toPorts: [{ports: [{port: "80"}], listener: {name: a}}]}                ; ALLOW (? & (outside & not (? & addresses [169.254.10.10/31])))
          {toEntities: [world], toPorts: [{}]}                          ; ALLOW (? & (outside & not (? & addresses [169.254.10.10/31])))
          """)
  void what_a_rule_means(String rule, String meaning) {
    Policy policy = Cnp.egress(Cnp.namespaced("{endpointSelector: {}, egress: [" + rule + "]}"));
    assertThat(Cnp.rules(policy)).isEqualTo(meaning);
    assertThat(policy.unmatched()).isEqualTo(Verdict.DENY);
    assertThat(policy.subjectSure()).isTrue();
    assertThat(policy.tier()).isEqualTo(SharedTiers.NETWORK_POLICY);
  }

  /// "Policy Enforcement Modes", warning: `enableDefaultDeny` does not apply to layer 7.
  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {port: "80", protocol: TCP}], rules: {http: [{method: GET}]}  ; 'ALLOW (sending one of {method=GET} & pods shop *); DENY (? & pods shop *)'
          {port: "53"}], rules: {dns: [{matchName: a.b}]}               ; 'ALLOW (? & pods shop *); DENY (? & pods shop *)'
          {port: "53"}], rules: {dns: [{matchPattern: "*"}]}            ; ALLOW pods shop *
          {port: "80", protocol: TCP}]                                  ; ALLOW pods shop *
          """)
  void the_proxy_drops_even_what_nobody_isolates(String ports, String meaning) {
    Policy policy =
        Cnp.egress(
            Cnp.namespaced(
                "{endpointSelector: {}, enableDefaultDeny: {egress: false}, egress: [{toEndpoints: [{}],"
                    + " toPorts: [{ports: ["
                    + ports
                    + "}]}]}"));
    assertThat(Cnp.rules(policy)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                                                ; ''
          {ingress: []}                                                     ; ''
          {ingress: [{}]}                                                   ; INGRESS DENY
          {egress: [{}]}                                                    ; EGRESS DENY
          {ingressDeny: [{}]}                                               ; INGRESS DENY
          {ingress: [{}], egressDeny: [{toEntities: [world]}]}              ; INGRESS DENY, EGRESS DENY
          {egressDeny: [{}], enableDefaultDeny: {egress: false}}            ; EGRESS PASS
          {egress: [{}], enableDefaultDeny: {ingress: true}}                ; INGRESS DENY, EGRESS DENY
          {enableDefaultDeny: {ingress: true, egress: false}}               ; INGRESS DENY
          """)
  void whom_it_isolates(String rest, String expected) {
    String inner = rest.substring(1, rest.length() - 1);
    String spec = "{endpointSelector: {}" + (inner.isEmpty() ? "" : ", " + inner) + "}";
    assertThat(
            Cnp.policies(Cnp.namespaced(spec)).stream()
                .map(policy -> policy.direction() + " " + policy.unmatched())
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} selects {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          namespaced ; {}                                                                ; pods shop *                                        ; true
          namespaced ; {matchLabels: {app: a}}                                           ; pods shop app=a                                    ; true
          namespaced ; {matchLabels: {"k8s:io.kubernetes.pod.namespace": bank}}          ; pods shop *                                        ; true
          namespaced ; {matchLabels: {io.kubernetes.pod.namespace: bank}}                ; pods [kubernetes.io/metadata.name=bank,kubernetes.io/metadata.name=shop] * ; true
          namespaced ; {matchLabels: {pod-template-hash: x}}                             ; pods shop *                                        ; false
          clusterwide; {}                                                                ; pods [*] *                                         ; true
          clusterwide; {matchLabels: {"k8s:io.kubernetes.pod.namespace": bank, app: a}}  ; pods bank app=a                                    ; true
          clusterwide; {matchLabels: {"reserved:ingress": ""}}                           ; pods [*] one of {}                                 ; true
          clusterwide; {matchExpressions: [{key: "reserved:init", operator: DoesNotExist}]} ; pods [*] *                                      ; true
          """)
  void whom_it_selects(String kind, String selector, String subject, boolean sure) {
    String spec = "{endpointSelector: " + selector + ", egress: [{}]}";
    Policy policy =
        Cnp.egress(kind.equals("namespaced") ? Cnp.namespaced(spec) : Cnp.clusterwide(spec));
    assertThat(PeersText.peers(policy.subject())).isEqualTo(subject);
    assertThat(policy.subjectSure()).isEqualTo(sure);
  }

  @Test
  void peers_of_a_clusterwide_policy_are_in_any_namespace() {
    Policy policy =
        Cnp.egress(
            Cnp.clusterwide(
                "{endpointSelector: {}, egress: [{toEndpoints: [{}, {matchLabels: {a: b}}]}]}"));
    assertThat(Cnp.rules(policy)).isEqualTo("ALLOW (pods [*] * | pods [*] a=b)");
    assertThat(policy.namespace()).isEmpty();
  }

  @Test
  void denies_and_each_item_of_specs() {
    List<Policy> policies =
        Cnp.policies(
            """
            {apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p},
             specs: [{endpointSelector: {}, egress: [{toEntities: [all]}],
                      egressDeny: [{toCIDR: [10.0.0.0/8]}]},
                     {endpointSelector: {}, ingressDeny: [{fromEndpoints: [{}]}]}]}
            """);
    assertThat(policies.stream().map(Cnp::rules))
        .containsExactly("DENY 10.0.0.0/8; ALLOW everybody", "DENY pods default *");
    assertThat(policies.stream().map(Policy::title)).containsOnly("CiliumNetworkPolicy default/p");
  }

  private static io.seawall.model.policy.PortMatch ports(String item) {
    Policy policy = Cnp.egress(Cnp.namespaced("{endpointSelector: {}, egress: [{" + item + "}]}"));
    return policy.rules().getFirst().ports();
  }

  @Test
  void ports() {
    PacketSet any =
        PacketSet.to(Protocol.TCP, 80)
            .or(PacketSet.to(Protocol.UDP, 80))
            .or(PacketSet.to(Protocol.SCTP, 80));
    assertThat(ports("toPorts: [{ports: [{port: \"80\"}]}]").packets()).isEqualTo(any);
    assertThat(ports("toPorts: [{ports: [{port: \"80\", protocol: ANY}]}]").packets())
        .isEqualTo(any);
    assertThat(ports("toPorts: [{ports: [{port: \"0\", protocol: UDP}]}]").packets())
        .isEqualTo(PacketSet.of(Protocol.UDP));
    var range = ports("toPorts: [{ports: [{port: \"80\", endPort: 90, protocol: TCP}]}]");
    assertThat(range.packets())
        .isEqualTo(PacketSet.of(Protocol.TCP, Ports.range(80, 90), Ports.ALL));
    assertThat(range.beyondFirst())
        .isEqualTo(PacketSet.of(Protocol.TCP, Ports.range(81, 90), Ports.ALL));
    assertThat(ports("toPorts: [{ports: [{port: HTTP, protocol: TCP}]}]").named())
        .containsExactly(new NamedPort(Protocol.TCP, "http"));
    assertThat(ports("icmps: [{fields: [{type: 8}, {type: EchoRequest, family: IPv6}]}]").packets())
        .isEqualTo(
            PacketSet.icmp(Protocol.ICMP, 8, Optional.empty())
                .or(PacketSet.icmp(Protocol.ICMPV6, 128, Optional.empty())));
  }

  private static final String SERVICE =
      """
      {apiVersion: v1, kind: Service, metadata: {name: api, namespace: bank, labels: {a: b}},
       spec: {selector: {app: api}, ports: [{port: 80}]}}
      """;
  private static final String BARE =
      """
      {apiVersion: v1, kind: Service, metadata: {name: db, namespace: bank},
       spec: {ports: [{port: 80}]}}
      """;
  private static final String SLICE =
      """
      {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
       metadata: {name: db-x, namespace: bank, labels: {kubernetes.io/service-name: db}},
       endpoints: [{addresses: ["203.0.113.7"]}]}
      """;
  private static final String API_SERVER =
      """
      {apiVersion: v1, kind: Endpoints, metadata: {name: kubernetes, namespace: default},
       subsets: [{addresses: [{ip: 10.0.0.9}]}]}
      """;
  private static final String GROUP =
      """
      {apiVersion: cilium.io/v2alpha1, kind: CiliumCIDRGroup, metadata: {name: g, labels: {a: b}},
       spec: {externalCIDRs: [10.0.0.0/8, 192.0.2.1]}}
      """;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {toServices: [{k8sService: {serviceName: api, namespace: bank}}]}        ; ALLOW pods bank app=api
          {toServices: [{k8sService: {serviceName: api}}]}                         ; ALLOW pods bank app=api
          {toServices: [{k8sServiceSelector: {selector: {matchLabels: {a: b}}}}]}  ; ALLOW pods bank app=api
          {toServices: [{k8sService: {serviceName: db, namespace: bank}}]}         ; ALLOW 203.0.113.7/32
          {toServices: [{k8sService: {serviceName: db, namespace: shop}}]}         ; ALLOW (? & not nodes *)
          {toServices: [{k8sService: {serviceName: db}}], toPorts: [{ports: [{port: "1"}]}]} ; ALLOW ?
          {toEntities: [kube-apiserver]}                                           ; ALLOW addresses [10.0.0.9/32]
          {toEntities: [cluster]}                                                  ; ALLOW (not outside | addresses [10.0.0.9/32] | (? & addresses [169.254.10.10/31]))
          {toCIDRSet: [{cidrGroupRef: g, except: [10.1.0.0/16]}]}                  ; ALLOW (10.0.0.0/8 but [10.1.0.0/16] | 192.0.2.1/32 but [10.1.0.0/16])
          {toCIDRSet: [{cidrGroupSelector: {matchLabels: {a: b}}}]}                ; ALLOW (10.0.0.0/8 | 192.0.2.1/32)
          {toCIDRSet: [{cidrGroupSelector: {matchLabels: {a: c}}}]}                ; ALLOW (? & outside)
          """)
  void what_it_refers_to(String rule, String meaning) {
    Policy policy =
        Cnp.egress(
            SERVICE,
            BARE,
            SLICE,
            API_SERVER,
            GROUP,
            Cnp.namespaced("{endpointSelector: {}, egress: [" + rule + "]}"));
    assertThat(Cnp.rules(policy)).isEqualTo(meaning);
  }
}
