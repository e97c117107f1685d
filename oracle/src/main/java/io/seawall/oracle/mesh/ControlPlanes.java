package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The control planes of Istio, by revision, and which of them a pod belongs to.
///
/// Source: Istio, Canary Upgrades: each revision has its own ConfigMap `istio-REVISION`, the
/// default one `istio`. Azure Kubernetes Service, Istio add-on: the control plane is in
/// `aks-istio-system`, revisions are named `asm-X-Y`, and users set fields in
/// `istio-shared-configmap-asm-X-Y`, which those of the add-on override.
final class ControlPlanes {
  private static final String ADD_ON = "aks-istio-system";
  private static final String SHARED = "istio-shared-configmap-";
  private static final String DEFAULT = "default";

  private final Objects objects;
  private final Map<String, IstioConfig> byRevision = new LinkedHashMap<>();

  ControlPlanes(Objects objects) {
    this.objects = objects;
    var shared = new LinkedHashMap<String, Tree>();
    for (var map : objects.core("ConfigMap")) {
      if (!map.at("data").at("mesh").isAbsent()) {
        var name = Objects.nameOf(map);
        if (name.startsWith(SHARED)) {
          shared.put(name.substring(SHARED.length()), meshOf(map));
        } else if (name.equals("istio") || name.startsWith("istio-")) {
          add(name.equals("istio") ? DEFAULT : name.substring("istio-".length()), map);
        }
      }
    }
    shared.forEach((revision, mesh) ->
        byRevision.merge(
            revision,
            new IstioConfig(ADD_ON, mesh),
            (own, under) ->
                new IstioConfig(
                    own.rootNamespace(), IstioConfig.merged(under.mesh(), own.mesh()))));
  }

  private void add(String revision, Tree map) {
    var mesh = meshOf(map);
    var root = mesh.at("rootNamespace").text().orElse(Objects.namespaceOf(map));
    byRevision.put(revision, new IstioConfig(root, mesh));
  }

  private static Tree meshOf(Tree map) {
    return Objects.parse(map.at("data").at("mesh").text().orElse("{}"));
  }

  /// The configuration of the control plane of a pod.
  IstioConfig of(Subject subject) {
    var revision = revision(subject);
    var found = byRevision.get(revision);
    if (found != null) {
      return found;
    }
    if (revision.startsWith("asm-")) {
      return IstioConfig.unseen(ADD_ON);
    }
    var distinct = Set.copyOf(byRevision.values());
    return distinct.size() == 1
        ? distinct.iterator().next()
        : IstioConfig.unseen(isAddOn() ? ADD_ON : "istio-system");
  }

  /// Source: Istio, Automatic Sidecar Injection: what was injected is noted in the status
  /// annotation; else labels `istio.io/rev` of the pod and of the namespace.
  private String revision(Subject subject) {
    return subject
        .annotation("sidecar.istio.io/status")
        .flatMap(ControlPlanes::revisionOfStatus)
        .or(() -> subject.label("istio.io/rev"))
        .or(() ->
            Optional.ofNullable(objects.labelsOfNamespace(subject.namespace()).get("istio.io/rev")))
        .orElse(DEFAULT);
  }

  private static Optional<String> revisionOfStatus(String status) {
    var parsed = Objects.parse(status);
    return parsed.value() instanceof Map<?, ?> ? parsed.at("revision").text() : Optional.empty();
  }

  /// Whether Azure's add-on is installed, as far as anything shows it.
  boolean isAddOn() {
    return profile().filter(mode -> mode.at("mode").text().orElse("").equals("Istio")).isPresent()
        || objects.core("Namespace").stream().anyMatch(it -> Objects.nameOf(it).equals(ADD_ON))
        || byRevision.keySet().stream().anyMatch(revision -> revision.startsWith("asm-"));
  }

  /// Whether a webhook answers to `istio-injection`. Source: Azure Kubernetes Service, Istio
  /// add-on: it has none; a revision is needed.
  boolean hasDefaultRevision() {
    return byRevision.containsKey(DEFAULT) || !isAddOn();
  }

  /// Whether a revision, as far as shown, is installed.
  boolean has(String revision) {
    var known = new TreeSet<>(byRevision.keySet());
    profile()
        .ifPresent(profile -> known.addAll(Objects.texts(profile.at("istio").at("revisions"))));
    var ofKind = known.stream().filter(name -> name.startsWith("asm-")).toList();
    return !revision.startsWith("asm-") || ofKind.isEmpty() || ofKind.contains(revision);
  }

  private Optional<Tree> profile() {
    return objects.documents().type("microsoft.containerservice/managedclusters").stream()
        .map(cluster -> cluster.at("properties").at("serviceMeshProfile"))
        .filter(found -> !found.isAbsent())
        .findFirst();
  }
}
