package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.List;

/// What may rewrite a proxy of Istio: then nothing can be said of it. Source: Istio, Envoy Filter;
/// Wasm Plugin; ProxyConfig: those of the root namespace and of the pod's own that select it.
record Overrides(Objects objects) {
  private record Kind(String group, String name, String selector, String labels) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("networking.istio.io", "EnvoyFilter", "workloadSelector", "labels"),
          new Kind("extensions.istio.io", "WasmPlugin", "selector", "matchLabels"),
          new Kind("networking.istio.io", "ProxyConfig", "selector", "matchLabels"));

  boolean touch(Subject subject, String root) {
    return KINDS.stream()
        .flatMap(kind ->
            objects.of(kind.group(), kind.name()).stream()
                .filter(it -> isNear(it, subject.namespace(), root))
                .filter(it -> IstioPolicy.targets(it).isEmpty())
                .filter(it -> holds(it.at("spec").at(kind.selector()).at(kind.labels()), subject)))
        .findAny()
        .isPresent();
  }

  /// Whether one is bound to this waypoint.
  boolean touchWaypoint(String namespace, String gateway, String root) {
    return KINDS.stream()
        .flatMap(kind -> objects.of(kind.group(), kind.name()).stream())
        .filter(it -> isNear(it, namespace, root))
        .flatMap(it -> IstioPolicy.targets(it).stream())
        .anyMatch(target ->
            !target.at("kind").text().orElse("").equals("Gateway")
                || target.at("name").text().orElse("").equals(gateway));
  }

  private static boolean isNear(Tree object, String namespace, String root) {
    var own = Objects.namespaceOf(object);
    return own.equals(namespace) || own.equals(root);
  }

  private static boolean holds(Tree labels, Subject subject) {
    return labels.texts().entrySet().stream()
        .allMatch(
            wanted -> subject.label(wanted.getKey()).filter(wanted.getValue()::equals).isPresent());
  }
}
