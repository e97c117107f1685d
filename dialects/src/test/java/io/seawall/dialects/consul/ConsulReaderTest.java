package io.seawall.dialects.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.MeshText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Consul source, consul-k8s, control-plane/api/v1alpha1 (types and `Validate`).
class ConsulReaderTest {
  private static String object(String version, String kind, String name, String spec) {
    return """
    {apiVersion: consul.hashicorp.com/%s, kind: %s, metadata: {name: %s, namespace: shop}, spec: %s}
    """
        .formatted(version, kind, name, spec);
  }

  @ParameterizedTest(name = "{0} {2}: {3}")
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      textBlock =
          """
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, action: allow, description: c}]}   ; -
          ServiceIntentions ; a      ; {destination: {name: "*"}, sources: [{name: "*", action: deny}]}                ; -
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, peer: c, action: allow}, {name: b, samenessGroup: d, action: deny}]} ; -
          ServiceIntentions ; a      ; {destination: {name: a}, sources: []}                                           ; MISSING_FIELD
          ServiceIntentions ; a      ; {destination: {}, sources: [{name: b, action: allow}]}                          ; MISSING_FIELD
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{action: allow}]}                            ; MISSING_FIELD
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b}]}                                  ; ONE_OF
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, action: permit}]}                  ; BAD_VALUE
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, actoin: allow}]}                   ; ONE_OF, UNKNOWN_FIELD
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, action: allow, permissions: [{action: allow}]}]} ; ONE_OF
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, permissions: [{action: allow, http: {pathExact: /a, methods: [GET]}}]}]} ; -
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, permissions: [{http: {pathExact: /a}}]}]}     ; MISSING_FIELD
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, permissions: [{action: allow, http: {pathExact: a}}]}]} ; BAD_VALUE
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, permissions: [{action: allow, http: {pathExact: /a, pathPrefix: /b}}]}]} ; ONE_OF
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, permissions: [{action: allow, http: {methods: [get]}}]}]} ; BAD_VALUE
          ServiceIntentions ; a      ; {destination: {name: a}, sources: [{name: b, permissions: [{action: allow, http: {header: [{name: x}]}}]}]} ; ONE_OF
          ServiceDefaults   ; a      ; {protocol: http, mutualTLSMode: permissive}                                     ; -
          ServiceDefaults   ; a      ; {protocol: HTTP}                                                                ; BAD_VALUE
          ServiceDefaults   ; a      ; {mutualTLSMode: off}                                                            ; BAD_VALUE
          ServiceDefaults   ; a      ; {mutualTlsMode: strict}                                                         ; UNKNOWN_FIELD
          ServiceDefaults   ; a      ; {expose: {checks: true, paths: [{listenerPort: 21500, path: /h, localPathPort: 8080, protocol: http}]}} ; -
          ServiceDefaults   ; a      ; {expose: {path: []}}                                                            ; UNKNOWN_FIELD
          ProxyDefaults     ; global ; {config: {protocol: http, anything: 1}, accessLogs: {enabled: true}}            ; -
          ProxyDefaults     ; other  ; {}                                                                              ; BAD_VALUE
          Mesh              ; mesh   ; {allowEnablingPermissiveMutualTLS: true, tls: {incoming: {tlsMinVersion: TLSv1_3}}, transparentProxy: {meshDestinationsOnly: true}} ; -
          Mesh              ; other  ; {}                                                                              ; BAD_VALUE
          Mesh              ; mesh   ; {allowPermissive: true}                                                         ; UNKNOWN_FIELD
          IngressGateway    ; a      ; {listeners: []}                                                                 ; -
          IngressGateway    ; a      ; {listener: []}                                                                  ; UNKNOWN_FIELD
          """)
  void what_consul_refuses_is_told(String kind, String name, String spec, String codes) {
    assertThat(MeshText.errors(object("v1alpha1", kind, name, spec)))
        .isEqualTo(codes == null ? List.of() : List.of(codes.split(", ", -1)));
  }

  @Test
  void a_version_that_no_release_serves_is_told() {
    assertThat(MeshText.errors(object("v1", "Mesh", "mesh", "{}")))
        .containsExactly("API_NOT_SERVED");
  }
}
