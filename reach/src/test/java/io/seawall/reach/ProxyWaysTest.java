package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Gateways;
import io.seawall.model.cluster.Gateways.Attach;
import io.seawall.model.cluster.Gateways.Backend;
import io.seawall.model.cluster.Gateways.Gateway;
import io.seawall.model.cluster.Gateways.GatewayClass;
import io.seawall.model.cluster.Gateways.Listener;
import io.seawall.model.cluster.Gateways.Parent;
import io.seawall.model.cluster.Gateways.ReferenceGrant;
import io.seawall.model.cluster.Gateways.Route;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.Service;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Ingresses and routes lead through proxies.
///
/// Sources: Kubernetes documentation, "Ingress"; Gateway API, AllowedRoutes, ParentReference and
/// ReferenceGrant.
class ProxyWaysTest {
  private static final String NGINX = "registry.k8s.io/ingress-nginx/controller:v1.13.0@sha256:ab";
  private static final SourceRef HERE = SourceRef.of("in.yaml", 1);

  /// A cluster whose proxy `edge/proxy` is open to the Internet, and which has `shop/web` at port
  /// 8080 behind the Service `shop/web`, port 80.
  private static Cluster cluster(String image, String... proxyLabels) {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .subnet("nodes", "10.1.0.0/16", "", "")
            .interfaces("sys", "")
            .pool("sys", "nodes")
            .done();
    Cluster cluster = new Cluster().namespace("shop", "team=a").namespace("edge").azure(azure);
    cluster.pods("shop", "web").port("http", Protocol.TCP, 8080);
    Cluster.Pods proxy = cluster.pods("edge", "proxy").image(image);
    if (proxyLabels.length > 0) {
      proxy.labels(proxyLabels);
    } else {
      proxy.labels("app=proxy");
    }
    return cluster
        .service(service("shop", "web", "ClusterIP", Map.of("app", "web"), "http"))
        .service(
            service(
                "edge",
                "proxy",
                "LoadBalancer",
                proxyLabels.length > 0 ? Map.of(GATEWAY_LABEL, "main") : Map.of("app", "proxy"),
                "8443"));
  }

  private static final String GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";

  private static Service service(
      String namespace, String name, String type, Map<String, String> selector, String target) {
    return new Service(
        namespace,
        name,
        type,
        selector,
        Map.of(),
        Map.of(),
        List.of(new Service.Port("main", Protocol.TCP, 80, target, 0)),
        List.of(),
        List.of(),
        new Service.Entry(true, false, "", List.of(), Service.Families.FIRST),
        HERE);
  }

  private static Ingress ingress(String className, String port, Map<String, String> annotations) {
    return new Ingress(
        "shop",
        "web",
        className,
        annotations,
        List.of("*"),
        List.of(),
        false,
        List.of(new Ingress.Backend("web", port)),
        HERE);
  }

  private static Told fromInternet(Cluster cluster) {
    Reach reach = cluster.reach(Engine.CALICO);
    return Told.of(
        reach.between(Cluster.outside(reach, "8.8.8.8"), Cluster.pods(reach, "shop/web")),
        Cluster.tcp(8080));
  }

  @ParameterizedTest(name = "class {0}, controller {1}, image {2}: {3}")
  @CsvSource({
    "nginx, k8s.io/ingress-nginx, registry.k8s.io/ingress-nginx/controller:v1.13.0, YES",
    "own,   k8s.io/ingress-nginx, mirror.example:5000/ingress-nginx/controller,     YES",
    "nginx, '',                   registry.k8s.io/ingress-nginx/controller:v1.13.0, YES",
    "nginx, k8s.io/ingress-nginx, shop.example/web-nginx:1,                         MAYBE",
    "other, example.com/unknown,  registry.k8s.io/ingress-nginx/controller:v1.13.0, MAYBE",
    "'',    '',                   registry.k8s.io/ingress-nginx/controller:v1.13.0, MAYBE",
    "traefik, traefik.io/ingress-controller, traefik:3.5,                           YES",
    "agw,   azure/application-gateway, registry.k8s.io/ingress-nginx/controller,    MAYBE",
  })
  void the_pods_of_a_controller_are_known_by_their_image(
      String className, String controller, String image, Told expected) {
    Cluster cluster = cluster(image).ingress(ingress(className, "80", Map.of()));
    if (!controller.isEmpty()) {
      cluster.ingressClass(className, controller, false);
    }
    assertThat(fromInternet(cluster)).isEqualTo(expected);
  }

