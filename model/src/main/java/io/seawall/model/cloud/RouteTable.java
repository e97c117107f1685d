package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.packets.Cidr;
import java.util.List;
import java.util.Optional;

/// A route table (Microsoft.Network/routeTables).
///
/// @param bgpPropagation false if routes of a gateway are kept out (`disableBgpRoutePropagation:
///   true`)
/// @param routes a route that cannot be read, or may exist beside those given, has neither prefix
///   nor `prefixText`
public record RouteTable(
    ResourceId id, String name, boolean bgpPropagation, List<Route> routes, SourceRef where) {
  public RouteTable {
    routes = List.copyOf(routes);
  }

  /// A user-defined route.
  ///
  /// @param prefix empty if the route names a service tag, or it is not known
  /// @param prefixText as written
  public record Route(
      String name,
      Optional<Cidr> prefix,
      String prefixText,
      NextHop nextHop,
      String nextHopAddress,
      SourceRef where) {}

  /// `nextHopType`.
  public enum NextHop {
    VIRTUAL_NETWORK_GATEWAY,
    VNET_LOCAL,
    INTERNET,
    VIRTUAL_APPLIANCE,
    NONE,
    UNKNOWN
  }
}
