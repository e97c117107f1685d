package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.policy.Direction;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
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
  private final Map<String, ScaleSet> scaleSets = new HashMap<>();
  private final WayOut wayOut;

  CloudHops(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.groupRules = new GroupRules(new Tags(snapshot, addressing));
    this.wayOut = new WayOut(snapshot, addressing);
    snapshot.facts().azure().securityGroups().forEach(group -> groups.put(group.id(), group));
    snapshot.facts().azure().scaleSets().forEach(set -> scaleSets.put(set.pool(), set));
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
    Optional<Fact<ResourceId>> written = addressing.pool(pool).map(NodePool::vnetSubnet);
    if (written.isEmpty() || written.get().isLeftOut()) {
      // A network that AKS manages: its one group stands in the node resource group, attached to
      // the subnet.
      return Optional.of(
          unread(place, "the NSG of the node resource group is not in the input", pool, direction));
    }
    return Optional.of(
        unread(
            place,
            "the subnet "
                + written.get().known().map(ResourceId::name).orElse("of the pool")
                + " is not in the input",
            pool,
            direction));
  }

  private Optional<Subnet> podOrNodeSubnet(String pool) {
    return addressing.mode(pool) == Addressing.Mode.POD_SUBNET
        ? addressing.podSubnet(pool)
        : addressing.nodeSubnet(pool);
  }

  private Optional<Hop> nicGroup(
      String pool, Direction direction, AddressSet local, AddressSet peer) {
    ScaleSet set = scaleSets.get(pool);
    String place = "NIC NSG " + word(direction);
    if (set != null) {
      return attached(
          place, direction, set.securityGroup(), addressing.nodeSubnet(pool), local, peer);
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
    return new Hop(
        place,
        new Bounds(opened, PacketSet.ALL),
        packet ->
            opened.contains(packet)
                ? Reason.of(Reason.Opinion.ALLOW, "AKS opens this port itself (allowedHostPorts)")
                : Reason.of(Reason.Opinion.UNKNOWN, missing));
  }

  static Hop unknown(String place, String missing) {
    return new Hop(place, Bounds.UNKNOWN, _ -> Reason.of(Reason.Opinion.UNKNOWN, missing));
  }

  /// What a node does with packets of its pods to the instance metadata service.
  ///
  /// Source: Microsoft Learn, "Block pod access to the Azure Instance Metadata Service (IMDS)
  /// endpoint": an iptables rule on Linux nodes; pods with the host network are not affected.
  Hop metadataRestriction(Endpoint.Pods pods) {
    String place = "IMDS restriction of the node";
    Optional<AksCluster> aks = snapshot.aks();
    Optional<String> access =
        aks.flatMap(cluster -> cluster.network().podLinkLocalAccess().known());
    boolean none = access.filter(value -> value.equalsIgnoreCase("None")).isPresent();
    if (!none) {
      return new Hop(
          place,
          Bounds.ALL,
          _ -> Reason.of(Reason.Opinion.NO_OPINION, "not switched on (podLinkLocalAccess)"));
    }
    if (pods.hostNetwork() || pods.example().os() == OperatingSystem.WINDOWS) {
      return new Hop(
          place,
          Bounds.ALL,
          _ ->
              Reason.of(
                  Reason.Opinion.NO_OPINION,
                  "does not cover pods with the host network or on Windows"));
    }
    PacketSet http = PacketSet.to(Protocol.TCP, 80);
    if (aks.flatMap(cluster -> cluster.accelerationMode().known())
        .filter(m -> m.equalsIgnoreCase("BpfVeth"))
        .isPresent()) {
      return new Hop(
          place,
          new Bounds(PacketSet.ALL.minus(http), PacketSet.ALL),
          _ ->
              Reason.of(
                  Reason.Opinion.UNKNOWN, "eBPF host routing may pass by the rule of the node"));
    }
    return new Hop(
        place,
        Bounds.exactly(PacketSet.ALL.minus(http)),
        packet ->
            http.contains(packet)
                ? Reason.of(Reason.Opinion.DENY, "podLinkLocalAccess is None: TCP 80 is dropped")
                : Reason.of(Reason.Opinion.ALLOW, "only TCP 80 is dropped"));
  }

  /// What a node does with packets of its pods to WireServer: TCP 80 and 32526 are dropped by
  /// default, DNS is open (AKS node provisioning); packets of the node's own network are not
  /// touched.
  Hop wireServerRule(Endpoint.Pods pods) {
    String place = "WireServer rule of the node";
    if (pods.hostNetwork()) {
      return new Hop(
          place,
          Bounds.ALL,
          _ -> Reason.of(Reason.Opinion.NO_OPINION, "does not cover pods with the host network"));
    }
    PacketSet dropped = PacketSet.of(Protocol.TCP, Ports.of(80).or(Ports.of(32526)), Ports.ALL);
    boolean doubted =
        pods.example().os() == OperatingSystem.WINDOWS
            || snapshot
                .aks()
                .flatMap(cluster -> cluster.accelerationMode().known())
                .filter(m -> m.equalsIgnoreCase("BpfVeth"))
                .isPresent();
    PacketSet rest = PacketSet.ALL.minus(dropped);
    return new Hop(
        place,
        doubted ? new Bounds(rest, PacketSet.ALL) : Bounds.exactly(rest),
        packet -> {
          if (!dropped.contains(packet)) {
            return Reason.of(Reason.Opinion.ALLOW, "only TCP 80 and 32526 are dropped");
          }
          return doubted
              ? Reason.of(
                  Reason.Opinion.UNKNOWN,
                  "eBPF host routing or Windows may pass by the rule of the node")
              : Reason.of(Reason.Opinion.DENY, "AKS nodes drop TCP 80 and 32526 of pods");
        });
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
