package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.List;

/// Whether Azure carries a packet from the machine it leaves to the one it is for: by the route of
/// the subnet, through a firewall if the route leads to one, and out with a public address where it
/// leads to the Internet. Source: Azure, Virtual network traffic routing.
///
/// Replies are not asked about, but for packets from the Internet, of which the documents speak.
final class Routing {
  private final VirtualNetworks networks;
  private final Addressing addressing;
  private final Firewalls firewalls;
  private final WayOut wayOut;

  Routing(VirtualNetworks networks, Addressing addressing, Firewalls firewalls, WayOut wayOut) {
    this.networks = networks;
    this.addressing = addressing;
    this.firewalls = firewalls;
    this.wayOut = wayOut;
  }

  /// @param source the address that the packet bears once it has left its machine
  Answer answer(Flow flow, Ip source) {
    var subnet = addressing.subnetOf(flow.from());
    if (flow.from() instanceof Outside(var ip)) {
      return subnet.map(known -> carried(flow, source, known)).orElseGet(() -> arrives(flow, ip));
    }
    return subnet
        .map(known -> carried(flow, source, known))
        .orElseThrow(() -> new IllegalArgumentException("in no known subnet: " + flow.from()));
  }

  private Answer carried(Flow flow, Ip source, Subnet subnet) {
    // Source: Azure, IP address 168.63.129.16; Instance metadata service: the host answers.
    if (flow.destination().equals(ServiceTags.HOST)
        || flow.destination().equals(ServiceTags.METADATA)) {
      return Answer.YES;
    }
    if (flow.to() instanceof Pod to && addressing.isRouted(to)) {
      return carriedToRoutedPod(flow, subnet);
    }
    return Route.select(subnet, flow.destination())
        .map(route -> taken(route, flow, source, subnet))
        .orElse(Answer.NO);
  }

  /// Azure routes overlay addresses by itself, and AKS keeps routes to kubenet's. A default route
  /// does not change that, as the egress design of AKS has one; of others the documents do not
  /// speak.
  private static Answer carriedToRoutedPod(Flow flow, Subnet subnet) {
    return Route.userDefined(subnet, flow.destination())
            .filter(route -> route.length() > 0)
            .isEmpty()
        ? Answer.YES
        : Answer.OPEN;
  }

  private Answer taken(Route route, Flow flow, Ip source, Subnet subnet) {
    return switch (route.hop()) {
      case NONE -> Answer.NO;
      case PEERING -> Answer.YES;
      // What the address space does not hold is nowhere in the network.
      case VIRTUAL_NETWORK ->
          Answer.of(holds(subnet.networkSpace(), flow.destination())).or(Answer.OPEN);
      case GATEWAY -> Answer.OPEN;
      case INTERNET -> out(flow, source, subnet);
      case APPLIANCE -> throughAppliance(route, flow, source);
    };
  }

  private Answer out(Flow flow, Ip source, Subnet subnet) {
    return isElsewhere(subnet, flow.destination())
        ? wayOut.answer(flow, subnet, addressing.hasPublicAddress(flow.from(), source))
        : Answer.OPEN;
  }

  /// Whether the address is on the Internet, seen from the subnet.
  private static boolean isElsewhere(Subnet subnet, Ip ip) {
    return ServiceTags.isPublic(ip)
        && !holds(subnet.networkSpace(), ip)
        && !holds(subnet.peerSpace(), ip);
  }

  /// Any other appliance than an Azure Firewall may do anything.
  private Answer throughAppliance(Route route, Flow flow, Ip source) {
    var firewall = route.appliance().flatMap(firewalls::at);
    return firewall
        .map(found -> firewalls.answer(found, flow, source).and(beyond(found, flow.destination())))
        .orElse(Answer.OPEN);
  }

  /// From the firewall the packet takes the route of the firewall's subnet.
  private Answer beyond(Firewalls.Firewall firewall, Ip destination) {
    return firewall
        .subnet()
        .map(networks::subnet)
        .flatMap(subnet ->
            Route.select(subnet, destination)
                .map(route ->
                    switch (route.hop()) {
                      case VIRTUAL_NETWORK ->
                          Answer.of(holds(subnet.networkSpace(), destination)).or(Answer.OPEN);
                      case PEERING -> Answer.YES;
                      case INTERNET ->
                          Answer.of(firewall.isPublic() && isElsewhere(subnet, destination))
                              .or(Answer.OPEN);
                      case NONE -> Answer.NO;
                      case GATEWAY, APPLIANCE -> Answer.OPEN;
                    }))
        .orElse(Answer.OPEN);
  }

  /// From the network or a peer a packet comes directly. From the Internet it comes to a machine
  /// with a public address, unless the way back leads elsewhere (Virtual network traffic routing,
  /// "0.0.0.0/0 address prefix"); by load balancers, gateways and firewalls it may come otherwise.
  private Answer arrives(Flow flow, Ip from) {
    var subnet = addressing.subnetOf(flow.to());
    if (from.equals(ServiceTags.HOST) || subnet.isEmpty()) {
      return Answer.YES;
    }
    if (holds(subnet.get().networkSpace(), from) || holds(subnet.get().peerSpace(), from)) {
      return flow.to() instanceof Pod to && addressing.isRouted(to) ? Answer.OPEN : Answer.YES;
    }
    var returns =
        Route.select(subnet.get(), from).filter(route -> route.hop() == Route.Hop.INTERNET);
    return Answer.of(
            returns.isPresent()
                && ServiceTags.isPublic(from)
                && addressing.hasPublicAddress(flow.to(), flow.destination()))
        .or(Answer.OPEN);
  }

  private static boolean holds(List<Cidr> blocks, Ip ip) {
    return blocks.stream().anyMatch(block -> block.contains(ip));
  }
}
