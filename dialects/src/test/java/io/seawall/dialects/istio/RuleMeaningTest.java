package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.policy;
import static io.seawall.dialects.istio.IstioScene.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Authorization Policy" and "Authorization for TCP traffic"; Istio
/// source, pilot/pkg/security/authz/builder and model.
class RuleMeaningTest {
  private static final String OTHERS = "0-8079,8081-65535";

  /// What a rule means: `peers at ports` for each neutral rule, joined by ` + `.
  private static String meant(Verdict verdict, boolean node, String servicePorts, String rule) {
    IstioScene scene =
        new IstioScene(
            deployment(),
            service("web", servicePorts),
            policy("AuthorizationPolicy", "a", "{rules: [" + rule + "]}"));
    PortKinds kinds =
        node ? PortKinds.CONNECTIONS : PortKinds.of(scene.web(), scene.facts().services());
    RuleMeaning meaning =
        new RuleMeaning(
            scene.one(AuthorizationPolicy.class),
            IstioScene.PLAIN,
            new RuleMeaning.Place(kinds, false, node));
    List<Rule> rules = meaning.of(verdict);
    assertThat(rules).allMatch(one -> one.verdict() == verdict);
    return rules.stream().map(RuleMeaningTest::text).collect(Collectors.joining(" + "));
  }

  private static String text(Rule rule) {
    return PeersText.peers(rule.peers())
        + " at "
        + rule.ports().packets().blocks().stream()
            .map(block -> block.destinations().toString())
            .collect(Collectors.joining(","))
            .replace(OTHERS, "others");
  }

