package io.seawall.dialects.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.kubernetes.Flow;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cluster.Gateways;
import io.seawall.model.cluster.Gateways.Attach;
import io.seawall.model.cluster.Gateways.Backend;
import io.seawall.model.cluster.Gateways.Gateway;
import io.seawall.model.cluster.Gateways.OpenShiftRoute;
import io.seawall.model.cluster.Gateways.Parent;
import io.seawall.model.cluster.Gateways.ReferenceGrant;
import io.seawall.model.cluster.Gateways.Route;
import io.seawall.model.document.Document;
import io.seawall.model.policy.LabelTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the expectations: Gateway API, the types of each kind; OpenShift API, Route.
class GatewayReadingTest {
  private static Parsed<Facts> read(String object) {
    Dialect.Reading reading = new GatewayDialect().open();
    assertThat(reading.accept(new Document("dir/0.yaml", Flow.mapping(object)))).isTrue();
    return reading.close();
  }

  private static Gateways gateways(String object) {
    return read(object).value().kubernetes().gateways();
  }

  private static Gateway gateway(String spec) {
    return gateways(
            "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway,"
                + " metadata: {name: edge, namespace: infra}, spec: "
                + spec
                + "}")
        .gateways()
        .getFirst();
  }

  private static Route route(String kind, String spec) {
    return gateways(
            "{apiVersion: gateway.networking.k8s.io/v1, kind: "
                + kind
                + ", metadata: {name: web, namespace: shop}, spec: "
                + spec
                + "}")
        .routes()
        .getFirst();
  }

  @Test
  void a_class_names_its_controller() {
    Gateways.GatewayClass read =
        gateways(
                """
                {apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass,
                metadata: {name: istio}, spec: {controllerName: istio.io/gateway-controller}}
                """)
            .classes()
            .getFirst();
    assertThat(read.name()).isEqualTo("istio");
    assertThat(read.controller()).isEqualTo("istio.io/gateway-controller");
  }

  @Test
  void a_gateway_listens_on_ports() {
    Gateway gateway =
        gateway(
            """
            {gatewayClassName: istio, addresses: [{type: IPAddress, value: "10.1.0.9"}],
            infrastructure: {annotations: {a: b}},
            listeners: [
            {name: web, port: 80, protocol: HTTP, hostname: "*.example.com"},
            {name: tls, port: 443, protocol: HTTPS, allowedRoutes: {namespaces: {from: All}}}]}
            """);
    assertThat(gateway.className()).isEqualTo("istio");
    assertThat(gateway.addresses()).containsExactly("10.1.0.9");
    assertThat(gateway.annotations()).containsEntry("a", "b");
    assertThat(gateway.listeners())
        .extracting(one -> one.name() + " " + one.port() + " " + one.protocol() + " " + one.from())
        .containsExactly("web 80 HTTP SAME", "tls 443 HTTPS ALL");
  }

