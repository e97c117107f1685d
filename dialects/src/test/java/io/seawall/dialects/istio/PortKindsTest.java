package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Protocol Selection"; Kubernetes documentation, "Service",
/// application protocol.
class PortKindsTest {
  private static final PacketSet WEB = PacketSet.to(Protocol.TCP, 8080);

  private static PortKinds kinds(String... objects) {
    String[] all = new String[objects.length + 1];
    System.arraycopy(objects, 0, all, 0, objects.length);
    all[objects.length] = deployment();
    IstioScene scene = new IstioScene(all);
    return PortKinds.of(scene.web(), scene.facts().services());
  }

  private static String kind(PortKinds kinds) {
    if (!kinds.http().and(WEB).isEmpty()) {
      return "http";
    }
    return kinds.others().and(WEB).isEmpty() ? "undeclared" : "other";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {name: http, port: 8080}                                            ; http
          {name: http-web, port: 8080}                                        ; http
          {name: http2, port: 8080}                                           ; http
          {name: grpc, port: 8080}                                            ; http
          {name: grpc-web-a, port: 8080}                                      ; http
          {name: HTTP, port: 8080}                                            ; http
          {name: web, port: 8080}                                             ; http
          {port: 8080}                                                        ; http
          {name: tcp, port: 8080}                                             ; other
          {name: tcp-http, port: 8080}                                        ; other
          {name: https, port: 8080}                                           ; other
          {name: tls-a, port: 8080}                                           ; other
          {name: redis, port: 8080}                                           ; other
          {name: tcp, appProtocol: http, port: 8080}                          ; http
          {name: http, appProtocol: tcp, port: 8080}                          ; other
          {name: tcp, appProtocol: kubernetes.io/h2c, port: 8080}             ; http
          {name: tcp, appProtocol: kubernetes.io/ws, port: 8080}              ; http
          {name: http, appProtocol: kubernetes.io/wss, port: 8080}            ; other
          {name: http, port: 80, targetPort: 8080}                            ; http
          {name: http, port: 80, targetPort: http}                            ; http
          {name: http, port: 8080, targetPort: 80}                            ; undeclared
          {name: http, port: 8080, targetPort: web}                           ; undeclared
          {name: http, port: 8080, protocol: UDP}                             ; undeclared
          """)
  void a_service_says_what_a_port_speaks(String port, String expected) {
    PortKinds kinds = kinds(service("web", port));
    assertThat(kind(kinds)).isEqualTo(expected);
    assertThat(kinds.undeclared().and(WEB).isEmpty()).isNotEqualTo(expected.equals("undeclared"));
  }

  @Test
  void where_two_services_differ_a_port_may_carry_requests() {
    PortKinds kinds =
        kinds(service("a", "{name: tcp, port: 8080}"), service("b", "{name: http, port: 8080}"));
    assertThat(kinds.http()).isEqualTo(WEB);
    assertThat(kinds.others().isEmpty()).isTrue();
  }

  @Test
  void a_service_of_others_says_nothing() {
    String other =
        """
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: bank}, spec: {selector: {
        app: web}, ports: [{name: http, port: 8080}]}}
        """;
    assertThat(kind(kinds(other))).isEqualTo("undeclared");
  }

  @Test
  void the_proxy_of_a_node_sees_connections_alone() {
    assertThat(PortKinds.CONNECTIONS.http().isEmpty()).isTrue();
    assertThat(PortKinds.CONNECTIONS.undeclared().isEmpty()).isTrue();
  }
}
