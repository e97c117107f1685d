package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.cluster.Service;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Optional;

/// The rule that AKS writes into the security group of the node resource group for a Service of
/// type LoadBalancer, as one sender meets it. An export of the group may be older than the Service.
///
/// Source: cloud-provider-azure documentation, "Azure LoadBalancer"; Microsoft Learn, "Use a public
/// standard load balancer in AKS" and "Use an internal load balancer with AKS".
///
/// @param admitted packets that it admits; all packets or none, or it is not known
/// @param deniesOthers whether AKS adds a rule that denies what it does not admit
record ServiceRule(Service service, Bounds admitted, boolean deniesOthers) {
  /// @param subnet of the nodes that packets come to
  static ServiceRule of(Service service, AddressSet source, Tags tags, Optional<Subnet> subnet) {
    AddressBounds from = admitted(new LoadBalancer(service), tags, subnet);
    Bounds admitted =
        source.implies(from.sure())
            ? Bounds.ALL
            : source.disjoint(from.possible()) ? Bounds.NONE : Bounds.UNKNOWN;
    return new ServiceRule(service, admitted, new LoadBalancer(service).deniesOthers());
  }

  private static AddressBounds admitted(LoadBalancer balancer, Tags tags, Optional<Subnet> subnet) {
    if (!balancer.service().entry().loadBalancerClass().isEmpty()) {
      return AddressBounds.within(AddressSet.ALL); // another controller's
    }
    List<String> ranges = balancer.sourceRanges();
    List<String> allowed = balancer.allowedRanges();
    List<String> names = balancer.allowedTags();
    if (balancer.isWithoutRule()) {
      return AddressBounds.NONE;
    }
    if (ranges.isEmpty() && allowed.isEmpty() && names.isEmpty()) {
      return LoadBalancer.isPublic(balancer.service())
          ? subnet
              .map(_ -> tags.addresses("Internet", subnet))
              .orElse(AddressBounds.exactly(Space.PUBLIC))
          : AddressBounds.NONE;
    }
    AddressBounds all = blocks(ranges).or(blocks(allowed));
    for (String name : names) {
      all = all.or(tags.addresses(name, subnet));
    }
    boolean contradictory = !ranges.isEmpty() && !(allowed.isEmpty() && names.isEmpty());
    return contradictory ? AddressBounds.within(all.possible()) : all;
  }

  /// A range that is no block closes the Service.
  private static AddressBounds blocks(List<String> ranges) {
    return AddressBounds.exactly(LoadBalancer.blocks(ranges).orElse(AddressSet.EMPTY));
  }

  /// Packets that AKS opens for sure.
  PacketSet opens() {
    return admitted.sure();
  }

  String reason() {
    return "AKS opens the port itself, for " + service.title();
  }

  /// The group as AKS leaves it, whatever the rules were when they were read.
  Hop at(Hop read) {
    PacketSet stays =
        deniesOthers ? read.packets().sure().and(admitted.possible()) : read.packets().sure();
    Bounds packets = new Bounds(stays, read.packets().possible().or(admitted.possible()));
    return packets.equals(read.packets())
        ? read
        : new Hop(
            read.place(),
            packets,
            packet -> {
              boolean same =
                  packets.sure().contains(packet) == read.packets().sure().contains(packet)
                      && packets.possible().contains(packet)
                          == read.packets().possible().contains(packet);
              Reason reason = read.why(packet);
              return same
                  ? reason
                  : new Reason(
                      Reason.Opinion.UNKNOWN,
                      reason.object(),
                      reason.rule(),
                      reason.where(),
                      "says otherwise, but AKS writes a rule for "
                          + service.title()
                          + " that is not among those read");
            });
  }
}
