package io.seawall.dialects.linkerd;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Standing;
import io.seawall.model.mesh.Standing.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether pods have a proxy of Linkerd, or will have one.
///
/// Sources: Linkerd documentation, "Automatic Proxy Injection"; Linkerd source,
/// pkg/inject/report.go (what the injector leaves out) and charts/linkerd-control-plane
/// (values.yaml, `proxyInjector.namespaceSelector`).
final class Injection {
  static final String INJECT = "linkerd.io/inject";
  private static final String WEBHOOKS = "config.linkerd.io/admission-webhooks";
  private static final Set<String> ON = Set.of("enabled", "ingress");
  private static final Set<String> LEFT_OUT = Set.of("kube-system", "cert-manager");

  /// The name of the container of the proxy.
  static final String PROXY = "linkerd-proxy";

  private final Map<String, Namespace> namespaces;

  Injection(Map<String, Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  static boolean hasProxy(Workload workload) {
    return workload.containers().stream().anyMatch(one -> one.name().equals(PROXY));
  }

  /// Whether the annotations ask for a proxy, or to be left without one.
  static boolean speaks(Map<String, String> annotations) {
    return annotations.containsKey(INJECT);
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
    return switch (wish) {
      case Standing.In _ ->
          out(
              workload,
              Cause.RESTART,
              "its pods run without a proxy, though "
                  + INJECT
                  + " asks for one: they are older, or"
                  + " the injector was down");
      case Standing.Unknown _, Standing.Out _ ->
          out(workload, Cause.NOT_ASKED, "its pods run without a proxy");
    };
  }

  /// What becomes of a new pod.
  private Standing wish(Workload workload) {
    String own = workload.annotations().getOrDefault(INJECT, "");
    String home = workload.id().namespace();
    if (LEFT_OUT.contains(home)) {
      return out(workload, Cause.KEPT_OUT, "the injector leaves out the namespace " + home);
    }
    Optional<Namespace> namespace = Optional.ofNullable(namespaces.get(home));
    boolean declared = namespace.filter(Namespace::declared).isPresent();
    Map<String, String> theirs = namespace.map(Namespace::annotations).orElse(Map.of());
    String general = theirs.getOrDefault(INJECT, "");
    if (own.equals("disabled") || isInvalid(own)) {
      return out(workload, Cause.KEPT_OUT, INJECT + " of its pods is \"" + own + "\"");
    }
    if (!ON.contains(own) && !declared) {
      return new Standing.Unknown(
          "whether the namespace " + home + " asks for a proxy (" + INJECT + ")",
          "kubectl get namespace " + home + " -o yaml",
          workload.where());
    }
    if (namespace
        .map(Namespace::labels)
        .orElse(Map.of())
        .getOrDefault(WEBHOOKS, "")
        .equals("disabled")) {
      return out(namespace, workload, Cause.KEPT_OUT, WEBHOOKS + " of its namespace is disabled");
    }
    if (isInvalid(general)) {
      return out(
          namespace, workload, Cause.KEPT_OUT, INJECT + " of its namespace is \"" + general + "\"");
    }
    if (!ON.contains(own) && !ON.contains(general)) {
      return general.equals("disabled")
          ? out(namespace, workload, Cause.KEPT_OUT, INJECT + " of its namespace is disabled")
          : out(workload, Cause.NOT_ASKED, "nothing asks for a proxy (" + INJECT + ")");
    }
    if (workload.hostNetwork()) {
      return out(
          workload, Cause.HOST_NETWORK, "it uses the network of its node, so it gets no proxy");
    }
    return new Standing.In(
        true, ON.contains(own) ? workload.where() : namespace.orElseThrow().where());
  }

  /// The injector gives no proxy for a value that it does not know.
  private static boolean isInvalid(String value) {
    return !value.isEmpty() && !ON.contains(value) && !value.equals("disabled");
  }

  private static Standing out(Workload workload, Cause cause, String text) {
    return new Standing.Out(cause, text, workload.where());
  }

  private static Standing out(
      Optional<Namespace> namespace, Workload workload, Cause cause, String text) {
    return new Standing.Out(cause, text, namespace.map(Namespace::where).orElse(workload.where()));
  }
}
