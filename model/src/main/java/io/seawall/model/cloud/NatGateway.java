package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import java.util.List;

/// A NAT gateway (Microsoft.Network/natGateways): the subnets that name it leave by its addresses.
///
/// @param publicAddresses ids of the addresses that it has one by one; those of a prefix are not
///   among them
/// @param complete whether it has no others
public record NatGateway(
    ResourceId id,
    String name,
    List<ResourceId> publicAddresses,
    boolean complete,
    SourceRef where) {
  public NatGateway {
    publicAddresses = List.copyOf(publicAddresses);
  }
}
