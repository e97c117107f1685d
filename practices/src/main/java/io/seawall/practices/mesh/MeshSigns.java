package io.seawall.practices.mesh;

import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.MeshObject;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What speaks of a service mesh in a cluster: its objects, proxies in pods, namespaces and pods
/// that ask for one, and the add-ons of AKS.
///
/// Sources: Istio documentation, "Installing the Sidecar" and "Add workloads to an ambient mesh";
/// Microsoft Learn, "Deploy Istio-based service mesh add-on for AKS"; Linkerd documentation,
/// "Automatic Proxy Injection"; Consul documentation, "Annotations and labels"; Open Service Mesh
/// documentation, "Sidecar Injection"; Kuma documentation, "Data plane on Kubernetes".
final class MeshSigns {
  private static final Set<String> GROUPS =
      Set.of(
          "istio.io",
          "linkerd.io",
          "consul.hashicorp.com",
          "smi-spec.io",
          "openservicemesh.io",
          "kuma.io");

  /// Those of them whose objects are read.
  private static final Set<String> JUDGED =
      Set.of("istio.io", "linkerd.io", "consul.hashicorp.com");

  private static final Set<String> PROXIES =
      Set.of("istio-proxy", "linkerd-proxy", "consul-dataplane", "envoy-sidecar", "kuma-sidecar");

  private static final Set<String> UNJUDGED_PROXIES = Set.of("envoy-sidecar", "kuma-sidecar");

  private static final Set<String> UNJUDGED_SWITCHES =
      Set.of(
          "openservicemesh.io/sidecar-injection",
          "openservicemesh.io/monitored-by",
          "kuma.io/sidecar-injection");

  private static final String INJECTION = "istio-injection";

  private static final Set<String> PROXYLESS =
      Set.of("istio.io/dataplane-mode", "io.cilium/mtls-enabled");

  /// Keys of labels and annotations by which pods are put into a mesh or kept out.
  private static final Set<String> SWITCHES =
      Set.of(
          "sidecar.istio.io/inject",
          INJECTION,
          "linkerd.io/inject",
          "consul.hashicorp.com/connect-inject",
          "openservicemesh.io/sidecar-injection",
          "kuma.io/sidecar-injection",
          "io.cilium/mtls-enabled");

  /// Keys that put pods into a mesh whatever their value, which names it.
  private static final Set<String> MEMBERSHIPS =
      Set.of("istio.io/rev", "istio.io/dataplane-mode", "openservicemesh.io/monitored-by");

  private static final Set<String> OFF = Set.of("false", "disabled", "none", "no");

  private final Map<String, Integer> kinds = new TreeMap<>();
  private final List<String> azure = new ArrayList<>();
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private int withProxy;
  private int asking;
  private int namespacesAsking;
  private boolean consul;
  private boolean unjudged;
  private boolean istioAddon;

  private MeshSigns() {}

  static MeshSigns of(Situation situation) {
    MeshSigns signs = new MeshSigns();
    var kubernetes = situation.snapshot().facts().kubernetes();
    signs.istioAddon = situation.snapshot().aks().filter(MeshSigns::hasIstio).isPresent();
    for (Namespace namespace : kubernetes.namespaces()) {
      signs.namespaces.put(namespace.name(), namespace);
      signs.namespacesAsking += signs.asks(namespace) ? 1 : 0;
    }
    for (OtherObject object : kubernetes.others()) {
      if (isOfMesh(object.apiGroup())) {
        signs.kinds.merge(object.kind(), 1, Integer::sum);
        signs.unjudged |= !JUDGED.contains(top(object.apiGroup()));
        signs.consul |= object.apiGroup().endsWith("consul.hashicorp.com");
      }
    }
    for (MeshObject object : kubernetes.mesh()) {
      String title = object.where().object();
      signs.kinds.merge(title.substring(0, Math.max(title.indexOf(' '), 0)), 1, Integer::sum);
    }
    situation.snapshot().aks().ifPresent(signs::readAzure);
    for (Workload workload : situation.workloads().values()) {
      signs.withProxy += hasProxy(workload) ? 1 : 0;
      signs.unjudged |= signs.isOfUnjudged(workload);
      signs.asking += signs.isAskedFor(workload) ? 1 : 0;
    }
    return signs;
  }

  /// Whether the pods are, or ask to be, in a mesh whose objects have no meaning here.
  boolean isOfUnjudged(Workload workload) {
    Namespace namespace = namespaces.get(workload.id().namespace());
    return workload.containers().stream().anyMatch(one -> UNJUDGED_PROXIES.contains(one.name()))
        || isOn(workload.labels())
        || isOn(workload.annotations())
        || (namespace != null && (isOn(namespace.labels()) || isOn(namespace.annotations())));
  }

  private static boolean isOn(Map<String, String> values) {
    return UNJUDGED_SWITCHES.stream()
        .anyMatch(key -> values.containsKey(key) && !OFF.contains(values.get(key)));
  }

