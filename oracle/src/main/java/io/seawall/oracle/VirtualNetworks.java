package io.seawall.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Virtual networks, their subnets, and what is attached where. Resource ids compare without regard
/// to case. Source: Azure REST API, Microsoft.Network virtualNetworks, networkInterfaces;
/// Microsoft.Compute virtualMachineScaleSets.
final class VirtualNetworks {
  private final Documents documents;
  private final Map<String, Subnet> subnets = new LinkedHashMap<>();

  /// @param id in lower case
  /// @param networkId of the virtual network it is in, in lower case
  /// @param prefixes of the subnet itself
  /// @param networkSpace the address space of the virtual network it is in, without peers
  /// @param peerSpace those of the peers
  /// @param routes of its route table
  /// @param defaultOutboundAccess empty where the texts do not say
  record Subnet(
      String id,
      String networkId,
      List<Cidr> prefixes,
      List<Cidr> networkSpace,
      List<Cidr> peerSpace,
      List<Route> routes,
      Optional<Tree> securityGroup,
      Optional<Tree> natGateway,
      Optional<Boolean> defaultOutboundAccess) {
    /// What the service tag VirtualNetwork holds for it. Source: Azure service tags,
    /// VirtualNetwork: also the prefixes of user-defined routes.
    List<Cidr> virtualNetwork() {
      return Stream.of(networkSpace, peerSpace, routes.stream().map(Route::prefix).toList())
          .flatMap(List::stream)
          .toList();
    }
  }

  VirtualNetworks(Documents documents) {
    this.documents = documents;
    for (var network : documents.type("microsoft.network/virtualnetworks")) {
      var inline = network.atAnyCase("properties").atAnyCase("subnets").items();
      var own =
          documents.type("microsoft.network/virtualnetworks/subnets").stream()
              .filter(subnet -> Documents.idOf(subnet).startsWith(Documents.idOf(network) + "/"));
      Stream.concat(inline.stream(), own)
          .forEach(subnet -> subnets.put(Documents.idOf(subnet), subnet(network, subnet)));
    }
  }

  private Subnet subnet(Tree network, Tree subnet) {
    var properties = subnet.atAnyCase("properties");
    var prefixes =
        Stream.concat(
                properties.atAnyCase("addressPrefix").text().map(Cidr::of).stream(),
                cidrs(properties.atAnyCase("addressPrefixes")).stream())
            .toList();
    return new Subnet(
        Documents.idOf(subnet),
        Documents.idOf(network),
        prefixes,
        cidrs(
            network.atAnyCase("properties").atAnyCase("addressSpace").atAnyCase("addressPrefixes")),
        peers(network),
        routes(properties),
        group(properties.atAnyCase("networkSecurityGroup")),
        properties
            .atAnyCase("natGateway")
            .atAnyCase("id")
            .text()
            .map(id -> documents.resource("microsoft.network/natgateways", id)),
        properties.atAnyCase("defaultOutboundAccess").bool());
  }

  /// Source: VirtualNetworkPeeringPropertiesFormat: `peeringState` is Connected once both sides
  /// agree; `allowVirtualNetworkAccess` says whether the spaces reach each other.
  private static List<Cidr> peers(Tree network) {
    return network.atAnyCase("properties").atAnyCase("virtualNetworkPeerings").items().stream()
        .map(peering -> peering.atAnyCase("properties"))
        .filter(peering ->
            peering
                    .atAnyCase("peeringState")
                    .text()
                    .orElse("Connected")
                    .equalsIgnoreCase("Connected")
                && !Boolean.FALSE.equals(peering.atAnyCase("allowVirtualNetworkAccess").value()))
        .flatMap(peering ->
            cidrs(peering.atAnyCase("remoteAddressSpace").atAnyCase("addressPrefixes")).stream())
        .toList();
  }

  private List<Route> routes(Tree subnetProperties) {
    return subnetProperties.atAnyCase("routeTable").atAnyCase("id").text().stream()
        .map(id -> documents.resource("microsoft.network/routetables", id))
        .flatMap(table -> table.atAnyCase("properties").atAnyCase("routes").items().stream())
        .map(route -> Route.userDefined(route.atAnyCase("properties")))
        .toList();
  }

  private static List<Cidr> cidrs(Tree list) {
    return list.items().stream().map(prefix -> Cidr.of(prefix.text().orElseThrow())).toList();
  }

  private Optional<Tree> group(Tree reference) {
    return reference
        .atAnyCase("id")
        .text()
        .map(id -> documents.resource("microsoft.network/networksecuritygroups", id));
  }

  /// @throws IllegalArgumentException if there is none
  Subnet subnet(String id) {
    return Optional.ofNullable(subnets.get(id.toLowerCase(Locale.ROOT)))
        .orElseThrow(() -> new IllegalArgumentException("no subnet " + id));
  }

  /// The subnet that the address lies in.
  Optional<Subnet> subnetOf(Ip ip) {
    return subnets.values().stream()
        .filter(subnet -> subnet.prefixes().stream().anyMatch(prefix -> prefix.contains(ip)))
        .findFirst();
  }

  /// The security group of the network interface with one of these addresses.
  Optional<Tree> interfaceGroup(List<Ip> addresses) {
    return documents.type("microsoft.network/networkinterfaces").stream()
        .map(card -> card.atAnyCase("properties"))
        .filter(card ->
            card.atAnyCase("ipConfigurations").items().stream()
                .flatMap(
                    ip -> ip.atAnyCase("properties").atAnyCase("privateIPAddress").text().stream())
                .anyMatch(text -> addresses.contains(Ip.of(text))))
        .flatMap(card -> group(card.atAnyCase("networkSecurityGroup")).stream())
        .findFirst();
  }

  /// The security group that a scale set gives the interfaces of its machines.
  ///
  /// @param providerId of the node: `azure://` and the id of the machine, which starts with that of
  ///   its scale set
  Optional<Tree> scaleSetGroup(String providerId) {
    return scaleSetInterfaces(providerId)
        .flatMap(card -> group(card.atAnyCase("networkSecurityGroup")).stream())
        .findFirst();
  }

  /// The properties of the interfaces that a scale set gives its machines.
  ///
  /// @param providerId as for `scaleSetGroup`
  Stream<Tree> scaleSetInterfaces(String providerId) {
    return documents.type("microsoft.compute/virtualmachinescalesets").stream()
        .filter(set ->
            providerId.toLowerCase(Locale.ROOT).startsWith("azure://" + Documents.idOf(set) + "/"))
        .flatMap(set ->
            set
                .atAnyCase("properties")
                .atAnyCase("virtualMachineProfile")
                .atAnyCase("networkProfile")
                .atAnyCase("networkInterfaceConfigurations")
                .items()
                .stream())
        .map(card -> card.atAnyCase("properties"));
  }
}
