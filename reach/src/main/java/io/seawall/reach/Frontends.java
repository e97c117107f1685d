package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
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

  /// The addresses of one family that a Service is known to have; none if it takes any.
  List<Address> known(Service service, boolean v6) {
    LoadBalancer balancer = new LoadBalancer(service);
    List<Address> own = balancer.addresses();
    if (own.isEmpty()) {
      own = balancer.annotation("azure-pip-name").map(this::named).orElse(List.of());
    }
    List<Address> all = new ArrayList<>(own);
    if (!own.isEmpty()) {
      all.addAll(balancer.moreAddresses());
    }
    return all.stream().filter(one -> one.v6() == v6).distinct().toList();
  }

  private List<Address> named(String name) {
    return snapshot.facts().azure().publicAddresses().stream()
        .filter(one -> one.id().name().equalsIgnoreCase(name))
        .map(PublicAddress::address)
        .flatMap(Optional::stream)
        .toList();
  }

  /// Where the address of a Service lies of which none is known.
  ///
  /// @param pool of the node that packets come to
  AddressSet within(Service service, String pool, boolean v6) {
    AddressSet family = v6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
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
