package io.seawall.dialects.consul;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Standing;
import io.seawall.model.mesh.Standing.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether pods have a proxy of Consul, or will have one, and whether it takes all that comes in.
///
/// Sources: Consul documentation, "Annotations and labels" and "Transparent proxy overview"; Consul
/// source, consul-k8s, control-plane/connect-inject (`shouldInject`, `TransparentProxyEnabled`) and
/// charts/consul (connect-inject-mutatingwebhookconfiguration.yaml).
final class Injection {
  private static final String PREFIX = ConsulKinds.GROUP + "/";
  private static final String INJECT = PREFIX + "connect-inject";
  private static final String TRANSPARENT = PREFIX + "transparent-proxy";
  private static final Set<String> LEFT_OUT =
      Set.of("kube-system", "kube-public", "local-path-storage");

  /// What Go takes for true and false (`strconv.ParseBool`).
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  private final Map<String, Namespace> namespaces;

  Injection(Map<String, Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  static boolean hasProxy(Workload workload) {
    return workload.containers().stream()
        .anyMatch(one ->
            one.name().equals("consul-dataplane")
                || one.name().startsWith("consul-dataplane-")
                || one.name().equals("envoy-sidecar"));
  }

  /// Whether any annotation or label is one of Consul.
  static boolean speaks(Map<String, String> values) {
    return values.keySet().stream().anyMatch(key -> key.startsWith(PREFIX));
  }

  /// Whether the pods are a gateway, which takes connections from outside of the mesh.
  static boolean isGateway(Workload workload) {
    return workload.annotations().containsKey(PREFIX + "gateway-kind");
  }

  static Optional<Boolean> bool(String text) {
    if (TRUE.contains(text)) {
      return Optional.of(true);
    }
    return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
  }

  Standing standing(Workload workload) {
    boolean live = !workload.pods().isEmpty();
    if (hasProxy(workload)) {
      return new Standing.In(!live, workload.where());
    }
    Standing wish = wish(workload);
    if (!live || wish instanceof Standing.Out) {
      return wish;
    }
    return wish instanceof Standing.In
        ? out(
            workload,
            Cause.RESTART,
            "its pods run without a proxy, though " + INJECT + " asks for one: they are older")
        : out(workload, Cause.NOT_ASKED, "its pods run without a proxy");
  }

  /// What becomes of a new pod.
  private Standing wish(Workload workload) {
    String home = workload.id().namespace();
    if (LEFT_OUT.contains(home)) {
      return out(workload, Cause.KEPT_OUT, "the injector leaves out the namespace " + home);
    }
    if (workload.labels().getOrDefault("app", "").equals("consul")) {
      return out(workload, Cause.KEPT_OUT, "the injector leaves out what is labelled app=consul");
    }
    Optional<String> own = Optional.ofNullable(workload.annotations().get(INJECT));
    if (own.isEmpty()) {
      return new Standing.Unknown(
          "whether the injector of Consul gives a proxy to pods that do not ask for one"
              + " (connectInject.default)",
          "kubectl get deployment -A -l component=connect-injector -o yaml",
          workload.where());
    }
    boolean asks = bool(own.get()).orElse(false);
    if (!asks) {
      return out(workload, Cause.KEPT_OUT, INJECT + " of its pods is \"" + own.get() + "\"");
    }
    return workload.hostNetwork()
        ? out(workload, Cause.HOST_NETWORK, "it uses the network of its node")
        : new Standing.In(true, workload.where());
  }

  private static Standing out(Workload workload, Cause cause, String text) {
    return new Standing.Out(cause, text, workload.where());
  }

  /// Whether all connections to the pods go through the proxy; empty if that is not known.
  Optional<Boolean> isTransparent(Workload workload) {
    if (!workload.pods().isEmpty()) {
      return Optional.of(
          workload
              .annotations()
              .getOrDefault(PREFIX + "transparent-proxy-status", "")
              .equals("enabled"));
    }
    Optional<Namespace> namespace =
        Optional.ofNullable(namespaces.get(workload.id().namespace())).filter(Namespace::declared);
    Optional<String> own = Optional.ofNullable(workload.annotations().get(TRANSPARENT));
    if (own.isEmpty() && namespace.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(own, namespace.map(one -> one.labels().getOrDefault(TRANSPARENT, "")))
        .flatMap(Optional::stream)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(Injection::bool)
        .orElse(Optional.of(true));
  }
}
