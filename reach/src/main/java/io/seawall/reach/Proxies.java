package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.cluster.Gateways.Gateway;
import io.seawall.model.cluster.Gateways.GatewayClass;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the proxy that serves an Ingress or a Gateway: by the controller that its class names, and
/// the image that this controller's pods run.
///
/// Source: Kubernetes documentation, "Ingress", Ingress class; Gateway API, GatewayClassSpec and
/// GEP-1762 (labels of what a controller makes for a Gateway); the names of controllers and images
/// are those of each project's installation manifests.
final class Proxies {
  private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
  private static final String APP_ROUTING = "app-routing-system";

  /// Controllers outside of the cluster.
  private static final List<String> ELSEWHERE =
      List.of("azure/application-gateway", "alb.networking.azure.io/alb-controller");

  /// A controller of Ingresses.
  ///
  /// @param controller what `spec.controller` of its class begins with
  /// @param className what its class is usually called
  /// @param image a part of the name of the image, between slashes
  /// @param namespace where alone its pods run; empty for any
  private record Known(String controller, String className, String image, String namespace) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "webapprouting.kubernetes.azure.com/",
              "webapprouting.kubernetes.azure.com",
              "nginx-ingress-controller",
              APP_ROUTING),
          new Known("k8s.io/ingress-nginx", "nginx", "ingress-nginx/controller", ""),
          new Known("nginx.org/ingress-controller", "nginx", "nginx-ingress", ""),
          new Known("traefik.io/ingress-controller", "traefik", "traefik", ""),
          new Known("haproxy-ingress.github.io/controller", "haproxy", "haproxy-ingress", ""),
          new Known("haproxy.org/ingress-controller", "haproxy", "kubernetes-ingress", ""),
          new Known("ingress-controllers.konghq.com/kong", "kong", "kong", ""));

  private final Facts.Kubernetes facts;

  Proxies(Facts.Kubernetes facts) {
    this.facts = facts;
  }

  Proxy of(Ingress ingress) {
    Optional<IngressClass> served = ingressClass(ingress.className());
    if (ingress.className().isEmpty() && served.isEmpty()) {
      return new Proxy.Unknown("it names no class, and no class of the input is the default");
    }
    String controller = served.map(IngressClass::controller).orElse("");
    String name = served.map(IngressClass::name).orElse(ingress.className());
    if (ELSEWHERE.contains(controller) || isApplicationGateway(name)) {
      return new Proxy.Unknown("an application gateway leads them, whose rules are not read");
    }
    List<Known> known =
        KNOWN.stream()
            .filter(one ->
                controller.isEmpty()
                    ? one.className.equals(name)
                    : controller.startsWith(one.controller))
            .toList();
    List<Workload.Id> pods =
        facts.workloads().stream()
            .filter(workload -> known.stream().anyMatch(one -> isOf(one, workload)))
            .map(Workload::id)
            .distinct()
            .sorted()
            .toList();
    return pods.isEmpty()
        ? new Proxy.Unknown("the pods that serve its class \"" + name + "\" are not known")
        : new Proxy.Pods(pods);
  }

  private Optional<IngressClass> ingressClass(String name) {
    return facts.ingressClasses().stream()
        .filter(one -> name.isEmpty() ? one.isDefault() : one.name().equals(name))
        .findFirst();
  }

  private static boolean isApplicationGateway(String className) {
    return className.equals("azure-application-gateway")
        || className.equals("azure/application-gateway")
        || className.equals("azure-alb-external");
  }

  private static boolean isOf(Known known, Workload workload) {
    return (known.namespace.isEmpty() || known.namespace.equals(workload.id().namespace()))
        && workload.containers().stream().anyMatch(one -> isOf(known, one.image()));
  }

  /// Whether the parts of an image's name hold those of `known`, one after the other; a tag or
  /// digest does not count.
  private static boolean isOf(Known known, String image) {
    String name = image.replaceAll("@.*$", "").replaceAll(":[^/]*$", "");
    return ("/" + name + "/").contains("/" + known.image + "/");
  }

  Proxy of(Gateway gateway) {
    String controller =
        facts.gateways().classes().stream()
            .filter(one -> one.name().equals(gateway.className()))
            .map(GatewayClass::controller)
            .findFirst()
            .orElse("");
    if (ELSEWHERE.contains(controller) || isApplicationGateway(gateway.className())) {
      return new Proxy.Unknown("an application gateway leads them, whose rules are not read");
    }
    List<Workload.Id> pods =
        facts.workloads().stream()
            .filter(workload -> workload.id().namespace().equals(gateway.namespace()))
            .filter(workload -> gateway.name().equals(workload.labels().get(GATEWAY_NAME)))
            .map(Workload::id)
            .distinct()
            .sorted()
            .toList();
    return pods.isEmpty()
        ? new Proxy.Unknown(
            "no pod in " + gateway.namespace() + " has the label " + GATEWAY_NAME + " of it")
        : new Proxy.Pods(pods);
  }

  /// Words in the names of annotations that turn some requests away, or that hold configuration of
  /// their own.
  private static final List<String> LIMITS =
      List.of(
          "auth",
          "whitelist",
          "allowlist",
          "denylist",
          "blacklist",
          "range",
          "snippet",
          "middlewares");

  /// The annotation for which a proxy may turn requests away; empty if there is none.
  static Optional<String> limit(Ingress ingress) {
    return ingress.annotations().keySet().stream()
        .filter(key -> LIMITS.stream().anyMatch(key.toLowerCase(Locale.ROOT)::contains))
        .sorted()
        .findFirst();
  }

  /// Kinds that lead requests through a proxy and are known by name alone.
  private static final List<String> UNREAD =
      List.of(
          "traefik.io/IngressRoute",
          "traefik.io/IngressRouteTCP",
          "traefik.io/IngressRouteUDP",
          "traefik.containo.us/IngressRoute",
          "traefik.containo.us/IngressRouteTCP",
          "networking.istio.io/VirtualService",
          "projectcontour.io/HTTPProxy",
          "k8s.nginx.org/VirtualServer",
          "k8s.nginx.org/TransportServer",
          "getambassador.io/Mapping",
          "configuration.konghq.com/TCPIngress",
          "cilium.io/CiliumEnvoyConfig",
          "cilium.io/CiliumClusterwideEnvoyConfig");

  /// The first object that may lead requests to any pod, and is not read.
  static Optional<OtherObject> unread(Facts.Kubernetes facts) {
    return facts.others().stream()
        .filter(other -> UNREAD.contains(other.apiGroup() + "/" + other.kind()))
        .findFirst();
  }
}
