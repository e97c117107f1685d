package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Peering;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Virtual networks while they are put together from documents of the network, its subnets and its
/// peerings.
final class Networks {
  private final List<Diagnostic> complaints;
  private final NetworkReader reader;
  private final Map<ResourceId, VirtualNetwork> networks = new LinkedHashMap<>();
  private final Map<ResourceId, SourceRef> cut = new LinkedHashMap<>();
  private final List<SubnetApart> subnetsApart = new ArrayList<>();
  private final List<PeeringApart> peeringsApart = new ArrayList<>();

  /// Peerings of a network whose name is not known: each network may have them.
  private final List<SourceRef> peeringsOfAny = new ArrayList<>();

  /// A subnet written as a resource of its own.
  private record SubnetApart(ResourceId network, Subnet subnet) {}

  /// A peering written as a resource of its own.
  private record PeeringApart(ResourceId network, Peering peering) {}

  Networks(List<Diagnostic> complaints) {
    this.complaints = complaints;
    reader = new NetworkReader(complaints);
  }

  void addNetwork(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Fact<List<String>> space = properties.in("addressSpace").texts("addressPrefixes");
    VirtualNetwork network =
        new VirtualNetwork(
            resource.id(),
            resource.name(),
            Prefixes.of(space, complaints),
            reader.peerings(properties),
            reader.subnets(properties, resource.id()),
            resource.where());
    properties.reportMisspelt();
    Fact<List<AzureProperties>> peerings = properties.children("virtualNetworkPeerings");
    if (!resource.template() && peerings instanceof Fact.Absent<List<AzureProperties>>) {
      cut.put(network.id(), peerings.where());
    }
    VirtualNetwork before = networks.putIfAbsent(network.id(), network);
    if (before != null) {
      join(before, network);
    }
  }

  /// Two documents of one network are one; what they tell differently is not known.
  private void join(VirtualNetwork before, VirtualNetwork again) {
    List<Subnet> subnets = before.subnets();
    for (Subnet subnet : again.subnets()) {
      subnets = joined(subnets, subnet);
    }
    List<Peering> peerings = before.peerings();
    for (Peering peering : again.peerings()) {
      peerings = joinedPeerings(peerings, peering);
    }
    Optional<AddressSet> space =
        before.space().equals(again.space()) ? before.space() : Optional.empty();
    VirtualNetwork both =
        new VirtualNetwork(before.id(), before.name(), space, peerings, subnets, before.where());
    if (!both.equals(before)) {
      complaints.add(Twice.told("virtual network " + before.name(), again.where(), before.where()));
    }
    networks.put(before.id(), both);
  }

  private static List<Subnet> joined(List<Subnet> all, Subnet more) {
    Optional<Subnet> before = all.stream().filter(s -> s.id().equals(more.id())).findFirst();
    if (before.isEmpty()) {
      return with(all, more);
    }
    return before.get().equals(more) || samePlaceApart(before.get(), more)
        ? all
        : all.stream().map(s -> s.id().equals(more.id()) ? joined(s, more) : s).toList();
  }

  private static Subnet joined(Subnet one, Subnet other) {
    Set<String> endpoints = new LinkedHashSet<>(one.serviceEndpoints());
    endpoints.addAll(other.serviceEndpoints());
    return new Subnet(
        one.id(),
        one.name(),
        one.prefixes().equals(other.prefixes()) ? one.prefixes() : Optional.empty(),
        Fact.joined(one.securityGroup(), other.securityGroup()),
        Fact.joined(one.routeTable(), other.routeTable()),
        Fact.joined(one.natGateway(), other.natGateway()),
        Fact.joined(one.defaultOutboundAccess(), other.defaultOutboundAccess()),
        List.copyOf(endpoints),
        one.where());
  }

  private static List<Peering> joinedPeerings(List<Peering> all, Peering more) {
    Optional<Peering> before =
        all.stream().filter(p -> p.name().equalsIgnoreCase(more.name())).findFirst();
    if (before.isEmpty()) {
      return with(all, more);
    }
    boolean same =
        before.get().remoteSpace().equals(more.remoteSpace())
            && before.get().gatewayTransit() == more.gatewayTransit();
    Peering open = new Peering(before.get().name(), Optional.empty(), true, before.get().where());
    return same ? all : all.stream().map(p -> p.equals(before.get()) ? open : p).toList();
  }

