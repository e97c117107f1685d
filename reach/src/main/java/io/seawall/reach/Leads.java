package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Gateways.Backend;
import io.seawall.model.cluster.Gateways.Gateway;
import io.seawall.model.cluster.Gateways.Listener;
import io.seawall.model.cluster.Gateways.OpenShiftRoute;
import io.seawall.model.cluster.Gateways.Parent;
import io.seawall.model.cluster.Gateways.Route;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.Service;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What Ingresses, routes of the Gateway API and Routes of OpenShift lead to which pods.
///
/// Source: Kubernetes API, IngressBackend; Gateway API, BackendRef, ParentReference, AllowedRoutes
/// and ReferenceGrant; OpenShift API, RoutePort.
final class Leads {
  private final Facts.Kubernetes facts;
  private final Backends backends;
  private final Proxies proxies;
  private final Map<String, List<Reference>> byService = new HashMap<>();
  private final Map<Integer, List<Lead>> known = new HashMap<>();

  /// Leads to the pods of a Service, before it is known which they are.
  ///
  /// @param ports whether a port of the Service is meant
  private record Reference(
      String object,
      SourceRef where,
      Predicate<Service.Port> ports,
      Proxy proxy,
      Optional<String> doubt) {}

  Leads(Facts.Kubernetes facts) {
    this.facts = facts;
    this.backends = new Backends(facts);
    this.proxies = new Proxies(facts);
    facts.ingresses().forEach(this::add);
    facts.gateways().routes().forEach(this::add);
    facts.gateways().openShiftRoutes().forEach(this::add);
  }

  /// Those that lead to these pods.
  List<Lead> to(Endpoint.Pods pods) {
    return byService.isEmpty() ? List.of() : known.computeIfAbsent(pods.id(), _ -> find(pods));
  }

  private List<Lead> find(Endpoint.Pods pods) {
    List<Lead> out = new ArrayList<>();
    for (Service service : facts.services()) {
      List<Reference> references =
          byService.getOrDefault(service.namespace() + "/" + service.name(), List.of());
      if (references.isEmpty()) {
        continue;
      }
      for (Backends.Target target : backends.of(service, pods)) {
        PacketSet led = PacketSet.of(target.port().protocol(), target.ports(), Ports.ALL);
        for (Reference one : references) {
          if (one.ports.test(target.port()) && !led.isEmpty()) {
            Optional<String> doubt =
                target.sure()
                    ? one.doubt
                    : Optional.of("whether the addresses of its slices are such pods is not known");
            out.add(new Lead(one.object, one.where, led, one.proxy, doubt));
          }
        }
      }
    }
    return out;
  }

  private void add(String namespace, String service, Reference reference) {
    byService.computeIfAbsent(namespace + "/" + service, _ -> new ArrayList<>()).add(reference);
  }

  private void add(Ingress ingress) {
    Proxy proxy = proxies.of(ingress);
    Optional<String> doubt =
        Proxies.limit(ingress)
            .map(key -> "its annotation " + key + " may have the proxy turn requests away");
    String title = "Ingress " + ingress.namespace() + "/" + ingress.name();
    for (Ingress.Backend backend : ingress.backends()) {
      Predicate<Service.Port> ports =
          port ->
              backend.port().isEmpty()
                  || port.name().equals(backend.port())
                  || String.valueOf(port.port()).equals(backend.port());
      add(
          ingress.namespace(),
          backend.service(),
          new Reference(title, ingress.where(), ports, proxy, doubt));
    }
  }

  /// No router of OpenShift is part of AKS.
  private void add(OpenShiftRoute route) {
    Proxy router = new Proxy.Unknown("the router that serves it is not known");
    String title = "Route " + route.namespace() + "/" + route.name();
    Predicate<Service.Port> ports =
        port ->
            route.port().isEmpty()
                || port.name().equals(route.port())
                || port.target().equals(route.port());
    for (String service : route.services()) {
      add(
          route.namespace(),
          service,
          new Reference(title, route.where(), ports, router, Optional.empty()));
    }
  }