  @Test
  void an_ingress_without_a_class_is_of_the_default_class() {
    Cluster cluster = cluster(NGINX).ingress(ingress("", "80", Map.of()));
    cluster.ingressClass("main", "k8s.io/ingress-nginx", true);
    assertThat(fromInternet(cluster)).isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "to port {0}: {1}")
  @CsvSource({"80, YES", "main, YES", "8080, NO", "http, NO"})
  void a_backend_names_a_port_of_the_service(String port, Told expected) {
    Cluster cluster = cluster(NGINX).ingress(ingress("nginx", port, Map.of()));
    assertThat(fromInternet(cluster)).isEqualTo(expected);
  }

  @Test
  void without_an_ingress_nothing_leads_there() {
    assertThat(fromInternet(cluster(NGINX))).isEqualTo(Told.NO);
  }

  @ParameterizedTest(name = "{0} admits {1}: {2}")
  @CsvSource({
    "web,   proxy, YES",
    "web,   web,   NO",
    "proxy, proxy, NO",
  })
  void policies_of_the_backend_see_the_proxy(String subject, String admitted, Told expected) {
    Cluster cluster = cluster(NGINX).ingress(ingress("nginx", "80", Map.of()));
    cluster.policy(
        Written.networkPolicy(
            (subject.equals("web") ? "shop/" : "edge/") + subject,
            Direction.INGRESS,
            Written.app(subject),
            Written.allow(Written.podsAnywhere("app", admitted))));
    assertThat(fromInternet(cluster)).isEqualTo(expected);
  }

  @Test
  void a_proxy_sends_what_its_own_policies_allow() {
    Cluster cluster = cluster(NGINX).ingress(ingress("nginx", "80", Map.of()));
    cluster.policy(Written.networkPolicy("edge/none", Direction.EGRESS, Written.app("proxy")));
    assertThat(fromInternet(cluster)).isEqualTo(Told.NO);
  }

  @ParameterizedTest(name = "annotation {0}: {1}")
  @CsvSource({
    "nginx.ingress.kubernetes.io/whitelist-source-range, MAYBE",
    "nginx.ingress.kubernetes.io/auth-url, MAYBE",
    "nginx.ingress.kubernetes.io/proxy-body-size, YES",
  })
  void an_annotation_may_turn_requests_away(String key, Told expected) {
    Cluster cluster = cluster(NGINX).ingress(ingress("nginx", "80", Map.of(key, "x")));
    assertThat(fromInternet(cluster)).isEqualTo(expected);
  }

  @Test
  void which_of_two_proxies_serves_a_class_is_not_known() {
    Cluster cluster = cluster(NGINX).ingress(ingress("nginx", "80", Map.of()));
    cluster.pods("edge", "internal").image(NGINX);
    assertThat(fromInternet(cluster)).isEqualTo(Told.MAYBE);
  }

  @Test
  void an_object_that_is_not_read_may_lead_anywhere() {
    Cluster cluster = cluster(NGINX).other("networking.istio.io", "VirtualService", "shop", "web");
    assertThat(fromInternet(cluster)).isEqualTo(Told.MAYBE);
    cluster.policy(Written.networkPolicy("shop/none", Direction.INGRESS, Written.app("web")));
    assertThat(fromInternet(cluster)).isEqualTo(Told.NO);
  }

  private static Gateways gateway(String className, String protocol, String host, Attach from) {
    Listener listener =
        new Listener("main", 443, protocol, host, from, LabelTest.equalTo("team", "a"), HERE);
    return new Gateways(
        List.of(
            new GatewayClass("istio", "istio.io/gateway-controller", HERE),
            new GatewayClass("alb", "alb.networking.azure.io/alb-controller", HERE)),
        List.of(
            new Gateway(
                "edge", "main", className, Map.of(), List.of(listener), List.of(), Map.of(), HERE)),
        List.of(),
        List.of(),
        List.of());
  }

