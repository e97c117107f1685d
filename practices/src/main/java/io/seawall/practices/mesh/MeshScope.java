package io.seawall.practices.mesh;

import io.seawall.model.cluster.Workload;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The workloads that a mesh is asked to protect: a team's own. Those of the mesh itself and its
/// gateways, which stand at the edge and listen as they are told, are not among them.
///
/// Sources: Istio documentation, "Installing Gateways"; labels of the objects that the installers
/// of Istio, Linkerd and Consul make.
final class MeshScope {
  private static final Set<String> NAMESPACES =
      Set.of(
          "istio-system",
          "aks-istio-system",
          "aks-istio-ingress",
          "aks-istio-egress",
          "applink-system",
          "linkerd",
          "linkerd-cni",
          "linkerd-viz",
          "consul");

  /// Labels that the installers put on pods of the mesh itself.
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "app", Set.of("istiod", "ztunnel", "consul"),
          "istio", Set.of("pilot", "ingressgateway", "egressgateway"),
          "k8s-app", Set.of("istio-cni-node", "linkerd-cni"),
          "app.kubernetes.io/part-of", Set.of("istio", "Linkerd"),
          "linkerd.io/control-plane-ns", Set.of("linkerd"),
          "linkerd.io/extension", Set.of("viz"));

  private MeshScope() {}

  /// Each sort of pods that an owner of the team's has.
  static List<Workload> of(Situation situation) {
    Set<Workload.Id> own = Set.copyOf(situation.ownWorkloads().stream().map(Workload::id).toList());
    return situation.snapshot().facts().kubernetes().workloads().stream()
        .filter(workload -> own.contains(workload.id()) && isProtected(workload))
        .toList();
  }

  /// Pods that Consul makes as a gateway, in any namespace (Consul documentation, Helm chart:
  /// labels `app` and `component`).
  private static boolean isGatewayOfConsul(Workload workload) {
    return workload.labels().getOrDefault("component", "").endsWith("-gateway")
        && workload.labels().getOrDefault("app", "").equals("consul");
  }

  /// Whether the workload is neither of the mesh itself nor a gateway.
  static boolean isProtected(Workload workload) {
    boolean gateway =
        !workload.containers().isEmpty()
            && workload.containers().stream().allMatch(one -> one.name().equals("istio-proxy"));
    boolean ofMesh =
        NAMESPACES.contains(workload.id().namespace())
            && OWN.entrySet().stream()
                .anyMatch(label ->
                    label.getValue().contains(workload.labels().getOrDefault(label.getKey(), "")));
    return !gateway && !ofMesh && !isGatewayOfConsul(workload);
  }
}