  private void add(Route route) {
    Set<Gateway> seen = new HashSet<>();
    for (Parent parent : route.parents()) {
      for (Gateway gateway : facts.gateways().gateways()) {
        boolean named =
            parent.kind().equals("Gateway")
                && parent.namespace().equals(gateway.namespace())
                && parent.name().equals(gateway.name());
        Attached attached = named ? attached(route, parent, gateway) : Attached.NO;
        if (attached != Attached.NO && seen.add(gateway)) {
          add(route, gateway, attached);
        }
      }
      boolean missing =
          parent.kind().equals("Gateway")
              && facts.gateways().gateways().stream()
                  .noneMatch(one ->
                      one.namespace().equals(parent.namespace())
                          && one.name().equals(parent.name()));
      if (missing) {
        String title = parent.namespace() + "/" + parent.name();
        add(
            route,
            new Proxy.Unknown("Gateway " + title + " is not in the input"),
            Optional.empty());
      }
    }
  }

  private void add(Route route, Gateway gateway, Attached attached) {
    Optional<String> doubt =
        attached == Attached.YES
            ? Optional.empty()
            : Optional.of("the labels of namespace " + route.namespace() + " are not known");
    add(route, proxies.of(gateway), doubt);
  }

  private void add(Route route, Proxy proxy, Optional<String> doubt) {
    for (Backend backend : route.backends()) {
      boolean permitted =
          backend.namespace().equals(route.namespace())
              || facts.gateways().grants().stream().anyMatch(one -> one.permits(route, backend));
      if (permitted) {
        add(
            backend.namespace(),
            backend.service(),
            new Reference(
                route.title(),
                route.where(),
                port -> backend.port() == 0 || port.port() == backend.port(),
                proxy,
                doubt));
      }
    }
  }

  private enum Attached {
    YES,
    NO,
    PERHAPS
  }

  private Attached attached(Route route, Parent parent, Gateway gateway) {
    Attached best = Attached.NO;
    for (Listener listener : gateway.listeners()) {
      boolean meant =
          (parent.section().isEmpty() || parent.section().equals(listener.name()))
              && (parent.port() == 0 || parent.port() == listener.port())
              && takes(listener, route)
              && sharesHost(listener.hostname(), route.hostnames());
      Attached one = meant ? admits(listener, route, gateway) : Attached.NO;
      if (one == Attached.YES) {
        return one;
      }
      best = one == Attached.PERHAPS ? one : best;
    }
    return best;
  }

  private Attached admits(Listener listener, Route route, Gateway gateway) {
    return switch (listener.from()) {
      case ALL -> Attached.YES;
      case NONE -> Attached.NO;
      case SAME -> route.namespace().equals(gateway.namespace()) ? Attached.YES : Attached.NO;
      case SELECTOR ->
          facts.namespaces().stream()
              .filter(one -> one.name().equals(route.namespace()) && one.declared())
              .findFirst()
              .map(one -> listener.namespaces().passes(one.labels()) ? Attached.YES : Attached.NO)
              .orElse(Attached.PERHAPS);
    };
  }

  /// Source: Gateway API, ListenerEntry.protocol and the kinds that each protocol supports.
  private static boolean takes(Listener listener, Route route) {
    return switch (listener.protocol()) {
      case "HTTP", "HTTPS" -> route.kind().equals("HTTPRoute") || route.kind().equals("GRPCRoute");
      case "TLS" -> route.kind().equals("TLSRoute") || route.kind().equals("TCPRoute");
      case "TCP" -> route.kind().equals("TCPRoute");
      case "UDP" -> route.kind().equals("UDPRoute");
      default -> true; // a protocol of the controller's own
    };
  }

  /// Source: Gateway API, HTTPRouteSpec.hostnames: a route attaches where one of its names and that
  /// of the listener intersect.
  private static boolean sharesHost(String listener, List<String> hosts) {
    return listener.isEmpty()
        || hosts.isEmpty()
        || hosts.stream().anyMatch(host -> covers(listener, host) || covers(host, listener));
  }

  private static boolean covers(String pattern, String host) {
    return pattern.equals(host)
        || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1)));
  }

  /// What backends ask of pods and addresses.
  static void ask(Facts.Kubernetes facts, Questions questions) {
    Set<String> named = new HashSet<>();
    for (Ingress ingress : facts.ingresses()) {
      ingress.backends().forEach(one -> named.add(ingress.namespace() + "/" + one.service()));
    }
    for (Route route : facts.gateways().routes()) {
      route.backends().forEach(one -> named.add(one.namespace() + "/" + one.service()));
    }
    for (OpenShiftRoute route : facts.gateways().openShiftRoutes()) {
      route.services().forEach(one -> named.add(route.namespace() + "/" + one));
    }
    for (Service service : facts.services()) {
      if (named.contains(service.namespace() + "/" + service.name())) {
        Backends.ask(service, facts, questions);
      }
    }
  }
}
