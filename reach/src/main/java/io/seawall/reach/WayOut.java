package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The way from the nodes of a pool to addresses outside of their network.
///
/// Source: Microsoft Learn, "Customize cluster egress with outbound types in AKS" and "Virtual
/// network traffic routing".
final class WayOut {
  static final String PLACE = "way out of Azure";
  private static final String USER_DEFINED = "userDefinedRouting";

  /// What Azure drops where no route speaks of it (RFC 1918, RFC 6598).
  private static final AddressSet RESERVED =
      AddressSet.ofBlocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");

  /// Outbound types with which AKS itself gives packets a public address.
  private static final Set<String> GIVING =
      Set.of("loadbalancer", "managednatgateway", "managednatgatewayv2");

  private static final SourceRef NOWHERE = SourceRef.of("", 0);

  private final Snapshot snapshot;
  private final Addressing addressing;
  private final RouteHops routes;
  private final Tags tags;

  WayOut(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.routes = new RouteHops(snapshot, addressing);
    this.tags = new Tags(snapshot, addressing);
  }

  /// @param pod whether a pod with an address of its own sends it
  /// @param source where the address lies that Azure sees
  List<Hop> from(String pool, boolean pod, AddressSet source, Target target) {
    boolean ownAddress = keepsAddress(pool, pod);
    Optional<Subnet> subnet = subnet(pool, pod);
    Optional<List<Hop>> routed = subnet.flatMap(own -> routes.of(own, source, target));
    Optional<Hop> dropped = subnet.flatMap(own -> reserved(own, target.addresses()));
    if (dropped.isPresent()) {
      return List.of(dropped.get());
    }
    List<Hop> way =
        routed
            .map(hops -> withAddress(hops, subnet.orElseThrow(), target))
            .orElseGet(() -> List.of(byOutboundType(subnet, pool)));
    boolean unseen =
        subnet.isEmpty() && outboundType().filter(USER_DEFINED::equalsIgnoreCase).isPresent();
    return withPublicAddress(pool, way, ownAddress || routed.isPresent() || unseen);
  }

  /// What routes do to a packet that does not leave the network, or goes to a peer.
  List<Hop> within(
      String pool, boolean pod, AddressSet source, AddressSet destination, AddressSet space) {
    Target target = new Target(destination, new Target.Asked.Somehow());
    return subnet(pool, pod)
        .map(own -> routes.within(own, source, target, space))
        .orElse(List.of());
  }

  /// What routes do to a packet to pods that have addresses of an overlay, or of kubenet.
  List<Hop> toRoutedPods(String pool, boolean pod, AddressSet pods) {
    return subnet(pool, pod)
        .map(own ->
            routes.toRoutedPods(
                own,
                pods,
                addressing.pools().stream()
                    .map(addressing::nodeAddresses)
                    .reduce(AddressSet.EMPTY, AddressSet::or)))
        .orElse(List.of());
  }

  /// Private addresses that neither the network nor a peer holds.
  ///
  /// Source: Microsoft Learn, "Virtual network traffic routing", "Default": they have system routes
  /// with the next hop None; "Subnet2": a user-defined route for 0.0.0.0/0 removes these.
  private Optional<Hop> reserved(Subnet subnet, AddressSet target) {
    AddressBounds near = tags.connected(Optional.of(subnet));
    if (!target.implies(RESERVED)
        || !target.disjoint(near.sure())
        || routes.mayReplaceReserved(subnet, target, RESERVED)) {
      return Optional.empty();
    }
    return target.disjoint(near.possible())
        ? Optional.of(
            new Hop(
                PLACE,
                Bounds.NONE,
                _ ->
                    Reason.of(
                        Reason.Opinion.DENY,
                        "no route leads to this private address: the system route drops it")))
        : Optional.of(
            CloudHops.unknown(
                PLACE, "whether a gateway or a peer holds this private address is not known"));
  }

  /// A route to the Internet needs a public address to leave with, and behind a firewall there need
  /// not be a way to private addresses.
  private List<Hop> withAddress(List<Hop> routed, Subnet subnet, Target target) {
    if (!target.addresses().disjoint(Space.PRIVATE)) {
      List<Hop> hops = new ArrayList<>(routed);
      hops.add(
          CloudHops.unknown(
              "behind the route", "who holds this private address is not in the input"));
      return hops;
    }
    boolean given =
        outboundType().filter(type -> GIVING.contains(type.toLowerCase(Locale.ROOT))).isPresent();
    if (given
        || !routes.leadsToInternet(subnet, target.addresses())
        || !subnet.natGateway().isLeftOut()
        || !subnet.defaultOutboundAccess().is(false)) {
      return routed;
    }
    List<Hop> hops = new ArrayList<>(routed);
    hops.add(
        CloudHops.unknown(
            "public address",
            "subnet "
                + subnet.name()
                + " is private (defaultOutboundAccess false): what gives its packets a public"
                + " address is not in the input"));
    return hops;
  }

