package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The way from the nodes of a pool to addresses outside of their network.
///
/// Source: Microsoft Learn, "Customize cluster egress with outbound types in AKS" and "Virtual
/// network traffic routing" (longest prefix wins, then user-defined routes).
final class WayOut {
  private static final String PLACE = "way out of Azure";
  private static final String USER_DEFINED = "userDefinedRouting";
  private static final SourceRef NOWHERE = SourceRef.of("", 0);

  private final Snapshot snapshot;
  private final Addressing addressing;
  private final Map<ResourceId, RouteTable> tables = new HashMap<>();

  WayOut(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    snapshot.facts().azure().routeTables().forEach(table -> tables.put(table.id(), table));
  }

  /// @param pod whether a pod with an address of its own sends it
  Hop from(String pool, boolean pod, AddressSet destination) {
    boolean ownAddress = pod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET;
    Optional<Subnet> subnet = ownAddress ? addressing.podSubnet(pool) : addressing.nodeSubnet(pool);
    Optional<Hop> routed = subnet.flatMap(own -> routed(own, destination));
    Hop way = routed.orElseGet(() -> byOutboundType(subnet, pool));
    boolean unseen =
        subnet.isEmpty() && outboundType().filter(USER_DEFINED::equalsIgnoreCase).isPresent();
    return withPublicAddress(pool, way, ownAddress || routed.isPresent() || unseen);
  }

  private Optional<String> outboundType() {
    return snapshot.aks().flatMap(aks -> aks.network().outboundType().known());
  }

  /// A public address of the node itself leads out beside the outbound type. Against a route that
  /// leads elsewhere either may win, and packets of pods that keep their own address leave by it
  /// only if the masquerading agent of the node was told so.
  ///
  /// @param beaten whether it may not lead out
  private Hop withPublicAddress(String pool, Hop way, boolean beaten) {
    Fact<Boolean> has =
        addressing.pool(pool).map(NodePool::nodePublicIp).orElse(new Fact.Absent<>(NOWHERE));
    if (way.packets().equals(Bounds.ALL)) {
      return way;
    }
    return switch (has) {
      case Fact.Absent<Boolean> _, Fact.Null<Boolean> _ -> way;
      case Fact.Unresolved<Boolean>(var expression, var _) ->
          way.packets().equals(Bounds.NONE)
              ? CloudHops.unknown(
                  PLACE,
                  "whether nodes of pool "
                      + pool
                      + " have public addresses depends on "
                      + expression)
              : way;
      case Fact.Known<Boolean>(var value, var _) when !value -> way;
      case Fact.Known<Boolean> _ when beaten ->
          CloudHops.unknown(
              PLACE,
              "the nodes of pool "
                  + pool
                  + " have public addresses: only a probe tells whether these packets leave by"
                  + " them");
      case Fact.Known<Boolean> _ -> allow("the nodes of pool " + pool + " have public addresses");
    };
  }

