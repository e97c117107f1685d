package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.packets.AddressSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses behind service tags, as far as they follow from the network or stand in a table of
/// the input.
///
/// Source: Microsoft Learn, "Virtual network service tags".
final class Tags {
  private final Addressing addressing;
  private final ApplicationGroups applicationGroups;
  private final TagTables tables;
  private final Map<ResourceId, RouteTable> routeTables = new HashMap<>();

  Tags(Snapshot snapshot, Addressing addressing) {
    this.addressing = addressing;
    this.applicationGroups = new ApplicationGroups(snapshot, addressing);
    this.tables = TagTables.of(snapshot);
    snapshot.facts().azure().routeTables().forEach(table -> routeTables.put(table.id(), table));
  }

  /// @param subnet where the group that uses the tag is attached
  AddressBounds addresses(String tag, Optional<Subnet> subnet) {
    return switch (tag.toLowerCase(Locale.ROOT)) {
      case "virtualnetwork" -> virtualNetwork(subnet);
      case "azureloadbalancer" -> AddressBounds.exactly(AddressSet.of(Space.WIRESERVER));
      case "internet" -> AddressBounds.exactly(Space.PUBLIC).minus(virtualNetwork(subnet));
      case "azureplatformimds" -> AddressBounds.exactly(AddressSet.of(Space.IMDS));
      case "azureplatformdns" -> AddressBounds.exactly(AddressSet.of(Space.WIRESERVER));
      default -> tables.find(tag).orElse(AddressBounds.within(Space.PUBLIC));
    };
  }

  /// The addresses that a rule of Azure names. Peers that no such rule can name count as unknown.
  ///
  /// @param party who is asked about: of an application security group, the answer holds for its
  ///   addresses alone
  AddressBounds addresses(Peers peers, Optional<Subnet> subnet, Party party) {
    return switch (peers) {
      case Peers.ApplicationGroup(var id) ->
          applicationGroups.of(new ResourceId(id), party, subnet);
      case Peers.Everybody _ -> AddressBounds.ALL;
      case Peers.Addresses(var addresses) -> addresses;
      case Peers.Block block -> AddressBounds.exactly(block.addresses());
      case Peers.Tag(var name) -> addresses(name, subnet);
      case Peers.AnyOf(var inner) ->
          inner.stream()
              .map(one -> addresses(one, subnet, party))
              .reduce(AddressBounds.NONE, AddressBounds::or);
      case Peers.AllOf(var inner) ->
          inner.stream()
              .map(one -> addresses(one, subnet, party))
              .reduce(AddressBounds.ALL, AddressBounds::and);
      case Peers.Not(var inner) -> AddressBounds.ALL.minus(addresses(inner, subnet, party));
      case Peers.Pods _, Peers.Nodes _, Peers.Outside _, Peers.Proxied _, Peers.Unknown _ ->
          AddressBounds.within(AddressSet.ALL);
    };
  }

  /// What would have to be known to tell whom a rule means; empty if that is the addresses behind a
  /// tag, or nothing.
  static Optional<String> missing(Rule rule) {
    return parts(rule).flatMap(part -> missing(part).stream()).findFirst();
  }

  private static Optional<String> missing(Peers.Part part) {
    return switch (part) {
      case Peers.Unknown(var missing) -> Optional.of(missing);
      case Peers.ApplicationGroup(var id) ->
          Optional.of("the members of application security group " + new ResourceId(id).name());
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.Addresses _,
          Peers.Block _,
          Peers.Proxied _,
          Peers.Tag _ ->
          Optional.empty();
    };
  }

  /// Whether application security groups are among them: then who somebody is decides, and not only
  /// which address he has.
  static boolean nameMembers(Rule rule) {
    return parts(rule).anyMatch(Peers.ApplicationGroup.class::isInstance);
  }

  private static Stream<Peers.Part> parts(Rule rule) {
    return Stream.of(rule.local(), rule.peers()).flatMap(Peers::parts);
  }

  /// The tag VirtualNetwork: the address space, peered networks, on-premises ranges behind a
  /// gateway, the host's platform address, and the prefixes of user-defined routes on the subnet.
  /// In overlay mode pods reach each other under the default rules alone, so their range belongs to
  /// it, too.
  AddressBounds virtualNetwork(Optional<Subnet> subnet) {
    AddressBounds connected = connected(subnet);
    if (subnet.isEmpty()) {
      return connected;
    }
    AddressSet sure = connected.sure();
    AddressSet doubted = connected.possible();
    Fact<ResourceId> attached = subnet.orElseThrow().routeTable();
    switch (attached) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> {}
      case Fact.Unresolved<ResourceId> _ -> doubted = AddressSet.ALL;
      case Fact.Known<ResourceId>(var id, var _) -> {
        RouteTable table = routeTables.get(id);
        if (table == null) {
          doubted = AddressSet.ALL;
        } else {
          for (RouteTable.Route route : table.routes()) {
            AddressSet prefix = route.prefix().map(AddressSet::of).orElse(AddressSet.EMPTY);
            boolean there = route.nextHop() != RouteTable.NextHop.UNKNOWN;
            sure = there ? sure.or(prefix) : sure;
            doubted = doubted.or(prefix).or(mayCover(route));
          }
        }
      }
    }
    return new AddressBounds(sure, sure.or(doubted));
  }

  /// What is connected without any route of a team's: the address space, peered networks,
  /// on-premises ranges behind a gateway, and the host's platform address.
  AddressBounds connected(Optional<Subnet> subnet) {
    AddressSet platform = AddressSet.of(Space.WIRESERVER);
    Optional<VirtualNetwork> network = subnet.flatMap(addressing::network);
    Optional<AddressSet> space = network.flatMap(VirtualNetwork::space);
    if (network.isEmpty() || space.isEmpty()) {
      return new AddressBounds(platform, AddressSet.ALL);
    }
    AddressSet sure = platform.or(space.get()).or(addressing.podCidrs().orElse(AddressSet.EMPTY));
    AddressSet doubted = AddressSet.EMPTY;
    for (VirtualNetwork.Peering peering : network.get().peerings()) {
      sure = sure.or(peering.remoteSpace().orElse(AddressSet.EMPTY));
      if (peering.remoteSpace().isEmpty() || peering.gatewayTransit()) {
        doubted = doubted.or(Space.PRIVATE);
      }
    }
    if (network.get().subnets().stream()
        .anyMatch(other -> other.name().equalsIgnoreCase("GatewaySubnet"))) {
      doubted = doubted.or(Space.PRIVATE); // on-premises ranges behind a gateway of its own
    }
    return new AddressBounds(sure, sure.or(doubted));
  }

  /// The addresses that a route covers perhaps: none if its prefix is known.
  static AddressSet mayCover(RouteTable.Route route) {
    if (route.prefix().isPresent()) {
      return AddressSet.EMPTY;
    }
    return route.prefixText().isEmpty() ? AddressSet.ALL : Space.PUBLIC; // a service tag
  }
}
