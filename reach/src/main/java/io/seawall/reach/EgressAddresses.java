package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The public addresses that nodes leave by, as far as the input tells.
///
/// Source: Microsoft Learn, "Use API server authorized IP ranges in AKS", outbound types: a load
/// balancer or managed NAT gateway is listed with the cluster, a NAT gateway of the customer with
/// the subnet; behind a route the appliance decides, and no part of the input names its address.
///
/// @param complete whether these are all
public record EgressAddresses(List<Address> addresses, boolean complete) {
  public EgressAddresses {
    addresses = List.copyOf(addresses);
  }

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
    List<Address> addresses = new ArrayList<>();
    for (ResourceId id : ids) {
      Optional<Address> address = address(snapshot, id);
      address.ifPresent(addresses::add);
      complete &= address.isPresent();
    }
    return new EgressAddresses(addresses, complete && !addresses.isEmpty());
  }

  private static Optional<Address> address(Snapshot snapshot, ResourceId id) {
    return snapshot.facts().azure().publicAddresses().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .flatMap(PublicAddress::address);
  }
}
