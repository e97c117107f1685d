package io.seawall.dialects.kubernetes;

import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.List;
import java.util.Optional;

/// What an object says it is: `apiVersion`, as group and version, and `kind`.
///
/// @param group empty for the core group
record ObjectType(String group, String version, String kind) {

  /// Kinds that have a meaning here, each with the group that serves it and one that did.
  enum Kind {
    NAMESPACE("Namespace", ""),
    NODE("Node", ""),
    POD("Pod", ""),
    REPLICATION_CONTROLLER("ReplicationController", ""),
    SERVICE("Service", ""),
    ENDPOINTS("Endpoints", ""),
    SECRET("Secret", ""),
    DEPLOYMENT("Deployment", "apps", "extensions"),
    REPLICA_SET("ReplicaSet", "apps", "extensions"),
    STATEFUL_SET("StatefulSet", "apps"),
    DAEMON_SET("DaemonSet", "apps", "extensions"),
    JOB("Job", "batch"),
    CRON_JOB("CronJob", "batch"),
    ENDPOINT_SLICE("EndpointSlice", "discovery.k8s.io"),
    INGRESS("Ingress", "networking.k8s.io", "extensions"),
    INGRESS_CLASS("IngressClass", "networking.k8s.io"),
    NETWORK_POLICY("NetworkPolicy", "networking.k8s.io", "extensions"),
    OTHER("", "");

    private final String name;
    private final String group;
    private final String formerGroup;

    Kind(String name, String group) {
      this(name, group, group);
    }

    Kind(String name, String group, String formerGroup) {
      this.name = name;
      this.group = group;
      this.formerGroup = formerGroup;
    }
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  /// Reads the two fields.
  ///
  /// @return empty unless both are text and the version starts with a letter, as Kubernetes wants
  ///   it (API conventions, "Group versions"; an Azure `apiVersion` is a date)
  static Optional<ObjectType> of(Mapping root) {
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

  /// Which of the kinds with a meaning it is. A kind of the same name in another group is a
  /// different kind.
  Kind known() {
    for (Kind candidate : KINDS) {
      if (candidate.name.equals(kind)
          && (candidate.group.equals(group) || candidate.formerGroup.equals(group))) {
        return candidate;
      }
    }
    return Kind.OTHER;
  }

  /// As written: `apps/v1`.
  String apiVersion() {
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
  ///
  /// Source: Kubernetes documentation, Deprecated API Migration Guide.
  Optional<String> removedIn() {
    return switch (apiVersion()) {
      case "extensions/v1beta1" -> Optional.of(known() == Kind.INGRESS ? "1.22" : "1.16");
      case "apps/v1beta1", "apps/v1beta2" -> Optional.of("1.16");
      case "networking.k8s.io/v1beta1" ->
          known() == Kind.NETWORK_POLICY ? Optional.empty() : Optional.of("1.22");
      case "batch/v1beta1" -> known() == Kind.CRON_JOB ? Optional.of("1.25") : Optional.empty();
      case "discovery.k8s.io/v1beta1" -> Optional.of("1.25");
      default -> Optional.empty();
    };
  }
}
