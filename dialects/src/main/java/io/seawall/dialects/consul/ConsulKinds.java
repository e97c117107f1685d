package io.seawall.dialects.consul;

import io.seawall.dialects.Fields;
import java.util.Map;
import java.util.Set;

/// The fields of kinds whose meaning does not bear on who may connect to whom.
///
/// Source: Consul source, consul-k8s, control-plane/api/v1alpha1.
final class ConsulKinds {
  static final String GROUP = "consul.hashicorp.com";

  private static final Map<String, Set<String>> SPECS =
      Map.ofEntries(
          Map.entry(
              "ServiceResolver",
              Set.of(
                  "defaultSubset",
                  "subsets",
                  "redirect",
                  "failover",
                  "prioritizeByLocality",
                  "connectTimeout",
                  "requestTimeout",
                  "loadBalancer")),
          Map.entry("ServiceRouter", Set.of("routes")),
          Map.entry("ServiceSplitter", Set.of("splits")),
          Map.entry("IngressGateway", Set.of("tls", "listeners", "defaults")),
          Map.entry("TerminatingGateway", Set.of("services")),
          Map.entry("ExportedServices", Set.of("services")),
          Map.entry("PeeringAcceptor", Set.of("peer")),
          Map.entry("PeeringDialer", Set.of("peer")),
          Map.entry("SamenessGroup", Set.of("defaultForFailover", "includeLocal", "members")),
          Map.entry(
              "JWTProvider",
              Set.of(
                  "jsonWebKeySet",
                  "issuer",
                  "audiences",
                  "locations",
                  "forwarding",
                  "clockSkewSeconds",
                  "cacheConfig")),
          Map.entry(
              "ControlPlaneRequestLimit",
              Set.of(
                  "mode",
                  "readRate",
                  "writeRate",
                  "acl",
                  "catalog",
                  "configEntry",
                  "connectCA",
                  "coordinate",
                  "discoveryChain",
                  "health",
                  "intention",
                  "kv",
                  "tenancy",
                  "preparedQuery",
                  "session",
                  "txn")),
          Map.entry(
              "RouteRetryFilter",
              Set.of("numRetries", "retryOn", "retryOnStatusCodes", "retryOnConnectFailure")),
          Map.entry("RouteTimeoutFilter", Set.of("requestTimeout", "idleTimeout")),
          Map.entry("RouteAuthFilter", Set.of("jwt")),
          Map.entry("GatewayPolicy", Set.of("targetRef", "override", "default")),
          Map.entry(
              "Registration",
              Set.of(
                  "id",
                  "node",
                  "address",
                  "taggedAddresses",
                  "nodeMeta",
                  "datacenter",
                  "service",
                  "check",
                  "checks",
                  "partition",
                  "skipNodeUpdate",
                  "locality")));

  private ConsulKinds() {}

  /// Complains of fields of `spec` that the kind does not have.
  static void check(String kind, Fields root) {
    Set<String> known = SPECS.get(kind);
    if (known != null) {
      root.close("spec", known);
    }
  }
}