  private static String port(String name) {
    return name.isEmpty() ? "" : "{name: " + name + ", port: 80, targetPort: http}";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                                                        ; everybody at all
          {from: [{source: {namespaces: [a]}}]}                                     ; identified namespace=a at all
          {from: [{source: {namespaces: [a]}}, {source: {namespaces: [b]}}]}        ; (identified namespace=a | identified namespace=b) at all
          {to: [{operation: {ports: ["80", "81"]}}]}                                ; everybody at 80-81
          {to: [{operation: {ports: ["80"]}}, {operation: {ports: ["443"]}}]}       ; everybody at 80 + everybody at 443
          {to: [{operation: {notPorts: ["8080"]}}]}                                 ; everybody at others
          {to: [{operation: {ports: ["80", "81"], notPorts: ["81"]}}]}              ; everybody at 80
          {to: [{operation: {ports: [http]}}]}                                      ; ''
          {to: [{operation: {ports: ["80"], notPorts: ["80"]}}]}                    ; ''
          {when: [{key: destination.port, values: ["80"]}]}                         ; everybody at 80
          {when: [{key: destination.port, notValues: ["8080"]}]}                    ; everybody at others
          {when: [{key: source.namespace, values: [a]}]}                            ; identified namespace=a at all
          {when: [{key: source.namespace, notValues: [a]}]}                         ; not identified namespace=a at all
          {when: [{key: source.namespace, values: ["a*"], notValues: [ab]}]}        ; (identified namespace has a at START & not identified namespace=ab) at all
          {when: [{key: source.ip, values: [10.0.0.0/8]}]}                          ; (10.0.0.0/8) at all
          {when: [{key: connection.sni, values: [a]}]}                              ; ? at all
          {from: [{source: {namespaces: [a]}}], to: [{operation: {ports: ["80"]}}], when: [{key: source.principal, values: ["*"]}]} ; (identified namespace=a & identified principal) at 80
          """)
  void what_asks_nothing_of_requests_holds_at_every_port(String rule, String expected) {
    for (String name : List.of("", "tcp", "http")) {
      assertThat(meant(Verdict.ALLOW, false, port(name), rule)).isEqualTo(expected);
      assertThat(meant(Verdict.DENY, false, port(name), rule)).isEqualTo(expected);
    }
  }

  private static final String GET = "{operation: {methods: [GET]}}";

  @ParameterizedTest(name = "{0} at a port named {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ALLOW ; http   ; sending method=GET at 8080 + (? & sending method=GET) at others
          ALLOW ; grpc-a ; sending method=GET at 8080 + (? & sending method=GET) at others
          ALLOW ; web    ; sending method=GET at 8080 + (? & sending method=GET) at others
          ALLOW ; tcp    ; (? & sending method=GET) at others
          ALLOW ; tcp-a  ; (? & sending method=GET) at others
          ALLOW ; https  ; (? & sending method=GET) at others
          ALLOW ; ''     ; (? & sending method=GET) at all
          DENY  ; http   ; sending method=GET at 8080 + sending method=GET at others + (? & everybody) at others
          DENY  ; tcp    ; sending method=GET at others + (? & everybody) at others + everybody at 8080
          DENY  ; ''     ; sending method=GET at all + (? & everybody) at all
          """)
  void where_connections_alone_are_seen_an_allow_is_dropped_and_a_deny_widened(
      Verdict verdict, String port, String expected) {
    assertThat(meant(verdict, false, port(port), "{to: [" + GET + "]}")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: ALLOW {1}; DENY {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {from: [{source: {namespaces: [a]}}], to: [{operation: {methods: [GET]}}]}                   ; '' ; identified namespace=a at 8080
          {to: [{operation: {ports: ["8080"]}}, {operation: {methods: [GET]}}]}                        ; '' ; everybody at 8080 + everybody at 8080
          {from: [{source: {namespaces: [a], requestPrincipals: ["*"]}}]}                              ; '' ; identified namespace=a at 8080
          {from: [{source: {namespaces: [a]}}], when: [{key: "request.headers[x]", values: [b]}]}      ; '' ; identified namespace=a at 8080
          """)
  void a_rule_is_dropped_as_a_whole_at_ports_of_tcp(String rule, String allow, String deny) {
    assertThat(at8080(meant(Verdict.ALLOW, false, port("tcp"), rule))).isEqualTo(allow);
    assertThat(at8080(meant(Verdict.DENY, false, port("tcp"), rule))).isEqualTo(deny);
  }

  private static String at8080(String meant) {
    return List.of(meant.split(" \\+ ", -1)).stream()
        .filter(one -> one.endsWith(" at 8080"))
        .collect(Collectors.joining(" + "));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {to: [{operation: {methods: [GET, POST]}}]}                            ; sending method=GET/POST at 8080
          {to: [{operation: {methods: ["*"]}}]}                                  ; sending method at 8080
          {to: [{operation: {paths: ["/a", "/b*", "*.js"]}}]}                    ; sending one of {path=/a/path has /b at START/path has .js at END} at 8080
          {to: [{operation: {paths: ["/a/{*}/b"]}}]}                             ; sending path has /a/{*}/b at PATH at 8080
          {to: [{operation: {notPaths: [/a]}}]}                                  ; sending !path=/a at 8080
          {to: [{operation: {hosts: [a.b], methods: [GET]}}]}                    ; sending method=GET,host=a.b at 8080
          {when: [{key: "request.headers[X-A]", values: [b]}]}                   ; sending header.x-a=b at 8080
          {when: [{key: "request.headers[x]", notValues: [b]}]}                  ; not sending header.x=b at 8080
          {when: [{key: "request.auth.claims[iss]", values: [a]}]}               ; () at 8080
          {when: [{key: request.auth.audiences, values: [a]}]}                   ; () at 8080
          {when: [{key: request.else, values: [a]}]}                             ; sending untold.request.else at 8080
          """)
  void requests_are_asked_where_they_are_seen(String rule, String expected) {
    assertThat(at8080(meant(Verdict.ALLOW, false, port("http"), rule))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: ALLOW {1}; DENY {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {from: [{source: {namespaces: [a]}}]}                      ; identified namespace=a at all ; identified namespace=a at all
          {to: [{operation: {methods: [GET]}}]}                      ; ''                            ; everybody at all
          {from: [{source: {remoteIpBlocks: [10.0.0.1]}}]}           ; ''                            ; ? at all
          """)
  void the_proxy_of_a_node_sees_connections_alone(String rule, String allow, String deny) {
    assertThat(meant(Verdict.ALLOW, true, port("http"), rule)).isEqualTo(allow);
    assertThat(meant(Verdict.DENY, true, port("http"), rule)).isEqualTo(deny);
  }
}
