package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.LabelTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Objects besides Ingress that ask a proxy to lead packets from outside to Services: those of the
/// Gateway API and the Routes of OpenShift.
///
/// @param grants who may name objects of another namespace
public record Gateways(
    List<GatewayClass> classes,
    List<Gateway> gateways,
    List<Route> routes,
    List<ReferenceGrant> grants,
    List<OpenShiftRoute> openShiftRoutes) {
  /// No such object.
  public static final Gateways NONE =
      new Gateways(List.of(), List.of(), List.of(), List.of(), List.of());

  public Gateways {
    classes = List.copyOf(classes);
    gateways = List.copyOf(gateways);
    routes = List.copyOf(routes);
    grants = List.copyOf(grants);
    openShiftRoutes = List.copyOf(openShiftRoutes);
  }

  /// Both together.
  public Gateways plus(Gateways that) {
    return new Gateways(
        joined(classes, that.classes),
        joined(gateways, that.gateways),
        joined(routes, that.routes),
        joined(grants, that.grants),
        joined(openShiftRoutes, that.openShiftRoutes));
  }

  private static <T> List<T> joined(List<T> left, List<T> right) {
    List<T> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  /// A class of gateways and the controller that serves them.
  ///
  /// @param controller `spec.controllerName`, such as `example.com/gateway-controller`
  public record GatewayClass(String name, String controller, SourceRef where) {}

  /// A point where packets enter.
  ///
  /// @param className of a [GatewayClass]
  /// @param addresses that it asks for, as written
  /// @param annotations for the objects that its controller makes for it
  ///   (`spec.infrastructure.annotations`)
  public record Gateway(
      String namespace,
      String name,
      String className,
      Map<String, String> labels,
      List<Listener> listeners,
      List<String> addresses,
      Map<String, String> annotations,
      SourceRef where) {
    public Gateway {
      labels = Map.copyOf(labels);
      listeners = List.copyOf(listeners);
      addresses = List.copyOf(addresses);
      annotations = Map.copyOf(annotations);
    }
  }

  /// A port that a gateway listens on.
  ///
  /// @param protocol as written, such as `HTTPS`
  /// @param hostname empty for any
  /// @param from whose routes may attach, `Same` namespace by default
  /// @param namespaces what it asks of the labels of a namespace where `from` is SELECTOR
  public record Listener(
      String name,
      int port,
      String protocol,
      String hostname,
      Attach from,
      LabelTest namespaces,
      SourceRef where) {}

  /// Routes of which namespaces may attach to a listener.
  public enum Attach {
    /// Its own.
    SAME,
    /// Every namespace.
    ALL,
    /// Those whose labels pass a test.
    SELECTOR,
    /// None.
    NONE
  }

  /// A route of the Gateway API.
  ///
  /// @param kind `HTTPRoute`, `GRPCRoute`, `TLSRoute`, `TCPRoute` or `UDPRoute`
  /// @param hostnames empty for any
  public record Route(
      String kind,
      String namespace,
      String name,
      List<Parent> parents,
      List<String> hostnames,
      List<Backend> backends,
      SourceRef where) {
    public Route {
      parents = List.copyOf(parents);
      hostnames = List.copyOf(hostnames);
      backends = List.copyOf(backends);
    }

    /// As a message names it: `HTTPRoute shop/web`.
    public String title() {
      return kind + " " + namespace + "/" + name;
    }
  }

  /// What a route attaches to.
  ///
  /// @param kind `Gateway` unless it says otherwise
  /// @param section the name of the listener; empty for each
  /// @param port of the listener; 0 for each
  public record Parent(String kind, String namespace, String name, String section, int port) {}

  /// A Service that a route leads to.
  ///
  /// @param port the number of the Service's port
  public record Backend(String namespace, String service, int port) {}

  /// Leave for objects of one namespace to name objects of another.
  ///
  /// @param namespace of the objects that may be named
  /// @param from who may name them
  /// @param to the kinds that may be named, and the name; an empty name stands for all
  public record ReferenceGrant(
      String namespace, String name, List<From> from, List<To> to, SourceRef where) {
    public ReferenceGrant {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }

    /// Objects of a kind in a namespace.
    public record From(String kind, String namespace) {}

    /// Objects of a kind; all, where the name is empty.
    public record To(String kind, String name) {}

    /// Whether it lets a route name a Service in the namespace of this grant.
    public boolean permits(Route route, Backend backend) {
      return namespace.equals(backend.namespace())
          && from.contains(new From(route.kind(), route.namespace()))
          && to.stream()
              .anyMatch(end ->
                  end.kind.equals("Service")
                      && (end.name.isEmpty() || end.name.equals(backend.service())));
    }
  }

  /// A Route of OpenShift.
  ///
  /// @param services that it leads to, in its own namespace
  /// @param port of the pods, by number, or of the Service, by name; empty for all
  /// @param tls whether `spec.tls` is there
  public record OpenShiftRoute(
      String namespace,
      String name,
      String host,
      List<String> services,
      String port,
      boolean tls,
      SourceRef where) {
    public OpenShiftRoute {
      services = List.copyOf(services);
    }
  }
}