  private boolean keepsAddress(String pool, boolean pod) {
    return pod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET;
  }

  /// The subnet whose routes a packet takes.
  private Optional<Subnet> subnet(String pool, boolean pod) {
    return keepsAddress(pool, pod) ? addressing.podSubnet(pool) : addressing.nodeSubnet(pool);
  }

  /// Sets at whose bounds the way changes, and nowhere else.
  List<AddressSet> cuts(
      String pool, boolean pod, AddressSet source, Target.Asked asked, PacketSet packets) {
    List<AddressSet> cuts = new ArrayList<>(List.of(RESERVED));
    subnet(pool, pod).ifPresent(own -> cuts.addAll(routes.cuts(own, source, asked, packets)));
    return cuts;
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
    boolean standard = aks.template() && written.isLeftOut(); // the default on creation
    return written
        .known()
        .or(() -> standard ? Optional.of("loadBalancer") : Optional.empty())
        .map(type -> byOutboundType(type, subnet, pool))
        .orElseGet(() -> CloudHops.unknown(PLACE, "outboundType is not in the input"));
  }

  private Hop byOutboundType(String type, Optional<Subnet> subnet, String pool) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "loadbalancer", "managednatgateway", "managednatgatewayv2" ->
          subnet
              .flatMap(WayOut::natGateway)
              .orElseGet(() -> allow("outboundType " + type + " filters nothing"));
      case "userassignednatgateway" ->
          subnet.isEmpty()
              ? allow("outboundType " + type + " filters nothing")
              : byNatGateway(subnet.get(), type);
      case "none" -> subnet.flatMap(WayOut::unrouted).orElseGet(() -> isolated(subnet, type));
      case "block" -> subnet.flatMap(WayOut::unrouted).orElseGet(() -> noWayOut(type));
      case "userdefinedrouting" ->
          subnet
              .flatMap(WayOut::unrouted)
              .orElseGet(() ->
                  CloudHops.unknown(
                      PLACE,
                      subnet.isEmpty()
                          ? "the subnet of pool "
                              + pool
                              + " and its route table are not in the input"
                          : "no route of the subnet of pool " + pool + " covers this address"));
      default -> CloudHops.unknown(PLACE, "outboundType " + type + " is not known");
    };
  }

  /// What leads out packets that no route speaks of: a NAT gateway, else what Azure gives machines
  /// that have no other way.
  ///
  /// Source: Microsoft Learn, "What is Azure NAT Gateway?" and "Default outbound access in Azure".
  private static Optional<Hop> unrouted(Subnet subnet) {
    return natGateway(subnet)
        .or(() ->
            subnet.defaultOutboundAccess().is(true)
                ? Optional.of(
                    by(
                        subnet,
                        "subnet " + subnet.name(),
                        (subnet.routeTable().isLeftOut()
                                ? "has no route table"
                                : "has no route for it")
                            + ", and defaultOutboundAccess lets it out"))
                : Optional.empty());
  }

  private static Optional<Hop> natGateway(Subnet subnet) {
    return switch (subnet.natGateway()) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> Optional.empty();
      case Fact.Unresolved<ResourceId>(var expression, var _) ->
          Optional.of(
              CloudHops.unknown(
                  PLACE,
                  "which NAT gateway subnet " + subnet.name() + " has depends on " + expression));
      case Fact.Known<ResourceId>(var id, var _) ->
          Optional.of(
              by(subnet, "NAT gateway " + id.name(), "leads out what no route leads elsewhere"));
    };
  }

  private static Hop by(Subnet subnet, String object, String text) {
    return new Hop(
        PLACE,
        Bounds.ALL,
        _ ->
            new Reason(
                Reason.Opinion.ALLOW,
                object,
                subnet.where().field(),
                Optional.of(subnet.where()),
                text));
  }

  /// @param type the outbound type, which is of no use without a NAT gateway
  private static Hop byNatGateway(Subnet subnet, String type) {
    return unrouted(subnet)
        .orElseGet(() ->
            subnet.defaultOutboundAccess().is(false)
                ? noWayOut(type + ", and subnet " + subnet.name() + " has no NAT gateway")
                : CloudHops.unknown(
                    PLACE,
                    "subnet "
                        + subnet.name()
                        + " has no NAT gateway; whether Azure gives its machines a way out"
                        + " (defaultOutboundAccess) is not known"));
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
