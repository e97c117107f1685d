package io.seawall.oracle.mesh;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Intentions of Consul, written as [MeshWorld] says.
class ConsulIntentionsTest {
  private static final String WORLD =
      "consul shop/api: {consul.hashicorp.com/connect-service: api} + svc shop/api: [{port: 8080}]"
          + " + map consul/consul-server-config a.json: ";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ACLs that allow                          | {"acl": {"enabled": true}} | | web > shop/api:8080=YES
          ACLs that deny                           | {"acl": {"enabled": true, "default_policy": "deny"}} | | web > shop/api:8080=NO
          a default of its own                     | {"acl": {"enabled": true, "default_policy": "allow"}, "default_intention_policy": "deny"} | | web > shop/api:8080=NO
          ACLs that are off                        | {"acl": {"enabled": false, "default_policy": "deny"}} | | web > shop/api:8080=YES
          the exact destination goes first         | {} | + intent shop/a: {destination: {name: api}, sources: [{name: "*", action: allow}]} + intent shop/b: {destination: {name: "*"}, sources: [{name: web, action: deny}]} | web > shop/api:8080=YES
          then the exact source                    | {} | + intent shop/a: {destination: {name: api}, sources: [{name: "*", action: allow}, {name: web, action: deny}]} | web > shop/api:8080=NO; db > shop/api:8080=YES
          another destination                      | {} | + intent shop/a: {destination: {name: db}, sources: [{name: "*", action: deny}]} | web > shop/api:8080=YES
          permissions in order                     | {} | + defaults shop/api: {protocol: http} + intent shop/a: {destination: {name: api}, sources: [{name: web, permissions: [{action: deny, http: {pathPrefix: /admin}}, {action: allow, http: {pathPrefix: /, methods: [GET]}}]}]} | web > shop/api:8080 GET /a=YES; web > shop/api:8080 GET /admin/x=NO; web > shop/api:8080 PUT /a=YES; web > shop/api:8080=OPEN
          what none matches is the default's       | {"acl": {"enabled": true, "default_policy": "deny"}} | + proxies consul/global: {config: {protocol: http}} + intent shop/a: {destination: {name: api}, sources: [{name: web, permissions: [{action: allow, http: {pathExact: /a}}]}]} | web > shop/api:8080 GET /a=YES; web > shop/api:8080 GET /b=NO
          permissive for all                       | {} | + proxies consul/global: {mutualTLSMode: permissive} | mode shop/api:8080=PERMISSIVE; - > shop/api:8080=YES; - > shop/api:9090=OPEN
          but strict for one                       | {} | + proxies consul/global: {mutualTLSMode: permissive} + defaults shop/api: {mutualTLSMode: strict} | - > shop/api:8080=NO
          a path that is exposed                   | {} | + defaults shop/api: {expose: {paths: [{path: /health, listenerPort: 21500, localPathPort: 8080}]}} | - > shop/api:21500 GET /health=YES; - > shop/api:21500 GET /x=NO; - > shop/api:8080 GET /x=NO; - > shop/api:8080=OPEN
          not taken over                           | {} | + raw x/y: {apiVersion: consul.hashicorp.com/v1alpha1, kind: ServiceIntentions, metadata: {name: a}, spec: {destination: {name: api}, sources: [{name: "*", action: deny}]}, status: {conditions: [{type: Synced, status: "False"}]}} | web > shop/api:8080=OPEN
          """)
  void intentions(String name, String agent, String objects, String questions) {
    var more = objects == null ? "" : " " + objects;
    MeshWorld.check(name, MeshWorld.of(WORLD + agent + more), questions);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          without transparent proxying    | {consul.hashicorp.com/transparent-proxy: "false", consul.hashicorp.com/transparent-proxy-status: ""} | - > shop/api:8080=YES
          a port that is left out         | {consul.hashicorp.com/transparent-proxy-exclude-inbound-ports: "9090"} | - > shop/api:9090=YES; - > shop/api:8080=NO
          """)
  void capture(String name, String annotations, String questions) {
    var written =
        annotations.contains("transparent-proxy-status")
            ? "raw x/y: {kind: Pod, metadata: {namespace: shop, name: api, annotations:"
                + " {consul.hashicorp.com/connect-service: api,"
                + " consul.hashicorp.com/connect-inject-status: injected, "
                + annotations.substring(1, annotations.length() - 1)
                + "}}, spec: {containers: [{name: consul-dataplane}]}, status: {podIP: 10.0.0.1}}"
            : "consul shop/api: {consul.hashicorp.com/connect-service: api, "
                + annotations.substring(1);
    MeshWorld.check(name, MeshWorld.of(written), questions);
  }
}
