package io.seawall.oracle;

import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One route of a subnet, and which of them a packet takes. Source: Azure, Virtual network traffic
/// routing; REST API, RoutePropertiesFormat.
///
/// @param appliance the next hop's address, for the hop APPLIANCE
record Route(Cidr prefix, Hop hop, Optional<Ip> appliance) {
  /// Where a route leads.
  enum Hop {
    VIRTUAL_NETWORK,
    PEERING,
    INTERNET,
    NONE,
    GATEWAY,
    APPLIANCE
  }

  /// Source: Virtual network traffic routing, "Default": reserved by RFC 1918 and RFC 6598.
  private static final List<Cidr> RESERVED =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
          .map(Cidr::of)
          .toList();

  private static final List<Cidr> EVERYWHERE = List.of(Cidr.of("0.0.0.0/0"), Cidr.of("::/0"));

  /// @param properties of a route of a route table
  /// @throws IllegalArgumentException for a prefix that is a service tag
  static Route userDefined(Tree properties) {
    var prefix = properties.atAnyCase("addressPrefix").text().orElseThrow();
    if (Character.isLetter(prefix.charAt(0)) && !prefix.contains(":")) {
      throw new IllegalArgumentException("no rule for a route to the service tag " + prefix);
    }
    var type = properties.atAnyCase("nextHopType").text().orElseThrow();
    return new Route(
        Cidr.of(prefix),
        switch (type.toLowerCase(Locale.ROOT)) {
          case "vnetlocal" -> Hop.VIRTUAL_NETWORK;
          case "internet" -> Hop.INTERNET;
          case "none" -> Hop.NONE;
          case "virtualnetworkgateway" -> Hop.GATEWAY;
          case "virtualappliance" -> Hop.APPLIANCE;
          default -> throw new IllegalArgumentException("no next hop " + type);
        },
        properties.atAnyCase("nextHopIpAddress").text().filter(ip -> !ip.isEmpty()).map(Ip::of));
  }

  /// The route that a packet to this address takes out of the subnet: the one with the longest
  /// prefix, and of two with one prefix the user-defined. Source: Virtual network traffic routing,
  /// "How Azure selects a route".
  static Optional<Route> select(Subnet subnet, Ip destination) {
    return Stream.concat(subnet.routes().stream(), system(subnet))
        .filter(route -> route.prefix().contains(destination))
        // The maximum of equals is the last: user-defined routes stand first.
        .reduce((one, other) -> other.length() > one.length() ? other : one);
  }

  /// The user-defined route that a packet to this address would take, longest prefix first.
  static Optional<Route> userDefined(Subnet subnet, Ip destination) {
    return subnet.routes().stream()
        .filter(route -> route.prefix().contains(destination))
        .max(Comparator.comparingInt(Route::length));
  }

  int length() {
    return prefix.prefixBits();
  }

  private static Stream<Route> system(Subnet subnet) {
    return Stream.of(
            of(subnet.networkSpace().stream(), Hop.VIRTUAL_NETWORK),
            of(subnet.peerSpace().stream(), Hop.PEERING),
            of(EVERYWHERE.stream(), Hop.INTERNET),
            of(reserved(subnet), Hop.NONE))
        .flatMap(routes -> routes);
  }

  private static Stream<Route> of(Stream<Cidr> prefixes, Hop hop) {
    return prefixes.map(prefix -> new Route(prefix, hop, Optional.empty()));
  }

  /// Source: Virtual network traffic routing: "Default": a block that the address space includes
  /// has no such route; "Subnet2": nor has a subnet with a user-defined route for 0.0.0.0/0.
  private static Stream<Cidr> reserved(Subnet subnet) {
    var overridden =
        subnet.routes().stream().anyMatch(route -> route.prefix().equals(EVERYWHERE.getFirst()));
    return overridden
        ? Stream.empty()
        : RESERVED.stream()
            .filter(block ->
                subnet.networkSpace().stream()
                    .noneMatch(space ->
                        space.prefixBits() <= block.prefixBits() && space.contains(block.base())));
  }
}
