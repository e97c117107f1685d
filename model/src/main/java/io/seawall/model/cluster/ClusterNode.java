package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import java.util.List;
import java.util.Map;

/// A node as the cluster knows it.
///
/// @param pool the AKS node pool (label `kubernetes.azure.com/agentpool`, or the older
///   `agentpool`); empty if both are missing
public record ClusterNode(
    String name,
    String pool,
    Map<String, String> labels,
    List<Address> addresses,
    SourceRef where) {
  public ClusterNode {
    labels = Map.copyOf(labels);
    addresses = List.copyOf(addresses);
  }
}
