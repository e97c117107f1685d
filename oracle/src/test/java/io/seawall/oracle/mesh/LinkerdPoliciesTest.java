package io.seawall.oracle.mesh;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies of Linkerd, written as [MeshWorld] says.
class LinkerdPoliciesTest {
  private static final String SERVER =
      " + linkerd shop/api: {} + server shop/s: {podSelector: {matchLabels: {app: api}}, port:"
          + " 8080}";
  private static final String WEB =
      "{targetRef: {group: policy.linkerd.io, kind: Server, name: s}, requiredAuthenticationRefs: ";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          as installed                     | {} | - > shop/api:8080=YES
          deny                             | {config.linkerd.io/default-inbound-policy: deny} | shop/web > shop/api:8080=NO; - > shop/api:8080=NO
          audit                            | {config.linkerd.io/default-inbound-policy: audit} | - > shop/api:8080=YES
          what is none is the cluster's    | {config.linkerd.io/default-inbound-policy: strict} | - > shop/api:8080=YES
          the cluster                      | {config.linkerd.io/default-inbound-policy: cluster-unauthenticated} | 10.9.9.9 > shop/api:8080=YES; 8.8.8.8 > shop/api:8080=NO; - > shop/api:8080=OPEN
          the cluster's identities         | {config.linkerd.io/default-inbound-policy: cluster-authenticated} | 10.9.9.9 > shop/api:8080=NO; shop/web@10.9.9.9 > shop/api:8080=YES; shop/web@8.8.8.8 > shop/api:8080=NO
          a port that needs an identity    | {config.linkerd.io/proxy-require-identity-inbound-ports: "8080"} | - > shop/api:8080=NO; shop/web > shop/api:8080=YES; - > shop/api:9090=YES
          not under audit                  | {config.linkerd.io/default-inbound-policy: audit, config.linkerd.io/proxy-require-identity-inbound-ports: "8080"} | - > shop/api:8080=YES
          ports that charts leave out      | {config.linkerd.io/default-inbound-policy: deny} | - > shop/api:4567=YES; - > shop/api:4191=YES
          a list that is set replaces them | {config.linkerd.io/default-inbound-policy: deny, config.linkerd.io/skip-inbound-ports: "25"} | - > shop/api:4567=NO; - > shop/api:25=YES
          """)
  void defaults(String name, String annotations, String questions) {
    MeshWorld.check(name, MeshWorld.of("linkerd shop/api: " + annotations), questions);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a Server without anything denies         | | - > shop/api:8080=NO; shop/web > shop/api:8080=NO; - > shop/api:9090=YES
          a reference that is not there            | + authz shop/a: REFS [{kind: MeshTLSAuthentication, name: none}]} | shop/web > shop/api:8080=NO
          two identities are one too many          | + meshtls shop/m: {identities: ["*"]} + authz shop/a: REFS [{kind: MeshTLSAuthentication, name: m}, {kind: ServiceAccount, name: web}]} | shop/web > shop/api:8080=NO
          an identity and a network                | + meshtls shop/m: {identities: ["*"]} + network shop/n: {networks: [{cidr: 10.0.0.0/8, except: [10.9.0.0/16]}]} + authz shop/a: REFS [{kind: MeshTLSAuthentication, name: m}, {kind: NetworkAuthentication, name: n}]} | shop/web@10.1.0.1 > shop/api:8080=YES; shop/web@10.9.0.1 > shop/api:8080=NO; 10.1.0.1 > shop/api:8080=NO
          a suffix                                 | + meshtls shop/m: {identities: ["*.shop.serviceaccount.identity.linkerd.cluster.local"]} + authz shop/a: REFS [{kind: MeshTLSAuthentication, name: m}]} | shop/web > shop/api:8080=YES; data/web > shop/api:8080=NO; - > shop/api:8080=NO
          accounts by reference                    | + meshtls shop/m: {identityRefs: [{kind: ServiceAccount, name: web}, {kind: Namespace, name: data}]} + authz shop/a: REFS [{kind: MeshTLSAuthentication, name: m}]} | shop/web > shop/api:8080=YES; shop/db > shop/api:8080=NO; data/x > shop/api:8080=YES
          an authentication of elsewhere           | + meshtls data/m: {identities: ["*"]} + authz shop/a: REFS [{kind: MeshTLSAuthentication, name: m, namespace: data}]} | shop/web > shop/api:8080=YES
          a policy of elsewhere                    | + authz data/a: REFS []} | - > shop/api:8080=NO
          an older authorization, open             | + serverauth shop/a: {server: {name: s}, client: {unauthenticated: true, networks: [{cidr: 0.0.0.0/0}]}} | 8.8.8.8 > shop/api:8080=YES
          of any TLS                               | + serverauth shop/a: {server: {selector: {}}, client: {meshTLS: {unauthenticatedTLS: true}, networks: [{cidr: 0.0.0.0/0}]}} | - > shop/api:8080=NO; new/new > shop/api:8080=YES
          of accounts                              | + serverauth shop/a: {server: {name: s}, client: {meshTLS: {serviceAccounts: [{name: web}]}}} | shop/web@10.1.1.1 > shop/api:8080=YES; data/web@10.1.1.1 > shop/api:8080=NO
          of identities                            | + serverauth shop/a: {server: {name: s}, client: {meshTLS: {identities: ["*"]}}} | new/new@10.1.1.1 > shop/api:8080=YES
          without an authentication                | + serverauth shop/a: {server: {name: s}, client: {networks: [{cidr: 0.0.0.0/0}]}} | new/new > shop/api:8080=NO
          two Servers of one port                  | + server shop/t: {podSelector: {}, port: http, accessPolicy: all-unauthenticated} | - > shop/api:8080=OPEN
          a route that nobody is let to            | + route shop/r: {parentRefs: [{kind: Server, name: s}], rules: [{matches: [{path: {type: Exact, value: /a}}]}]} | shop/web > shop/api:8080 GET /a=NO; shop/web > shop/api:8080=NO
          a policy of a route                      | + route shop/r: {parentRefs: [{kind: Server, name: s}], rules: [{matches: [{path: {type: Exact, value: /a}, method: GET}]}]} + meshtls shop/m: {identities: ["*"]} + authz shop/a: {targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: r}, requiredAuthenticationRefs: [{kind: MeshTLSAuthentication, name: m}]} | shop/web > shop/api:8080 GET /a=YES; shop/web > shop/api:8080 PUT /a=NO; shop/web > shop/api:8080=OPEN; - > shop/api:8080 GET /a=NO
          a route narrows what the Server admits   | + authz shop/a: REFS []} + route shop/r: {parentRefs: [{kind: Server, name: s}], rules: [{matches: [{path: {value: /a}}]}]} | - > shop/api:8080 GET /a/b=YES; - > shop/api:8080 GET /ab=NO; - > shop/api:8080=OPEN
          """)
  void servers(String name, String objects, String questions) {
    var more = objects == null ? "" : " " + objects.replace("REFS ", WEB);
    MeshWorld.check(name, MeshWorld.of(SERVER.substring(3) + more), questions);
  }
}