  void addSubnet(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Subnet subnet = reader.subnet(resource.id(), resource.name(), properties, resource.where());
    subnetsApart.add(new SubnetApart(networkOf(resource), subnet));
    properties.reportMisspelt();
  }

  void addPeering(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Peering written = reader.peering(resource.name(), properties, resource.where());
    Peering peering = resource.certain() ? written : NetworkReader.unknown(resource.where());
    peeringsApart.add(new PeeringApart(networkOf(resource), peering));
    if (resource.parent().isEmpty()) {
      peeringsOfAny.add(resource.where());
    }
    properties.reportMisspelt();
  }

  private static ResourceId networkOf(AzureResource part) {
    return part.parent().orElse(new ResourceId(part.id().text() + "/network"));
  }

  List<VirtualNetwork> close() {
    subnetsApart.forEach(apart -> join(apart.network(), apart.subnet()));
    peeringsApart.forEach(apart -> join(apart.network(), apart.peering()));
    peeringsOfAny.forEach(where ->
        networks.replaceAll((_, network) -> {
          Peering perhaps = NetworkReader.unknown(where);
          return changed(network, with(network.peerings(), perhaps), network.subnets());
        }));
    cut.forEach(this::mayHavePeers);
    return List.copyOf(networks.values());
  }

  /// An answer of the service always lists the peerings of a network: one without the list was cut,
  /// and only peerings given apart tell more.
  private void mayHavePeers(ResourceId id, SourceRef where) {
    VirtualNetwork network = networks.get(id);
    if (network != null && network.peerings().isEmpty()) {
      put(network, List.of(NetworkReader.unknown(where)), network.subnets());
    }
  }

  private void join(ResourceId id, Subnet subnet) {
    VirtualNetwork network = networks.getOrDefault(id, missing(id, subnet.where()));
    Optional<Subnet> before =
        network.subnets().stream().filter(other -> other.id().equals(subnet.id())).findFirst();
    if (before.isEmpty()) {
      put(network, network.peerings(), with(network.subnets(), subnet));
    } else if (!samePlaceApart(before.get(), subnet)) {
      put(network, network.peerings(), joined(network.subnets(), subnet));
      complaints.add(Twice.told("subnet " + subnet.name(), subnet.where(), before.get().where()));
    }
  }

  private void join(ResourceId id, Peering peering) {
    VirtualNetwork network = networks.getOrDefault(id, missing(id, peering.where()));
    if (network.peerings().stream().noneMatch(o -> o.name().equalsIgnoreCase(peering.name()))) {
      put(network, with(network.peerings(), peering), network.subnets());
    }
  }

  private static <T> List<T> with(List<T> list, T one) {
    List<T> all = new ArrayList<>(list);
    all.add(one);
    return all;
  }

  /// A network that only a part of it tells of: its space is not known.
  private static VirtualNetwork missing(ResourceId id, SourceRef where) {
    return new VirtualNetwork(id, id.name(), Optional.empty(), List.of(), List.of(), where);
  }

  private void put(VirtualNetwork network, List<Peering> peerings, List<Subnet> subnets) {
    networks.put(network.id(), changed(network, peerings, subnets));
  }

  private static VirtualNetwork changed(
      VirtualNetwork network, List<Peering> peerings, List<Subnet> subnets) {
    return new VirtualNetwork(
        network.id(), network.name(), network.space(), peerings, subnets, network.where());
  }

  /// Whether two subnets say the same, wherever they stand.
  private static boolean samePlaceApart(Subnet one, Subnet other) {
    return one.prefixes().equals(other.prefixes())
        && one.securityGroup().known().equals(other.securityGroup().known())
        && one.routeTable().known().equals(other.routeTable().known())
        && one.natGateway().known().equals(other.natGateway().known())
        && one.defaultOutboundAccess().known().equals(other.defaultOutboundAccess().known())
        && one.serviceEndpoints().equals(other.serviceEndpoints());
  }
}
