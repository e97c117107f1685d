package io.seawall.oracle.mesh;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Configurations of clusters on Azure that a reader of service mesh practices meets. Objects and
/// questions are written as [MeshWorld] says.
class MeshScenariosTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          02 UNSET for the mesh is permissive             | ns aks-istio-system: {} + ns shop: {labels: {istio.io/rev: asm-1-27}} + sidecar shop/api: {} + pa aks-istio-system/default: {mtls: {mode: UNSET}} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES
          02 an empty one, too                            | ns aks-istio-system: {} + sidecar shop/api: {} + pa aks-istio-system/default: {} | mode shop/api:8080=PERMISSIVE
          03 strict in the wrong root                     | ns aks-istio-system: {} + ns istio-system: {} + sidecar shop/api: {} + sidecar istio-system/x: {} + pa istio-system/default: {mtls: {mode: STRICT}} | mode shop/api:8080=PERMISSIVE; mode istio-system/x:8080=STRICT
          04 a port that is disabled                      | sidecar shop/api: {} + pa shop/strict: {mtls: {mode: STRICT}} + pa shop/api: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: DISABLE}}} | mode shop/api:8080=DISABLE; - > shop/api:8080=YES; - > shop/api:9090=NO
          05 a permissive workload                        | sidecar shop/api: {} + sidecar shop/db: {} + pa shop/strict: {mtls: {mode: STRICT}} + pa shop/api: {selector: {matchLabels: {app: api}}, mtls: {mode: PERMISSIVE}} | - > shop/api:8080=YES; - > shop/db:8080=NO
          06 the label that the add-on does not read      | ns aks-istio-system: {} + ns shop: {labels: {istio-injection: enabled}} + deploy shop/api: {} + pa aks-istio-system/default: {mtls: {mode: STRICT}} | in shop/api=OUT; - > shop/api:8080=YES
          07 the label that it reads                      | map aks-istio-system/istio-asm-1-27 mesh: {} + ns shop: {labels: {istio.io/rev: asm-1-27}} + deploy shop/api: {} + pa aks-istio-system/default: {mtls: {mode: STRICT}} | in shop/api=SIDECAR; - > shop/api:8080=NO
          08 a revision that is not installed             | raw x/y: {id: /m, type: Microsoft.ContainerService/managedClusters, properties: {serviceMeshProfile: {mode: Istio, istio: {revisions: [asm-1-27]}}}} + ns shop: {labels: {istio.io/rev: asm-1-20}} + deploy shop/api: {} | in shop/api=OUT; - > shop/api:8080=YES
          08 one that is                                  | raw x/y: {id: /m, type: Microsoft.ContainerService/managedClusters, properties: {serviceMeshProfile: {mode: Istio, istio: {revisions: [asm-1-27]}}}} + ns shop: {labels: {istio.io/rev: asm-1-27}} + deploy shop/api: {} | in shop/api=SIDECAR
          09 a pod that opts out                          | ns shop: {labels: {istio-injection: enabled}} + deploy shop/api: {labels: {sidecar.istio.io/inject: "false"}} + deploy shop/db: {annotations: {sidecar.istio.io/inject: "false"}} + deploy shop/web: {labels: {sidecar.istio.io/inject: "true"}, annotations: {sidecar.istio.io/inject: "false"}} | in shop/api=OUT; in shop/db=OUT; in shop/web=SIDECAR
          10 a port that is left out                      | sidecar shop/api: {traffic.sidecar.istio.io/excludeInboundPorts: "8080"} + pa shop/strict: {mtls: {mode: STRICT}} | - > shop/api:8080=YES; - > shop/api:9090=NO
          13 pods from before the label                   | ns shop: {labels: {istio-injection: enabled}} + bare shop/api: {} | in shop/api=OUT; - > shop/api:8080=YES
          15 AUDIT never decides                          | sidecar shop/api: {} + ap shop/log: {action: AUDIT, rules: [{}]} | - > shop/api:8080=YES
          16 ALLOW without rules                          | sidecar shop/api: {} + ap shop/none: {} | - > shop/api:8080=NO; shop/web > shop/api:8080=NO
          17 DENY without rules                           | sidecar shop/api: {} + ap shop/no: {action: DENY} | - > shop/api:8080=YES
          17 DENY with a rule without anything            | sidecar shop/api: {} + ap shop/no: {action: DENY, rules: [{}]} | - > shop/api:8080=NO
          20 plaintext is not the one excluded            | sidecar shop/api: {} + ap shop/but: {rules: [{from: [{source: {notPrincipals: [x]}}]}]} | - > shop/api:8080=YES
          23 tokens are looked at and not asked for       | sidecar shop/api: {} + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}] + ra shop/jwt: {jwtRules: [{issuer: me}]} | - > shop/api:8080 GET /=YES
          23 tokens are asked for                         | sidecar shop/api: {} + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}] + ra shop/jwt: {jwtRules: [{issuer: me}]} + ap shop/jwt: {rules: [{from: [{source: {requestPrincipals: ["*"]}}]}]} | - > shop/api:8080 GET /=NO; - > shop/api:8080=OPEN
          28 Linkerd as installed                         | linkerd shop/api: {} | - > shop/api:8080=YES
          29 Linkerd, a network of everybody              | linkerd shop/api: {} + server shop/api: {podSelector: {}, port: 8080} + authz shop/api: {targetRef: {kind: Server, name: api}, requiredAuthenticationRefs: [{kind: NetworkAuthentication, name: all}]} + network shop/all: {networks: [{cidr: 0.0.0.0/0}]} | - > shop/api:8080=YES; 10.9.9.9 > shop/api:8080=YES
          33 Consul, a version of TLS changes nothing     | consul shop/api: {consul.hashicorp.com/connect-service: api} + meshentry consul/mesh: {tls: {incoming: {tlsMinVersion: TLSv1_3}}} + intent shop/all: {destination: {name: "*"}, sources: [{name: "*", action: deny}]} | - > shop/api:8080=NO; web > shop/api:8080=NO
          34 Consul, everybody                            | consul shop/api: {consul.hashicorp.com/connect-service: api} + intent shop/api: {destination: {name: api}, sources: [{name: "*", action: allow}]} | web > shop/api:8080=YES; new > shop/api:8080=YES; - > shop/api:8080=NO
          35 Consul, permissive                           | consul shop/api: {consul.hashicorp.com/connect-service: api} + svc shop/api: [{port: 8080}] + meshentry consul/mesh: {allowEnablingPermissiveMutualTLS: true} + defaults shop/api: {mutualTLSMode: permissive} | - > shop/api:8080=YES
          37 mutual TLS of Cilium                         | ns shop: {labels: {io.cilium/mtls-enabled: "true"}} + bare shop/api: {} | in shop/api=CILIUM; - > shop/api:8080=YES
          38 what Open Service Mesh leaves behind         | ns shop: {labels: {openservicemesh.io/monitored-by: osm}} + bare shop/api: {} | in shop/api=OUT; - > shop/api:8080=YES
          39 a policy of a waypoint that is not there     | ambient shop/api: {} + ap shop/api: {targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: way}], rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} | - > shop/api:8080=YES; new/new > shop/api:8080=YES
          40 a filter of Envoy                            | sidecar shop/api: {} + sidecar shop/db: {} + ap istio-system/none: {} + filter shop/x: {workloadSelector: {labels: {app: api}}, configPatches: []} | - > shop/api:8080=OPEN; - > shop/db:8080=NO
          """)
  void scenarios(String name, String objects, String questions) {
    MeshWorld.check(name, MeshWorld.of(objects), questions);
  }
}