  private static String top(String apiGroup) {
    return GROUPS.stream().filter(apiGroup::endsWith).findFirst().orElse(apiGroup);
  }

  private static boolean isOfMesh(String apiGroup) {
    return GROUPS.stream()
        .anyMatch(group -> apiGroup.equals(group) || apiGroup.endsWith("." + group));
  }

  private static boolean hasIstio(AksCluster aks) {
    return aks.serviceMeshMode().known().filter(mode -> mode.equalsIgnoreCase("Istio")).isPresent();
  }

  /// Whether the Open Service Mesh add-on is on.
  static boolean hasOpenServiceMesh(AksCluster aks) {
    return aks.addonEnabled("openServiceMesh").is(true);
  }

  private void readAzure(AksCluster aks) {
    if (istioAddon) {
      azure.add("the Istio add-on (serviceMeshProfile)");
    }
    if (hasOpenServiceMesh(aks)) {
      azure.add("the Open Service Mesh add-on, which is retired on 2027-09-30");
    }
    aks.advancedNetworking()
        .transitEncryption()
        .known()
        .filter(type -> type.equalsIgnoreCase("mTLS"))
        .ifPresent(_ -> azure.add("mutual TLS of Cilium (transitEncryption)"));
  }

  /// Whether nothing speaks of a mesh.
  boolean isEmpty() {
    return kinds.isEmpty() && azure.isEmpty() && withProxy + asking + namespacesAsking == 0;
  }

  /// Whether pods are given a proxy unless something says otherwise.
  boolean injectsByDefault() {
    return consul;
  }

  /// Whether every sign is of a mesh whose objects have a meaning here.
  boolean isJudged() {
    return !unjudged;
  }

  /// What was found, in one line.
  String found() {
    List<String> parts = new ArrayList<>(azure);
    if (!kinds.isEmpty()) {
      List<String> names =
          kinds.entrySet().stream()
              .map(kind ->
                  kind.getValue() == 1 ? kind.getKey() : kind.getKey() + " x" + kind.getValue())
              .toList();
      parts.add(String.join(", ", names.subList(0, Math.min(names.size(), 4))));
    }
    if (withProxy > 0) {
      parts.add(count(withProxy, "workload") + " with a proxy");
    } else if (asking > 0) {
      parts.add(count(asking, "workload") + " that should get a proxy");
    } else if (namespacesAsking > 0) {
      parts.add(count(namespacesAsking, "namespace") + " whose pods should get a proxy");
    }
    return String.join("; ", parts);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  static boolean hasProxy(Workload workload) {
    return workload.containers().stream().anyMatch(container -> PROXIES.contains(container.name()));
  }

  /// Whether the pods themselves are kept out of a mesh.
  static boolean isKeptOut(Workload workload) {
    return any(workload.labels(), OFF::contains) || any(workload.annotations(), OFF::contains);
  }

  /// Whether every pod of a namespace is kept out of a mesh.
  static boolean isKeptOut(Namespace namespace) {
    return any(namespace.labels(), OFF::contains) || any(namespace.annotations(), OFF::contains);
  }

  /// Whether the pods or their namespace ask for a proxy.
  boolean isAskedFor(Workload workload) {
    Namespace namespace = namespaces.get(workload.id().namespace());
    return asks(workload.labels())
        || asks(workload.annotations())
        || (namespace != null && asks(namespace));
  }

  /// Whether what is asked for is a mesh without a proxy in the pod: the ambient mode of Istio, or
  /// mutual TLS of Cilium.
  boolean isWithoutProxy(Workload workload) {
    Namespace namespace = namespaces.get(workload.id().namespace());
    return PROXYLESS.stream()
        .anyMatch(key ->
            workload.labels().containsKey(key)
                || (namespace != null && namespace.labels().containsKey(key)));
  }

  /// Whether the namespace has the label of Istio as the community ships it, which the add-on of
  /// AKS takes for a wish to be left out.
  boolean isMislabelled(Workload workload) {
    Namespace namespace = namespaces.get(workload.id().namespace());
    return istioAddon && namespace != null && namespace.labels().containsKey(INJECTION);
  }

  private boolean asks(Namespace namespace) {
    return !(istioAddon && namespace.labels().containsKey(INJECTION))
        && (asks(namespace.labels()) || asks(namespace.annotations()));
  }

  /// Whether a Namespace object was read: only it says what its pods are given.
  boolean isDeclared(Workload workload) {
    Namespace namespace = namespaces.get(workload.id().namespace());
    return namespace != null && namespace.declared();
  }

  private static boolean asks(Map<String, String> values) {
    return any(values, value -> !OFF.contains(value))
        || MEMBERSHIPS.stream()
            .anyMatch(key -> values.containsKey(key) && !OFF.contains(values.get(key)));
  }

  private static boolean any(Map<String, String> values, Predicate<String> wanted) {
    return SWITCHES.stream()
        .anyMatch(key -> values.containsKey(key) && wanted.test(values.get(key)));
  }
}
