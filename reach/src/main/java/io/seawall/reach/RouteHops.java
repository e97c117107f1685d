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
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the routes of a subnet lead, and what stands there.
///
/// Source: Microsoft Learn, "Virtual network traffic routing": the longest prefix wins, then
/// user-defined routes.
final class RouteHops {
  /// Where routes decide that do not lead out of the network.
  private static final String INNER = "route";

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

  /// Whether a route of the subnet leads these addresses to the Internet.
  boolean leadsToInternet(Subnet subnet, AddressSet addresses) {
    return subnet
        .routeTable()
        .known()
        .map(tables::get)
        .flatMap(table -> longest(table, addresses))
        .filter(route -> route.nextHop() == NextHop.INTERNET)
        .isPresent();
  }

  /// Whether a route of the subnet may stand in for the system routes of reserved blocks: one for
  /// 0.0.0.0/0 removes them, one as long or longer wins over them.
  boolean mayReplaceReserved(Subnet subnet, AddressSet target, AddressSet reserved) {
    if (subnet.routeTable().isLeftOut()) {
      return false;
    }
    Optional<RouteTable> table = subnet.routeTable().known().map(tables::get);
    return table.isEmpty()
        || table.get().routes().stream()
            .anyMatch(route ->
                route
                    .prefix()
                    .map(AddressSet::of)
                    .map(covered ->
                        covered.equals(AddressSet.ALL_V4)
                            || (covered.implies(reserved) && !covered.disjoint(target)))
                    .orElse(true));
  }

  /// The hops of a packet to pods that have addresses of an overlay, or of kubenet, which Azure
  /// routes beside the routes of the subnet. A default route does not change that, as the egress
  /// design of AKS has one, nor do the routes that AKS itself makes to nodes; of others no document
  /// speaks.
  List<Hop> toRoutedPods(Subnet subnet, AddressSet pods, AddressSet nodes) {
    return routes(subnet)
        .filter(route -> route.prefix().filter(prefix -> prefix.prefixBits() > 0).isPresent())
        .filter(route -> !AddressSet.of(route.prefix().orElseThrow()).disjoint(pods))
        .filter(route -> !leadsTo(route, nodes))
        .findFirst()
        .map(route ->
            CloudHops.unknown(
                INNER,
                "whether route "
                    + route.name()
                    + " takes packets to pods of the cluster is not documented"))
        .stream()
        .toList();
  }

  private static boolean leadsTo(Route route, AddressSet nodes) {
    return Address.parse(route.nextHopAddress()).filter(nodes::contains).isPresent();
  }

  private Stream<Route> routes(Subnet subnet) {
    return subnet.routeTable().known().map(tables::get).stream()
        .flatMap(table -> table.routes().stream());
  }

