package io.seawall.practices.egress;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.practices.Check;
import io.seawall.practices.Config;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A way out beside the one that the outbound type speaks of.
///
/// @param object what opens it
/// @param summary one line
/// @param to where it leads
/// @param missing what would tell whether it is open; empty if it is for sure
record SideDoor(String object, String summary, String to, List<Missing> missing, SourceRef where) {
  private static final String ROUTE_TABLES = "az network route-table list -o json";

  /// The first door of a pool that is open for sure, else the first that may be.
  ///
  /// Source: Microsoft Learn, "Virtual network traffic routing" (a user-defined route wins over the
  /// system route to the Internet, and over nothing that it does not cover), "What is Azure NAT
  /// Gateway?", "Default outbound access in Azure" (ended for new networks on 2026-03-31), "Virtual
  /// network service endpoints" (their routes win over a default route and reach the service of
  /// every tenant) and "Configure Static Egress Gateway in AKS" (pools of mode Gateway have a
  /// public prefix of their own).
  static Optional<SideDoor> of(Situation situation, Pool pool) {
    boolean routed = isType(situation, Set.of("userdefinedrouting"));
    if (!routed && !isType(situation, Set.of("none", "block"))) {
      return Optional.empty(); // the outbound type is a way out itself
    }
    List<SideDoor> doors = new ArrayList<>();
    gateway(pool).ifPresent(doors::add);
    pool.nodeSubnet()
        .map(Pool.Place::subnet)
        .ifPresent(subnet -> {
          unrouted(subnet, routed, "its packets").ifPresent(doors::add);
          if (routed) {
            v6(situation, subnet).ifPresent(doors::add);
          }
          serviceEndpoint(subnet).ifPresent(doors::add);
        });
    // pods leave from their own subnet, whose routes count for them
    pool.podSubnet()
        .map(Pool.Place::subnet)
        .ifPresent(subnet -> {
          natGateway(situation, subnet).ifPresent(doors::add);
          unrouted(subnet, routed, "what pods send").ifPresent(doors::add);
        });
    return doors.stream()
        .filter(door -> door.missing.isEmpty())
        .findFirst()
        .or(() -> doors.stream().findFirst());
  }

