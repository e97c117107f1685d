package io.seawall.dialects.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.kubernetes.Kube;
import io.seawall.model.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Cilium source, pkg/policy/api, `Sanitize` of each type.
class CiliumReaderTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                                                             ; ONE_OF
          {endpointSelector: {}, nodeSelector: {}}                                       ; ONE_OF
          {nodeSelector: {}}                                                             ; BAD_SUBJECT
          {endpointSelector: {}, egres: []}                                              ; UNKNOWN_FIELD
          {endpointSelector: {matchLabels: {"k8s:a b": c}}}                              ; BAD_SELECTOR
          {endpointSelector: {}, egress: [{toEntities: [wrold]}]}                        ; BAD_ENTITY
          {endpointSelector: {}, egress: [{toCIDR: [10.0.0.0/33]}]}                      ; BAD_CIDR
          {endpointSelector: {}, egress: [{toCIDRSet: [{cidr: 10.0.0.1}]}]}              ; BAD_CIDR
          {endpointSelector: {}, egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, except: [11.0.0.0/8]}]}]}   ; BAD_CIDR
          {endpointSelector: {}, egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, cidrGroupRef: a}]}]}        ; ONE_OF
          {endpointSelector: {}, egress: [{toEntities: [all], toCIDR: [10.0.0.0/8]}]}    ; ONE_OF
          {endpointSelector: {}, egress: [{fromEntities: [all]}]}                        ; UNKNOWN_FIELD
          {endpointSelector: {}, ingress: [{toEndpoints: [{}]}]}                         ; UNKNOWN_FIELD
          {endpointSelector: {}, egress: [{toFQDNs: [{}]}]}                              ; ONE_OF
          {endpointSelector: {}, egress: [{toServices: [{}]}]}                           ; ONE_OF
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{}]}]}]}                   ; MISSING_FIELD
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: 80}]}]}]}           ; WRONG_TYPE
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "65536"}]}]}]}      ; PORT_RANGE
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "1", protocol: ICMP}]}]}]}       ; BAD_PROTOCOL
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "1"}]}], icmps: [{fields: [{type: 8}]}]}]} ; ONE_OF
          {endpointSelector: {}, egress: [{icmps: [{fields: [{type: Pong}]}]}]}          ; BAD_ICMP
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "1", protocol: UDP}], rules: {http: [{}]}}]}]} ; BAD_PORTS
          {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "0", protocol: TCP}], rules: {http: [{}]}}]}]} ; BAD_PORTS
          {endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: "53"}], rules: {dns: [{}]}}]}]} ; BAD_PORTS
          {endpointSelector: {}, egressDeny: [{toPorts: [{ports: [{port: "53"}], rules: {dns: [{}]}}]}]} ; UNKNOWN_FIELD
          {endpointSelector: {}, egress: [{authentication: {mode: maybe}}]}              ; BAD_MODE
          """)
  void what_cilium_refuses_is_in_doubt(String spec, String code) {
    var read = Cnp.read(Cnp.namespaced(spec));
    assertThat(read.diagnostics()).extracting(complaint -> complaint.code()).contains(code);
    assertThat(read.value().kubernetes().policies())
        .hasSize(2)
        .noneMatch(Policy::subjectSure)
        .allMatch(policy -> Cnp.rules(policy).equals("ALLOW ?; DENY ?"))
        .allMatch(policy -> PeersText.peers(policy.subject()).equals("pods shop *"));
  }

  @Test
  void a_policy_that_guards_nodes_is_named_and_says_nothing_of_pods() {
    var read = Cnp.read(Cnp.clusterwide("{nodeSelector: {}, egress: [{toEntities: [all]}]}"));
    assertThat(read.value().kubernetes().policies()).isEmpty();
    assertThat(read.value().kubernetes().guards().policies()).hasSize(1);
    assertThat(Kube.messages(read.diagnostics()))
        .isEqualTo(
            """
            dir/0.yaml:1: warning: CiliumClusterwideNetworkPolicy p,  [HOST_POLICY]
              found a policy that guards nodes, expected the firewall of nodes
              help: it is in force perhaps: whether the firewall of nodes is on (kubectl get configmap -n kube-system\
             cilium-config -o yaml)
            """);
  }

  @Test
  void a_version_that_nobody_serves_and_an_object_without_rules_are_in_doubt() {
    var read =
        Cnp.read(
            "{apiVersion: cilium.io/v1, kind: CiliumClusterwideNetworkPolicy, metadata: {name: p}}");
    assertThat(Kube.messages(read.diagnostics()))
        .isEqualTo(
            """
            dir/0.yaml:1: error: CiliumClusterwideNetworkPolicy p, apiVersion [API_NOT_SERVED]
              found cilium.io/v1, expected cilium.io/v2
              help: no release of Cilium serves it
            dir/0.yaml:1: error: CiliumClusterwideNetworkPolicy p, spec [MISSING_FIELD]
              found neither spec nor specs, expected the rules
              help:\s
            """);
    assertThat(read.value().kubernetes().policies())
        .hasSize(2)
        .allMatch(policy -> PeersText.peers(policy.subject()).equals("pods [*] *"));
  }

  @Test
  void an_entity_that_does_not_exist() {
    var read = Cnp.read(Cnp.namespaced("{endpointSelector: {}, egress: [{toEntities: [wrold]}]}"));
    assertThat(Kube.messages(read.diagnostics()))
        .isEqualTo(
            """
            dir/0.yaml:3: error: CiliumNetworkPolicy shop/p, spec.egress[0].toEntities[0] [BAD_ENTITY]
              found the text "wrold", expected all, world, world-ipv4, world-ipv6, cluster, host,\
             remote-node, kube-apiserver, init, health, unmanaged, ingress, none
              help:\s
            """);
  }
}
