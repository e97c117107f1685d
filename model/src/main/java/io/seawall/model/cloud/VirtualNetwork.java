package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Optional;

/// A virtual network (Microsoft.Network/virtualNetworks).
///
/// @param space the address space
/// @param peerings with other networks
public record VirtualNetwork(
    ResourceId id,
    String name,
    AddressSet space,
    List<Peering> peerings,
    List<Subnet> subnets,
    SourceRef where) {
  public VirtualNetwork {
    peerings = List.copyOf(peerings);
    subnets = List.copyOf(subnets);
  }

  /// A peering with another network.
  ///
  /// @param remoteSpace the addresses of the other side; empty if the input does not give them
  public record Peering(
      String name, Optional<AddressSet> remoteSpace, boolean gatewayTransit, SourceRef where) {}

  /// A subnet.
  ///
  /// @param prefixes its addresses
  /// @param securityGroup left out if none is attached
  /// @param serviceEndpoints services that are reached beside the routes, such as
  ///   `Microsoft.Storage`
  public record Subnet(
      ResourceId id,
      String name,
      AddressSet prefixes,
      Fact<ResourceId> securityGroup,
      Fact<ResourceId> routeTable,
      Fact<ResourceId> natGateway,
      List<String> serviceEndpoints,
      SourceRef where) {
    public Subnet {
      serviceEndpoints = List.copyOf(serviceEndpoints);
    }
  }
}
