package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.cluster.Service;
import io.seawall.model.policy.Direction;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
  List<Hop> outbound(String pool, boolean fromPod, AddressSet source, Party destination) {
    Asked asked =
        new Asked(Direction.EGRESS, party(pool, fromPod, source), destination, Optional.empty());
    List<Hop> hops = new ArrayList<>();
    nicGroup(pool, asked).ifPresent(hops::add);
    subnetGroup(pool, fromPod, asked).ifPresent(hops::add);
    hops.addAll(inner(pool, fromPod, source, destination.addresses()));
    return hops;
  }

  /// Who sends a packet from a node of `pool` with the address `source`: pods of an overlay, and of
  /// kubenet, have that of their node but for packets to other pods.
  Party party(String pool, boolean fromPod, AddressSet source) {
    boolean asNode =
        switch (addressing.mode(pool)) {
          case OVERLAY, KUBENET -> addressing.podCidrs().filter(source::disjoint).isPresent();
          case POD_SUBNET, NODE_SUBNET, UNKNOWN -> false;
        };
    return fromPod && !asNode ? Party.pod(pool, source) : Party.node(pool, source);
  }

  /// What routes do to a packet that stays in the network, or goes to a peer.
  private List<Hop> inner(String pool, boolean fromPod, AddressSet source, AddressSet destination) {
    Optional<AddressSet> routed = addressing.podCidrs().filter(_ -> !fromPodSubnet(pool, fromPod));
    return routed.filter(destination::implies).isPresent()
        ? wayOut.toRoutedPods(pool, fromPod, destination)
        : near(pool)
            .filter(destination::implies)
            .map(space -> wayOut.within(pool, fromPod, source, destination, space))
            .orElse(List.of());
  }

  private boolean fromPodSubnet(String pool, boolean fromPod) {
    return fromPod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET;
  }

  /// The hops of a packet that comes to a node of `pool`.
  List<Hop> inbound(String pool, boolean toPod, Party source, AddressSet destination) {
    Party receiver = toPod ? Party.pod(pool, destination) : Party.node(pool, destination);
    return inbound(pool, toPod, new Asked(Direction.INGRESS, receiver, source, Optional.empty()));
  }

  /// The hops of a packet that a load balancer hands to a node of `pool`.
  ///
  /// @param front where the address lies that security groups see as its destination
  List<Hop> balanced(String pool, AddressSet source, AddressSet front, Service service) {
    ServiceRule rule =
        ServiceRule.of(service, source, groupRules.tags(), addressing.nodeSubnet(pool));
    // Whether a group holds a machine also for what bears the address of its load balancer is not
    // documented, so the front counts as another address on the node.
    Asked asked =
        new Asked(Direction.INGRESS, Party.pod(pool, front), Party.at(source), Optional.of(rule));
    return inbound(pool, false, asked);
  }

  private List<Hop> inbound(String pool, boolean toPod, Asked asked) {
    List<Hop> hops = new ArrayList<>();
    subnetGroup(pool, toPod, asked).ifPresent(hops::add);
    nicGroup(pool, asked).ifPresent(hops::add);
    return hops;
  }

  /// What security groups are asked for.
  ///
  /// @param local the machine that a group guards
  /// @param peer the other end
  /// @param rule what AKS writes into its own group for the Service that leads the packet
  private record Asked(Direction direction, Party local, Party peer, Optional<ServiceRule> rule) {}

  /// The rules of a subnet for a packet that comes to an address in it which is no node's.
  Optional<Hop> inbound(Subnet subnet, AddressSet source, AddressSet destination) {
    return attached(
        "subnet NSG inbound",
        subnet.securityGroup(),
        Optional.of(subnet),
        new Asked(Direction.INGRESS, Party.at(destination), Party.at(source), Optional.empty()));
  }

  /// Whether the addresses are of the network of the pool's nodes, or of a peer of it.
  boolean inNetwork(String pool, AddressSet target) {
    return near(pool).filter(target::implies).isPresent();
  }

  /// The addresses of the network of the pool's nodes, and of its peers.
  private Optional<AddressSet> near(String pool) {
    return addressing
        .nodeSubnet(pool)
        .flatMap(addressing::network)
        .map(network ->
            network.peerings().stream()
                .flatMap(peering -> peering.remoteSpace().stream())
                .reduce(network.space().orElse(AddressSet.EMPTY), AddressSet::or));
  }

  /// What stands between addresses that belong to nobody known and the nodes of a pool.
  List<Hop> fromOutside(Endpoint.Outside outside, String pool, boolean v6) {
    AddressSet source = AddressSet.of(List.of(outside.addresses()));
    List<Hop> hops = new ArrayList<>();
    if (source.implies(Space.PUBLIC) && !inNetwork(pool, source)) {
      hops.add(publicAddress(pool));
    }
    AddressSet nodes = addressing.nodeAddresses(List.of(pool), v6);
    hops.addAll(inbound(pool, false, Party.at(source), nodes));
    return hops;
  }

  /// Sets at whose bounds the answer to these packets from outside to nodes of a pool changes, and
  /// nowhere else.
  List<AddressSet> cutsFromOutside(String pool, boolean v6, PacketSet packets) {
    List<AddressSet> cuts = new ArrayList<>(addressing.cuts());
    cuts.add(Space.PUBLIC);
    AddressSet nodes = addressing.nodeAddresses(List.of(pool), v6);
    functions(pool, false, Direction.INGRESS, Party.node(pool, nodes))
        .forEach(one -> cuts.add(one.cut(packets)));
    return cuts;
  }

  /// Sets at whose bounds the answer to these packets that leave a node of a pool changes, and
  /// nowhere else.
  List<AddressSet> cutsToOutside(
      String pool, boolean fromPod, AddressSet source, Target.Asked asked, PacketSet packets) {
    List<AddressSet> cuts = new ArrayList<>(addressing.cuts());
    cuts.add(Space.PUBLIC);
    cuts.add(Space.PRIVATE);
    functions(pool, fromPod, Direction.EGRESS, party(pool, fromPod, source))
        .forEach(one -> cuts.add(one.cut(packets)));
    cuts.addAll(wayOut.cuts(pool, fromPod, source, asked, packets));
    return cuts;
  }

  /// What the groups that are attached at a pool make of packets from or to addresses of which
  /// nobody knows whose they are.
  private List<PeerFunction> functions(String pool, boolean pod, Direction direction, Party local) {
    Party nobody = Party.at(AddressSet.ALL);
    Optional<Subnet> own = addressing.nodeSubnet(pool);
    Optional<Subnet> subnet = pod ? podOrNodeSubnet(pool) : own;
    List<PeerFunction> all = new ArrayList<>();
    subnet
        .flatMap(one -> group(one.securityGroup()))
        .ifPresent(group -> all.add(groupRules.function(group, direction, subnet, local, nobody)));
    addressing
        .scaleSet(pool)
        .flatMap(set -> group(set.securityGroup()))
        .ifPresent(group -> all.add(groupRules.function(group, direction, own, local, nobody)));
    return all;
  }

  private Optional<SecurityGroup> group(Fact<ResourceId> attachment) {
    return attachment.known().map(groups::get);
  }

  private Hop publicAddress(String pool) {
    boolean has = addressing.pool(pool).flatMap(p -> p.nodePublicIp().known()).orElse(false);
    return has
        ? new Hop(
            "public address",
            Bounds.ALL,
            _ -> Reason.of(Reason.Opinion.ALLOW, "each node of pool " + pool + " has one"))
        : unknown(
            "public address",
            "nodes of pool "
                + pool
                + " have none of their own; whether a load balancer or firewall leads to them is"
                + " not in the input");
  }

  /// Whose address packets of a pod have once they leave its node for addresses outside of the
  /// network.
  ///
  /// Source: Microsoft Learn, "Azure CNI Overlay", "Azure CNI Pod Subnet", "Azure CNI Node Subnet",
  /// "kubenet".
  Hop translation(String pool) {
    String text =
        switch (addressing.mode(pool)) {
          case OVERLAY, KUBENET -> "leaves with the address of its node";
          case POD_SUBNET -> "keeps the address of the pod, in the pod subnet";
          case NODE_SUBNET, UNKNOWN -> "leaves with the address of the pod or of its node";
        };
    return new Hop("source address", Bounds.ALL, _ -> Reason.of(Reason.Opinion.NO_OPINION, text));
  }

  /// The way from a node of `pool` to addresses outside of its network.
  ///
  /// @param source where the address lies that Azure sees
  List<Hop> wayOut(String pool, boolean fromPod, AddressSet source, Target target) {
    return wayOut.from(pool, fromPod, source, target);
  }

  /// The rules of firewalls on that way that let by packets to names.
  List<FirewallRule> namesBeyond(String pool, boolean fromPod, AddressSet source) {
    return wayOut.namesBeyond(pool, fromPod, source);
  }

  private Optional<Hop> subnetGroup(String pool, boolean pod, Asked asked) {
    String place = "subnet NSG " + word(asked.direction);
    Optional<Subnet> subnet = pod ? podOrNodeSubnet(pool) : addressing.nodeSubnet(pool);
    if (subnet.isPresent()) {
      return attached(place, subnet.get().securityGroup(), subnet, asked);
    }
    boolean ofPods = pod && addressing.mode(pool) == Addressing.Mode.POD_SUBNET;
    Optional<Fact<ResourceId>> written =
        addressing.pool(pool).map(ofPods ? NodePool::podSubnet : NodePool::vnetSubnet);
    if (written.isEmpty() || written.get().isLeftOut()) {
      // A network that AKS manages: its one group stands in the node resource group, attached to
      // the subnet.
      return Optional.of(
          unread(place, "the NSG of the node resource group is not in the input", pool, asked));
    }
    String missing =
        "the subnet "
            + written.get().known().map(ResourceId::name).orElse("of the pool")
            + " is not in the input";
    return Optional.of(
        asked.direction == Direction.EGRESS && GroupRules.isPlatform(asked.peer.addresses())
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

  private Optional<Hop> nicGroup(String pool, Asked asked) {
    Optional<ScaleSet> set = addressing.scaleSet(pool);
    String place = "NIC NSG " + word(asked.direction);
    if (set.isPresent()) {
      return attached(place, set.get().securityGroup(), addressing.nodeSubnet(pool), asked);
    }
    if (addressing.pool(pool).filter(p -> p.vnetSubnet().known().isPresent()).isEmpty()) {
      return Optional.empty(); // in a network that AKS manages the group is on the subnet alone
    }
    return Optional.of(
        unread(place, "the NSG of the node resource group is not in the input", pool, asked));
  }

  private Optional<Hop> attached(
      String place, Fact<ResourceId> attachment, Optional<Subnet> subnet, Asked asked) {
    return switch (attachment) {
      case Fact.Absent<ResourceId> _, Fact.Null<ResourceId> _ -> Optional.empty();
      case Fact.Unresolved<ResourceId>(var expression, var _) ->
          Optional.of(unknown(place, "which NSG is attached depends on " + expression));
      case Fact.Known<ResourceId>(var id, var _) -> {
        SecurityGroup group = groups.get(id);
        if (group == null) {
          String missing = "NSG " + id.name() + " is attached and not in the input";
          yield Optional.of(
              asked.rule.isPresent() && isOfAks(id)
                  ? unread(place, missing, asked.rule.get().opens(), asked.rule.get().reason())
                  : unknown(place, missing));
        }
        Hop hop = groupRules.hop(place, group, asked.direction, subnet, asked.local, asked.peer);
        yield Optional.of(
            asked.rule.filter(_ -> isOfAks(id)).map(rule -> rule.at(hop)).orElse(hop));
      }
    };
  }

  /// Whether a group is the one that AKS keeps, and writes rules into for Services.
  private boolean isOfAks(ResourceId group) {
    String own = group.after("resourceGroups");
    return snapshot
        .aks()
        .flatMap(aks -> aks.nodeResourceGroup().known())
        .map(own::equalsIgnoreCase)
        .orElseGet(() -> own.toUpperCase(Locale.ROOT).startsWith("MC_"));
  }

  /// A group that exists and was not read. What AKS itself opens in it is sure.
  private Hop unread(String place, String missing, String pool, Asked asked) {
    if (asked.rule.isPresent()) {
      return unread(place, missing, asked.rule.get().opens(), asked.rule.get().reason());
    }
    return switch (asked.direction) {
      case INGRESS ->
          unread(
              place,
              missing,
              addressing.pool(pool).map(p -> p.allowedHostPorts().sure()).orElse(PacketSet.EMPTY),
              "AKS opens this port itself (allowedHostPorts)");
      // AKS needs its own way out and adds no outbound deny.
      case EGRESS ->
          unread(
              place,
              missing,
              PacketSet.ALL,
              "AKS adds no outbound deny to the NSG of the node resource group");
    };
  }

  private static Hop unread(String place, String missing, PacketSet opened, String why) {
    return Hop.unread(
        place,
        new Bounds(opened, PacketSet.ALL),
        packet ->
            opened.contains(packet)
                ? Reason.of(Reason.Opinion.ALLOW, why)
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
        "the rules of the subnet of virtual nodes decide, and which subnet that is is not"
            + " followed");
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
