package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import java.util.Map;
import java.util.Set;

/// The fields of kinds whose meaning does not bear on who may connect to whom. They are looked at
/// for names that Istio does not know.
///
/// Source: Istio documentation, "Traffic Management" (Destination Rule, Envoy Filter, Gateway,
/// ProxyConfig, Service Entry, Sidecar, Virtual Service, Workload Entry, Workload Group),
/// "Telemetry" and "Wasm Plugin".
final class KnownKinds {
  private static final Map<String, Set<String>> SPECS =
      Map.ofEntries(
          Map.entry(
              "DestinationRule",
              Set.of("host", "trafficPolicy", "subsets", "exportTo", "workloadSelector")),
          Map.entry(
              "EnvoyFilter", Set.of("workloadSelector", "configPatches", "priority", "targetRefs")),
          Map.entry("Gateway", Set.of("servers", "selector")),
          Map.entry(
              "ProxyConfig", Set.of("selector", "concurrency", "environmentVariables", "image")),
          Map.entry(
              "ServiceEntry",
              Set.of(
                  "hosts",
                  "addresses",
                  "ports",
                  "location",
                  "resolution",
                  "endpoints",
                  "workloadSelector",
                  "exportTo",
                  "subjectAltNames")),
          Map.entry(
              "Sidecar",
              Set.of(
                  "workloadSelector",
                  "ingress",
                  "inboundConnectionPool",
                  "egress",
                  "outboundTrafficPolicy",
                  "connectionPool")),
          Map.entry(
              "VirtualService", Set.of("hosts", "gateways", "http", "tls", "tcp", "exportTo")),
          Map.entry(
              "WorkloadEntry",
              Set.of(
                  "address", "ports", "labels", "network", "locality", "weight", "serviceAccount")),
          Map.entry("WorkloadGroup", Set.of("metadata", "template", "probe")),
          Map.entry(
              "Telemetry",
              Set.of("selector", "targetRef", "targetRefs", "tracing", "metrics", "accessLogging")),
          Map.entry(
              "WasmPlugin",
              Set.of(
                  "selector",
                  "targetRef",
                  "targetRefs",
                  "url",
                  "sha256",
                  "imagePullPolicy",
                  "imagePullSecret",
                  "verificationKey",
                  "pluginConfig",
                  "pluginName",
                  "phase",
                  "failStrategy",
                  "priority",
                  "vmConfig",
                  "match",
                  "type")));

  private KnownKinds() {}

  /// Complains of fields of `spec` that the kind does not have.
  static void check(String kind, Fields root) {
    Set<String> known = SPECS.get(kind);
    if (known != null) {
      root.close("spec", known);
    }
  }
}
