package io.seawall.dialects.istio;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Standing;
import io.seawall.model.mesh.Standing.Cause;
import java.util.Optional;
import java.util.Set;

/// Whether pods are in the mesh. Live pods show it; of pods that do not run yet labels tell.
///
/// Sources: Istio documentation, "Installing the Sidecar" (which of the labels wins; pods keep what
/// they got when they were made), "Add workloads to an ambient mesh"; Microsoft Learn, "Deploy
/// Istio-based service mesh add-on for AKS" (`istio.io/rev` is needed); Istio source,
/// pkg/kube/inject (injection by label, then annotation) and cni/pkg/util (`isAmbientEnabled`).
final class Injection {
  static final String REVISION = "istio.io/rev";
  private static final String NAMESPACE_SWITCH = "istio-injection";
  private static final String POD_SWITCH = "sidecar.istio.io/inject";
  private static final String STATUS = "sidecar.istio.io/status";
  private static final String PROXY = "istio-proxy";
  private static final String MODE = "istio.io/dataplane-mode";
  private static final String OUTSIDE =
      "is outside of the mesh: no proxy, and nothing asks for one";
  private static final String REDIRECTION = "ambient.istio.io/redirection";

  /// Namespaces that the injector never looks at (Istio source, pkg/kube/inject,
  /// IgnoredNamespaces).
  private static final Set<String> IGNORED =
      Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");

  private final Settings settings;
  private final boolean visible;

  /// How a workload stands to which mode of Istio.
  record Found(Mesh mesh, Standing standing) {}

  /// @param visible whether anything in the input speaks of Istio
  Injection(Settings settings, boolean visible) {
    this.settings = settings;
    this.visible = visible;
  }

  /// @param namespace of the workload, where the input holds it
  /// @return empty if nothing speaks of Istio
  Optional<Found> of(Workload workload, Optional<Namespace> namespace) {
    boolean live = !workload.pods().isEmpty();
    boolean proxy = workload.containers().stream().anyMatch(one -> one.name().equals(PROXY));
    boolean marked = workload.annotations().containsKey(STATUS);
    if (proxy && live && !marked && !workload.hostNetwork()) {
      return Optional.of(new Found(Mesh.ISTIO, unmarked(workload)));
    }
    if (proxy && !workload.hostNetwork()) {
      return Optional.of(new Found(Mesh.ISTIO, new Standing.In(!live, workload.where())));
    }
    if (isAmbient(workload, namespace)) {
      return Optional.of(new Found(Mesh.ISTIO_AMBIENT, ambient(workload, live, marked)));
    }
    if (marked && live) {
      return Optional.of(
          out(
              workload,
              Cause.NOT_CAPTURED,
              "has the annotation " + STATUS + ", and no container " + PROXY));
    }
    return sidecar(workload, namespace, live);
  }

  /// Whoever writes pods can name a container so; the injector marks what it made.
  private static Standing unmarked(Workload workload) {
    return new Standing.Unknown(
        "whether the injector made the container " + PROXY + ": the pods lack " + STATUS,
        "kubectl get pods -n " + workload.id().namespace() + " -o json",
        workload.where());
  }

  private static Found out(Workload workload, Cause cause, String text) {
    return new Found(Mesh.ISTIO, new Standing.Out(cause, text, workload.where()));
  }

  private Optional<Found> sidecar(Workload workload, Optional<Namespace> namespace, boolean live) {
    Optional<Boolean> ofPod = ofPod(workload);
    if (ofPod.filter(on -> !on).isPresent()) {
      return Optional.of(out(workload, Cause.KEPT_OUT, "is kept out of the mesh by " + POD_SWITCH));
    }
    Optional<Found> asked = asked(workload, namespace, ofPod);
    if (asked.isEmpty() || !(asked.get().standing() instanceof Standing.In)) {
      return asked;
    }
    if (workload.hostNetwork()) {
      return Optional.of(
          out(workload, Cause.HOST_NETWORK, "uses hostNetwork: no proxy takes its packets"));
    }
    if (IGNORED.contains(workload.id().namespace())) {
      return Optional.of(
          out(
              workload,
              Cause.LABELS,
              "is in " + workload.id().namespace() + ", where nothing is injected"));
    }
    return live
        ? Optional.of(
            out(
                workload,
                Cause.RESTART,
                "asks for a proxy, and its pods, which are older, have none"))
        : asked;
  }

  /// The label of the pod, then its annotation.
  private static Optional<Boolean> ofPod(Workload workload) {
    String text =
        workload
            .labels()
            .getOrDefault(POD_SWITCH, workload.annotations().getOrDefault(POD_SWITCH, ""));
    return text.isEmpty() ? Optional.empty() : Optional.of(isOn(text));
  }

