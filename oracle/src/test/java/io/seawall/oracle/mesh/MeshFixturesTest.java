package io.seawall.oracle.mesh;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Situations that readers of mesh configuration often misread, with the answers that show each
/// one. Objects and questions are written as [MeshWorld] says; `;` separates the questions, each
/// with its answer.
class MeshFixturesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          01 strict, deny by default, allow by principal  | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap istio-system/none: {} + ap shop/api: {selector: {matchLabels: {app: api}}, rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} | in shop/api=SIDECAR; mode shop/api:8080=STRICT; - > shop/api:8080=NO; shop/web > shop/api:8080=YES; new/new > shop/api:8080=NO; shop/web > shop/api:1234=YES; new/new > shop/api:1234=NO
          02 the same with a port left out                | sidecar shop/api: {traffic.sidecar.istio.io/excludeInboundPorts: "9090"} + svc shop/api: [{name: metrics, port: 9090}] + pa istio-system/default: {mtls: {mode: STRICT}} + ap istio-system/none: {} | mode shop/api:9090=NONE; - > shop/api:9090=YES; - > shop/api:8080=NO; shop/web > shop/api:8080=NO
          03 the namespace loosens the mesh               | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + pa shop/loose: {mtls: {mode: PERMISSIVE}} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES; new/new > shop/api:8080=YES
          04 a port exception is by container port        | sidecar shop/api: {} + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}] + pa shop/strict: {mtls: {mode: STRICT}} + pa shop/api: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: PERMISSIVE}}} + ap shop/nets: {rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]} | 10.9.9.9 > shop/api:8080=YES; 10.9.9.9 > shop/api:9090=NO; 11.0.0.1 > shop/api:8080=NO
          05 an exception by Service port misses          | sidecar shop/api: {} + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}] + pa shop/strict: {mtls: {mode: STRICT}} + pa shop/api: {selector: {matchLabels: {app: api}}, portLevelMtls: {"80": {mode: PERMISSIVE}}} | mode shop/api:8080=STRICT; - > shop/api:8080=NO; - > shop/api:80=YES
          06 the older of two counts                      | sidecar shop/api: {} + pa shop/old@01: {mtls: {mode: PERMISSIVE}} + pa shop/new@02: {mtls: {mode: STRICT}} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES
          07 a selector in the root namespace is nothing  | sidecar shop/api: {} + pa istio-system/api: {selector: {matchLabels: {app: api}}, mtls: {mode: STRICT}} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES
          08 a dry run denies nobody                      | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/none!: {} | new/new > shop/api:8080=YES; - > shop/api:8080=NO
          09 allow all beside deny all                    | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/none: {} + ap shop/all: {rules: [{}]} | new/new > shop/api:8080=YES
          10 denies alone leave the rest open             | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/no: {action: DENY, rules: [{from: [{source: {namespaces: [bad]}}]}]} | new/new > shop/api:8080=YES; bad/x > shop/api:8080=NO
          11 addresses are no identity                    | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/nets: {rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]} | new/new > shop/api:8080=OPEN; 10.9.9.9 > shop/api:8080=NO; 11.0.0.1 > shop/api:8080=NO
          12 plaintext is not the one excluded            | sidecar shop/api: {} + ap shop/but: {rules: [{from: [{source: {notPrincipals: [cluster.local/ns/bad/sa/x]}}]}]} | - > shop/api:8080=YES; bad/x > shop/api:8080=NO; new/new > shop/api:8080=YES
          13 any namespace is any identity                | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/any: {rules: [{from: [{source: {namespaces: ["*"]}}]}]} | new/new > shop/api:8080=YES; - > shop/api:8080=NO
          14 a principal with its scheme never matches    | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/api: {rules: [{from: [{source: {principals: ["spiffe://cluster.local/ns/shop/sa/web"]}}]}]} | shop/web > shop/api:8080=NO; - > shop/api:8080=NO
          14 nor does it deny                             | sidecar shop/api: {} + ap shop/api: {action: DENY, rules: [{from: [{source: {principals: ["spiffe://cluster.local/ns/shop/sa/web"]}}]}]} | shop/web > shop/api:8080=YES
          15 both labels on the add-on                    | ns aks-istio-system: {} + ns shop: {labels: {istio-injection: enabled, istio.io/rev: asm-1-27}} + deploy shop/api: {labels: {app: api}} + bare shop/old: {} | in shop/api=OUT; in shop/old=OUT; - > shop/api:8080=YES
          16 the pod is older than the label              | ns shop: {labels: {istio-injection: enabled}} + bare shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + deploy shop/next: {labels: {app: api}} | in shop/api=OUT; - > shop/api:8080=YES; in shop/next=SIDECAR; - > shop/next:8080=NO
          17 a client that disables TLS is refused        | sidecar shop/api: {} + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}] + sidecar shop/web: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/api: {rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} + dr shop/api: {host: api, trafficPolicy: {tls: {mode: DISABLE}}} | - > shop/api:8080=NO; shop/web > shop/api:8080=YES
          18 CUSTOM is no default deny                    | map istio-system/istio mesh: {extensionProviders: [{name: ext, envoyExtAuthzGrpc: {service: x, port: 1}}]} + sidecar shop/api: {} + ap shop/ext: {action: CUSTOM, provider: {name: ext}, rules: [{to: [{operation: {ports: ["9090"]}}]}]} | - > shop/api:8080=YES; - > shop/api:9090=OPEN
          19 a filter of Envoy in the root namespace      | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap istio-system/none: {} + filter istio-system/x: {configPatches: []} | - > shop/api:8080=OPEN; shop/web > shop/api:8080=OPEN
          20 ambient: the label alone                     | ns shop: {labels: {istio.io/dataplane-mode: ambient}} + bare shop/api: {} + deploy shop/next: {labels: {app: api}} | in shop/api=OUT; - > shop/api:8080=YES; in shop/next=AMBIENT
          21 ambient: a deny by method does nothing       | ambient shop/api: {} + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}] + ap shop/no: {action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]} + ap shop/yes: {rules: [{from: [{source: {namespaces: [shop]}}]}]} | shop/web > shop/api:8080 GET /=YES; - > shop/api:8080=NO; new/new > shop/api:8080=NO
          21 but one with a port denies all of it         | ambient shop/api: {} + ap shop/no: {action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["8080"]}}]}]} | shop/web > shop/api:8080 PUT /=NO; shop/web > shop/api:9090=YES
          22 ambient: a waypoint is passed by             | ambient shop/api: {} + svc! shop/api: [{name: http-web, port: 80, targetPort: 8080}] + gateway shop/way: {gatewayClassName: istio-waypoint} + ap shop/api: {targetRefs: [{kind: Service, group: "", name: api}], rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} | new/new > shop/api:8080=YES; - > shop/api:8080=YES; new/new > shop/api:8080 by shop/api=NO; shop/web > shop/api:8080 by shop/api=YES
          23 ambient: waypoint and node together          | ambient shop/api: {} + svc! shop/api: [{name: http-web, port: 80, targetPort: 8080}] + gateway shop/way: {gatewayClassName: istio-waypoint} + ap shop/api: {targetRefs: [{kind: Service, group: "", name: api}], rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} + ap shop/node: {selector: {matchLabels: {app: api}}, rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/way]}}]}]} | new/new > shop/api:8080=NO; - > shop/api:8080=NO; shop/web > shop/api:8080=NO; new/new > shop/api:8080 by shop/api=NO; shop/web > shop/api:8080 by shop/api=YES
          24 ambient: the root's deny is for nodes alone  | ambient shop/api: {} + svc! shop/api: [{name: http-web, port: 80, targetPort: 8080}] + gateway shop/way: {gatewayClassName: istio-waypoint} + ap istio-system/none: {} | new/new > shop/api:8080=NO; new/new > shop/api:8080 by shop/api=NO
          25 ambient: CUSTOM without a waypoint           | ambient shop/api: {} + ap shop/ext: {action: CUSTOM, provider: {name: ext}, rules: [{}]} | new/new > shop/api:8080=YES; - > shop/api:8080=YES
          39 a suffix that old proxies read too widely    | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: STRICT}} + ap shop/api: {rules: [{from: [{source: {principals: ["*/sa/web.front"]}}]}]} | shop/web.front > shop/api:8080=YES; shop/webXfront > shop/api:8080=OPEN; shop/web > shop/api:8080=NO
          40 what comes by the tunnel shows its port      | ambient shop/api: {} + ap shop/api: {rules: [{to: [{operation: {ports: ["8080"]}}], from: [{source: {namespaces: [shop]}}]}]} | shop/web > shop/api:8080=YES; shop/web > shop/api:9090=NO
          41 permissive, closed by policies alone         | sidecar shop/api: {} + pa istio-system/default: {mtls: {mode: PERMISSIVE}} + ap istio-system/none: {} + ap shop/api: {rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=NO; shop/web > shop/api:8080=YES; new/new > shop/api:8080=NO
          42 and opened by an address                     | sidecar shop/api: {} + ap istio-system/none: {} + ap shop/api: {rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} + ap shop/nets: {rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]} | 10.9.9.9 > shop/api:8080=YES
          43 a deny of who is nobody, without an allow    | sidecar shop/api: {} + ap shop/no: {action: DENY, rules: [{from: [{source: {notPrincipals: ["*"]}}]}]} | - > shop/api:8080=NO; new/new > shop/api:8080=YES
          44 two of one age: by name                      | sidecar shop/api: {} + pa shop/b@01: {mtls: {mode: STRICT}} + pa shop/a@01: {mtls: {mode: PERMISSIVE}} | mode shop/api:8080=PERMISSIVE
          44 two of one age: undefined in ambient         | ambient shop/api: {} + pa shop/b@01: {mtls: {mode: STRICT}} + pa shop/a@01: {mtls: {mode: PERMISSIVE}} | mode shop/api:8080=OPEN; - > shop/api:8080=OPEN; new/new > shop/api:8080=YES
          44 two without an age: undefined                | sidecar shop/api: {} + pa shop/b@none: {mtls: {mode: STRICT}} + pa shop/a@none: {mtls: {mode: PERMISSIVE}} | mode shop/api:8080=OPEN; - > shop/api:8080=OPEN
          45 ambient: a note written by hand              | ns shop: {labels: {istio.io/dataplane-mode: ambient}} + bare shop/api: {sidecar.istio.io/status: "{}"} | in shop/api=OUT; - > shop/api:8080=YES
          """)
  void of_istio(String name, String objects, String questions) {
    MeshWorld.check(name, MeshWorld.of(objects), questions);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          26 deny, and one account                        | linkerd shop/api: {config.linkerd.io/default-inbound-policy: deny} + server shop/api: {podSelector: {matchLabels: {app: api}}, port: http} + authz shop/api: {targetRef: {group: policy.linkerd.io, kind: Server, name: api}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web}]} + meshtls shop/web: {identities: [web.shop.serviceaccount.identity.linkerd.cluster.local]} | in shop/api=LINKERD; - > shop/api:8080=NO; shop/web > shop/api:8080=YES; new/new > shop/api:8080=NO; shop/web > shop/api:9090=NO
          27 no reference is everybody                    | linkerd shop/api: {config.linkerd.io/default-inbound-policy: deny} + server shop/api: {podSelector: {}, port: 8080} + authz shop/api: {targetRef: {group: policy.linkerd.io, kind: Server, name: api}, requiredAuthenticationRefs: []} | - > shop/api:8080=YES; new/new > shop/api:8080=YES
          28 any identity                                 | linkerd shop/api: {config.linkerd.io/default-inbound-policy: all-authenticated} | - > shop/api:8080=NO; new/new > shop/api:8080=YES
          29 an open Server beside a strict policy        | linkerd shop/api: {config.linkerd.io/default-inbound-policy: deny} + server shop/api: {podSelector: {}, port: 8080, accessPolicy: all-unauthenticated} + authz shop/api: {targetRef: {group: policy.linkerd.io, kind: Server, name: api}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]} | - > shop/api:8080=YES
          30 the namespace changed after the pod          | ns shop: {annotations: {config.linkerd.io/default-inbound-policy: deny}} + linkerd shop/api: {config.linkerd.io/default-inbound-policy: all-unauthenticated} + linkerd shop/old: {} | - > shop/api:8080=YES; - > shop/old:8080=YES
          31 a port that is skipped                       | linkerd shop/api: {config.linkerd.io/default-inbound-policy: deny, config.linkerd.io/skip-inbound-ports: "8000-8080"} | mode shop/api:8080=NONE; - > shop/api:8080=YES; - > shop/api:9090=NO
          32 the namespace as target, without a Server    | linkerd shop/api: {} + authz shop/all: {targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]} | - > shop/api:8080=YES
          32 the same with a Server                       | linkerd shop/api: {} + server shop/api: {podSelector: {}, port: 8080} + authz shop/all: {targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]} | - > shop/api:8080=NO; shop/web > shop/api:8080=YES; shop/db > shop/api:8080=NO; - > shop/api:9090=YES
          33 denied by default, exact allows              | map consul/consul-server-config acl.json: {"acl": {"enabled": true, "default_policy": "deny"}} + consul shop/api: {consul.hashicorp.com/connect-service: api} + intent shop/all: {destination: {name: "*"}, sources: [{name: "*", action: deny}]} + intent shop/api: {destination: {name: api}, sources: [{name: web, action: allow}]} | in shop/api=CONSUL; mode shop/api:8080=STRICT; - > shop/api:8080=NO; web > shop/api:8080=YES; new > shop/api:8080=NO
          34 no ACLs, no intention                        | map consul/consul-server-config extra.json: {} + consul shop/api: {consul.hashicorp.com/connect-service: api} | - > shop/api:8080=NO; new > shop/api:8080=YES
          34 nothing visible of the servers               | consul shop/api: {consul.hashicorp.com/connect-service: api} | new > shop/api:8080=OPEN
          35 permissions towards TCP                      | map consul/consul-server-config extra.json: {} + consul shop/api: {consul.hashicorp.com/connect-service: api} + intent shop/api: {destination: {name: api}, sources: [{name: web, permissions: [{action: allow, http: {pathPrefix: /}}]}]} | web > shop/api:8080 GET /=NO; web > shop/api:8080=NO
          36 permissive is left behind                    | consul shop/api: {consul.hashicorp.com/connect-service: api} + svc shop/api: [{port: 80, targetPort: 8080}] + meshentry consul/mesh: {allowEnablingPermissiveMutualTLS: false} + defaults shop/api: {mutualTLSMode: permissive} + intent shop/all: {destination: {name: "*"}, sources: [{name: "*", action: deny}]} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES; web > shop/api:8080=NO
          38 mutual TLS of Cilium on one side             | ns shop: {labels: {io.cilium/mtls-enabled: "true"}} + bare shop/api: {} | in shop/api=CILIUM; mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES
          """)
  void of_other_meshes(String name, String objects, String questions) {
    MeshWorld.check(name, MeshWorld.of(objects), questions);
  }

  /// Number 37.
  @ParameterizedTest(name = "{0} is not readable")
  @CsvSource({"AuthorizationPolicy", "PeerAuthentication"})
  void what_cannot_be_read_leaves_the_answer_open(String kind) {
    var world = new MeshWorld("sidecar shop/api: {} + sidecar shop/web: {}", Set.of(kind));
    MeshWorld.check(
        kind, world, "in shop/api=SIDECAR; - > shop/api:8080=OPEN; new/new > shop/api:8080=OPEN");
  }
}
