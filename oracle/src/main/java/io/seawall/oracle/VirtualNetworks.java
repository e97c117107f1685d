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
  /// @param prefixes of the subnet itself
  /// @param virtualNetwork what the service tag VirtualNetwork holds for it
  /// @param networkSpace the address space of the virtual network it is in, without peers
  record Subnet(
      String id,
      List<Cidr> prefixes,
      List<Cidr> virtualNetwork,
      List<Cidr> networkSpace,
      Optional<Tree> securityGroup) {}

  VirtualNetworks(Documents documents) {
    this.documents = documents;
    for (var network : documents.type("microsoft.network/virtualnetworks")) {
      var inline = network.atAnyCase("properties").atAnyCase("subnets").items();
      var own =
          documents.type("microsoft.network/virtualnetworks/subnets").stream()
              .filter(subnet -> idOf(subnet).startsWith(idOf(network) + "/"));
      Stream.concat(inline.stream(), own)
          .forEach(subnet -> subnets.put(idOf(subnet), subnet(network, subnet)));
    }
  }

  private Subnet subnet(Tree network, Tree subnet) {
    var properties = subnet.atAnyCase("properties");
    var space =
        cidrs(
            network.atAnyCase("properties").atAnyCase("addressSpace").atAnyCase("addressPrefixes"));
    var prefixes =
        Stream.concat(
                properties.atAnyCase("addressPrefix").text().map(Cidr::of).stream(),
                cidrs(properties.atAnyCase("addressPrefixes")).stream())
            .toList();
    var tag = Stream.of(space, peers(network), routes(properties)).flatMap(List::stream).toList();
    return new Subnet(
        idOf(subnet), prefixes, tag, space, group(properties.atAnyCase("networkSecurityGroup")));
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

  /// Source: Azure service tags, VirtualNetwork: also holds the prefixes of user-defined routes of
  /// the subnet.
  private List<Cidr> routes(Tree subnetProperties) {
    return subnetProperties.atAnyCase("routeTable").atAnyCase("id").text().stream()
        .map(id -> resource("microsoft.network/routetables", id))
        .flatMap(table -> table.atAnyCase("properties").atAnyCase("routes").items().stream())
        .map(route -> route.atAnyCase("properties").atAnyCase("addressPrefix").text().orElseThrow())
        .map(Cidr::of)
        .toList();
  }

  private static List<Cidr> cidrs(Tree list) {
    return list.items().stream().map(prefix -> Cidr.of(prefix.text().orElseThrow())).toList();
  }

  private Optional<Tree> group(Tree reference) {
    return reference
        .atAnyCase("id")
        .text()
        .map(id -> resource("microsoft.network/networksecuritygroups", id));
  }

  private Tree resource(String type, String id) {
    return documents.type(type).stream()
        .filter(tree -> idOf(tree).equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type + " " + id));
  }

  private static String idOf(Tree resource) {
    return resource.atAnyCase("id").text().orElseThrow().toLowerCase(Locale.ROOT);
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
    return documents.type("microsoft.compute/virtualmachinescalesets").stream()
        .filter(set -> providerId.toLowerCase(Locale.ROOT).startsWith("azure://" + idOf(set) + "/"))
        .flatMap(set ->
            set
                .atAnyCase("properties")
                .atAnyCase("virtualMachineProfile")
                .atAnyCase("networkProfile")
                .atAnyCase("networkInterfaceConfigurations")
                .items()
                .stream())
        .flatMap(
            card -> group(card.atAnyCase("properties").atAnyCase("networkSecurityGroup")).stream())
        .findFirst();
  }
}
