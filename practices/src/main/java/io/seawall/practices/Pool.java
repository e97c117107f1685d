package io.seawall.practices;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A node pool with all that the input says of it.
///
/// @param azure what Azure says; empty if only the Kubernetes side is known
/// @param nodeSubnet where its nodes are, if the input holds the subnet
/// @param podSubnet where its pods are in pod-subnet mode, if the input holds the subnet
/// @param endpoints its nodes, a side for each family
/// @param live its nodes as the cluster knows them
public record Pool(
    String name,
    Optional<NodePool> azure,
    Optional<Place> nodeSubnet,
    Optional<Place> podSubnet,
    List<Endpoint.Nodes> endpoints,
    List<ClusterNode> live) {
  public Pool {
    endpoints = List.copyOf(endpoints);
    live = List.copyOf(live);
  }

  /// A subnet and the network that it is part of.
  public record Place(VirtualNetwork network, Subnet subnet) {}

  /// Every pool, by name.
  static List<Pool> of(Snapshot snapshot, Reach reach) {
    Map<String, List<Endpoint.Nodes>> endpoints = new TreeMap<>();
    for (Endpoint.Nodes nodes : reach.universe().nodes()) {
      endpoints.computeIfAbsent(nodes.pool(), _ -> new ArrayList<>()).add(nodes);
    }
    Map<ResourceId, Place> places = places(snapshot);
    List<NodePool> described = snapshot.aks().map(AksCluster::pools).orElse(List.of());
    List<ClusterNode> nodes = snapshot.facts().kubernetes().nodes();
    List<Pool> pools = new ArrayList<>();
    endpoints.forEach((name, sides) -> {
      Optional<NodePool> azure =
          described.stream().filter(pool -> pool.name().equals(name)).findFirst();
      pools.add(
          new Pool(
              name,
              azure,
              reach.nodeSubnet(name).map(Subnet::id).map(places::get),
              azure.flatMap(pool -> pool.podSubnet().known()).map(places::get),
              sides,
              nodes.stream()
                  .filter(node -> node.pool().equals(name) || node.pool().isEmpty())
                  .toList()));
    });
    return pools;
  }

  private static Map<ResourceId, Place> places(Snapshot snapshot) {
    Map<ResourceId, Place> places = new HashMap<>();
    for (VirtualNetwork network : snapshot.facts().azure().networks()) {
      network.subnets().forEach(subnet -> places.put(subnet.id(), new Place(network, subnet)));
    }
    return places;
  }

  /// `pool sys`; `nodes` where no pool is known by name.
  public String subject() {
    return azure.isEmpty() && live.stream().noneMatch(node -> node.pool().equals(name))
        ? name
        : "pool " + name;
  }

  /// As a question names it: `node:sys`.
  public String asked() {
    return subject().equals(name) ? "node" : "node:" + name;
  }
}
