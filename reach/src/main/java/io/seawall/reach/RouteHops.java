package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.RouteTable.NextHop;
import io.seawall.model.cloud.RouteTable.Route;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the routes of a subnet lead, and what stands there.
///
/// Source: Microsoft Learn, "Virtual network traffic routing": the longest prefix wins, then
/// user-defined routes.
final class RouteHops {
  private final Addressing addressing;
  private final Firewalls firewalls;
  private final FirewallRules rules;
  private final Map<ResourceId, RouteTable> tables = new HashMap<>();

  RouteHops(Snapshot snapshot, Addressing addressing) {
    this.addressing = addressing;
    this.firewalls = new Firewalls(snapshot, addressing);
    this.rules = new FirewallRules(new Tags(snapshot, addressing));
    snapshot.facts().azure().routeTables().forEach(table -> tables.put(table.id(), table));
  }

  /// The hops of a packet that leaves a subnet; empty if no route of its own speaks of the target.
  ///
  /// @param source where the address lies that Azure sees
  Optional<List<Hop>> of(Subnet subnet, AddressSet source, Target target) {
    return switch (subnet.routeTable()) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> Optional.empty();
      case Fact.Unresolved<ResourceId>(var expression, var _) ->
          unknown("which route table is attached depends on " + expression);
      case Fact.Known<ResourceId>(var id, var _) -> {
        RouteTable table = tables.get(id);
        yield table == null
            ? unknown("route table " + id.name() + " is attached and not in the input")
            : of(subnet, table, source, target);
      }
    };
  }

  private static Optional<List<Hop>> unknown(String missing) {
    return Optional.of(List.of(CloudHops.unknown(WayOut.PLACE, missing)));
  }

  private Optional<List<Hop>> of(
      Subnet subnet, RouteTable table, AddressSet source, Target target) {
    Optional<Route> doubted =
        table.routes().stream()
            .filter(route -> !target.addresses().disjoint(Tags.mayCover(route)))
            .findFirst();
    if (doubted.isPresent()) {
      return Optional.of(
          List.of(
              hop(
                  Bounds.UNKNOWN,
                  Reason.Opinion.UNKNOWN,
                  table,
                  doubted.get(),
                  "may cover this address")));
    }
    return longest(table, target.addresses())
        .map(route ->
            table.bgpPropagation() && hasGateway(subnet) && mayBeBeaten(route)
                ? List.of(besideGateway(table, route))
                : byRoute(table, route, source, target));
  }

  private static Optional<Route> longest(RouteTable table, AddressSet addresses) {
    return table.routes().stream()
        .filter(
            route -> route.prefix().filter(p -> addresses.implies(AddressSet.of(p))).isPresent())
        .max(Comparator.comparingInt(route -> route.prefix().orElseThrow().prefixBits()));
  }

  /// The rules of firewalls behind the routes of a subnet that let by packets to names.
  List<FirewallRule> namesBeyond(Subnet subnet, AddressSet source) {
    return subnet.routeTable().known().map(tables::get).stream()
        .flatMap(table -> table.routes().stream())
        .filter(route -> route.nextHop() == NextHop.VIRTUAL_APPLIANCE)
        .flatMap(route -> firewalls.at(route.nextHopAddress()).stream())
        .distinct()
        .flatMap(firewall -> rules.toNames(firewall, source).stream())
        .toList();
  }

  /// A route of a gateway wins over a user-defined one if its prefix is longer, and which routes
  /// the gateway learns is not in the input.
  private static boolean mayBeBeaten(Route route) {
    Cidr prefix = route.prefix().orElseThrow();
    boolean oneAddress = prefix.prefixBits() == (prefix.base().v6() ? 128 : 32);
    return !oneAddress && route.nextHop() == NextHop.NONE;
  }

  private static Hop besideGateway(RouteTable table, Route route) {
    return hop(
        Bounds.UNKNOWN,
        Reason.Opinion.UNKNOWN,
        table,
        route,
        "drops it, unless the gateway of the network propagates a longer prefix"
            + " (disableBgpRoutePropagation is not true)");
  }

  /// Whether the network of the subnet may learn routes of a gateway, its own or that of a peer.
  boolean hasGateway(Subnet subnet) {
    return addressing
        .network(subnet)
        .filter(network ->
            network.subnets().stream()
                    .anyMatch(other -> other.name().equalsIgnoreCase("GatewaySubnet"))
                || network.peerings().stream().anyMatch(VirtualNetwork.Peering::gatewayTransit))
        .isPresent();
  }

  /// Whether the subnet has a route table that takes no routes of gateways.
  boolean keepsGatewayOut(Subnet subnet) {
    return subnet
        .routeTable()
        .known()
        .map(tables::get)
        .filter(table -> !table.bgpPropagation())
        .isPresent();
  }

  private List<Hop> byRoute(RouteTable table, Route route, AddressSet source, Target target) {
    return switch (route.nextHop()) {
      case INTERNET, VNET_LOCAL ->
          List.of(
              hop(Bounds.ALL, Reason.Opinion.ALLOW, table, route, "leads to " + route.nextHop()));
      case NONE ->
          List.of(hop(Bounds.NONE, Reason.Opinion.DENY, table, route, "drops it (next hop None)"));
      case VIRTUAL_APPLIANCE ->
          firewalls
              .at(route.nextHopAddress())
              .map(firewall -> byFirewall(table, route, firewall, source, target))
              .orElseGet(() ->
                  List.of(
                      hop(
                          Bounds.UNKNOWN,
                          Reason.Opinion.UNKNOWN,
                          table,
                          route,
                          "leads to the appliance "
                              + route.nextHopAddress()
                              + ", whose rules are not known")));
      case VIRTUAL_NETWORK_GATEWAY, UNKNOWN ->
          List.of(
              hop(
                  Bounds.UNKNOWN,
                  Reason.Opinion.UNKNOWN,
                  table,
                  route,
                  "leads to a gateway; what is behind it is not known"));
    };
  }

  private List<Hop> byFirewall(
      RouteTable table, Route route, AzureFirewall firewall, AddressSet source, Target target) {
    String text = "leads to " + firewall.title() + " at " + route.nextHopAddress();
    return List.of(
        hop(Bounds.ALL, Reason.Opinion.ALLOW, table, route, text),
        rules.hop(firewall, source, target));
  }

  private static Hop hop(
      Bounds packets, Reason.Opinion opinion, RouteTable table, Route route, String text) {
    return new Hop(
        WayOut.PLACE,
        packets,
        _ ->
            new Reason(
                opinion,
                "route table " + table.name(),
                route.where().field(),
                Optional.of(route.where()),
                text));
  }
}