  private static boolean isOn(String text) {
    return text.equalsIgnoreCase("true") || text.equals("enabled");
  }

  /// What labels ask for: whether the injector is called at all.
  private Optional<Found> asked(
      Workload workload, Optional<Namespace> namespace, Optional<Boolean> ofPod) {
    Optional<String> ofNamespace = label(namespace, NAMESPACE_SWITCH);
    String podRevision = workload.labels().getOrDefault(REVISION, "");
    if (ofNamespace.isPresent()) {
      return Optional.of(byNamespace(workload, ofNamespace.get()));
    }
    Optional<String> revision =
        label(namespace, REVISION)
            .or(() -> Optional.of(podRevision).filter(text -> !text.isEmpty()));
    if (revision.isPresent()) {
      return Optional.of(byRevision(workload, revision.get()));
    }
    if (ofPod.isPresent() && workload.labels().containsKey(POD_SWITCH)) {
      return Optional.of(
          settings.addon()
              ? out(
                  workload,
                  Cause.LABELS,
                  "asks by "
                      + POD_SWITCH
                      + ", which the add-on of AKS does not act on without a"
                      + " revision")
              : in(workload));
    }
    boolean read = namespace.isPresent() && namespace.get().declared();
    if (!read && workload.pods().isEmpty()) {
      return visible ? Optional.of(unread(workload)) : Optional.empty();
    }
    return visible ? Optional.of(out(workload, Cause.NOT_ASKED, OUTSIDE)) : Optional.empty();
  }

  private static Found in(Workload workload) {
    return new Found(Mesh.ISTIO, new Standing.In(true, workload.where()));
  }

  private static Found unread(Workload workload) {
    String name = workload.id().namespace();
    return new Found(
        Mesh.ISTIO,
        new Standing.Unknown(
            "labels of Namespace " + name,
            "kubectl get namespace " + name + " -o json",
            workload.where()));
  }

  /// With the add-on of AKS the label keeps pods out, even where the revision is right: webhooks of
  /// a revision skip namespaces that have it.
  private Found byNamespace(Workload workload, String value) {
    if (!value.equals("enabled")) {
      return out(workload, Cause.KEPT_OUT, "its namespace has " + NAMESPACE_SWITCH + "=" + value);
    }
    return settings.addon()
        ? out(
            workload,
            Cause.LABELS,
            "its namespace has "
                + NAMESPACE_SWITCH
                + ", by which the add-on of AKS leaves it out: it acts on "
                + REVISION
                + " alone")
        : in(workload);
  }

  private Found byRevision(Workload workload, String revision) {
    if (revision.startsWith("asm-") && settings.addonOff()) {
      return out(
          workload,
          Cause.LABELS,
          "asks for revision " + revision + " of the add-on of AKS, which is not on");
    }
    boolean missing =
        settings.revisions().filter(known -> !known.contains(revision)).isPresent()
            && revision.startsWith("asm-");
    return missing
        ? out(
            workload,
            Cause.LABELS,
            "asks for revision "
                + revision
                + ", and installed is "
                + String.join(", ", settings.revisions().orElseThrow()))
        : in(workload);
  }

  private static Optional<String> label(Optional<Namespace> namespace, String key) {
    return namespace.map(one -> one.labels().get(key));
  }

  private static boolean isAmbient(Workload workload, Optional<Namespace> namespace) {
    String own = workload.labels().getOrDefault(MODE, "");
    return workload.annotations().containsKey(REDIRECTION)
        || own.equals("ambient")
        || (own.isEmpty() && label(namespace, MODE).filter("ambient"::equals).isPresent());
  }

  private static Standing ambient(Workload workload, boolean live, boolean marked) {
    if (workload.hostNetwork()) {
      return new Standing.Out(
          Cause.HOST_NETWORK, "uses hostNetwork: nothing redirects its packets", workload.where());
    }
    if (marked) {
      return new Standing.Out(
          Cause.NOT_CAPTURED,
          "has the annotation " + STATUS + ", by which the ambient mesh leaves it out",
          workload.where());
    }
    String redirection = workload.annotations().getOrDefault(REDIRECTION, "");
    if (redirection.equals("pending")) {
      return new Standing.Unknown(
          "whether ztunnel has taken the pods (" + REDIRECTION + " is pending)",
          "kubectl get pods -n " + workload.id().namespace() + " -o json",
          workload.where());
    }
    if (!live || redirection.equals("enabled")) {
      return new Standing.In(!live, workload.where());
    }
    return new Standing.Out(
        Cause.NOT_CAPTURED,
        "is labelled for the ambient mesh, and its pods lack "
            + REDIRECTION
            + ": nothing takes"
            + " their packets",
        workload.where());
  }
}
