package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which subnet an endpoint is in, and which source address its packets bear once they have left
/// the machine. Source: AKS documentation, concepts-network-azure-cni-overlay,
/// concepts-network-azure-cni-pod-subnet, concepts-network-legacy-cni.
final class Addressing {
  private enum Mode {
    OVERLAY,
    POD_SUBNET,
    NODE_SUBNET,
    KUBENET
  }

  private final Tree profile;
  private final Map<String, Tree> pools = new LinkedHashMap<>();
  private final VirtualNetworks networks;
  private final Cluster cluster;

  /// @param managedCluster Microsoft.ContainerService/managedClusters
  Addressing(Tree managedCluster, Documents documents, VirtualNetworks networks, Cluster cluster) {
    var properties = managedCluster.atAnyCase("properties");
    this.profile = properties.atAnyCase("networkProfile");
    this.networks = networks;
    this.cluster = cluster;
    for (var pool : properties.atAnyCase("agentPoolProfiles").items()) {
      pools.put(pool.atAnyCase("name").text().orElseThrow(), pool);
    }
    for (var pool : documents.type("microsoft.containerservice/managedclusters/agentpools")) {
      pools.put(pool.atAnyCase("name").text().orElseThrow(), pool.atAnyCase("properties"));
    }
  }

  private Mode mode(Tree pool) {
    var plugin = profile.atAnyCase("networkPlugin").text().orElse("").toLowerCase(Locale.ROOT);
    return switch (plugin) {
      case "kubenet" -> Mode.KUBENET;
      case "azure" -> {
        if (profile.atAnyCase("networkPluginMode").text().orElse("").equalsIgnoreCase("overlay")) {
          yield Mode.OVERLAY;
        }
        yield pool.atAnyCase("podSubnetID").isAbsent() ? Mode.NODE_SUBNET : Mode.POD_SUBNET;
      }
      default ->
          throw new IllegalArgumentException(
              "no rule for the addresses of networkPlugin " + plugin);
    };
  }

  /// Source: AKS, the label that each node bears.
  private Tree poolOf(String nodeName) {
    var name = cluster.node(nodeName).labels().getOrDefault("kubernetes.azure.com/agentpool", "");
    return Optional.ofNullable(pools.get(name))
        .orElseThrow(
            () -> new IllegalArgumentException("no pool " + name + " of node " + nodeName));
  }

  /// The subnet whose security group the packets of this endpoint meet. A pod with an overlay or
  /// kubenet address has none of its own: its packets pass the interface of its node.
  Optional<Subnet> subnetOf(Endpoint endpoint) {
    return switch (endpoint) {
      case Outside(var ip) -> networks.subnetOf(ip);
      case Node node -> nodeSubnet(node.nodeName());
      case Pod pod ->
          mode(poolOf(pod.nodeName())) == Mode.POD_SUBNET
              ? poolOf(pod.nodeName()).atAnyCase("podSubnetID").text().map(networks::subnet)
              : nodeSubnet(pod.nodeName());
    };
  }

  /// Without `vnetSubnetID` AKS manages the network: the subnet is then the one around the node's
  /// address.
  private Optional<Subnet> nodeSubnet(String nodeName) {
    var named = poolOf(nodeName).atAnyCase("vnetSubnetID").text().map(networks::subnet);
    return named.or(() ->
        cluster.node(nodeName).addresses().stream()
            .flatMap(ip -> networks.subnetOf(ip).stream())
            .findFirst());
  }

  /// The source address of a packet that leaves its machine; empty if the machine has none of that
  /// family.
  Optional<Ip> sourceSeen(Flow flow) {
    if (!(flow.from() instanceof Pod pod) || keepsPodAddress(pod, flow)) {
      return Optional.of(flow.source());
    }
    return cluster.node(pod.nodeName()).address(flow.source().family());
  }

  private boolean keepsPodAddress(Pod pod, Flow flow) {
    return switch (mode(poolOf(pod.nodeName()))) {
      case POD_SUBNET -> true;
      case OVERLAY, KUBENET -> staysInPodNetwork(flow);
      case NODE_SUBNET ->
          !(flow.to() instanceof Outside) || inVirtualNetwork(pod, flow.destination());
    };
  }

  private boolean staysInPodNetwork(Flow flow) {
    return flow.to() instanceof Pod
        || podCidrs().stream().anyMatch(cidr -> cidr.contains(flow.destination()));
  }

  private List<Cidr> podCidrs() {
    return Stream.concat(
            profile.atAnyCase("podCidr").text().stream(),
            profile.atAnyCase("podCidrs").items().stream().map(cidr -> cidr.text().orElseThrow()))
        .map(Cidr::of)
        .toList();
  }

  private boolean inVirtualNetwork(Pod pod, Ip ip) {
    return nodeSubnet(pod.nodeName()).stream()
        .flatMap(subnet -> subnet.networkSpace().stream())
        .anyMatch(prefix -> prefix.contains(ip));
  }

  /// Whether the packet goes between pods whose addresses only the cluster's own routing knows.
  boolean isBetweenRoutedPods(Flow flow) {
    return flow.from() instanceof Pod from
        && flow.to() instanceof Pod to
        && isRouted(mode(poolOf(from.nodeName())))
        && isRouted(mode(poolOf(to.nodeName())));
  }

  /// Whether only the cluster's own routing knows the pod's addresses.
  boolean isRouted(Pod pod) {
    return isRouted(mode(poolOf(pod.nodeName())));
  }

  /// Whether the machine's interface has a public address for this private one, which is IPv4.
  /// Source: AKS, Use instance-level public IPs for nodes.
  boolean hasPublicAddress(Endpoint endpoint, Ip seen) {
    if (endpoint instanceof Outside) {
      return false;
    }
    var node = cluster.node(endpoint.nodeName());
    return seen.family() == 4
        && node.addresses().contains(seen)
        && poolOf(node.nodeName()).atAnyCase("enableNodePublicIP").isTrue();
  }

  private static boolean isRouted(Mode mode) {
    return switch (mode) {
      case OVERLAY, KUBENET -> true;
      case POD_SUBNET, NODE_SUBNET -> false;
    };
  }

  /// Source: AKS documentation: network policies are not enforced on dual-stack overlay clusters,
  /// unless by Cilium.
  static boolean isDualStackOverlay(Tree managedCluster) {
    var profile = managedCluster.atAnyCase("properties").atAnyCase("networkProfile");
    return profile.atAnyCase("networkPluginMode").text().orElse("").equalsIgnoreCase("overlay")
        && profile.atAnyCase("ipFamilies").items().size() > 1;
  }
}