  private Optional<Hop> routed(Subnet subnet, AddressSet destination) {
    return switch (subnet.routeTable()) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> Optional.empty();
      case Fact.Unresolved<ResourceId>(var expression, var _) ->
          Optional.of(
              CloudHops.unknown(PLACE, "which route table is attached depends on " + expression));
      case Fact.Known<ResourceId>(var id, var _) -> {
        RouteTable table = tables.get(id);
        if (table == null) {
          yield Optional.of(
              CloudHops.unknown(
                  PLACE, "route table " + id.name() + " is attached and not in the input"));
        }
        Optional<RouteTable.Route> doubted =
            table.routes().stream()
                .filter(route -> !destination.disjoint(Tags.mayCover(route)))
                .findFirst();
        if (doubted.isPresent()) {
          yield Optional.of(
              hop(
                  Bounds.UNKNOWN,
                  Reason.Opinion.UNKNOWN,
                  "route table " + table.name(),
                  doubted.get(),
                  "may cover this address"));
        }
        yield table.routes().stream()
            .filter(route ->
                route.prefix().filter(p -> destination.implies(AddressSet.of(p))).isPresent())
            .max(Comparator.comparingInt(route -> route.prefix().orElseThrow().prefixBits()))
            .map(route ->
                table.bgpPropagation() && hasGateway(subnet)
                    ? besideGateway(table, route)
                    : byRoute(table, route));
      }
    };
  }

  /// A route of a gateway wins over a user-defined one if its prefix is longer, and which routes
  /// the gateway learns is not in the input.
  private static Hop besideGateway(RouteTable table, RouteTable.Route route) {
    boolean mayBeBeaten = !isOneAddress(route.prefix().orElseThrow());
    return mayBeBeaten && route.nextHop() == RouteTable.NextHop.NONE
        ? hop(
            Bounds.UNKNOWN,
            Reason.Opinion.UNKNOWN,
            "route table " + table.name(),
            route,
            "drops it, unless the gateway of the network propagates a longer prefix"
                + " (disableBgpRoutePropagation is not true)")
        : byRoute(table, route);
  }

  private static boolean isOneAddress(Cidr prefix) {
    return prefix.prefixBits() == (prefix.base().v6() ? 128 : 32);
  }

  /// Whether the network of the subnet may learn routes of a gateway, its own or that of a peer.
  private boolean hasGateway(Subnet subnet) {
    return addressing
        .network(subnet)
        .filter(network ->
            network.subnets().stream()
                    .anyMatch(other -> other.name().equalsIgnoreCase("GatewaySubnet"))
                || network.peerings().stream().anyMatch(VirtualNetwork.Peering::gatewayTransit))
        .isPresent();
  }

  private static Hop byRoute(RouteTable table, RouteTable.Route route) {
    String object = "route table " + table.name();
    return switch (route.nextHop()) {
      case INTERNET, VNET_LOCAL ->
          hop(Bounds.ALL, Reason.Opinion.ALLOW, object, route, "leads to " + route.nextHop());
      case NONE -> hop(Bounds.NONE, Reason.Opinion.DENY, object, route, "drops it (next hop None)");
      case VIRTUAL_APPLIANCE ->
          hop(
              Bounds.UNKNOWN,
              Reason.Opinion.UNKNOWN,
              object,
              route,
              "leads to the appliance " + route.nextHopAddress() + ", whose rules are not known");
      case VIRTUAL_NETWORK_GATEWAY, UNKNOWN ->
          hop(
              Bounds.UNKNOWN,
              Reason.Opinion.UNKNOWN,
              object,
              route,
              "leads to a gateway; what is behind it is not known");
    };
  }

  private static Hop hop(
      Bounds packets, Reason.Opinion opinion, String object, RouteTable.Route route, String text) {
    return new Hop(
        PLACE,
        packets,
        _ -> new Reason(opinion, object, route.where().field(), Optional.of(route.where()), text));
  }

  private static Hop allow(String text) {
    return new Hop(PLACE, Bounds.ALL, _ -> Reason.of(Reason.Opinion.ALLOW, text));
  }

  private static Hop noWayOut(String type) {
    return new Hop(
        PLACE,
        Bounds.NONE,
        _ -> Reason.of(Reason.Opinion.DENY, "outboundType " + type + ": there is no way out"));
  }

  /// Whether the subnet has a route table that takes no routes of gateways.
  private boolean keepsGatewayOut(Optional<Subnet> subnet) {
    return subnet
        .flatMap(own -> own.routeTable().known())
        .map(tables::get)
        .filter(table -> !table.bgpPropagation())
        .isPresent();
  }

  private Hop byOutboundType(Optional<Subnet> subnet, String pool) {
    AksCluster aks = snapshot.aks().orElseThrow();
    Fact<String> written = aks.network().outboundType();
    Optional<String> type = written.known();
    if (type.isEmpty() && aks.template() && written.isLeftOut()) {
      type = Optional.of("loadBalancer"); // the default of the service on creation
    }
    if (type.isEmpty()) {
      return CloudHops.unknown(PLACE, "outboundType is not in the input");
    }
    return switch (type.get().toLowerCase(Locale.ROOT)) {
      case "loadbalancer", "managednatgateway", "managednatgatewayv2", "userassignednatgateway" ->
          allow("outboundType " + type.get() + " filters nothing");
      case "none" ->
          subnet.filter(this::hasGateway).isPresent() && !keepsGatewayOut(subnet)
              ? CloudHops.unknown(
                  PLACE,
                  "outboundType none, but the gateway of the network may propagate a way out")
              : noWayOut(type.get());
      case "block" -> noWayOut(type.get());
      case "userdefinedrouting" ->
          CloudHops.unknown(
              PLACE,
              subnet.isEmpty()
                  ? "the subnet of pool " + pool + " and its route table are not in the input"
                  : "no route of the subnet of pool " + pool + " covers this address");
      default -> CloudHops.unknown(PLACE, "outboundType " + type.get() + " is not known");
    };
  }
}
