package io.seawall.oracle.mesh;

import io.seawall.oracle.Cidr;
import io.seawall.oracle.Ip;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Set;

/// What Linkerd's control plane is told: the values in the ConfigMap `linkerd-config`. Source:
/// Linkerd, Helm chart `linkerd-control-plane`.
record LinkerdConfig(Tree values) {
  static final Set<String> DEFAULTS =
      Set.of(
          "all-unauthenticated",
          "all-authenticated",
          "cluster-authenticated",
          "cluster-unauthenticated",
          "deny",
          "audit");

  private static final String CLUSTER =
      "10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8";

  static LinkerdConfig of(Objects objects) {
    return objects.core("ConfigMap").stream()
        .filter(map -> Objects.nameOf(map).equals("linkerd-config"))
        .map(map ->
            new LinkerdConfig(Objects.parse(map.at("data").at("values").text().orElse("{}"))))
        .findFirst()
        .orElse(new LinkerdConfig(new Tree(null)));
  }

  /// Source: `proxy.defaultInboundPolicy`: all-unauthenticated if it is missing.
  String defaultPolicy() {
    return values.at("proxy").at("defaultInboundPolicy").text().orElse("all-unauthenticated");
  }

  /// Source: `identityTrustDomain`, else `clusterDomain`: cluster.local if both are missing.
  String trustDomain() {
    return values
        .at("identityTrustDomain")
        .text()
        .filter(it -> !it.isEmpty())
        .or(() -> values.at("clusterDomain").text())
        .orElse("cluster.local");
  }

  /// Source: `clusterNetworks`.
  boolean isInCluster(Ip address) {
    return SidecarCapture.list(values.at("clusterNetworks").text().orElse(CLUSTER)).stream()
        .anyMatch(block -> Cidr.of(block).contains(address));
  }

  /// Source: `policyController.probeNetworks`: everything if it is missing.
  boolean isProbe(Ip address) {
    var networks = values.at("policyController").at("probeNetworks");
    return networks.isAbsent()
        || Objects.texts(networks).stream().anyMatch(block -> Cidr.of(block).contains(address));
  }

  /// Source: `proxyInit.ignoreInboundPorts`: 4567 and 4568 if it is missing.
  List<String> ignoredInboundPorts() {
    return SidecarCapture.list(
        values.at("proxyInit").at("ignoreInboundPorts").text().orElse("4567,4568"));
  }

  /// Source: `proxy.opaquePorts`.
  List<String> opaquePorts() {
    return SidecarCapture.list(
        values
            .at("proxy")
            .at("opaquePorts")
            .text()
            .orElse("25,587,3306,4444,5432,6379,9300,11211"));
  }

  String identity(String namespace, String account) {
    return account + "." + namespace + ".serviceaccount.identity.linkerd." + trustDomain();
  }
}
