package io.seawall.practices.egress;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A way out beside the one that the outbound type speaks of.
///
/// @param object what opens it
/// @param summary one line
/// @param to where it leads
record SideDoor(String object, String summary, String to, SourceRef where) {

  /// The first door that is open for a pool.
  ///
  /// Source: Microsoft Learn, "Virtual network traffic routing" (a subnet without a user-defined
  /// route follows the system route to the Internet), "Virtual network service endpoints" (their
  /// routes win over a default route and reach the service of every tenant) and "Configure Static
  /// Egress Gateway in AKS" (pools of mode Gateway have a public prefix of their own).
  static Optional<SideDoor> of(Situation situation, Pool pool) {
    Optional<String> type =
        situation
            .snapshot()
            .aks()
            .map(AksCluster::network)
            .flatMap(network -> network.outboundType().known())
            .map(text -> text.toLowerCase(Locale.ROOT));
    boolean routed = type.filter("userdefinedrouting"::equals).isPresent();
    boolean closed = type.filter(t -> t.equals("none") || t.equals("block")).isPresent();
    if (!routed && !closed) {
      return Optional.empty(); // the outbound type is a way out itself
    }
    Optional<Subnet> subnet = pool.nodeSubnet().map(Pool.Place::subnet);
    return gateway(pool)
        .or(() -> subnet.flatMap(SideDoor::natGateway))
        .or(() -> routed ? subnet.flatMap(SideDoor::unrouted) : Optional.empty())
        .or(() -> routed ? podSubnet(pool) : Optional.empty())
        .or(() -> routed ? subnet.flatMap(s -> v6(situation, s)) : Optional.empty())
        .or(() -> subnet.flatMap(SideDoor::serviceEndpoint));
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
                where));
  }

  private static Optional<SideDoor> natGateway(Subnet subnet) {
    return subnet
        .natGateway()
        .known()
        .filter(_ -> subnet.routeTable().isLeftOut())
        .map(id ->
            new SideDoor(
                "NAT gateway " + id.name(),
                "NAT gateway " + id.name() + " on subnet " + subnet.name() + " is a way out",
                "internet",
                subnet.where()));
  }

  private static Optional<SideDoor> unrouted(Subnet subnet) {
    return subnet.routeTable().isLeftOut()
        ? Optional.of(
            new SideDoor(
                "subnet " + subnet.name(),
                "subnet "
                    + subnet.name()
                    + " has no route table: nothing sends its packets to a firewall",
                "internet",
                subnet.where()))
        : Optional.empty();
  }

  /// Pods leave from their own subnet, whose routes count for them.
  private static Optional<SideDoor> podSubnet(Pool pool) {
    return pool.podSubnet()
        .map(Pool.Place::subnet)
        .filter(subnet -> subnet.routeTable().isLeftOut())
        .map(subnet ->
            new SideDoor(
                "subnet " + subnet.name(),
                "pods leave from subnet "
                    + subnet.name()
                    + ", which lacks the route table of the nodes",
                "internet",
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
                subnet.where()));
  }

  Finding finding(Check check, Pool pool) {
    return Finding.refuted(check, Severity.MEDIUM, pool.subject(), summary)
        .shown(
            new Witness(pool.asked(), to, "any"),
            List.of(
                new Step(
                    "way out of Azure",
                    "allow",
                    object,
                    where.field(),
                    Optional.of(where),
                    summary)))
        .at(where);
  }
}
