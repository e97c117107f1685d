package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksCluster.ApiServerAccess;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What Azure lets by to the API server: all of it from those who are admitted, of which TCP 443 is
/// sure to be served.
///
/// Source: Microsoft Learn, "Use API server authorized IP ranges in AKS" (an empty list is open to
/// all; the ranges have no effect on a private endpoint), "Create a private AKS cluster" and "API
/// Server VNet Integration" (the cluster's own traffic stays inside; the rules of the subnet
/// apply).
final class ApiServerFront {
  private static final String PLACE = "API server front";
  private static final SourceRef NOWHERE = SourceRef.of("", 0);
  private static final PacketSet HTTPS = PacketSet.to(Protocol.TCP, 443);
  private static final Bounds ADMITTED = new Bounds(HTTPS, PacketSet.ALL);

  private final Snapshot snapshot;
  private final Addressing addressing;
  private final CloudHops cloud;
  private final TagTables tables;

  ApiServerFront(Snapshot snapshot, Addressing addressing, CloudHops cloud) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.cloud = cloud;
    this.tables = TagTables.of(snapshot);
  }

  /// Where the addresses lie that the cluster's own traffic finds the API server at: those of the
  /// Endpoints of `kubernetes.default`; without them one of its own subnet with API Server VNet
  /// Integration; in a private cluster what a private DNS zone says of its private name, or one of
  /// the network of nodes (Microsoft Learn, "Create a private AKS cluster": the private endpoint is
  /// in the cluster's network), and else some public one.
  static AddressSet addresses(Snapshot snapshot, Addressing addressing) {
    AddressSet written = written(snapshot);
    if (!written.isEmpty()) {
      return written;
    }
    Optional<ApiServerAccess> access = snapshot.aks().map(AksCluster::apiServer);
    if (access.filter(ApiServerFront::isIntegrated).isPresent()) {
      return access
          .flatMap(one -> one.subnet().known())
          .flatMap(addressing::subnet)
          .flatMap(Subnet::prefixes)
          .orElse(Space.PRIVATE);
    }
    if (access.filter(one -> one.privateCluster().is(true)).isEmpty()) {
      return Space.PUBLIC;
    }
    return access
        .flatMap(one -> one.privateFqdn().known())
        .flatMap(name -> new PrivateNames(snapshot, addressing).of(name.toLowerCase(Locale.ROOT)))
        .filter(PrivateNames.Led::sure)
        .map(PrivateNames.Led::addresses)
        .or(() -> networks(addressing))
        .orElse(Space.PRIVATE);
  }

  /// The networks of all pools; empty if one of them is not in the input.
  private static Optional<AddressSet> networks(Addressing addressing) {
    Optional<AddressSet> all = Optional.empty();
    for (String pool : addressing.pools()) {
      Optional<AddressSet> own =
          addressing.nodeSubnet(pool).flatMap(addressing::network).flatMap(VirtualNetwork::space);
      if (own.isEmpty()) {
        return Optional.empty();
      }
      all = Optional.of(all.map(own.get()::or).orElse(own.get()));
    }
    return all;
  }

  private static AddressSet written(Snapshot snapshot) {
    return snapshot.facts().kubernetes().endpointSlices().stream()
        .filter(
            slice -> slice.namespace().equals("default") && slice.service().equals("kubernetes"))
        .flatMap(slice -> slice.addresses().stream())
        .map(AddressSet::of)
        .reduce(AddressSet.EMPTY, AddressSet::or);
  }

  private static boolean isIntegrated(ApiServerAccess access) {
    return access.vnetIntegration().is(true);
  }

  /// Every address set whose bounds matter.
  static List<AddressSet> cuts(Snapshot snapshot, Addressing addressing) {
    List<AddressSet> cuts = new ArrayList<>();
    cuts.add(written(snapshot));
    snapshot
        .aks()
        .flatMap(aks -> aks.apiServer().authorizedIpRanges().known())
        .ifPresent(
            entries -> cuts.add(AuthorizedRanges.of(entries, TagTables.of(snapshot)).admitted()));
    cuts.add(set(EgressAddresses.of(snapshot, addressing, addressing.pools()).addresses()));
    return cuts;
  }

  private static AddressSet set(List<Address> addresses) {
    return addresses.stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or);
  }

  /// What a packet meets that comes from addresses of nobody known.
  List<Hop> fromOutside(AddressSet source, boolean v6) {
    if (snapshot.aks().isEmpty()) {
      return List.of(unknown("the AKS cluster is not in the input"));
    }
    ApiServerAccess access = access();
    return switch (access.privateCluster()) {
      case Fact.Unresolved<Boolean>(var expression, var where) ->
          List.of(unknown(where, "whether the cluster is private depends on " + expression));
      case Fact.Known<Boolean>(var isPrivate, var where) when isPrivate -> privately(source, where);
      case Fact.Known<Boolean> _, Fact.Null<Boolean> _, Fact.Absent<Boolean> _ ->
          List.of(inFamily(v6, publicly(source)));
    };
  }

  /// What a packet of the cluster itself meets.
  ///
  /// @param pools of the nodes that it may come from
  /// @param source the address that Azure sees
  List<Hop> fromCluster(Set<String> pools, AddressSet source, boolean v6) {
    if (snapshot.aks().isEmpty()) {
      return List.of();
    }
    ApiServerAccess access = access();
    if (isIntegrated(access)) {
      return integrated(source, access.vnetIntegration().where());
    }
    return switch (access.privateCluster()) {
      case Fact.Unresolved<Boolean>(var expression, var where) ->
          List.of(unknown(where, "whether the cluster is private depends on " + expression));
      case Fact.Known<Boolean>(var isPrivate, var where) when isPrivate ->
          List.of(inFamily(v6, allow(where, "the private endpoint is made for the nodes")));
      case Fact.Known<Boolean> _, Fact.Null<Boolean> _, Fact.Absent<Boolean> _ ->
          List.of(inFamily(v6, ownEgress(pools)));
    };
  }

  private ApiServerAccess access() {
    return snapshot.aks().orElseThrow().apiServer();
  }

  /// Whether the API server has an IPv6 address at all is told by the Endpoints of
  /// `kubernetes.default` alone.
  private Hop inFamily(boolean v6, Hop hop) {
    boolean doubted = v6 && written(snapshot).disjoint(AddressSet.ALL_V6);
    return doubted && !hop.packets().possible().isEmpty()
        ? unknown("whether the API server has an IPv6 address is not in the input")
        : hop;
  }

  private List<Hop> privately(AddressSet source, SourceRef where) {
    AddressSet near = AddressSet.EMPTY;
    for (String pool : addressing.pools()) {
      near = near.or(addressing.nodeSubnet(pool).map(this::near).orElse(AddressSet.EMPTY));
    }
    near = near.or(subnet().map(this::near).orElse(AddressSet.EMPTY));
    if (source.implies(Space.PUBLIC) && source.disjoint(near)) {
      return List.of(deny(where, "private cluster: it has no public endpoint"));
    }
    if (!source.implies(near)) {
      return List.of(
          unknown(
              where,
              "private cluster: whether a way leads from there to its network is not in the"
                  + " input"));
    }
    return isIntegrated(access())
        ? integrated(source, where)
        : List.of(
            unknown(
                where,
                "the private endpoint can be reached from the network, unless policies of its"
                    + " subnet (privateEndpointNetworkPolicies) are on, which are not read"));
  }

  /// The network of a subnet and those that it is peered with.
  private AddressSet near(Subnet subnet) {
    Optional<VirtualNetwork> network = addressing.network(subnet);
    AddressSet near = network.flatMap(VirtualNetwork::space).orElse(AddressSet.EMPTY);
    for (VirtualNetwork.Peering peering : network.map(VirtualNetwork::peerings).orElse(List.of())) {
      near = near.or(peering.remoteSpace().orElse(AddressSet.EMPTY));
    }
    return near;
  }

  private Optional<Subnet> subnet() {
    return access().subnet().known().flatMap(addressing::subnet);
  }

  /// The internal load balancer of the API server in a subnet of its own.
  private List<Hop> integrated(AddressSet source, SourceRef where) {
    List<Hop> hops = new ArrayList<>();
    Optional<Subnet> subnet = subnet();
    if (subnet.isPresent()) {
      AddressSet prefixes = subnet.get().prefixes().orElse(Space.PRIVATE);
      AddressSet written = written(snapshot).and(prefixes);
      cloud
          .inbound(subnet.get(), source, written.isEmpty() ? prefixes : written)
          .ifPresent(hops::add);
    } else if (!access().subnet().isLeftOut()) {
      hops.add(unknown(access().subnet().where(), "its subnet is not in the input"));
      return hops;
    }
    hops.add(allow(where, "it stands in a subnet of the network (enableVnetIntegration)"));
    return hops;
  }

  private Hop publicly(AddressSet source) {
    if (!source.implies(Space.PUBLIC)) {
      return unknown(
          access().where(),
          "the public endpoint sees the public address that this one leaves its own network by,"
              + " which is not in the input");
    }
    return switch (access().authorizedIpRanges()) {
      case Fact.Unresolved<List<String>>(var expression, var where) ->
          unknown(where, "which ranges are authorized depends on " + expression);
      case Fact.Known<List<String>>(var entries, var where) when !entries.isEmpty() ->
          byRanges(AuthorizedRanges.of(entries, tables), source, where);
      case Fact.Known<List<String>>(_, var where) -> open(where);
      case Fact.Null<List<String>>(var where) -> open(where);
      case Fact.Absent<List<String>> _ -> open(access().where());
    };
  }

  private Hop open(SourceRef where) {
    return admit(where, "no authorized range limits who may connect");
  }

  private Hop byRanges(AuthorizedRanges ranges, AddressSet source, SourceRef where) {
    if (source.implies(ranges.admitted())) {
      return admit(where, "admits " + ranges.written());
    }
    if (isOutboundType("loadBalancer")
        && source.implies(set(egress(addressing.pools()).addresses()))) {
      return admit(where, "AKS admits the cluster's own outbound address");
    }
    if (!source.disjoint(ranges.admitted())) {
      return unknown(where, "admits some of these addresses: " + ranges.written());
    }
    return doubted(ranges)
        .map(entry -> unknown(where, "what the entry " + entry + " admits is not known"))
        .orElseGet(() -> deny(where, "admits others alone: " + ranges.written()));
  }

  /// An entry of which it is not known what it admits.
  private static Optional<String> doubted(AuthorizedRanges ranges) {
    return ranges.unknown().stream().findFirst();
  }

  private EgressAddresses egress(Set<String> pools) {
    return EgressAddresses.of(snapshot, addressing, pools);
  }

  private boolean isOutboundType(String type) {
    return outboundType().filter(type::equalsIgnoreCase).isPresent();
  }

  private Optional<String> outboundType() {
    AksCluster aks = snapshot.aks().orElseThrow();
    Fact<String> written = aks.network().outboundType();
    return aks.template() && written.isLeftOut() ? Optional.of("loadBalancer") : written.known();
  }

  /// Whether the ranges hold the address that nodes leave by.
  private Hop ownEgress(Set<String> pools) {
    return switch (access().authorizedIpRanges()) {
      case Fact.Unresolved<List<String>>(var expression, var where) ->
          unknown(where, "which ranges are authorized depends on " + expression);
      case Fact.Known<List<String>>(var entries, var where) when !entries.isEmpty() ->
          ownEgress(AuthorizedRanges.of(entries, tables), pools, where);
      case Fact.Known<List<String>>(_, var where) -> open(where);
      case Fact.Null<List<String>>(var where) -> open(where);
      case Fact.Absent<List<String>> _ -> open(access().where());
    };
  }

  private Hop ownEgress(AuthorizedRanges ranges, Set<String> pools, SourceRef where) {
    Hop elsewhere =
        unknown(where, "whether the public address that nodes leave by is authorized is not known");
    if (pools.stream().anyMatch(this::leavesElsewhere)) {
      return elsewhere;
    }
    String type = outboundType().orElse("").toLowerCase(Locale.ROOT);
    if (type.equals("loadbalancer")) {
      return admit(where, "AKS admits the cluster's own outbound address");
    }
    EgressAddresses egress = egress(pools);
    if (!type.contains("natgateway") || !egress.complete()) {
      return elsewhere;
    }
    AddressSet own = set(egress.addresses());
    if (own.implies(ranges.admitted())) {
      return admit(
          where, "admits the address that nodes leave by, " + egress.addresses().getFirst());
    }
    return own.disjoint(ranges.admitted()) && doubted(ranges).isEmpty()
        ? deny(
            where, "nodes leave by " + egress.addresses().getFirst() + ", which it does not hold")
        : elsewhere;
  }

  /// Whether nodes of a pool, or pods on them, may leave by another address than the outbound type
  /// says: one of the node itself, or that of what a route leads to.
  private boolean leavesElsewhere(String pool) {
    Fact<Boolean> own =
        addressing.pool(pool).map(NodePool::nodePublicIp).orElse(new Fact.Absent<>(NOWHERE));
    Optional<Subnet> nodes = addressing.nodeSubnet(pool);
    Optional<Subnet> pods = addressing.podSubnet(pool);
    boolean otherGateway =
        pods.isPresent()
            && !pods.get().natGateway().known().equals(nodes.flatMap(s -> s.natGateway().known()));
    return !(own.isLeftOut() || own.is(false))
        || otherGateway
        || nodes.filter(this::isRouted).isPresent()
        || pods.filter(this::isRouted).isPresent();
  }

  /// Whether a route may lead packets for the API server to something that gives them an address.
  private boolean isRouted(Subnet subnet) {
    if (subnet.routeTable().isLeftOut()) {
      return false;
    }
    AddressSet target = addresses(snapshot, addressing);
    return snapshot.facts().azure().routeTables().stream()
        .filter(table -> subnet.routeTable().is(table.id()))
        .findFirst()
        .map(table ->
            table.routes().stream()
                .filter(route -> route.nextHop() != RouteTable.NextHop.INTERNET)
                .anyMatch(route ->
                    !target.disjoint(
                        route.prefix().map(AddressSet::of).orElse(Tags.mayCover(route)))))
        .orElse(true);
  }

  /// Whether `publicNetworkAccess` closes a public endpoint is documented nowhere.
  private Hop admit(SourceRef where, String text) {
    Fact<String> access = access().publicNetworkAccess();
    return access.known().filter(value -> !value.equalsIgnoreCase("Enabled")).isPresent()
        ? unknown(
            access.where(), "publicNetworkAccess is not Enabled; only a probe tells what that does")
        : allow(where, text);
  }

  private Hop allow(SourceRef where, String text) {
    return new Hop(
        PLACE,
        ADMITTED,
        packet ->
            HTTPS.contains(packet)
                ? reason(Reason.Opinion.ALLOW, where, text)
                : reason(
                    Reason.Opinion.UNKNOWN, where, "only TCP 443 is known to be served there"));
  }

  private Hop deny(SourceRef where, String text) {
    return new Hop(PLACE, Bounds.NONE, _ -> reason(Reason.Opinion.DENY, where, text));
  }

  private Hop unknown(SourceRef where, String text) {
    return new Hop(PLACE, Bounds.UNKNOWN, _ -> reason(Reason.Opinion.UNKNOWN, where, text));
  }

  private static Hop unknown(String text) {
    return CloudHops.unknown(PLACE, text);
  }

  private Reason reason(Reason.Opinion opinion, SourceRef where, String text) {
    return new Reason(opinion, where.object(), where.field(), Optional.of(where), text);
  }
}
