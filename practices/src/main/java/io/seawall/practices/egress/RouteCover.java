package io.seawall.practices.egress;

import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.RouteTable.Route;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Situation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The addresses that the routes of a subnet lead elsewhere than to the Internet.
///
/// Source: Microsoft Learn, "Virtual network traffic routing": the longest prefix wins; next hop
/// Internet is the way that packets take without a route.
///
/// @param sure addresses that are led elsewhere for sure
/// @param possible addresses that may be led elsewhere
record RouteCover(AddressSet sure, AddressSet possible) {
  private static final RouteCover NOTHING = new RouteCover(AddressSet.EMPTY, AddressSet.EMPTY);

  /// @return empty if the subnet has a route table that is not in the input
  static Optional<RouteCover> of(Situation situation, Subnet subnet) {
    if (subnet.routeTable().isLeftOut()) {
      return Optional.of(NOTHING);
    }
    return situation.snapshot().facts().azure().routeTables().stream()
        .filter(table -> subnet.routeTable().is(table.id()))
        .findFirst()
        .map(RouteCover::of);
  }

  private static RouteCover of(RouteTable table) {
    RouteCover cover = NOTHING;
    List<Route> shortestFirst =
        table.routes().stream()
            .filter(route -> route.prefix().isPresent())
            .sorted(Comparator.comparingInt(route -> route.prefix().orElseThrow().prefixBits()))
            .toList();
    for (Route route : shortestFirst) {
      AddressSet block = AddressSet.of(route.prefix().orElseThrow());
      cover =
          switch (route.nextHop()) {
            case INTERNET -> new RouteCover(cover.sure.minus(block), cover.possible.minus(block));
            case UNKNOWN -> new RouteCover(cover.sure.minus(block), cover.possible.or(block));
            case VIRTUAL_NETWORK_GATEWAY, VNET_LOCAL, VIRTUAL_APPLIANCE, NONE ->
                new RouteCover(cover.sure.or(block), cover.possible.or(block));
          };
    }
    boolean complete = table.routes().stream().allMatch(route -> route.prefix().isPresent());
    return complete ? cover : new RouteCover(cover.sure, AddressSet.ALL);
  }
}
