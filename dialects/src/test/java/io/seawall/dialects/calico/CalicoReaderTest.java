package io.seawall.dialects.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Calico documentation, "Network policy" and "Global network policy"; Calico
/// source, libcalico-go/lib/validator/v3.
class CalicoReaderTest {
  @ParameterizedTest(name = "{0}: {1} at {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {selector: "a = 'b'"}                                   ; BAD_SELECTOR    ; spec.selector
          {selector: "global()"}                                  ; BAD_SELECTOR    ; spec.selector
          {types: [ingress]}                                      ; BAD_POLICY_TYPE ; spec.types[0]
          {types: [Egress, Egress]}                               ; BAD_POLICY_TYPE ; spec.types[1]
          {order: first}                                          ; WRONG_TYPE      ; spec.order
          {namespaceSelector: "all()"}                            ; UNKNOWN_FIELD   ; spec.namespaceSelector
          {applyOnForward: true}                                  ; UNKNOWN_FIELD   ; spec.applyOnForward
          {ingress: [{}]}                                         ; BAD_ACTION      ; spec.ingress[0].action
          {ingress: [{action: allow}]}                            ; BAD_ACTION      ; spec.ingress[0].action
          {ingress: [{action: Allow, from: []}]}                  ; UNKNOWN_FIELD   ; spec.ingress[0].from
          {ingress: [{action: Allow, protocol: HTTP}]}            ; BAD_PROTOCOL    ; spec.ingress[0].protocol
          {ingress: [{action: Allow, protocol: 256}]}             ; BAD_PROTOCOL    ; spec.ingress[0].protocol
          {ingress: [{action: Allow, destination: {ports: [80]}}]}; BAD_RULE        ; spec.ingress[0].protocol
          {ingress: [{action: Allow, protocol: ICMP, source: {ports: [80]}}]}   ; BAD_RULE ; spec.ingress[0].protocol
          {ingress: [{action: Allow, protocol: TCP, destination: {ports: [0]}}]}; PORT_RANGE ; spec.ingress[0].destination.ports[0]
          {ingress: [{action: Allow, protocol: TCP, destination: {ports: ["9:8"]}}]}; PORT_RANGE ; spec.ingress[0].destination.ports[0]
          {ingress: [{action: Allow, icmp: {type: 8}}]}           ; BAD_RULE        ; spec.ingress[0].protocol
          {ingress: [{action: Allow, protocol: ICMP, icmp: {code: 1}}]} ; BAD_RULE  ; spec.ingress[0].icmp
          {ingress: [{action: Allow, ipVersion: 5}]}              ; BAD_RULE        ; spec.ingress[0].ipVersion
          {ingress: [{action: Allow, source: {nets: [10.0.0.1]}}]}; BAD_CIDR        ; spec.ingress[0].source.nets[0]
          {ingress: [{action: Allow, source: {nets: ["10.0.0.0/8", "fd00::/8"]}}]}; BAD_RULE ; spec.ingress[0]
          {ingress: [{action: Allow, source: {namespaceSelector: "global() && a == 'b'"}}]} ; BAD_SELECTOR ; spec.ingress[0].source.namespaceSelector
          {ingress: [{action: Allow, destination: {services: {name: x}}}]} ; BAD_RULE ; spec.ingress[0].destination
          {egress: [{action: Allow, destination: {services: {name: x}, nets: [10.0.0.0/8]}}]} ; ONE_OF ; spec.egress[0].destination
          {egress: [{action: Allow, protocol: TCP, destination: {services: {name: x}, ports: [1]}}]} ; BAD_RULE ; spec.egress[0].destination
          {egress: [{action: Allow, destination: {services: {}}}]} ; MISSING_FIELD  ; spec.egress[0].destination.services.name
          {egress: [{action: Allow, http: {methods: [GET]}}]}     ; BAD_RULE        ; spec.egress[0].http
          {ingress: [{action: Deny, http: {methods: [GET]}}]}     ; BAD_RULE        ; spec.ingress[0].http
          """)
  void what_calico_refuses_is_complained_of_and_may_say_anything(
      String spec, String code, String field) {
    Parsed<Facts> read = Objects.read(Objects.namespaced(spec));
    assertThat(read.diagnostics())
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.where().field())
        .containsExactly(code + " " + field);
    List<Policy> policies = read.value().kubernetes().policies();
    assertThat(policies).hasSize(2);
    assertThat(policies)
        .allMatch(policy -> !policy.subjectSure())
        .allMatch(policy -> PeersText.peers(policy.subject()).equals("pods shop *"))
        .allMatch(policy -> Objects.rules(policy).equals("ALLOW ?; DENY ?"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {preDNAT: true}                                                     ; spec.applyOnForward
          {doNotTrack: true}                                                  ; spec.applyOnForward
          {applyOnForward: true, preDNAT: true, doNotTrack: true}             ; spec.preDNAT
          {applyOnForward: true, preDNAT: true, egress: [{action: Allow}]}    ; spec.egress
          """)
  void hooks_that_do_not_go_together(String spec, String field) {
    assertThat(Objects.read(Objects.global(spec)).diagnostics())
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.where().field())
        .containsExactly("BAD_HOOK " + field);
  }

  @Test
  void a_policy_without_a_spec_is_refused() {
    assertThat(
            Objects.read(
                    "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name:"
                        + " g}}")
                .diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("MISSING_FIELD");
  }

  @Test
  void an_address_in_calicos_own_storage_counts_as_a_block() {
    Parsed<Facts> read =
        Objects.read(
            Objects.global(
                    "{types: [Egress], egress: [{action: Allow, destination: {nets:"
                        + " [10.0.0.1]}}]}")
                .replace("projectcalico.org/v3", "crd.projectcalico.org/v1"));
    assertThat(read.diagnostics()).isEmpty();
    assertThat(Objects.rules(read.value().kubernetes().policies().getFirst()))
        .isEqualTo("ALLOW 10.0.0.1/32");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy"})
  void staged_policies_are_named_and_not_in_force(String kind) {
    Parsed<Facts> read = Objects.read(Objects.object(kind, "{name: s}", "{selector: \"all()\"}"));
    assertThat(read.value()).isEqualTo(Facts.NONE);
    assertThat(read.diagnostics()).extracting(Diagnostic::code).containsExactly("STAGED_POLICY");
  }

  @Test
  void a_host_endpoint_is_read() {
    Parsed<Facts> read =
        Objects.read(Objects.object("HostEndpoint", "{name: h}", "{node: n, interfaceName: eth0}"));
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.value().kubernetes().guards().endpoints())
        .extracting(one -> one.name() + " " + one.node() + " " + one.interfaceName())
        .containsExactly("h Optional[n] Optional[eth0]");
  }

  @Test
  void other_kinds_of_calico_are_left_to_others() {
    assertThat(
            new CalicoDialect()
                .open()
                .accept(
                    new io.seawall.model.document.Document(
                        "a.yaml",
                        io.seawall.dialects.kubernetes.Flow.mapping(
                            Objects.object("BGPPeer", "{name: b}", "{}")))))
        .isFalse();
  }

  @Test
  void an_address_that_is_none_in_a_set_is_complained_of() {
    assertThat(
            Objects.read(Objects.object("GlobalNetworkSet", "{name: s}", "{nets: [nowhere]}"))
                .diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("BAD_CIDR");
  }
}
