package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Pod;

/// What AKS puts into the packet filter of each Linux node: pods with a network of their own do not
/// reach WireServer, nor, where the cluster says so, the instance metadata service. Source: AKS,
/// block_wireserver and ensure_imds_restriction of the node image; imds-restriction.
final class HostRules {
  private static final int HTTP = 80;
  private static final int HOST_PLUGIN = 32526;

  private final Cluster cluster;
  private final boolean metadataRestricted;

  /// @param managedCluster Microsoft.ContainerService/managedClusters
  HostRules(Tree managedCluster, Cluster cluster) {
    this.cluster = cluster;
    this.metadataRestricted =
        managedCluster
            .atAnyCase("properties")
            .atAnyCase("networkProfile")
            .atAnyCase("podLinkLocalAccess")
            .text()
            .orElse("IMDS")
            .equalsIgnoreCase("None");
  }

  boolean allows(Flow flow) {
    return !(flow.from() instanceof Pod pod) || !flow.isTcp() || isWindows(pod) || !isBlocked(flow);
  }

  private boolean isBlocked(Flow flow) {
    var port = flow.destinationPort();
    return (flow.destination().equals(ServiceTags.HOST) && (port == HTTP || port == HOST_PLUGIN))
        || (flow.destination().equals(ServiceTags.METADATA) && port == HTTP && metadataRestricted);
  }

  private boolean isWindows(Pod pod) {
    return cluster
        .node(pod.nodeName())
        .labels()
        .getOrDefault("kubernetes.io/os", "linux")
        .equals("windows");
  }
}
