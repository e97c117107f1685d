package io.seawall.dialects.linkerd;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.ObjectType;
import java.util.Map;
import java.util.Set;

/// The kinds of Linkerd: the versions in which they are served, and the fields of those whose
/// meaning does not bear on who may connect to whom.
///
/// Source: Linkerd source, the definitions of its kinds in charts/linkerd-crds.
final class LinkerdKinds {
  private static final Map<String, Set<String>> VERSIONS =
      Map.of(
          "Server", Set.of("v1alpha1", "v1beta1", "v1beta2", "v1beta3"),
          "ServerAuthorization", Set.of("v1alpha1", "v1beta1"),
          "AuthorizationPolicy", Set.of("v1alpha1"),
          "MeshTLSAuthentication", Set.of("v1alpha1"),
          "NetworkAuthentication", Set.of("v1alpha1"),
          "HTTPRoute", Set.of("v1alpha1", "v1beta1", "v1beta2", "v1beta3"));

  private static final Map<String, Set<String>> SPECS =
      Map.ofEntries(
          Map.entry("EgressNetwork", Set.of("trafficPolicy", "networks")),
          Map.entry("UnmeshedNetwork", Set.of("trafficPolicy", "networks")),
          Map.entry(
              "HTTPLocalRateLimitPolicy", Set.of("targetRef", "total", "identity", "overrides")),
          Map.entry("HTTPLocalConcurrencyLimitPolicy", Set.of("targetRef", "total", "identity")),
          Map.entry(
              "ServiceProfile", Set.of("routes", "retryBudget", "dstOverrides", "opaquePorts")),
          Map.entry("ExternalWorkload", Set.of("meshTLS", "meshTls", "ports", "workloadIPs")));

  private LinkerdKinds() {}

  /// Whether objects of this group are of Linkerd.
  static boolean isOfLinkerd(String group) {
    return group.equals("linkerd.io") || group.endsWith(".linkerd.io");
  }

  /// Complains of a version that no release serves.
  static void checkVersion(ObjectType type, Fields root) {
    Set<String> served = VERSIONS.getOrDefault(type.kind(), Set.of(type.version()));
    if (!served.contains(type.version())) {
      root.complain(
          "API_NOT_SERVED",
          root.where("apiVersion"),
          type.apiVersion(),
          "one of the versions " + String.join(", ", served.stream().sorted().toList()),
          "no release of Linkerd serves it");
    }
  }

  /// Complains of fields of `spec` that the kind does not have.
  static void check(ObjectType type, Fields root) {
    Set<String> known = SPECS.get(type.kind());
    if (known != null) {
      root.close("spec", known);
    }
  }
}
