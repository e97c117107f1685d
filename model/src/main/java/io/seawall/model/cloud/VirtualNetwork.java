package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Optional;

/// A virtual network (Microsoft.Network/virtualNetworks).
///
/// @param space the address space; empty if the input does not give it in full
/// @param peerings with other networks
public record VirtualNetwork(
    ResourceId id,
    String name,
    Optional<AddressSet> space,
    List<Peering> peerings,
    List<Subnet> subnets,
    SourceRef where) {
  public VirtualNetwork {
    peerings = List.copyOf(peerings);
    subnets = List.copyOf(subnets);
  }

  /// The same with these subnets.
  public VirtualNetwork with(List<Subnet> others) {
    return new VirtualNetwork(id, name, space, peerings, others, where);
  }

  /// A peering with another network.
  ///
  /// @param remoteSpace the addresses of the other side that it connects, none if it is not
  ///   connected or access is switched off; empty if the input does not give them
  /// @param gatewayTransit whether ranges behind a gateway of either side may be reached
  ///   (`allowGatewayTransit` or `useRemoteGateways`)
  public record Peering(
      String name, Optional<AddressSet> remoteSpace, boolean gatewayTransit, SourceRef where) {}

  /// A subnet.
  ///
  /// @param prefixes its addresses; empty if the input does not give them in full
  /// @param securityGroup left out if none is attached
  /// @param defaultOutboundAccess whether machines without another way out are given one by Azure
  /// @param serviceEndpoints services of any tenant that are reached beside the routes, such as
  ///   `Microsoft.Storage`; one that a policy limits to named accounts is not among them
  public record Subnet(
      ResourceId id,
      String name,
      Optional<AddressSet> prefixes,
      Fact<ResourceId> securityGroup,
      Fact<ResourceId> routeTable,
      Fact<ResourceId> natGateway,
      Fact<Boolean> defaultOutboundAccess,
      List<String> serviceEndpoints,
      SourceRef where) {
    public Subnet {
      serviceEndpoints = List.copyOf(serviceEndpoints);
    }

    /// The same with this group attached.
    public Subnet with(Fact<ResourceId> group) {
      return new Subnet(
          id,
          name,
          prefixes,
          group,
          routeTable,
          natGateway,
          defaultOutboundAccess,
          serviceEndpoints,
          where);
    }
  }
}