  private static Gateways route(String kind, String namespace, String parent) {
    Route route =
        new Route(
            kind,
            namespace,
            "web",
            List.of(new Parent("Gateway", "edge", parent, "", 0)),
            List.of("shop.example.com"),
            List.of(new Backend("shop", "web", 80)),
            HERE);
    return new Gateways(List.of(), List.of(), List.of(route), List.of(), List.of());
  }

  @ParameterizedTest(name = "class {0}, {1} for {2}, from {3}: {4}")
  @CsvSource({
    "istio, HTTPS, '',               ALL,      YES",
    "istio, HTTPS, '',               SELECTOR, YES",
    "istio, HTTPS, '',               SAME,     NO",
    "istio, HTTPS, '',               NONE,     NO",
    "istio, HTTPS, *.example.com,    ALL,      YES",
    "istio, HTTPS, shop.example.com, ALL,      YES",
    "istio, HTTPS, pay.example.com,  ALL,      NO",
    "istio, UDP,   '',               ALL,      NO",
    "alb,   HTTPS, '',               ALL,      MAYBE",
  })
  void a_route_attaches_to_a_listener(
      String className, String protocol, String host, Attach from, Told expected) {
    Cluster cluster =
        cluster("proxyv2", GATEWAY_LABEL + "=main")
            .gateways(gateway(className, protocol, host, from))
            .gateways(route("HTTPRoute", "shop", "main"));
    assertThat(fromInternet(cluster)).isEqualTo(expected);
  }

  @Test
  void the_pods_of_a_gateway_have_its_label() {
    Cluster cluster =
        cluster("proxyv2")
            .gateways(gateway("istio", "HTTPS", "", Attach.ALL))
            .gateways(route("HTTPRoute", "shop", "main"));
    assertThat(fromInternet(cluster)).isEqualTo(Told.MAYBE);
  }

  @Test
  void a_gateway_that_is_not_in_the_input_is_not_known() {
    Cluster cluster = cluster("proxyv2").gateways(route("HTTPRoute", "shop", "absent"));
    assertThat(fromInternet(cluster)).isEqualTo(Told.MAYBE);
  }

  @ParameterizedTest(name = "a grant: {0}: {1}")
  @CsvSource({"true, YES", "false, NO"})
  void a_backend_of_another_namespace_needs_a_grant(boolean granted, Told expected) {
    Cluster cluster =
        cluster("proxyv2", GATEWAY_LABEL + "=main")
            .gateways(gateway("istio", "HTTPS", "", Attach.ALL))
            .gateways(route("HTTPRoute", "edge", "main"));
    if (granted) {
      ReferenceGrant grant =
          new ReferenceGrant(
              "shop",
              "g",
              List.of(new ReferenceGrant.From("HTTPRoute", "edge")),
              List.of(new ReferenceGrant.To("Service", "")),
              HERE);
      cluster.gateways(new Gateways(List.of(), List.of(), List.of(), List.of(grant), List.of()));
    }
    assertThat(fromInternet(cluster)).isEqualTo(expected);
  }

  @Test
  void reasons_say_what_the_hops_do() {
    for (String className : List.of("nginx", "other", "")) {
      for (String annotation : List.of("proxy-body-size", "auth-url")) {
        for (String admitted : List.of("proxy", "web")) {
          Cluster cluster =
              cluster(NGINX).ingress(ingress(className, "80", Map.of(annotation, "x")));
          cluster.policy(
              Written.networkPolicy(
                  "shop/web",
                  Direction.INGRESS,
                  Written.app("web"),
                  Written.allow(Written.podsAnywhere("app", admitted), Written.port(8080))));
          Reach reach = cluster.reach(Engine.CALICO);
          Endpoint from = Cluster.outside(reach, "8.8.8.8");
          Endpoint to = Cluster.pods(reach, "shop/web");
          for (Path path : reach.paths(from, to)) {
            path.hops().forEach(hop -> ExplanationTest.check(hop, from, to));
          }
          assertThat(reach.paths(from, to)).hasSizeGreaterThan(1);
        }
      }
    }
  }
}