  /// The hops of a packet that stays in the network of the subnet or goes to a peer of it; none if
  /// no route of its own takes it.
  ///
  /// Source: Microsoft Learn, "Virtual network traffic routing": a user-defined route wins over the
  /// system route of the network or the peering if its prefix is as long or longer, also within one
  /// subnet ("Routing example", ID2 and ID3).
  ///
  /// @param source where the address lies that Azure sees
  /// @param space of the network and its peers
  List<Hop> within(Subnet subnet, AddressSet source, Target target, AddressSet space) {
    return switch (subnet.routeTable()) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> List.of();
      case Fact.Unresolved<ResourceId>(var expression, var _) ->
          List.of(unreadTable("which route table is attached depends on " + expression));
      case Fact.Known<ResourceId>(var id, var _) -> {
        RouteTable table = tables.get(id);
        yield table == null
            ? List.of(unreadTable("route table " + id.name() + " is attached and not in the input"))
            : within(table, source, target, space);
      }
    };
  }

  private static Hop unreadTable(String missing) {
    return CloudHops.unknown(INNER, missing);
  }

  private List<Hop> within(RouteTable table, AddressSet source, Target target, AddressSet space) {
    List<List<Hop>> ways = new ArrayList<>();
    AddressSet left = target.addresses();
    List<Route> longestFirst =
        table.routes().stream()
            .filter(route -> route.prefix().isPresent())
            .sorted(
                Comparator.comparingInt((Route route) -> route.prefix().orElseThrow().prefixBits())
                    .reversed())
            .toList();
    for (Route route : longestFirst) {
      AddressSet covered = AddressSet.of(route.prefix().orElseThrow());
      if (covered.implies(space) && !covered.disjoint(left)) {
        ways.add(inside(table, route, source, target.in(left.and(covered))));
        left = left.minus(covered);
      }
    }
    for (Route route : table.routes()) {
      if (!Tags.mayCover(route).disjoint(target.addresses())) {
        ways.add(
            List.of(
                hop(
                    Bounds.UNKNOWN,
                    Reason.Opinion.UNKNOWN,
                    table,
                    route,
                    "may cover this address")));
      }
    }
    if (!left.isEmpty() && !ways.isEmpty()) {
      ways.add(List.of()); // by the system route
    }
    return ways.isEmpty()
        ? List.of()
        : Hop.oneOf(ways).stream()
            .map(hop -> hop.place().equals(WayOut.PLACE) ? hop.at(INNER) : hop)
            .toList();
  }

  private List<Hop> inside(RouteTable table, Route route, AddressSet source, Target target) {
    return switch (route.nextHop()) {
      case VNET_LOCAL ->
          List.of(hop(Bounds.ALL, Reason.Opinion.ALLOW, table, route, "leads to VNET_LOCAL"));
      case INTERNET ->
          List.of(
              hop(
                  Bounds.UNKNOWN,
                  Reason.Opinion.UNKNOWN,
                  table,
                  route,
                  "leads to the Internet, which does not hold this address"));
      case NONE, VIRTUAL_APPLIANCE, VIRTUAL_NETWORK_GATEWAY, UNKNOWN ->
          byRoute(table, route, source, target);
    };
  }

  private static Optional<Route> longest(RouteTable table, AddressSet addresses) {
    return table.routes().stream()
        .filter(
            route -> route.prefix().filter(p -> addresses.implies(AddressSet.of(p))).isPresent())
        .max(Comparator.comparingInt(route -> route.prefix().orElseThrow().prefixBits()));
  }

  /// Sets at whose bounds the routes of a subnet, and the rules of firewalls behind them, change
  /// what they say.
  List<AddressSet> cuts(Subnet subnet, AddressSet source, Target.Asked asked, PacketSet packets) {
    List<AddressSet> cuts = new ArrayList<>();
    routes(subnet).forEach(route -> route.prefix().map(AddressSet::of).ifPresent(cuts::add));
    firewallsBehind(subnet)
        .forEach(firewall -> cuts.add(rules.function(firewall, source, asked).cut(packets)));
    return cuts;
  }

  private Stream<AzureFirewall> firewallsBehind(Subnet subnet) {
    return routes(subnet)
        .filter(route -> route.nextHop() == NextHop.VIRTUAL_APPLIANCE)
        .map(Route::nextHopAddress)
        .distinct()
        .flatMap(address -> firewalls.at(address).stream());
  }

  /// The rules of firewalls behind the routes of a subnet that let by packets to names.
  List<FirewallRule> namesBeyond(Subnet subnet, AddressSet source) {
    return firewallsBehind(subnet)
        .flatMap(firewall -> rules.toNames(firewall, source).stream())
        .toList();
  }

  /// A route of a gateway wins over a user-defined one if its prefix is longer, and which routes
  /// the gateway learns is not in the input.
  private boolean mayBeBeaten(Route route) {
    Cidr prefix = route.prefix().orElseThrow();
    boolean oneAddress = prefix.prefixBits() == (prefix.base().v6() ? 128 : 32);
    boolean filters =
        route.nextHop() == NextHop.NONE || firewalls.at(route.nextHopAddress()).isPresent();
    return !oneAddress && filters;
  }

  private static Hop besideGateway(RouteTable table, Route route) {
    String otherwise =
        route.nextHop() == NextHop.NONE
            ? "drops it"
            : "leads to the firewall at " + route.nextHopAddress();
    return hop(
        Bounds.UNKNOWN,
        Reason.Opinion.UNKNOWN,
        table,
        route,
        otherwise
            + ", unless the gateway of the network propagates a longer prefix"
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
      case INTERNET ->
          List.of(
              hop(Bounds.ALL, Reason.Opinion.ALLOW, table, route, "leads to " + route.nextHop()));
      case VNET_LOCAL ->
          List.of(
              hop(
                  Bounds.UNKNOWN,
                  Reason.Opinion.UNKNOWN,
                  table,
                  route,
                  "leads into the network, which does not hold this address"));
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
