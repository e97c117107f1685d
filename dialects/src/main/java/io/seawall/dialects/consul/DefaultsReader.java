package io.seawall.dialects.consul;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.consul.ConsulObject.Defaults;
import io.seawall.dialects.consul.ConsulObject.Exposed;
import io.seawall.dialects.consul.ConsulObject.Settings;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads ServiceDefaults, ProxyDefaults and Mesh as far as they say who may connect, and how.
///
/// Sources: Consul documentation, "Service defaults", "Proxy defaults" and "Mesh"; Consul source,
/// consul-k8s, control-plane/api/v1alpha1 (types and `Validate`).
final class DefaultsReader {
  private static final Set<String> PROTOCOLS = Set.of("tcp", "http", "http2", "grpc");
  private static final Set<String> MODES = Set.of("", "strict", "permissive");

  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param complaints those about this object so far; grows
  DefaultsReader(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  Defaults defaults() {
    boolean ofProxies = meta.type().kind().equals("ProxyDefaults");
    if (ofProxies && !meta.name().equals("global")) {
      root.complain(
          "BAD_VALUE",
          root.where("metadata"),
          "the name " + meta.name(),
          "the name global",
          "Consul refuses the object");
    }
    Optional<Fields> spec = root.child("spec");
    List<String> overrides = new ArrayList<>();
    Optional<Fields> config =
        ofProxies ? spec.flatMap(one -> one.child("config")) : Optional.empty();
    String protocol = ofProxies ? text(config, "protocol") : text(spec, "protocol");
    if (!ofProxies && !protocol.isEmpty()) {
      Specs.known(spec.orElseThrow(), "protocol", protocol, PROTOCOLS, "Consul");
    }
    config.ifPresent(one -> overrides(one, overrides));
    String mode = text(spec, "mutualTLSMode");
    spec.ifPresent(one -> Specs.known(one, "mutualTLSMode", mode, MODES, "Consul"));
    if (!spec.map(one -> one.items("envoyExtensions")).orElse(List.of()).isEmpty()) {
      overrides.add("envoyExtensions");
    }
    Optional<Fields> expose = spec.flatMap(one -> one.child("expose"));
    List<Exposed> exposed =
        expose.map(one -> one.children("paths")).orElse(List.of()).stream()
            .flatMap(one -> exposed(one).stream())
            .toList();
    boolean checks = expose.flatMap(one -> one.bool("checks")).orElse(false);
    expose.ifPresent(Fields::close);
    spec.ifPresent(one ->
        one.ignore(
            "mode",
            "transparentProxy",
            "meshGateway",
            "accessLogs",
            "failoverPolicy",
            "prioritizeByLocality",
            "externalSNI",
            "upstreamConfig",
            "destination",
            "maxInboundConnections",
            "localConnectTimeoutMs",
            "localRequestTimeoutMs",
            "balanceInboundConnections",
            "rateLimits"));
    return new Defaults(
        meta.type().kind(),
        meta.namespaceOrDefault(),
        meta.name(),
        protocol,
        mode,
        exposed,
        checks,
        overrides,
        Syncs.close(meta, root, spec, complaints),
        meta.where());
  }

  private static String text(Optional<Fields> fields, String key) {
    return fields.flatMap(one -> one.text(key)).orElse("");
  }

  /// Settings that replace what Consul writes for a proxy.
  ///
  /// Source: Consul documentation, "Envoy proxy configuration reference", escape-hatch overrides.
  private static void overrides(Fields config, List<String> overrides) {
    config.entries().stream()
        .map(entry -> entry.key())
        .filter(key -> key.startsWith("envoy_") && key.endsWith("_json"))
        .forEach(overrides::add);
  }

  private static Optional<Exposed> exposed(Fields fields) {
    Optional<Integer> port = fields.integer("listenerPort", 1, 65535);
    String path = fields.text("path").orElse("/");
    fields.ignore("localPathPort", "protocol");
    fields.close();
    return port.map(number -> new Exposed(number, path, fields.where()));
  }

  Settings settings() {
    if (!meta.name().equals("mesh")) {
      root.complain(
          "BAD_VALUE",
          root.where("metadata"),
          "the name " + meta.name(),
          "the name mesh",
          "Consul refuses the object");
    }
    Optional<Fields> spec = root.child("spec");
    Optional<Fields> transparent = spec.flatMap(one -> one.child("transparentProxy"));
    boolean meshOnly = transparent.flatMap(one -> one.bool("meshDestinationsOnly")).orElse(false);
    transparent.ifPresent(Fields::close);
    boolean permissive =
        spec.flatMap(one -> one.bool("allowEnablingPermissiveMutualTLS")).orElse(false);
    spec.ifPresent(one -> one.ignore("tls", "http", "peering", "validateClusters"));
    return new Settings(
        meta.namespaceOrDefault(),
        meta.name(),
        meshOnly,
        permissive,
        Syncs.close(meta, root, spec, complaints),
        meta.where());
  }
}
