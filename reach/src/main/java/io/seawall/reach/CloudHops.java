package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.policy.Direction;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Azure lets by between the nodes of a cluster and the rest of its network.
///
/// Source: Microsoft Learn, "How network security groups filter network traffic": outbound the
/// NIC's group is asked before the subnet's, inbound after it; each must allow; nothing that stays
/// inside one machine is filtered.
final class CloudHops {
  private final Snapshot snapshot;
  private final Addressing addressing;
  private final GroupRules groupRules;
  private final Map<ResourceId, SecurityGroup> groups = new HashMap<>();
  private final WayOut wayOut;

  CloudHops(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.groupRules = new GroupRules(new Tags(snapshot, addressing));
    this.wayOut = new WayOut(snapshot, addressing);
    snapshot.facts().azure().securityGroups().forEach(group -> groups.put(group.id(), group));
  }

  /// Whether the input holds anything of the Azure side.
  boolean isKnown() {
    return snapshot.aks().isPresent();
  }

  /// The hops of a packet that leaves a node of `pool` with the address `source` for `destination`.
  ///
  /// @param fromPod whether a pod with an address of its own sent it
  List<Hop> outbound(String pool, boolean fromPod, AddressSet source, AddressSet destination) {
    List<Hop> hops = new ArrayList<>();
    nicGroup(pool, Direction.EGRESS, source, destination).ifPresent(hops::add);
    subnetGroup(pool, fromPod, Direction.EGRESS, source, destination).ifPresent(hops::add);
    return hops;
  }

  /// The hops of a packet that comes to a node of `pool`.
  List<Hop> inbound(String pool, boolean toPod, AddressSet source, AddressSet destination) {
    List<Hop> hops = new ArrayList<>();
    subnetGroup(pool, toPod, Direction.INGRESS, destination, source).ifPresent(hops::add);
    nicGroup(pool, Direction.INGRESS, destination, source).ifPresent(hops::add);
    return hops;
  }

  /// The rules of a subnet for a packet that comes to an address in it which is no node's.
  Optional<Hop> inbound(Subnet subnet, AddressSet source, AddressSet destination) {
    return attached(
        "subnet NSG inbound",
        Direction.INGRESS,
        subnet.securityGroup(),
        Optional.of(subnet),
        destination,
        source);
  }

  /// The way from a node of `pool` to addresses outside of its network.
  Hop wayOut(String pool, boolean fromPod, AddressSet destination) {
    return wayOut.from(pool, fromPod, destination);
  }

  private Optional<Hop> subnetGroup(
      String pool, boolean pod, Direction direction, AddressSet local, AddressSet peer) {
    String place = "subnet NSG " + word(direction);
    Optional<Subnet> subnet = pod ? podOrNodeSubnet(pool) : addressing.nodeSubnet(pool);
    if (subnet.isPresent()) {
      return attached(place, direction, subnet.get().securityGroup(), subnet, local, peer);
    }
    boolean ofPods = pod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET;
    Optional<Fact<ResourceId>> written =
        addressing.pool(pool).map(ofPods ? NodePool::podSubnet : NodePool::vnetSubnet);
    if (written.isEmpty() || written.get().isLeftOut()) {
      // A network that AKS manages: its one group stands in the node resource group, attached to
      // the subnet.
      return Optional.of(
          unread(place, "the NSG of the node resource group is not in the input", pool, direction));
    }
    String missing =
        "the subnet "
            + written.get().known().map(ResourceId::name).orElse("of the pool")
            + " is not in the input";
    return Optional.of(
        direction == Direction.EGRESS && GroupRules.isPlatform(peer)
            ? platformPasses(place, missing)
            : unknown(place, missing));
  }

  /// A group of the customer's that was not read, on the way to the platform: a rule that stopped
  /// this would have to name its tag, and would cut off the node itself.
  private static Hop platformPasses(String place, String missing) {
    return new Hop(
        place,
        Bounds.ALL,
        _ ->
            Reason.of(
                Reason.Opinion.NO_OPINION,
                missing + "; platform traffic is not filtered unless a rule names its tag"));
  }

  private Optional<Subnet> podOrNodeSubnet(String pool) {
    return addressing.mode(pool) == Addressing.Mode.POD_SUBNET
        ? addressing.podSubnet(pool)
        : addressing.nodeSubnet(pool);
  }

  private Optional<Hop> nicGroup(
      String pool, Direction direction, AddressSet local, AddressSet peer) {
    Optional<ScaleSet> set = addressing.scaleSet(pool);
    String place = "NIC NSG " + word(direction);
    if (set.isPresent()) {
      return attached(
          place, direction, set.get().securityGroup(), addressing.nodeSubnet(pool), local, peer);
    }
    if (addressing.pool(pool).filter(p -> p.vnetSubnet().known().isPresent()).isEmpty()) {
      return Optional.empty(); // in a network that AKS manages the group is on the subnet alone
    }
    return Optional.of(
        unread(place, "the NSG of the node resource group is not in the input", pool, direction));
  }

  private Optional<Hop> attached(
      String place,
      Direction direction,
      Fact<ResourceId> attachment,
      Optional<Subnet> subnet,
      AddressSet local,
      AddressSet peer) {
    return switch (attachment) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> Optional.empty();
      case Fact.Unresolved<ResourceId>(var expression, var _) ->
          Optional.of(unknown(place, "which NSG is attached depends on " + expression));
      case Fact.Known<ResourceId>(var id, var _) -> {
        SecurityGroup group = groups.get(id);
        yield Optional.of(
            group == null
                ? unknown(place, "NSG " + id.name() + " is attached and not in the input")
                : groupRules.hop(place, group, direction, subnet, local, peer));
      }
    };
  }

  /// A group that exists and was not read. What AKS itself opens in it is sure.
  private Hop unread(String place, String missing, String pool, Direction direction) {
    PacketSet opened =
        direction == Direction.INGRESS
            ? addressing.pool(pool).map(p -> p.allowedHostPorts().sure()).orElse(PacketSet.EMPTY)
            : PacketSet.ALL; // AKS needs its own way out and adds no outbound deny
    return Hop.unread(
        place,
        new Bounds(opened, PacketSet.ALL),
        packet ->
            opened.contains(packet)
                ? Reason.of(
                    Reason.Opinion.ALLOW,
                    direction == Direction.INGRESS
                        ? "AKS opens this port itself (allowedHostPorts)"
                        : "AKS adds no outbound deny to the NSG of the node resource group")
                : Reason.of(Reason.Opinion.UNKNOWN, missing));
  }

  static Hop unknown(String place, String missing) {
    return Hop.unread(place, Bounds.UNKNOWN, _ -> Reason.of(Reason.Opinion.UNKNOWN, missing));
  }

  /// What stands before and behind a container group of a virtual node: rules of a subnet of its
  /// own (Microsoft Learn, "Virtual nodes"), which are not followed.
  static Hop virtualNode() {
    return unknown(
        "virtual node",
        "the rules of the subnet of virtual nodes decide, and which subnet that is is not followed");
  }

  private static String word(Direction direction) {
    return switch (direction) {
      case INGRESS -> "inbound";
      case EGRESS -> "outbound";
    };
  }

  /// The addresses behind a tag at a subnet; for checks that look at a group by itself.
  AddressBounds virtualNetwork(Optional<Subnet> subnet) {
    return groupRules.tags().virtualNetwork(subnet);
  }
}
