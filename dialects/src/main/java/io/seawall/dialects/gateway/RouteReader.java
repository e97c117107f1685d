package io.seawall.dialects.gateway;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.PortField;
import io.seawall.model.cluster.Gateways.Backend;
import io.seawall.model.cluster.Gateways.OpenShiftRoute;
import io.seawall.model.cluster.Gateways.Parent;
import io.seawall.model.cluster.Gateways.ReferenceGrant;
import io.seawall.model.cluster.Gateways.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads routes and who may name what across namespaces.
final class RouteReader {
  private RouteReader() {}

  /// A route of the Gateway API. Where a rule mirrors requests, they go to the mirror, too.
  ///
  /// Source: Gateway API, HTTPRouteSpec, GRPCRouteSpec, TLSRouteSpec, TCPRouteSpec, UDPRouteSpec;
  /// HTTPRequestMirrorFilter.
  static Route route(ObjectMeta meta, Fields root) {
    Optional<Fields> spec = root.child("spec");
    String namespace = meta.namespaceOrDefault();
    List<Parent> parents = new ArrayList<>();
    for (Fields parent : spec.map(inner -> inner.children("parentRefs")).orElse(List.of())) {
      parents.add(
          new Parent(
              parent.text("kind").orElse("Gateway"),
              parent.text("namespace").orElse(namespace),
              parent.text("name").orElse(""),
              parent.text("sectionName").orElse(""),
              PortField.number(parent, "port").orElse(0)));
    }
    Set<Backend> backends = new LinkedHashSet<>();
    for (Fields rule : spec.map(inner -> inner.children("rules")).orElse(List.of())) {
      for (Fields backend : rule.children("backendRefs")) {
        backend(backend, namespace).ifPresent(backends::add);
      }
      for (Fields filter : rule.children("filters")) {
        filter
            .child("requestMirror")
            .flatMap(mirror -> mirror.child("backendRef"))
            .flatMap(inner -> backend(inner, namespace))
            .ifPresent(backends::add);
      }
    }
    return new Route(
        meta.type().kind(),
        namespace,
        meta.name(),
        parents,
        spec.map(inner -> inner.texts("hostnames")).orElse(List.of()),
        new ArrayList<>(backends),
        meta.where());
  }

  /// Source: Gateway API, BackendObjectReference; a reference is to a Service by default.
  private static Optional<Backend> backend(Fields fields, String namespace) {
    boolean service =
        fields.text("kind").orElse("Service").equals("Service")
            && fields.text("group").orElse("").isEmpty();
    if (!service) {
      return Optional.empty();
    }
    String of = fields.text("namespace").orElse(namespace);
    int port = PortField.number(fields, "port").orElse(0);
    return fields.text("name").map(name -> new Backend(of, name, port));
  }

  /// Source: Gateway API, ReferenceGrantSpec.
  static ReferenceGrant grant(ObjectMeta meta, Fields root) {
    Optional<Fields> spec = root.child("spec");
    List<ReferenceGrant.From> from = new ArrayList<>();
    for (Fields one : spec.map(inner -> inner.children("from")).orElse(List.of())) {
      from.add(
          new ReferenceGrant.From(one.text("kind").orElse(""), one.text("namespace").orElse("")));
    }
    List<ReferenceGrant.To> to = new ArrayList<>();
    for (Fields one : spec.map(inner -> inner.children("to")).orElse(List.of())) {
      to.add(new ReferenceGrant.To(one.text("kind").orElse(""), one.text("name").orElse("")));
    }
    return new ReferenceGrant(meta.namespaceOrDefault(), meta.name(), from, to, meta.where());
  }

  /// A Route of OpenShift.
  ///
  /// Source: OpenShift API, RouteSpec: `to`, `alternateBackends` and `port.targetPort`.
  static OpenShiftRoute openShift(ObjectMeta meta, Fields root) {
    Optional<Fields> spec = root.child("spec");
    Set<String> services = new LinkedHashSet<>();
    spec.flatMap(inner -> inner.child("to")).flatMap(RouteReader::service).ifPresent(services::add);
    for (Fields other : spec.map(inner -> inner.children("alternateBackends")).orElse(List.of())) {
      service(other).ifPresent(services::add);
    }
    return new OpenShiftRoute(
        meta.namespaceOrDefault(),
        meta.name(),
        spec.flatMap(inner -> inner.text("host")).orElse(""),
        new ArrayList<>(services),
        spec.flatMap(inner -> inner.child("port"))
            .flatMap(inner -> inner.anyText("targetPort"))
            .orElse(""),
        spec.flatMap(inner -> inner.child("tls")).isPresent(),
        meta.where());
  }

  private static Optional<String> service(Fields fields) {
    return fields.text("kind").orElse("Service").equals("Service")
        ? fields.text("name")
        : Optional.empty();
  }
}
