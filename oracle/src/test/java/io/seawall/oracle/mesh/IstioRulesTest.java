package io.seawall.oracle.mesh;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules of AuthorizationPolicy, written as [MeshWorld] says.
class IstioRulesTest {
  private static final String WORLD =
      """
      map istio-system/istio mesh: {trustDomain: td1, trustDomainAliases: [td2]}
      + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}, {name: tcp-db, port: 90, targetPort: 9090}, {name: any, port: 70, targetPort: 7070}]
      + ap shop/p: %s
      + %s shop/api: {}
      """;

  /// A policy of the namespace, at a sidecar and at a node proxy, asked by an identity of the mesh
  /// and by plaintext from 10.9.9.9.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a principal by prefix            | {rules: [{from: [{source: {principals: ["td1/ns/shop/*"]}}]}]} | YES | NO | YES | NO
          by suffix                        | {rules: [{from: [{source: {principals: ["*/sa/web"]}}]}]} | YES | NO | YES | NO
          presence                         | {rules: [{from: [{source: {principals: ["*"]}}]}]} | YES | NO | YES | NO
          an alias means the mesh          | {rules: [{from: [{source: {principals: [td2/ns/shop/sa/web]}}]}]} | YES | NO | OPEN | NO
          cluster.local means the mesh     | {rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]} | YES | NO | OPEN | NO
          an alias in a prefix does not    | {rules: [{from: [{source: {principals: ["td2/ns/shop/*"]}}]}]} | NO | NO | NO | NO
          another domain                   | {rules: [{from: [{source: {principals: [td3/ns/shop/sa/web]}}]}]} | NO | NO | NO | NO
          a namespace                      | {rules: [{from: [{source: {namespaces: [shop]}}]}]} | YES | NO | YES | NO
          not a namespace                  | {rules: [{from: [{source: {notNamespaces: [data]}}]}]} | YES | YES | YES | YES
          an account of the own namespace  | {rules: [{from: [{source: {serviceAccounts: [web]}}]}]} | YES | NO | YES | NO
          an account of another one        | {rules: [{from: [{source: {serviceAccounts: [data/web]}}]}]} | NO | NO | NO | NO
          fields are joined by AND         | {rules: [{from: [{source: {namespaces: [shop], ipBlocks: [11.0.0.0/8]}}]}]} | NO | NO | NO | NO
          entries are joined by OR         | {rules: [{from: [{source: {namespaces: [data]}}, {source: {ipBlocks: [10.9.0.0/16]}}]}]} | YES | YES | YES | YES
          a trust domain                   | {rules: [{from: [{source: {trustDomains: [td1]}}]}]} | YES | NO | NO | NO
          a trust domain and a namespace   | {rules: [{from: [{source: {trustDomains: [td9], namespaces: [shop]}}]}]} | NO | NO | OPEN | NO
          a port                           | {rules: [{to: [{operation: {ports: ["8080"]}}]}]} | YES | YES | YES | YES
          another port                     | {rules: [{to: [{operation: {ports: ["80"]}}]}]} | NO | NO | NO | NO
          not a port                       | {rules: [{to: [{operation: {notPorts: ["80"]}}]}]} | YES | YES | YES | YES
          when: an address                 | {rules: [{when: [{key: source.ip, values: [10.9.0.0/16]}]}]} | YES | YES | YES | YES
          when: entries are joined by AND  | {rules: [{when: [{key: source.namespace, values: [shop]}, {key: destination.port, values: ["80"]}]}]} | NO | NO | NO | NO
          when: not the principal          | {rules: [{when: [{key: source.principal, notValues: ["*"]}]}]} | NO | YES | NO | YES
          when: an account                 | {rules: [{when: [{key: source.serviceAccount, values: [shop/web]}]}]} | YES | NO | NO | NO
          when: what Istio does not know   | {rules: [{when: [{key: source.colour, values: [red]}]}]} | NO | NO | NO | NO
          an empty selector                | {selector: {}, rules: []} | NO | NO | OPEN | OPEN
          for a gateway alone              | {targetRefs: [{kind: Gateway, name: x}]} | YES | YES | YES | YES
          another workload                 | {selector: {matchLabels: {app: db}}} | YES | YES | YES | YES
          DENY by identity                 | {action: DENY, rules: [{from: [{source: {namespaces: [shop]}}]}]} | NO | YES | NO | YES
          DENY who is not                  | {action: DENY, rules: [{from: [{source: {notNamespaces: [data]}}]}]} | NO | NO | NO | NO
          ALLOW by HTTP, not known         | {rules: [{to: [{operation: {methods: [GET]}}]}]} | OPEN | OPEN | NO | NO
          DENY by HTTP, not known          | {action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]} | OPEN | OPEN | YES | YES
          """)
  void fields(
      String name,
      String policy,
      String meshed,
      String plain,
      String meshedNode,
      String plainNode) {
    for (var kind :
        new String[][] {{"sidecar", meshed, plain}, {"ambient", meshedNode, plainNode}}) {
      MeshWorld.check(
          name + " at " + kind[0],
          MeshWorld.of(WORLD.formatted(policy, kind[0])),
          "td1/ns/shop/sa/web@10.9.9.9 > shop/api:8080="
              + kind[1]
              + "; 10.9.9.9 > shop/api:8080="
              + kind[2]);
    }
  }

  /// Port 8080 is HTTP, 9090 TCP, 7070 either by its first bytes, and 6060 declared by no Service.
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a method             | {rules: [{to: [{operation: {methods: [GET]}}]}]} | - > shop/api:8080 GET /a=YES; - > shop/api:8080 PUT /a=NO
          on TCP it is dropped | {rules: [{to: [{operation: {methods: [GET]}}]}]} | - > shop/api:9090 GET /a=NO; - > shop/api:9090=NO
          sniffed              | {rules: [{to: [{operation: {methods: [GET]}}]}]} | - > shop/api:7070 GET /a=YES; - > shop/api:7070=OPEN
          declared by nobody   | {rules: [{to: [{operation: {methods: [GET]}}]}]} | - > shop/api:6060 GET /a=OPEN; - > shop/api:6060 PUT /a=NO
          DENY on HTTP         | {action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]} | - > shop/api:8080 GET /a=NO; - > shop/api:8080 PUT /a=YES
          DENY on TCP is wider | {action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]} | - > shop/api:9090 PUT /a=NO; - > shop/api:9090=NO
          DENY keeps the rest  | {action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["8080"]}}]}]} | - > shop/api:9090=YES
          a path               | {rules: [{to: [{operation: {paths: [/a]}}]}]} | - > shop/api:8080 GET /a=YES; - > shop/api:8080 GET /a/b=NO
          a path by prefix     | {rules: [{to: [{operation: {paths: ["/a*"]}}]}]} | - > shop/api:8080 GET /a/b=YES; - > shop/api:8080 GET /b=NO
          one segment          | {rules: [{to: [{operation: {paths: ["/a/{*}/c"]}}]}]} | - > shop/api:8080 GET /a/b/c=YES; - > shop/api:8080 GET /a/b/b/c=NO
          any segments         | {rules: [{to: [{operation: {paths: ["/a/{**}"]}}]}]} | - > shop/api:8080 GET /a/b/c=YES
          a path not normal    | {rules: [{to: [{operation: {paths: [/a]}}]}]} | - > shop/api:8080 GET //a=OPEN
          a host, in any case  | {rules: [{to: [{operation: {hosts: [API.shop]}}]}]} | - > shop/api:8080 GET /=YES
          not a host           | {rules: [{to: [{operation: {notHosts: ["*.shop"]}}]}]} | - > shop/api:8080 GET /=NO
          a header             | {rules: [{when: [{key: "request.headers[x-a]", values: ["1"]}]}]} | - > shop/api:8080 GET /=NO
          """)
  void http(String name, String policy, String questions) {
    MeshWorld.check(name, MeshWorld.of(WORLD.formatted(policy, "sidecar")), questions);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a provider that is not there denies     | ap shop/e: {action: CUSTOM, provider: {name: none}, rules: [{}]} | - > shop/api:8080=NO
          but a dry run does not                  | ap shop/e!: {action: CUSTOM, provider: {name: none}, rules: [{}]} | - > shop/api:8080=YES
          one that is there decides               | ap shop/e: {action: CUSTOM, provider: {name: web}, rules: [{}]} | - > shop/api:8080=OPEN
          also of a dry run                       | ap shop/e!: {action: CUSTOM, provider: {name: web}, rules: [{}]} | - > shop/api:8080=OPEN
          two are too many                        | ap shop/e: {action: CUSTOM, provider: {name: web}, rules: [{}]} + ap shop/f: {action: CUSTOM, provider: {name: grpc}, rules: [{to: [{operation: {ports: ["1"]}}]}]} | - > shop/api:8080=NO
          one of HTTP says nothing of TCP         | ap shop/e: {action: CUSTOM, provider: {name: web}, rules: [{}]} | - > shop/api:9090=YES
          DENY goes before ALLOW                  | ap shop/y: {rules: [{}]} + ap shop/n: {action: DENY, rules: [{}]} | - > shop/api:8080=NO
          allows add up                           | ap shop/y: {rules: [{to: [{operation: {ports: ["1"]}}]}]} + ap istio-system/y: {rules: [{to: [{operation: {ports: ["8080"]}}]}]} | - > shop/api:8080=YES; - > shop/api:9090=NO
          the root reaches by label               | ap istio-system/y: {selector: {matchLabels: {app: api}}} | - > shop/api:8080=NO
          another namespace does not              | ap data/y: {} | - > shop/api:8080=YES
          what cannot be read is no dry run       | raw x/y: {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: shop, annotations: {istio.io/dry-run: "yes"}}, spec: {}} | - > shop/api:8080=NO
          the status port serves everybody        | pa shop/s: {mtls: {mode: STRICT}} | - > shop/api:15090=YES; - > shop/api:15021=YES; - > shop/api:15020=YES
          """)
  void sets(String name, String policies, String questions) {
    MeshWorld.check(
        name,
        MeshWorld.of(
            "map istio-system/istio mesh: {extensionProviders: [{name: web, envoyExtAuthzHttp: {}},"
                + " {name: grpc, envoyExtAuthzGrpc: {}}]} + sidecar shop/api: {} + svc shop/api:"
                + " [{name: http-web, port: 80, targetPort: 8080}, {name: tcp-db, port: 9090}] + "
                + policies),
        questions);
  }

  /// PeerAuthentication in ambient mode; the mesh is STRICT where nothing is said of it.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          strict for the mesh                     | pa istio-system/m: {mtls: {mode: STRICT}} | mode shop/api:8080=STRICT; - > shop/api:8080=NO; new/new > shop/api:8080=YES
          an empty selector in the root           | pa istio-system/m: {selector: {}, mtls: {mode: STRICT}} | mode shop/api:8080=PERMISSIVE
          there is no DISABLE                     | pa shop/m: {mtls: {mode: DISABLE}} | mode shop/api:8080=PERMISSIVE; new/new > shop/api:8080=YES
          a port that is disabled stays strict    | pa shop/m: {mtls: {mode: STRICT}} + pa shop/w: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: DISABLE}}} | mode shop/api:8080=STRICT
          a port that is permissive               | pa shop/m: {mtls: {mode: STRICT}} + pa shop/w: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: PERMISSIVE}}} | mode shop/api:8080=PERMISSIVE; mode shop/api:9090=STRICT
          with the namespace unset                | pa istio-system/m: {mtls: {mode: STRICT}} + pa shop/m: {} + pa shop/w: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: PERMISSIVE}}} | mode shop/api:8080=PERMISSIVE; mode shop/api:9090=OPEN
          without the namespace                   | pa istio-system/m: {mtls: {mode: STRICT}} + pa shop/w: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: PERMISSIVE}}} | mode shop/api:8080=PERMISSIVE; mode shop/api:9090=STRICT
          strict, but for a port                  | pa shop/w: {selector: {matchLabels: {app: api}}, mtls: {mode: STRICT}, portLevelMtls: {"8080": {mode: DISABLE}}} | mode shop/api:8080=PERMISSIVE; mode shop/api:9090=STRICT
          a strict port                           | pa shop/w: {selector: {matchLabels: {app: api}}, portLevelMtls: {"8080": {mode: STRICT}}} | mode shop/api:8080=STRICT; mode shop/api:9090=PERMISSIVE
          """)
  void ambient_transport(String name, String policies, String questions) {
    MeshWorld.check(name, MeshWorld.of("ambient shop/api: {} + " + policies), questions);
  }
}
