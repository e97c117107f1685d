package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
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

  private final Snapshot snapshot;
  private final Addressing addressing;
  private final Map<ResourceId, RouteTable> tables = new HashMap<>();

  WayOut(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    snapshot.facts().azure().routeTables().forEach(table -> tables.put(table.id(), table));
  }

  Hop from(String pool, boolean pod, AddressSet destination) {
    Optional<Boolean> publicIp = addressing.pool(pool).flatMap(p -> p.nodePublicIp().known());
    if (publicIp.orElse(false)) {
      return allow("the nodes of pool " + pool + " have public addresses");
    }
    Optional<Subnet> subnet =
        pod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET
            ? addressing.podSubnet(pool)
            : addressing.nodeSubnet(pool);
    if (subnet.isPresent()) {
      Optional<Hop> routed = routed(subnet.get(), destination);
      if (routed.isPresent()) {
        return routed.get();
      }
    }
    return byOutboundType(subnet, pool);
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
            .map(route -> byRoute(table, route));
      }
    };
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
      case "none", "block" ->
          new Hop(
              PLACE,
              Bounds.NONE,
              _ ->
                  Reason.of(
                      Reason.Opinion.DENY,
                      "outboundType " + written.known().orElse("") + ": there is no way out"));
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
