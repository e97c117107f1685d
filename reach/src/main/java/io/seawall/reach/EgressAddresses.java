package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.PublicPrefix;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The public addresses that nodes leave by, as far as the input tells.
///
/// Source: Microsoft Learn, "Use API server authorized IP ranges in AKS", outbound types: a load
/// balancer or managed NAT gateway is listed with the cluster, or found by the outbound rules of
/// the load balancers of its node resource group, a NAT gateway of the customer with the subnet;
/// behind a route the appliance decides, and no part of the input names its address.
///
/// @param complete whether these are all
public record EgressAddresses(List<Address> addresses, boolean complete) {
  public EgressAddresses {
    addresses = List.copyOf(addresses);
  }

  /// Source: Microsoft Learn, "Public IP address prefix": at most 256 addresses, `/24`.
  private static final int LARGEST_PREFIX = 256;

  static EgressAddresses of(Snapshot snapshot, Addressing addressing, Collection<String> pools) {
    Optional<AksCluster> aks = snapshot.aks();
    boolean routed =
        aks.flatMap(cluster -> cluster.network().outboundType().known())
            .filter("userDefinedRouting"::equalsIgnoreCase)
            .isPresent();
    if (aks.isEmpty() || routed) {
      return new EgressAddresses(List.of(), false);
    }
    List<ResourceId> ids = new ArrayList<>(aks.get().network().effectiveOutboundIps());
    boolean complete = !ids.isEmpty();
    List<Address> addresses = new ArrayList<>();
    if (ids.isEmpty()) {
      List<OutboundBalancer> balancers = balancers(snapshot, aks.get());
      complete = !balancers.isEmpty();
      for (OutboundBalancer balancer : balancers) {
        ids.addAll(balancer.publicAddresses());
        Optional<List<Address>> ofPrefixes = ofPrefixes(snapshot, balancer.prefixes());
        addresses.addAll(ofPrefixes.orElse(List.of()));
        complete &= balancer.complete() && ofPrefixes.isPresent();
      }
    }
    for (String pool : pools) {
      Optional<ResourceId> gateway =
          addressing.nodeSubnet(pool).flatMap(subnet -> subnet.natGateway().known());
      Optional<NatGateway> read =
          gateway.flatMap(id ->
              snapshot.facts().azure().natGateways().stream()
                  .filter(one -> one.id().equals(id))
                  .findFirst());
      read.ifPresent(one -> ids.addAll(one.publicAddresses()));
      complete |= read.map(NatGateway::complete).orElse(false);
      complete &= gateway.isEmpty() || read.isPresent();
    }
    for (ResourceId id : ids) {
      Optional<Address> address = address(snapshot, id);
      address.ifPresent(addresses::add);
      complete &= address.isPresent();
    }
    return new EgressAddresses(addresses, complete && !addresses.isEmpty());
  }

  /// The load balancers of the node resource group that have outbound rules.
  ///
  /// Source: Microsoft Learn, "Use a public standard load balancer in AKS": AKS keeps its load
  /// balancers, with their outbound rules, in the node resource group.
  private static List<OutboundBalancer> balancers(Snapshot snapshot, AksCluster aks) {
    Optional<String> group = aks.nodeResourceGroup().known();
    boolean balanced =
        aks.network().outboundType().known().filter("loadBalancer"::equalsIgnoreCase).isPresent();
    return snapshot.facts().azure().surroundings().balancers().stream()
        .filter(_ -> balanced)
        .filter(one -> group.filter(one.id().after("resourceGroups")::equalsIgnoreCase).isPresent())
        .filter(one -> !one.publicAddresses().isEmpty() || !one.prefixes().isEmpty())
        .toList();
  }

  /// Every address of these prefixes; empty if one of them was not read, or is larger than any that
  /// Azure gives.
  private static Optional<List<Address>> ofPrefixes(Snapshot snapshot, List<ResourceId> ids) {
    List<Address> all = new ArrayList<>();
    for (ResourceId id : ids) {
      Optional<AddressRange> range =
          snapshot.facts().azure().surroundings().prefixes().stream()
              .filter(one -> one.id().equals(id))
              .findFirst()
              .flatMap(PublicPrefix::block)
              .flatMap(block -> AddressSet.of(block).ranges().stream().findFirst());
      if (range.isEmpty()) {
        return Optional.empty();
      }
      Optional<Address> next = Optional.of(range.get().first());
      for (int i = 0; next.isPresent() && next.get().compareTo(range.get().last()) <= 0; i++) {
        if (i == LARGEST_PREFIX) {
          return Optional.empty();
        }
        all.add(next.get());
        next = next.get().next();
      }
    }
    return Optional.of(all);
  }

  private static Optional<Address> address(Snapshot snapshot, ResourceId id) {
    return snapshot.facts().azure().publicAddresses().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .flatMap(PublicAddress::address);
  }
}
