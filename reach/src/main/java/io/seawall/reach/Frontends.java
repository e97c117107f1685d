package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Optional;

/// The addresses of load balancers.
///
/// Source: cloud-provider-azure documentation, "Azure LoadBalancer" (which annotation chooses which
/// address); Microsoft Learn, "Use an internal load balancer with AKS" (without a choice it gets an
/// address of the nodes' subnet).
final class Frontends {
  private final Snapshot snapshot;
  private final Addressing addressing;

  Frontends(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
  }

  /// Where the address of a Service lies, of one family.
  ///
  /// @param pool of the node that packets come to
  AddressSet of(Service service, String pool, boolean v6) {
    AddressSet family = v6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
    AddressSet written = addresses(service).and(family);
    if (!written.isEmpty()) {
      return written;
    }
    if (LoadBalancer.isPublic(service)) {
      return Space.PUBLIC.and(family);
    }
    AddressSet subnet =
        subnet(service, pool)
            .flatMap(VirtualNetwork.Subnet::prefixes)
            .orElse(AddressSet.EMPTY)
            .and(family);
    return subnet.isEmpty() ? Space.HOSTS.and(family) : subnet;
  }

  private AddressSet addresses(Service service) {
    LoadBalancer balancer = new LoadBalancer(service);
    AddressSet all = set(balancer.addresses());
    Optional<String> name = balancer.annotation("azure-pip-name");
    if (all.isEmpty() && name.isPresent()) {
      all =
          set(
              snapshot.facts().azure().publicAddresses().stream()
                  .filter(one -> one.id().name().equalsIgnoreCase(name.get()))
                  .map(PublicAddress::address)
                  .flatMap(Optional::stream)
                  .toList());
    }
    return all;
  }

  private static AddressSet set(List<Address> addresses) {
    return AddressSet.of(addresses.stream().map(one -> new AddressRange(one, one)).toList());
  }

  private Optional<VirtualNetwork.Subnet> subnet(Service service, String pool) {
    Optional<VirtualNetwork.Subnet> ofNodes = addressing.nodeSubnet(pool);
    Optional<String> name =
        new LoadBalancer(service).annotation("azure-load-balancer-internal-subnet");
    return name.isEmpty()
        ? ofNodes
        : ofNodes
            .flatMap(addressing::network)
            .flatMap(network ->
                network.subnets().stream()
                    .filter(one -> one.name().equalsIgnoreCase(name.get()))
                    .findFirst());
  }
}
