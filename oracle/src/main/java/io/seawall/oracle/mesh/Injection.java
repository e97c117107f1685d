package io.seawall.oracle.mesh;

import java.util.Set;

/// Whether the pods of a workload are meant to get a sidecar of Istio. Source: Istio, Installing
/// the Sidecar, "Controlling the injection policy"; Canary Upgrades.
record Injection(Objects objects, ControlPlanes planes) {
  private static final Set<String> NEVER =
      Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");
  private static final String INJECT = "sidecar.istio.io/inject";

  boolean isMeant(Subject subject) {
    if (subject.isOnHostNetwork() || NEVER.contains(subject.namespace())) {
      return false;
    }
    return isAsked(subject)
        && subject
            .label(INJECT)
            .or(() -> subject.annotation(INJECT))
            .map(value -> !value.equals("false"))
            .orElse(true);
  }

  /// Whether a webhook is called: that of the default revision or of a named one. With both labels
  /// on a namespace, `istio-injection` decides.
  private boolean isAsked(Subject subject) {
    var labels = objects.labelsOfNamespace(subject.namespace());
    var injection = labels.get("istio-injection");
    if (injection != null) {
      return injection.equals("enabled") && planes.hasDefaultRevision();
    }
    var ofNamespace = labels.get("istio.io/rev");
    if (ofNamespace != null) {
      return isInstalled(ofNamespace);
    }
    var ofPod = subject.label("istio.io/rev");
    return ofPod.isPresent()
        ? isInstalled(ofPod.get())
        : subject.label(INJECT).filter("true"::equals).isPresent() && planes.hasDefaultRevision();
  }

  private boolean isInstalled(String revision) {
    return revision.equals("default") ? planes.hasDefaultRevision() : planes.has(revision);
  }
}
