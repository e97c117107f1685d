package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksProperty;
import io.seawall.model.cloud.NetworkInterface;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is in which application security group.
///
/// Source: Microsoft Learn, "Application security groups": a group holds network interfaces, all of
/// one virtual network; Microsoft.Compute REST API,
/// VirtualMachineScaleSetIPConfigurationProperties; Microsoft.ContainerService REST API,
/// AgentPoolNetworkProfile. Whether the address of a pod is one of the interface's own is not
/// documented for every kind of network, so a pod on a member is in the group perhaps.
final class ApplicationGroups {
  private final Addressing addressing;
  private final List<NetworkInterface> interfaces;
  private final Map<Place, AddressBounds> byAddress = new HashMap<>();

  /// A group, and the network of the rules that name it.
  private record Place(ResourceId group, Optional<ResourceId> network) {}

  /// Whether somebody is in a group.
  private enum Membership {
    YES,
    NO,
    PERHAPS
  }

  ApplicationGroups(Snapshot snapshot, Addressing addressing) {
    this.addressing = addressing;
    this.interfaces = snapshot.facts().azure().surroundings().interfaces();
  }

  /// The addresses of the party that belong to the group, as a set that may hold others, too: all
  /// or none where it is known whose they are.
  ///
  /// @param subnet where the rule stands that names the group
  AddressBounds of(ResourceId group, Party party, Optional<Subnet> subnet) {
    if (party.pool().isEmpty()) {
      return byAddress.computeIfAbsent(
          new Place(group, subnet.flatMap(addressing::network).map(VirtualNetwork::id)),
          this::byAddress);
    }
    return switch (membership(group, party.pool().get(), party.own())) {
      case YES -> AddressBounds.ALL;
      case NO -> AddressBounds.NONE;
      case PERHAPS -> AddressBounds.within(AddressSet.ALL);
    };
  }

  /// The scale set tells what its machines have; the pool tells what AKS is to give them.
  private Membership membership(ResourceId group, String pool, boolean own) {
    Membership ofSet =
        addressing.scaleSet(pool).map(set -> ofSet(set, group, own)).orElse(Membership.PERHAPS);
    Membership ofPool =
        addressing.pool(pool).map(one -> ofPool(one, group)).orElse(Membership.PERHAPS);
    return switch (ofSet) {
      case YES -> own ? Membership.YES : Membership.PERHAPS;
      case NO -> ofPool == Membership.YES ? Membership.PERHAPS : Membership.NO;
      case PERHAPS ->
          addressing.scaleSet(pool).isPresent() || (ofPool == Membership.YES && !own)
              ? Membership.PERHAPS
              : ofPool;
    };
  }

  private static Membership ofSet(ScaleSet set, ResourceId group, boolean own) {
    Membership primary = named(set.applicationGroups(), group);
    if (own || primary != Membership.NO) {
      return primary;
    }
    return named(set.podApplicationGroups(), group);
  }

  private static Membership ofPool(NodePool pool, ResourceId group) {
    return switch (AksProperty.POOL_APPLICATION_GROUPS.standing(
        pool.applicationGroups(), pool.apiVersion())) {
      case WRITTEN, LEFT_AT_DEFAULT -> named(pool.applicationGroups(), group);
      case UNRESOLVED, NOT_SHOWN -> Membership.PERHAPS;
    };
  }

  private static Membership named(Fact<List<ResourceId>> groups, ResourceId group) {
    return switch (groups) {
      case Fact.Known<List<ResourceId>>(var all, var _) ->
          all.contains(group) ? Membership.YES : Membership.NO;
      case Fact.Absent<List<ResourceId>> _, Fact.Null<List<ResourceId>> _ -> Membership.NO;
      case Fact.Unresolved<List<ResourceId>> _ -> Membership.PERHAPS;
    };
  }

  /// The addresses of members, for packets of which nobody knows who has the address: machines that
  /// were not read may be members, though only in the network of the others.
  private AddressBounds byAddress(Place place) {
    ResourceId group = place.group;
    AddressSet sure = AddressSet.EMPTY;
    AddressSet others = AddressSet.EMPTY;
    Optional<VirtualNetwork> network = Optional.empty();
    for (String pool : addressing.pools()) {
      Optional<VirtualNetwork> own = addressing.nodeSubnet(pool).flatMap(addressing::network);
      AddressSet nodes = isAt(place, own) ? addressing.liveNodes(pool) : AddressSet.EMPTY;
      switch (membership(group, pool, true)) {
        case YES -> {
          sure = sure.or(nodes);
          network = network.or(() -> own);
        }
        case NO -> others = others.or(nodes);
        case PERHAPS -> {}
      }
    }
    for (NetworkInterface one : interfaces) {
      for (NetworkInterface.Configuration configuration : one.configurations()) {
        Optional<VirtualNetwork> own =
            configuration.subnet().known().flatMap(addressing::subnet).flatMap(addressing::network);
        AddressSet address =
            configuration
                .address()
                .filter(_ -> isAt(place, own))
                .map(AddressSet::of)
                .orElse(AddressSet.EMPTY);
        switch (named(configuration.applicationGroups(), group)) {
          case YES -> {
            sure = sure.or(address);
            network = network.or(() -> own);
          }
          case NO -> others = others.or(address);
          case PERHAPS -> {}
        }
      }
    }
    AddressSet within = network.flatMap(VirtualNetwork::space).orElse(AddressSet.ALL);
    return new AddressBounds(sure, within.minus(others).or(sure));
  }

  /// Whether a network is the one of the rules: addresses of others may be used twice.
  private static boolean isAt(Place place, Optional<VirtualNetwork> network) {
    return network.isPresent() && network.map(VirtualNetwork::id).equals(place.network);
  }
}
