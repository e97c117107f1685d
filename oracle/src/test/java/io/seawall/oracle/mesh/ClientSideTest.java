package io.seawall.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients show. Objects are written as [MeshWorld] says.
class ClientSideTest {
  /// From shop/web to port 8080 of shop/api, by the Service shop/api on port 80 and by the pod's
  /// own address.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          two sidecars                     | sidecar shop/web: {} + sidecar shop/api: {} | cluster.local/ns/shop/sa/web | plain
          not from outside                 | bare shop/web: {} + sidecar shop/api: {} | plain | plain
          not to the outside               | sidecar shop/web: {} + bare shop/api: {} | plain | plain
          a rule without TLS               | sidecar shop/web: {} + sidecar shop/api: {} + dr shop/api: {host: api, trafficPolicy: {loadBalancer: {}}} | cluster.local/ns/shop/sa/web | plain
          a rule that disables it          | sidecar shop/web: {} + sidecar shop/api: {} + dr shop/api: {host: api.shop.svc.cluster.local, trafficPolicy: {tls: {mode: DISABLE}}} | plain | plain
          a rule for another host          | sidecar shop/web: {} + sidecar shop/api: {} + dr shop/api: {host: db, trafficPolicy: {tls: {mode: DISABLE}}} | cluster.local/ns/shop/sa/web | plain
          the port takes the place         | sidecar shop/web: {} + sidecar shop/api: {} + dr shop/api: {host: api, trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}}]}} | cluster.local/ns/shop/sa/web | plain
          by the port of the Service       | sidecar shop/web: {} + sidecar shop/api: {} + dr shop/api: {host: api, trafficPolicy: {portLevelSettings: [{port: {number: 8080}, tls: {mode: DISABLE}}]}} | cluster.local/ns/shop/sa/web | plain
          the exact host goes first        | sidecar shop/web: {} + sidecar shop/api: {} + dr shop/all: {host: "*.local", trafficPolicy: {tls: {mode: DISABLE}}} + dr shop/api: {host: api, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}} | cluster.local/ns/shop/sa/web | plain
          automatic TLS is off             | map istio-system/istio mesh: {enableAutoMtls: false} + sidecar shop/web: {} + sidecar shop/api: {} | plain | plain
          the namespace disables it        | sidecar shop/web: {} + sidecar shop/api: {} + pa shop/off: {mtls: {mode: DISABLE}} | plain | plain
          the workload's is not looked at  | sidecar shop/web: {} + sidecar shop/api: {} + pa shop/off: {selector: {matchLabels: {app: api}}, mtls: {mode: DISABLE}} | cluster.local/ns/shop/sa/web | plain
          the client leaves the port out   | sidecar shop/web: {traffic.sidecar.istio.io/excludeOutboundPorts: "80"} + sidecar shop/api: {} | plain | plain
          ambient                          | ambient shop/web: {} + ambient shop/api: {} | cluster.local/ns/shop/sa/web | cluster.local/ns/shop/sa/web
          Linkerd                          | linkerd shop/web: {} + linkerd shop/api: {} | web.shop.serviceaccount.identity.linkerd.cluster.local | web.shop.serviceaccount.identity.linkerd.cluster.local
          Linkerd, a port left out         | linkerd shop/web: {config.linkerd.io/skip-outbound-ports: "80"} + linkerd shop/api: {} | plain | web.shop.serviceaccount.identity.linkerd.cluster.local
          Consul                           | consul shop/web: {consul.hashicorp.com/connect-service: front} + consul shop/api: {} | front | plain
          two meshes                       | linkerd shop/web: {} + sidecar shop/api: {} | plain | plain
          """)
  void presents(String name, String objects, String byService, String byAddress) {
    var world =
        MeshWorld.of(objects + " + svc shop/api: [{name: http-web, port: 80, targetPort: 8080}]");
    assertThat(shown(world, Optional.of("shop/api"))).as(name).isEqualTo(byService);
    assertThat(shown(world, Optional.empty())).as(name).isEqualTo(byAddress);
  }

  private static String shown(MeshWorld world, Optional<String> service) {
    return switch (world.oracle().presents("shop/web", "shop/api", 8080, service)) {
      case Presented.Identity(var name) -> name;
      case Presented.Plaintext _ -> "plain";
      case Presented.Open _ -> "open";
    };
  }
}
