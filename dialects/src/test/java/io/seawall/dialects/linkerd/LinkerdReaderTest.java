package io.seawall.dialects.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.MeshText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Linkerd source, charts/linkerd-crds and policy-controller/k8s/index (what it refuses).
class LinkerdReaderTest {
  private static String object(String version, String kind, String spec) {
    return """
    {apiVersion: policy.linkerd.io/%s, kind: %s, metadata: {name: a, namespace: shop}, spec: %s}
    """
        .formatted(version, kind, spec);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      textBlock =
          """
          Server                ; {podSelector: {}, port: 80}                                     ; -
          Server                ; {podSelector: {matchExpressions: [{key: a, operator: Exists}]}, port: http, proxyProtocol: gRPC, accessPolicy: audit} ; -
          Server                ; {externalWorkloadSelector: {}, port: 80}                        ; -
          Server                ; {port: 80}                                                      ; ONE_OF
          Server                ; {podSelector: {}, externalWorkloadSelector: {}, port: 80}       ; ONE_OF
          Server                ; {podSelector: {}}                                               ; MISSING_FIELD
          Server                ; {podSelector: {}, port: 0}                                      ; WRONG_TYPE
          Server                ; {podSelector: {}, port: "80"}                                   ; BAD_VALUE
          Server                ; {podSelector: {}, port: 80, proxyProtocol: http}                ; BAD_VALUE
          Server                ; {podSelector: {}, port: 80, accessPolicy: allow}                ; BAD_VALUE
          Server                ; {podSelector: {}, ports: 80}                                    ; MISSING_FIELD, UNKNOWN_FIELD
          Server                ; {podSelector: {matchLabel: {}}, port: 80}                       ; UNKNOWN_FIELD
          Server                ; -                                                               ; MISSING_FIELD
          ServerAuthorization   ; {server: {name: a}, client: {unauthenticated: true}}            ; -
          ServerAuthorization   ; {server: {selector: {}}, client: {meshTLS: {identities: ["*"]}, networks: [{cidr: 10.0.0.1, except: [10.0.0.0/9]}]}} ; -
          ServerAuthorization   ; {server: {name: a}, client: {meshTLS: {}}}                      ; BAD_VALUE
          ServerAuthorization   ; {server: {name: a}, client: {unauthenticated: false}}           ; BAD_VALUE
          ServerAuthorization   ; {server: {name: a}, client: {unauthenticated: true, networks: [{cidr: ten}]}} ; BAD_CIDR
          ServerAuthorization   ; {client: {unauthenticated: true}}                               ; MISSING_FIELD
          ServerAuthorization   ; {server: {nme: a}, client: {unauthenticated: true}}             ; UNKNOWN_FIELD
          AuthorizationPolicy   ; {targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: []}                  ; -
          AuthorizationPolicy   ; {targetRef: {kind: Namespace, name: bank}, requiredAuthenticationRefs: []}                  ; BAD_VALUE
          AuthorizationPolicy   ; {targetRef: {kind: Server, name: a}, requiredAuthenticationRefs: []}                        ; BAD_VALUE
          AuthorizationPolicy   ; {targetRef: {group: policy.linkerd.io, kind: Server, name: a}}                              ; MISSING_FIELD
          AuthorizationPolicy   ; {targetRef: {group: policy.linkerd.io, kind: Server}, requiredAuthenticationRefs: []}       ; MISSING_FIELD
          AuthorizationPolicy   ; {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{kind: User, name: b}]}    ; BAD_VALUE
          AuthorizationPolicy   ; {targetRef: {group: policy.linkerd.io, kind: Server, name: a}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: b}, {kind: ServiceAccount, name: c}]}  ; BAD_VALUE
          MeshTLSAuthentication ; {identities: ["*"]}                                             ; -
          MeshTLSAuthentication ; {identityRefs: [{kind: Namespace, name: shop}]}                 ; -
          MeshTLSAuthentication ; {identityRefs: [{kind: Pod, name: shop}]}                       ; BAD_VALUE
          MeshTLSAuthentication ; {identities: []}                                                ; MISSING_FIELD
          NetworkAuthentication ; {networks: [{cidr: "::/0"}]}                                    ; -
          NetworkAuthentication ; {networks: []}                                                  ; MISSING_FIELD
          NetworkAuthentication ; {networks: [{except: [10.0.0.0/8]}]}                            ; MISSING_FIELD
          HTTPRoute             ; {parentRefs: [{group: policy.linkerd.io, kind: Server, name: a}], rules: [{matches: [{path: {value: /a}}]}]} ; -
          HTTPRoute             ; {parentRefs: [], rules: [{matches: [{path: {type: Prefix, value: /a}}]}]} ; BAD_VALUE
          HTTPRoute             ; {parentRefs: [], rules: [{match: []}]}                          ; UNKNOWN_FIELD
          EgressNetwork         ; {trafficPolicy: Deny}                                           ; -
          EgressNetwork         ; {policy: Deny}                                                  ; UNKNOWN_FIELD
          """)
  void what_linkerd_refuses_is_told(String kind, String spec, String codes) {
    List<String> errors = MeshText.errors(object("v1alpha1", kind, spec == null ? "" : spec));
    assertThat(errors).isEqualTo(codes == null ? List.of() : List.of(codes.split(", ", -1)));
  }

  @Test
  void a_version_that_no_release_serves_is_told() {
    assertThat(MeshText.errors(object("v1", "Server", "{podSelector: {}, port: 80}")))
        .containsExactly("API_NOT_SERVED");
  }
}
