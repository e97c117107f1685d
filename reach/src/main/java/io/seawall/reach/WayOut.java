package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The way from the nodes of a pool to addresses outside of their network.
///
/// Source: Microsoft Learn, "Customize cluster egress with outbound types in AKS" and "Virtual
/// network traffic routing".
final class WayOut {
  static final String PLACE = "way out of Azure";
  private static final String USER_DEFINED = "userDefinedRouting";
  private static final SourceRef NOWHERE = SourceRef.of("", 0);

  private final Snapshot snapshot;
  private final Addressing addressing;
  private final RouteHops routes;

  WayOut(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.routes = new RouteHops(snapshot, addressing);
  }

  /// @param pod whether a pod with an address of its own sends it
  /// @param source where the address lies that Azure sees
  List<Hop> from(String pool, boolean pod, AddressSet source, Target target) {
    boolean ownAddress = keepsAddress(pool, pod);
    Optional<Subnet> subnet = subnet(pool, pod);
    Optional<List<Hop>> routed = subnet.flatMap(own -> routes.of(own, source, target));
    List<Hop> way = routed.orElseGet(() -> List.of(byOutboundType(subnet, pool)));
    boolean unseen =
        subnet.isEmpty() && outboundType().filter(USER_DEFINED::equalsIgnoreCase).isPresent();
    return withPublicAddress(pool, way, ownAddress || routed.isPresent() || unseen);
  }

  private boolean keepsAddress(String pool, boolean pod) {
    return pod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET;
  }

  /// The subnet whose routes a packet takes.
  private Optional<Subnet> subnet(String pool, boolean pod) {
    return keepsAddress(pool, pod) ? addressing.podSubnet(pool) : addressing.nodeSubnet(pool);
  }

  /// The rules of firewalls on the way that let by packets to names.
  List<FirewallRule> namesBeyond(String pool, boolean pod, AddressSet source) {
    return subnet(pool, pod).map(own -> routes.namesBeyond(own, source)).orElse(List.of());
  }

  private Optional<String> outboundType() {
    return snapshot.aks().flatMap(aks -> aks.network().outboundType().known());
  }

  /// A public address of the node itself leads out beside the outbound type. Against a route that
  /// leads elsewhere either may win, and packets of pods that keep their own address leave by it
  /// only if the masquerading agent of the node was told so.
  ///
  /// @param beaten whether it may not lead out
  private List<Hop> withPublicAddress(String pool, List<Hop> way, boolean beaten) {
    Fact<Boolean> has =
        addressing.pool(pool).map(NodePool::nodePublicIp).orElse(new Fact.Absent<>(NOWHERE));
    Bounds packets = way.stream().map(Hop::packets).reduce(Bounds.ALL, Bounds::and);
    if (packets.equals(Bounds.ALL)) {
      return way;
    }
    return switch (has) {
      case Fact.Absent<Boolean> _, Fact.Null<Boolean> _ -> way;
      case Fact.Unresolved<Boolean>(var expression, var _) ->
          packets.possible().isAll()
              ? way
              : List.of(
                  CloudHops.unknown(
                      PLACE,
                      "whether nodes of pool "
                          + pool
                          + " have public addresses depends on "
                          + expression));
      case Fact.Known<Boolean>(var value, var _) when !value -> way;
      case Fact.Known<Boolean> _ when beaten ->
          List.of(
              CloudHops.unknown(
                  PLACE,
                  "the nodes of pool "
                      + pool
                      + " have public addresses: only a probe tells whether these packets leave by"
                      + " them"));
      case Fact.Known<Boolean> _ ->
          List.of(allow("the nodes of pool " + pool + " have public addresses"));
    };
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
      case "none" -> isolated(subnet, type.get());
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

  private Hop isolated(Optional<Subnet> subnet, String type) {
    boolean mayLearn =
        subnet.filter(own -> routes.hasGateway(own) && !routes.keepsGatewayOut(own)).isPresent();
    return mayLearn
        ? CloudHops.unknown(
            PLACE, "outboundType none, but the gateway of the network may propagate a way out")
        : noWayOut(type);
  }
}
