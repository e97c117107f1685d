package io.seawall.dialects.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.mesh.EdgeServer;
import io.seawall.model.mesh.EdgeServer.Tls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Gateway", Server and ServerTLSSettings.
class GatewayReaderTest {
  private static List<EdgeServer> servers(String selector, String servers) {
    return new IstioScene(
            """
            {apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: front,
            namespace: shop}, spec: {selector: {istio: %s}, servers: [%s]}}
            """
                .formatted(selector, servers))
        .facts().mesh().stream()
            .filter(EdgeServer.class::isInstance)
            .map(EdgeServer.class::cast)
            .toList();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                                          ; NONE
          ', tls: {httpsRedirect: true}'              ; REDIRECT
          ', tls: {httpsRedirect: false}'             ; PASSES
          ', tls: {mode: PASSTHROUGH}'                ; PASSES
          ', tls: {mode: AUTO_PASSTHROUGH}'           ; PASSES
          ', tls: {mode: SIMPLE, credentialName: a}'  ; ENDS
          ', tls: {mode: MUTUAL, credentialName: a}'  ; ENDS
          ', tls: {mode: OPTIONAL_MUTUAL}'            ; ENDS
          ', tls: {mode: ISTIO_MUTUAL}'               ; ENDS
          ', tls: {mode: simple}'                     ; UNKNOWN
          """)
  void a_mode_says_what_becomes_of_a_connection(String tls, Tls expected) {
    assertThat(
            servers("ingressgateway", "{port: {number: 443, name: a, protocol: HTTPS}" + tls + "}"))
        .extracting(EdgeServer::tls)
        .containsExactly(expected);
  }

  @Test
  void each_server_is_read() {
    List<EdgeServer> read =
        servers(
            "ingressgateway",
            "{port: {number: 80, name: a, protocol: HTTP}, hosts: [\"*\"]}, {port: {number: 443,"
                + " name: b, protocol: TLS}, hosts: [\"*\"]}");
    assertThat(read).extracting(EdgeServer::port).containsExactly(80, 443);
    assertThat(read).extracting(EdgeServer::protocol).containsExactly("HTTP", "TLS");
    assertThat(read)
        .allSatisfy(server -> {
          assertThat(server.gateway()).isEqualTo("Gateway shop/front");
          assertThat(server.outward()).isFalse();
        });
  }

  @Test
  void a_gateway_for_what_leaves_is_told_apart() {
    assertThat(servers("egressgateway", "{port: {number: 80, name: a, protocol: HTTP}}"))
        .singleElement()
        .satisfies(server -> assertThat(server.outward()).isTrue());
  }
}
