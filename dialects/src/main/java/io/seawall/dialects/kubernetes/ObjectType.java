package io.seawall.dialects.kubernetes;

import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an object says it is: `apiVersion`, as group and version, and `kind`.
///
/// @param group empty for the core group
public record ObjectType(String group, String version, String kind) {

  /// Kinds that have a meaning here, each with the group that serves it.
  enum Kind {
    NAMESPACE("Namespace", ""),
    NODE("Node", ""),
    POD("Pod", ""),
    REPLICATION_CONTROLLER("ReplicationController", ""),
    SERVICE("Service", ""),
    ENDPOINTS("Endpoints", ""),
    SECRET("Secret", ""),
    DEPLOYMENT("Deployment", "apps"),
    REPLICA_SET("ReplicaSet", "apps"),
    STATEFUL_SET("StatefulSet", "apps"),
    DAEMON_SET("DaemonSet", "apps"),
    JOB("Job", "batch"),
    CRON_JOB("CronJob", "batch"),
    ENDPOINT_SLICE("EndpointSlice", "discovery.k8s.io"),
    INGRESS("Ingress", "networking.k8s.io"),
    INGRESS_CLASS("IngressClass", "networking.k8s.io"),
    NETWORK_POLICY("NetworkPolicy", "networking.k8s.io"),
    OTHER("", "");

    private final String name;
    private final String group;

    Kind(String name, String group) {
      this.name = name;
      this.group = group;
    }
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  /// Groups of Kubernetes itself that serve these kinds, or once did.
  private static final Set<String> OWN_GROUPS =
      Set.of("", "apps", "batch", "extensions", "networking.k8s.io", "discovery.k8s.io");

  /// The release that stopped serving a kind under a version.
  ///
  /// Source: Kubernetes documentation, Deprecated API Migration Guide.
  private static final Map<String, String> REMOVED =
      Map.ofEntries(
          Map.entry("extensions/v1beta1 DaemonSet", "1.16"),
          Map.entry("extensions/v1beta1 Deployment", "1.16"),
          Map.entry("extensions/v1beta1 NetworkPolicy", "1.16"),
          Map.entry("extensions/v1beta1 ReplicaSet", "1.16"),
          Map.entry("apps/v1beta1 Deployment", "1.16"),
          Map.entry("apps/v1beta1 StatefulSet", "1.16"),
          Map.entry("apps/v1beta2 DaemonSet", "1.16"),
          Map.entry("apps/v1beta2 Deployment", "1.16"),
          Map.entry("apps/v1beta2 ReplicaSet", "1.16"),
          Map.entry("apps/v1beta2 StatefulSet", "1.16"),
          Map.entry("extensions/v1beta1 Ingress", "1.22"),
          Map.entry("networking.k8s.io/v1beta1 Ingress", "1.22"),
          Map.entry("networking.k8s.io/v1beta1 IngressClass", "1.22"),
          Map.entry("batch/v1beta1 CronJob", "1.25"),
          Map.entry("discovery.k8s.io/v1beta1 EndpointSlice", "1.25"));

  /// Reads the two fields.
  ///
  /// @return empty unless both are text and the version starts with a letter, as Kubernetes wants
  ///   it (API conventions, "Group versions"; an Azure `apiVersion` is a date)
  public static Optional<ObjectType> of(Mapping root) {
    String apiVersion = text(root, "apiVersion");
    String kind = text(root, "kind");
    int slash = apiVersion.indexOf('/');
    String version = apiVersion.substring(slash + 1);
    if (kind.isEmpty() || slash == 0 || version.isEmpty() || version.indexOf('/') >= 0) {
      return Optional.empty();
    }
    char first = version.charAt(0);
    return first >= 'a' && first <= 'z'
        ? Optional.of(new ObjectType(apiVersion.substring(0, Math.max(slash, 0)), version, kind))
        : Optional.empty();
  }

  private static String text(Mapping root, String key) {
    return root.get(key).orElse(null) instanceof Scalar(_, var kind, var text)
            && kind == ScalarKind.STRING
        ? text
        : "";
  }

  /// Which of the kinds with a meaning it is. A kind of the same name in a group that is not of
  /// Kubernetes itself is a different kind.
  Kind known() {
    if (OWN_GROUPS.contains(group)) {
      for (Kind candidate : KINDS) {
        if (candidate.name.equals(kind)) {
          return candidate;
        }
      }
    }
    return Kind.OTHER;
  }

  /// As written: `apps/v1`.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// The `apiVersion` under which a cluster of today serves a kind with a meaning.
  String current() {
    String current = known().group;
    return current.isEmpty() ? "v1" : current + "/v1";
  }

  /// Whether a cluster of today serves it under the version as written.
  boolean isServed() {
    return known() == Kind.OTHER || apiVersion().equals(current());
  }

  /// The release of Kubernetes that stopped serving the version as written; empty if none ever
  /// served it, or all do.
  Optional<String> removedIn() {
    return Optional.ofNullable(REMOVED.get(apiVersion() + " " + kind));
  }
}
