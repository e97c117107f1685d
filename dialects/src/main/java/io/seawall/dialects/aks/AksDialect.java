package io.seawall.dialects.aks;

import io.seawall.dialects.Dialect;

/// AKS clusters (Microsoft.ContainerService/managedClusters) and node pools that are described
/// apart from them (managedClusters/agentPools).
public final class AksDialect implements Dialect {
  @Override
  public Reading open() {
    return new AksReading();
  }
}