  private static boolean isType(Situation situation, Set<String> types) {
    return situation
        .snapshot()
        .aks()
        .map(AksCluster::network)
        .flatMap(network -> network.outboundType().known())
        .filter(text -> types.contains(text.toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private static Optional<SideDoor> gateway(Pool pool) {
    return pool.azure()
        .filter(azure ->
            azure.mode().known().filter(mode -> mode.equalsIgnoreCase("Gateway")).isPresent())
        .map(NodePool::where)
        .map(where ->
            new SideDoor(
                "pool " + pool.name(),
                "mode Gateway: it sends what annotated pods send by a public prefix of its own",
                "internet",
                List.of(),
                where));
  }

  /// A NAT gateway is the way out for every public address that no route leads elsewhere.
  private static Optional<SideDoor> natGateway(Situation situation, Subnet subnet) {
    if (subnet.natGateway().isLeftOut()) {
      return Optional.empty();
    }
    String gateway =
        subnet.natGateway().known().map(id -> "NAT gateway " + id.name()).orElse("a NAT gateway");
    String at = gateway + " on subnet " + subnet.name();
    Optional<RouteCover> cover = RouteCover.of(situation, subnet);
    if (cover.isEmpty()) {
      Missing table = new Missing("the route table of subnet " + subnet.name(), ROUTE_TABLES);
      return Optional.of(
          new SideDoor(
              gateway, at + " may be a way out", "internet", List.of(table), subnet.where()));
    }
    Config.Egress declared = situation.config().egress();
    AddressSet sure = Space.PUBLIC.minus(cover.get().possible()).minus(declared.addresses());
    AddressSet possible = Space.PUBLIC.minus(cover.get().sure()).minus(declared.addresses());
    boolean open = Reached.tooMany(sure.and(AddressSet.ALL_V4), declared);
    if (open && subnet.natGateway().known().isPresent()) {
      String to = sure.and(AddressSet.ALL_V4).first().orElseThrow().toString();
      String beside = subnet.routeTable().isLeftOut() ? "" : " for what no route leads elsewhere";
      return Optional.of(
          new SideDoor(gateway, at + " is a way out" + beside, to, List.of(), subnet.where()));
    }
    Missing doubt =
        open
            ? new Missing(
                "which NAT gateway subnet " + subnet.name() + " has",
                "az network vnet list -o json")
            : new Missing("what the routes of subnet " + subnet.name() + " cover", ROUTE_TABLES);
    return Reached.tooMany(possible.and(AddressSet.ALL_V4), declared)
        ? Optional.of(
            new SideDoor(
                gateway, at + " may be a way out", "internet", List.of(doubt), subnet.where()))
        : Optional.empty();
  }

  /// Without a route of its own, a subnet leads nothing to a firewall; whether Azure gives its
  /// machines a way out depends on a property that an answer need not show.
  ///
  /// @param what that leaves from it
  private static Optional<SideDoor> unrouted(Subnet subnet, boolean routed, String what) {
    Fact<Boolean> implicit = subnet.defaultOutboundAccess();
    boolean doubted = routed && !implicit.is(false);
    if (!subnet.routeTable().isLeftOut() || !(implicit.is(true) || doubted)) {
      return Optional.empty();
    }
    String object = "subnet " + subnet.name();
    String bare = object + " has no route table: nothing sends " + what + " to a firewall";
    Missing missing =
        new Missing(
            "defaultOutboundAccess of " + object + ": whether Azure itself lets its machines out",
            "az network vnet subnet update --default-outbound false, or attach the route table;"
                + " then az network vnet list -o json");
    return Optional.of(
        new SideDoor(
            object,
            implicit.is(true) ? bare + ", and defaultOutboundAccess lets it out" : bare,
            "internet",
            implicit.is(true) ? List.of() : List.of(missing),
            subnet.where()));
  }

  /// A default route for IPv4 does nothing for IPv6.
  private static Optional<SideDoor> v6(Situation situation, Subnet subnet) {
    boolean dualStack = situation.reach().universe().nodes().stream().anyMatch(nodes -> nodes.v6());
    AddressSet outside = AddressSet.of(Cidr.of("2000::/3"));
    return situation.snapshot().facts().azure().routeTables().stream()
        .filter(table -> subnet.routeTable().is(table.id()))
        .filter(_ -> dualStack)
        .filter(table ->
            table.routes().stream()
                .noneMatch(route ->
                    route.prefix().isEmpty()
                        || !AddressSet.of(route.prefix().get()).disjoint(outside)))
        .findFirst()
        .map(table ->
            new SideDoor(
                "route table " + table.name(),
                "route table " + table.name() + " has no route for IPv6, and nodes have addresses",
                "internet",
                List.of(),
                table.where()));
  }

  private static Optional<SideDoor> serviceEndpoint(Subnet subnet) {
    return subnet.serviceEndpoints().stream()
        .findFirst()
        .map(service ->
            new SideDoor(
                "subnet " + subnet.name(),
                "service endpoint "
                    + service
                    + " of subnet "
                    + subnet.name()
                    + " goes past the routes to every tenant's",
                service,
                List.of(),
                subnet.where()));
  }

  Finding finding(Check check, Pool pool) {
    Finding finding =
        missing.isEmpty()
            ? Finding.refuted(check, Severity.MEDIUM, pool.subject(), summary)
            : Finding.unknown(check, Severity.MEDIUM, pool.subject(), summary, missing);
    String verdict = missing.isEmpty() ? "allow" : "unknown";
    return finding
        .shown(
            new Witness(pool.asked(), to, "any"),
            List.of(
                new Step(
                    "way out of Azure",
                    verdict,
                    object,
                    where.field(),
                    Optional.of(where),
                    summary)))
        .at(where);
  }
}
