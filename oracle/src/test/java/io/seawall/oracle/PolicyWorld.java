package io.seawall.oracle;

import java.util.ArrayList;
import java.util.List;

/// A small cluster without its Azure side, for the tables on Kubernetes policies.
final class PolicyWorld {
  private static final String OBJECTS =
      """
      { apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: a, stage: prod } } }
      ---
      { apiVersion: v1, kind: Namespace, metadata: { name: data, labels: { team: b } } }
      ---
      apiVersion: v1
      kind: List
      items:
      - { kind: Node, metadata: { name: n1 }, status: { addresses: [
          { type: Hostname, address: n1 }, { type: InternalIP, address: 10.1.0.4 }, { type: InternalIP, address: "fd00:1::4" } ] } }
      - { kind: Node, metadata: { name: n2 }, status: { addresses: [
          { type: InternalIP, address: 10.1.0.5 }, { type: InternalIP, address: "fd00:1::5" },
          { type: ExternalIP, address: 20.5.0.5 } ] } }
      ---
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web, tier: front } }
      spec:
        nodeName: n1
        containers:
        - ports: [ { name: http, containerPort: 8080 }, { name: dns, containerPort: 53, protocol: UDP } ]
      status: { phase: Running, podIP: 10.244.0.10, podIPs: [ { ip: 10.244.0.10 }, { ip: "fd00:2::10" } ] }
      ---
      kind: Pod
      metadata: { name: api, namespace: shop, labels: { app: api } }
      spec: { nodeName: n2, containers: [ { ports: [ { name: http, containerPort: 9090 } ] } ] }
      status: { podIP: 10.244.1.10, podIPs: [ { ip: 10.244.1.10 }, { ip: "fd00:2::1:10" } ] }
      ---
      kind: Pod
      metadata: { name: db, namespace: data, labels: { app: db } }
      spec:
        nodeName: n1
        initContainers:
        - { restartPolicy: Always, ports: [ { name: metrics, containerPort: 9102 } ] }
        - { ports: [ { name: once, containerPort: 7000 } ] }
        containers: [ { ports: [ { name: sql, containerPort: 5432 } ] } ]
      status: { podIP: 10.244.0.11 }
      ---
      kind: Pod
      metadata: { name: probe, namespace: data, labels: { app: db } }
      spec: { nodeName: n2, hostNetwork: true, containers: [ { ports: [ { name: sql, containerPort: 5432 } ] } ] }
      status: { podIP: 10.1.0.5 }
      ---
      kind: Pod
      metadata: { name: tool, labels: { app: tool } }
      spec: { nodeName: n2, containers: [ {} ] }
      status: { podIP: 10.244.1.12 }
      ---
      kind: Pod
      metadata: { name: done, namespace: shop, labels: { app: api } }
      spec: { nodeName: n1, containers: [ {} ] }
      status: { phase: Succeeded, podIP: 10.244.0.99 }
      ---
      kind: Service
      metadata: { name: store, namespace: data, labels: { side: back } }
      spec: { selector: { app: db }, ports: [ { port: 80, targetPort: sql } ] }
      ---
      { apiVersion: cilium.io/v2alpha1, kind: CiliumCIDRGroup, metadata: { name: partners }, spec: { externalCIDRs: [ 8.8.8.0/24 ] } }
      """;

  private PolicyWorld() {}

  /// The cluster with these policies, each written `kind: spec` and separated by `+`. The kind is
  /// `anp`, `banp` or `cnp` (those of administrators), `ccnp` or `cilium/NAMESPACE` (those of
  /// Cilium), `gnp/NAME`, `calico/NAMESPACE/NAME`, `tier/NAME`, `host/NAME` with the label `host`,
  /// `felix`, `set/NAME` for a global network set and `set/NAMESPACE/NAME` for one of a namespace
  /// (those of Calico), `config` for what Cilium's agents are told, or a namespace for a
  /// NetworkPolicy.
  static Oracle with(String engine, String policies) {
    var texts = new ArrayList<>(List.of(OBJECTS));
    for (var policy : policies.split("\\+", -1)) {
      var colon = policy.indexOf(':');
      texts.add(
          "{ apiVersion: "
              + head(policy.substring(0, colon).strip())
              + (policy.strip().startsWith("config:") ? " }, data: " : " }, spec: ")
              + policy.substring(colon + 1)
              + "}");
    }
    return Oracle.of(texts, engine);
  }

  private static String head(String kind) {
    var group = "policy.networking.k8s.io/";
    return switch (kind) {
      case "anp" -> group + "v1alpha1, kind: AdminNetworkPolicy, metadata: { name: p";
      case "banp" ->
          group + "v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: { name: default";
      case "cnp" -> group + "v1beta1, kind: ClusterNetworkPolicy, metadata: { name: p";
      case "config" -> "v1, kind: ConfigMap, metadata: { name: cilium-config";
      case "felix" -> "projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default";
      case "ccnp" -> "cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: { name: p";
      default -> headOfSlashed(kind);
    };
  }

  private static String headOfSlashed(String kind) {
    var parts = kind.split("/", -1);
    var calico = "projectcalico.org/v3, kind: ";
    var last = parts[parts.length - 1];
    return switch (parts[0]) {
      case "cilium" ->
          "cilium.io/v2, kind: CiliumNetworkPolicy, metadata: { name: p, namespace: " + last;
      case "gnp" -> calico + "GlobalNetworkPolicy, metadata: { name: " + last;
      case "tier" -> calico + "Tier, metadata: { name: " + last;
      case "host" ->
          calico + "HostEndpoint, metadata: { labels: { host: " + last + " }, name: " + last;
      case "calico" ->
          calico + "NetworkPolicy, metadata: { name: " + last + ", namespace: " + parts[1];
      case "set" ->
          parts.length == 2
              ? calico
                  + "GlobalNetworkSet, metadata: { labels: { set: "
                  + last
                  + " }, name: "
                  + last
              : calico
                  + "NetworkSet, metadata: { labels: { set: "
                  + last
                  + " }, name: "
                  + last
                  + ", namespace: "
                  + parts[1];
      default ->
          "networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: p, namespace: " + kind;
    };
  }
}
