package io.seawall.practices;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.policy.Peers;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The address space cut wherever a rule or a route of Azure begins or ends to hold: addresses of
/// one part get the same answer from Azure.
public final class Cuts {
  private final TreeSet<Address> starts = new TreeSet<>();

  /// The cuts that the Azure side of a cluster makes, and its policies for nodes.
  public static Cuts of(Snapshot snapshot) {
    Cuts cuts = new Cuts();
    snapshot.facts().kubernetes().guards().policies().stream()
        .flatMap(one -> one.policy().rules().stream())
        .forEach(rule -> cuts.at(rule.peers()));
    cuts.at(Space.PUBLIC);
    cuts.at(Space.PRIVATE);
    var azure = snapshot.facts().azure();
    azure.securityGroups().stream()
        .flatMap(group -> group.rules().values().stream())
        .flatMap(Collection::stream)
        .forEach(rule -> {
          cuts.at(rule.local());
          cuts.at(rule.peers());
        });
    azure
        .networks()
        .forEach(network -> {
          network.space().ifPresent(cuts::at);
          network.subnets().forEach(subnet -> subnet.prefixes().ifPresent(cuts::at));
          network.peerings().forEach(peering -> peering.remoteSpace().ifPresent(cuts::at));
        });
    azure.routeTables().stream()
        .map(RouteTable::routes)
        .flatMap(Collection::stream)
        .forEach(route -> route.prefix().map(AddressSet::of).ifPresent(cuts::at));
    snapshot
        .aks()
        .flatMap(aks -> aks.network().podCidrs().known())
        .ifPresent(texts ->
            texts.forEach(text -> Cidr.parse(text).map(AddressSet::of).ifPresent(cuts::at)));
    return cuts;
  }

  /// Cuts at both ends of each range of the set.
  public void at(AddressSet set) {
    for (AddressRange range : set.ranges()) {
      starts.add(range.first());
      range.last().next().ifPresent(starts::add);
    }
  }

  /// Cuts wherever the addresses that are meant begin or end.
  public void at(Peers peers) {
    switch (peers) {
      case Peers.Everybody _,
          Peers.Unknown _,
          Peers.Tag _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _ -> {}
      case Peers.Addresses(var addresses) -> {
        at(addresses.sure());
        at(addresses.possible());
      }
      case Peers.Block block -> at(block.addresses());
      case Peers.AnyOf(var inner) -> inner.forEach(this::at);
      case Peers.AllOf(var inner) -> inner.forEach(this::at);
      case Peers.Not(var inner) -> at(inner);
    }
  }

  /// The parts of a space, in order.
  public List<AddressRange> parts(AddressSet space) {
    List<AddressRange> parts = new ArrayList<>();
    for (AddressRange range : space.ranges()) {
      Address from = range.first();
      for (Address start : starts.subSet(range.first(), false, range.last(), true)) {
        parts.add(new AddressRange(from, start.previous().orElseThrow()));
        from = start;
      }
      parts.add(new AddressRange(from, range.last()));
    }
    return parts;
  }
}
