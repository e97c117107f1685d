package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.MeshText;
import io.seawall.dialects.istio.IstioObject.Action;
import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Mode;
import io.seawall.dialects.istio.IstioObject.PeerAuthentication;
import io.seawall.dialects.istio.IstioObject.RequestAuthentication;
import io.seawall.dialects.istio.IstioObject.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "PeerAuthentication", "Authorization Policy"; Istio source,
/// pkg/config/validation.
class PolicyReaderTest {
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          PeerAuthentication    ; {}                                                               ; ''
          PeerAuthentication    ; {mtls: {mode: STRICT}}                                           ; ''
          PeerAuthentication    ; {mtls: {mode: strict}}                                           ; BAD_VALUE
          PeerAuthentication    ; {mtls: {mode: ISTIO_MUTUAL}}                                     ; BAD_VALUE
          PeerAuthentication    ; {mtls: {modes: STRICT}}                                          ; UNKNOWN_FIELD
          PeerAuthentication    ; {mtl: {mode: STRICT}}                                            ; UNKNOWN_FIELD
          PeerAuthentication    ; {selector: {matchLabel: {a: b}}, mtls: {mode: STRICT}}           ; UNKNOWN_FIELD
          PeerAuthentication    ; {selector: {matchLabels: {a: b}}, portLevelMtls: {80: {mode: STRICT}}}    ; ''
          PeerAuthentication    ; {portLevelMtls: {80: {mode: STRICT}}}                            ; BAD_VALUE
          PeerAuthentication    ; {selector: {matchLabels: {}}, portLevelMtls: {80: {mode: STRICT}}}        ; BAD_VALUE
          PeerAuthentication    ; {selector: {matchLabels: {a: b}}, portLevelMtls: {http: {mode: STRICT}}}  ; BAD_VALUE
          PeerAuthentication    ; {selector: {matchLabels: {a: b}}, portLevelMtls: {0: {mode: STRICT}}}     ; BAD_VALUE
          PeerAuthentication    ; {selector: {matchLabels: {a: b}}, portLevelMtls: {65536: {mode: STRICT}}} ; BAD_VALUE
          PeerAuthentication    ; {selector: {matchLabels: {a: b}}, portLevelMtls: {80: {mode: on}}}        ; BAD_VALUE
          RequestAuthentication ; {jwtRules: [{issuer: a, anything: b}]}                           ; ''
          RequestAuthentication ; {jwtRule: []}                                                    ; UNKNOWN_FIELD
          AuthorizationPolicy   ; {}                                                               ; ''
          AuthorizationPolicy   ; {rules: [{}]}                                                    ; ''
          AuthorizationPolicy   ; {action: DENY, rules: [{}]}                                      ; ''
          AuthorizationPolicy   ; {action: DENY}                                                   ; BAD_VALUE
          AuthorizationPolicy   ; {action: DENY, rules: []}                                        ; BAD_VALUE
          AuthorizationPolicy   ; {action: CUSTOM, provider: {name: a}}                            ; BAD_VALUE
          AuthorizationPolicy   ; {action: AUDIT}                                                  ; ''
          AuthorizationPolicy   ; {action: allow}                                                  ; BAD_VALUE
          AuthorizationPolicy   ; {rule: [{}]}                                                     ; UNKNOWN_FIELD
          AuthorizationPolicy   ; {rules: [{form: []}]}                                            ; UNKNOWN_FIELD
          AuthorizationPolicy   ; {rules: [{from: []}]}                                            ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{to: []}]}                                              ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{from: [{source: {}}]}]}                                ; EMPTY_MATCH
          AuthorizationPolicy   ; {rules: [{to: [{operation: {}}]}]}                               ; EMPTY_MATCH
          AuthorizationPolicy   ; {rules: [{from: [{source: {namespace: [a]}}]}]}                  ; EMPTY_MATCH, UNKNOWN_FIELD
          AuthorizationPolicy   ; {rules: [{from: [{sources: {namespaces: [a]}}]}]}                ; BAD_VALUE, UNKNOWN_FIELD
          AuthorizationPolicy   ; {rules: [{to: [{operation: {port: ["80"]}}]}]}                   ; EMPTY_MATCH, UNKNOWN_FIELD
          AuthorizationPolicy   ; {rules: [{from: [{source: {namespaces: []}}]}]}                  ; BAD_VALUE, EMPTY_MATCH
          AuthorizationPolicy   ; {rules: [{from: [{source: {serviceAccounts: [a]}}]}]}            ; ''
          AuthorizationPolicy   ; {rules: [{from: [{source: {serviceAccounts: [a], principals: [b]}}]}]}       ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{from: [{source: {notServiceAccounts: [a], namespaces: [b]}}]}]}    ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{from: [{source: {serviceAccounts: [a], notNamespaces: [b]}}]}]}    ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{from: [{source: {serviceAccounts: [a], notPrincipals: [b]}}]}]}    ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{from: [{source: {serviceAccounts: [a], ipBlocks: [10.0.0.1]}}]}]}  ; ''
          AuthorizationPolicy   ; {rules: [{when: [{key: source.ip, values: [10.0.0.1]}]}]}        ; ''
          AuthorizationPolicy   ; {rules: [{when: [{values: [10.0.0.1]}]}]}                        ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{when: [{key: source.ip}]}]}                            ; BAD_VALUE
          AuthorizationPolicy   ; {rules: [{when: [{key: source.ip, value: [10.0.0.1]}]}]}         ; BAD_VALUE, UNKNOWN_FIELD
          AuthorizationPolicy   ; {targetRefs: [{group: "", kind: Service, name: web}]}            ; ''
          AuthorizationPolicy   ; {targetRefs: [{kind: Service, nme: web}]}                        ; UNKNOWN_FIELD
          """)
  void what_istio_refuses_is_told(String kind, String spec, String codes) {
    assertThat(String.join(", ", MeshText.errors(policy(kind, "a", spec)))).isEqualTo(codes);
    IstioObject read =
        (IstioObject) new IstioScene(policy(kind, "a", spec)).facts().mesh().getFirst();
    assertThat(read.broken()).isEqualTo(!codes.isEmpty());
  }

  @Test
  void a_peer_authentication_is_read() {
    PeerAuthentication read =
        new IstioScene(
                """
                {apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a,
                namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z"}, spec: {selector:
                {matchLabels: {app: web}}, mtls: {mode: STRICT}, portLevelMtls: {80: {mode: DISABLE},
                81: {}}}}
                """)
            .one(PeerAuthentication.class);
    assertThat(read.namespace() + "/" + read.name()).isEqualTo("shop/a");
    assertThat(read.attachment().labels()).isEqualTo(Optional.of(Map.of("app", "web")));
    assertThat(read.mode()).isEqualTo(Mode.STRICT);
    assertThat(read.ports()).isEqualTo(Map.of(80, Mode.DISABLE, 81, Mode.UNSET));
    assertThat(read.created()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void an_authorization_policy_is_read() {
    AuthorizationPolicy read =
        new IstioScene(
                policy(
                    "AuthorizationPolicy",
                    "a",
                    """
                    {targetRef: {group: gateway.networking.k8s.io, kind: Gateway, name: g}, action:
                    CUSTOM, provider: {name: ask}, rules: [{from: [{source: {namespaces: [bank],
                    ipBlocks: [10.0.0.1]}}, {source: {principals: ["*"]}}], to: [{operation: {ports:
                    ["80"]}}], when: [{key: source.ip, values: [a], notValues: [b]}]}]}
                    """))
            .one(AuthorizationPolicy.class);
    assertThat(read.attachment().targets())
        .containsExactly(new Target("gateway.networking.k8s.io", "Gateway", "g"));
    assertThat(read.attachment().labels()).isEmpty();
    assertThat(read.action()).isEqualTo(Action.CUSTOM);
    assertThat(read.provider()).isEqualTo("ask");
    assertThat(read.dryRun()).isFalse();
    assertThat(read.accepted()).isTrue();
    IstioObject.Rule rule = read.rules().getFirst();
    assertThat(rule.from())
        .extracting(IstioObject.Matches::values)
        .containsExactly(
            Map.of("namespaces", List.of("bank"), "ipBlocks", List.of("10.0.0.1")),
            Map.of("principals", List.of("*")));
    assertThat(rule.to())
        .extracting(IstioObject.Matches::values)
        .containsExactly(Map.of("ports", List.of("80")));
    assertThat(rule.when().getFirst().key()).isEqualTo("source.ip");
    assertThat(rule.when().getFirst().values()).containsExactly("a");
    assertThat(rule.when().getFirst().notValues()).containsExactly("b");
  }

  @Test
  void what_is_not_written_has_its_default() {
    AuthorizationPolicy read =
        new IstioScene(policy("AuthorizationPolicy", "a", "{}")).one(AuthorizationPolicy.class);
    assertThat(read.action()).isEqualTo(Action.ALLOW);
    assertThat(read.rules()).isEmpty();
    assertThat(read.attachment()).isEqualTo(IstioObject.Attachment.WHOLE);
    RequestAuthentication tokens =
        new IstioScene(policy("RequestAuthentication", "a", "{selector: {}}"))
            .one(RequestAuthentication.class);
    assertThat(tokens.attachment().isEmptySelector()).isTrue();
    assertThat(
            new IstioScene(policy("PeerAuthentication", "a", "{}"))
                .one(PeerAuthentication.class)
                .mode())
        .isEqualTo(Mode.UNSET);
  }

  /// Source: Istio documentation, "Dry Run"; Go, strconv.ParseBool.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"true, true", "T, true", "1, true", "yes, false", "false, false", "tRUE, false"})
  void an_annotation_makes_a_dry_run(String value, boolean expected) {
    AuthorizationPolicy read =
        new IstioScene(
                """
                {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a,
                namespace: shop, annotations: {istio.io/dry-run: "%s"}}, spec: {}}
                """
                    .formatted(value))
            .one(AuthorizationPolicy.class);
    assertThat(read.dryRun()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "WaypointAccepted, False, false",
    "WaypointAccepted, True, true",
    "ZtunnelAccepted, False, true"
  })
  void the_status_tells_whether_a_waypoint_takes_it(String type, String status, boolean expected) {
    AuthorizationPolicy read =
        new IstioScene(
                """
                {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a,
                namespace: shop}, spec: {}, status: {conditions: [{type: %s, status: "%s"}]}}
                """
                    .formatted(type, status))
            .one(AuthorizationPolicy.class);
    assertThat(read.accepted()).isEqualTo(expected);
  }
}
