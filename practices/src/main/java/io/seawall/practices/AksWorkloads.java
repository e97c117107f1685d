package io.seawall.practices;

import io.seawall.model.cluster.Workload;
import java.util.Map;
import java.util.Set;

/// What AKS, its add-ons and Kubernetes itself run in the namespaces of AKS. It is known by the
/// labels that AKS puts on its pods, else by name. Anything else there is the team's.
///
/// Source: Microsoft Learn, "Core Kubernetes concepts for AKS" (kube-system), "AKS add-ons" and the
/// documentation of each add-on and extension; Kubernetes documentation, "Kubernetes components".
final class AksWorkloads {
  private static final Map<String, Set<String>> LABELS =
      Map.of(
          "kubernetes.azure.com/managedby", Set.of("aks"),
          "addonmanager.kubernetes.io/mode", Set.of("Reconcile", "EnsureExists"));

  /// Names, or how names begin that differ by pool, operating system or revision.
  private static final Set<String> NAMES =
      Set.of(
          "aci-connector-linux",
          "addon-http-application-routing",
          "aks-link",
          "aks-node-controller",
          "aks-secrets-store",
          "ama-logs",
          "ama-metrics",
          "azure-cni",
          "azure-cns",
          "azure-ip-masq-agent",
          "azure-npm",
          "azure-policy",
          "azure-wi-webhook",
          "calico",
          "cilium",
          "cloud-node-manager",
          "coredns",
          "cost-analysis-agent",
          "csi-azuredisk",
          "csi-azurefile",
          "csi-blob",
          "eraser",
          "etcd",
          "extension-agent",
          "extension-operator",
          "gatekeeper",
          "hubble-relay",
          "ingress-appgw",
          "ip-masq-agent",
          "keda",
          "konnectivity-agent",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-dns",
          "kube-proxy",
          "kube-scheduler",
          "kube-svc-redirect",
          "localdns",
          "metrics-server",
          "microsoft-defender",
          "node-local-dns",
          "omsagent",
          "osm-bootstrap",
          "osm-controller",
          "osm-injector",
          "overlay-vpa",
          "retina",
          "secrets-store-csi-driver",
          "static-egress-gateway",
          "tunnelfront",
          "vpa");

  /// The same for the namespaces that belong to one add-on or extension each.
  private static final Map<String, Set<String>> NAMES_BY_NAMESPACE =
      Map.of(
          "aks-command", Set.of("command"),
          "aks-istio-egress", Set.of("aks-istio-egressgateway"),
          "aks-istio-ingress", Set.of("aks-istio-ingressgateway"),
          "aks-istio-system", Set.of("istiod"),
          "app-routing-system", Set.of("nginx", "external-dns", "app-routing-operator"),
          "applink-system", Set.of("applink", "istio-cni", "istiod", "ztunnel"),
          "calico-system", Set.of("calico", "csi-node-driver", "goldmane", "whisker"),
          "dataprotection-microsoft", Set.of("dataprotection-microsoft", "geneva-service"),
          "flux-system",
              Set.of(
                  "fluxconfig-agent",
                  "fluxconfig-controller",
                  "helm-controller",
                  "image-automation-controller",
                  "image-reflector-controller",
                  "kustomize-controller",
                  "notification-controller",
                  "source-controller"),
          "tigera-operator", Set.of("tigera-operator"));

  private AksWorkloads() {}

  /// Whether a workload in a namespace of AKS is AKS's own.
  static boolean contains(Workload workload) {
    boolean labelled =
        LABELS.entrySet().stream()
            .anyMatch(label ->
                label.getValue().contains(workload.labels().getOrDefault(label.getKey(), "")));
    return labelled
        || isNamed(workload, NAMES)
        || isNamed(workload, NAMES_BY_NAMESPACE.getOrDefault(workload.id().namespace(), Set.of()));
  }

  private static boolean isNamed(Workload workload, Set<String> names) {
    String name = workload.id().name();
    return names.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "-"));
  }
}
