package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import java.util.List;

/// The public side of a load balancer's outbound rules (Microsoft.Network/loadBalancers).
///
/// @param publicAddresses of the front ends that outbound rules name
/// @param prefixes from which front ends that outbound rules name take addresses
/// @param complete whether these are all
public record OutboundBalancer(
    ResourceId id,
    List<ResourceId> publicAddresses,
    List<ResourceId> prefixes,
    boolean complete,
    SourceRef where) {
  public OutboundBalancer {
    publicAddresses = List.copyOf(publicAddresses);
    prefixes = List.copyOf(prefixes);
  }
}