  @ParameterizedTest(name = "{0} admits {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                          | SAME
          {namespaces: {from: None}}                                  | NONE
          {namespaces: {from: Selector}}                              | NONE
          {namespaces: {from: Selector, selector: {matchLabels: {}}}} | SELECTOR
          {namespaces: {from: Anybody}}                               | NONE
          """)
  void a_listener_admits_routes(String allowed, Attach from) {
    Gateway gateway =
        gateway(
            "{listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: " + allowed + "}]}");
    assertThat(gateway.listeners().getFirst().from()).isEqualTo(from);
  }

  @Test
  void a_listener_asks_for_labels_of_namespaces() {
    Gateway gateway =
        gateway(
            """
            {listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes:
            {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}}]}
            """);
    assertThat(gateway.listeners().getFirst().namespaces())
        .isEqualTo(LabelTest.equalTo("team", "shop"));
  }

  @Test
  void a_word_that_the_api_does_not_know_is_complained_of() {
    List<Diagnostic> complaints =
        read("""
        {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway,
        metadata: {name: edge, namespace: infra},
        spec: {listeners: [{name: a, port: 80, protocol: HTTP,
        allowedRoutes: {namespaces: {from: Anybody}}}]}}
        """)
            .diagnostics();
    assertThat(complaints)
        .extracting(one -> one.code() + " " + one.where().field() + ": " + one.found())
        .containsExactly(
            "BAD_ATTACHMENT spec.listeners[0].allowedRoutes.namespaces.from: the text"
                + " \"Anybody\"");
  }

  @Test
  void a_route_leads_to_the_services_of_every_rule_and_to_mirrors() {
    Route route =
        route(
            "HTTPRoute",
            """
            {hostnames: [a.example], parentRefs: [{name: edge, namespace: infra, sectionName: web},
            {name: own, port: 8080}],
            rules: [
            {backendRefs: [{name: web, port: 80}, {name: api, port: 8080, namespace: back}]},
            {backendRefs: [{name: web, port: 80}, {kind: Bucket, group: x.example, name: b}],
            filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 81}}}]}]}
            """);
    assertThat(route.parents())
        .containsExactly(
            new Parent("Gateway", "infra", "edge", "web", 0),
            new Parent("Gateway", "shop", "own", "", 8080));
    assertThat(route.hostnames()).containsExactly("a.example");
    assertThat(route.backends())
        .containsExactly(
            new Backend("shop", "web", 80),
            new Backend("back", "api", 8080),
            new Backend("shop", "copy", 81));
  }

  @ParameterizedTest
  @CsvSource({"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"})
  void routes_of_every_kind_are_read_alike(String kind) {
    Route route =
        route(kind, "{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: b, port: 53}]}]}");
    assertThat(route.title()).isEqualTo(kind + " shop/web");
    assertThat(route.backends()).containsExactly(new Backend("shop", "b", 53));
  }

  @ParameterizedTest(name = "from {0}, to {1} permits: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: HTTPRoute, namespace: shop}  | {kind: Service}            | true
          {kind: HTTPRoute, namespace: shop}  | {kind: Service, name: api} | true
          {kind: HTTPRoute, namespace: shop}  | {kind: Service, name: db}  | false
          {kind: HTTPRoute, namespace: shop}  | {kind: Secret}             | false
          {kind: HTTPRoute, namespace: other} | {kind: Service}            | false
          {kind: GRPCRoute, namespace: shop}  | {kind: Service}            | false
          """)
  void a_grant_permits_what_it_names(String from, String to, boolean permits) {
    ReferenceGrant grant =
        gateways(
                "{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant,"
                    + " metadata: {name: g, namespace: back}, spec: {from: [%s], to: [%s]}}"
                        .formatted(from, to))
            .grants()
            .getFirst();
    Route route =
        route("HTTPRoute", "{rules: [{backendRefs: [{name: api, namespace: back, port: 80}]}]}");
    assertThat(grant.permits(route, route.backends().getFirst())).isEqualTo(permits);
  }

  @ParameterizedTest(name = "port {0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {targetPort: 8080} | 8080
          {targetPort: http} | http
          {}                 | ''
          """)
  void a_route_of_openshift(String port, String expected) {
    OpenShiftRoute route =
        gateways(
                """
                {apiVersion: route.openshift.io/v1, kind: Route,
                metadata: {name: web, namespace: shop},
                spec: {host: a.example, port: %s, tls: {termination: edge},
                to: {kind: Service, name: web, weight: 90},
                alternateBackends: [{kind: Service, name: canary, weight: 10}]}}
                """
                    .formatted(port))
            .openShiftRoutes()
            .getFirst();
    assertThat(route.services()).containsExactly("web", "canary");
    assertThat(route.port()).isEqualTo(expected);
    assertThat(route.host()).isEqualTo("a.example");
    assertThat(route.tls()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "serving.knative.dev/v1, Route",
    "networking.istio.io/v1, Gateway",
    "gateway.networking.k8s.io/v1, BackendTLSPolicy"
  })
  void other_kinds_are_left_to_others(String version, String kind) {
    String object = "{apiVersion: " + version + ", kind: " + kind + ", metadata: {name: a}}";
    Dialect.Reading reading = new GatewayDialect().open();
    assertThat(reading.accept(new Document("dir/0.yaml", Flow.mapping(object)))).isFalse();
  }
}
