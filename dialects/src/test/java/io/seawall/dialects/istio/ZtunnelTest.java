package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Matches;
import io.seawall.dialects.istio.IstioObject.Rule;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Use Layer 4 security policy"; Istio source,
/// pilot/pkg/serviceregistry/ambient/authorization.go.
class ZtunnelTest {
  private static Rule rule(String text) {
    return new IstioScene(policy("AuthorizationPolicy", "a", "{rules: [" + text + "]}"))
        .one(AuthorizationPolicy.class)
        .rules()
        .getFirst();
  }

  private static String text(Rule rule) {
    return text(rule.from()) + " to " + text(rule.to());
  }

  private static String text(List<Matches> all) {
    return String.join(" | ", all.stream().map(one -> new TreeMap<>(one.values()) + "").toList());
  }

  @ParameterizedTest(name = "{0}: unseen {1}, never fits {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                                                                       ; false ; false
          {from: [{source: {principals: ["*"], notNamespaces: [a], ipBlocks: [10.0.0.1]}}]}        ; false ; false
          {from: [{source: {serviceAccounts: [a]}}], to: [{operation: {ports: ["80"]}}]}           ; false ; false
          {when: [{key: source.ip, values: [10.0.0.1]}, {key: destination.port, values: ["80"]}]}  ; false ; false
          {when: [{key: source.namespace, values: [a]}, {key: source.principal, values: ["*"]}]}   ; false ; false
          {from: [{source: {trustDomains: [td]}}]}                                                 ; false ; true
          {to: [{operation: {methods: [GET]}}]}                                                    ; true  ; true
          {to: [{operation: {methods: [GET], ports: ["80"]}}]}                                     ; true  ; false
          {to: [{operation: {methods: [GET]}}, {operation: {ports: ["80"]}}]}                      ; true  ; false
          {to: [{operation: {hosts: [a]}}, {operation: {paths: [/a]}}]}                            ; true  ; true
          {from: [{source: {requestPrincipals: ["*"]}}]}                                           ; true  ; true
          {from: [{source: {remoteIpBlocks: [10.0.0.1], namespaces: [a]}}]}                        ; true  ; false
          {from: [{source: {namespaces: [a]}}], to: [{operation: {methods: [GET]}}]}               ; true  ; true
          {when: [{key: "request.headers[x]", values: [a]}]}                                       ; true  ; true
          {when: [{key: source.serviceAccount, values: [a]}]}                                      ; true  ; true
          {from: [{source: {namespaces: [a]}}], when: [{key: connection.sni, values: [a]}]}        ; true  ; true
          """)
  void it_knows_connections_alone(String text, boolean unseen, boolean neverFits) {
    assertThat(Ztunnel.isUnseen(rule(text))).isEqualTo(unseen);
    assertThat(Ztunnel.neverFits(rule(text))).isEqualTo(neverFits);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {from: [{source: {namespaces: [a]}}]}                                               ; {namespaces=[a]} to
          {to: [{operation: {methods: [GET], ports: ["80"]}}]}                                ; to {ports=[80]}
          {to: [{operation: {methods: [GET]}}, {operation: {ports: ["80"]}}]}                 ; to {ports=[80]}
          {from: [{source: {remoteIpBlocks: [10.0.0.1], namespaces: [a]}}]}                   ; {namespaces=[a]} to
          {from: [{source: {requestPrincipals: [a]}}, {source: {principals: ["*"]}}]}         ; {principals=[*]} to
          {from: [{source: {trustDomains: [td]}}, {source: {principals: ["*"]}}]}             ; {principals=[*]} to
          {from: [{source: {trustDomains: [td], principals: ["*"]}}]}                         ; {principals=[*], trustDomains=[td]} to
          """)
  void of_a_rule_that_denies_the_rest_is_taken_away(String text, String expected) {
    assertThat(text(Ztunnel.seen(rule(text))).strip()).isEqualTo(expected);
  }
}
