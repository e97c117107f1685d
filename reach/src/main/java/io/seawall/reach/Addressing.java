package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodeImage;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who has which addresses in a cluster.
///
/// Source: Microsoft Learn, "Azure CNI Overlay", "Azure CNI Pod Subnet", "Azure CNI Node Subnet",
/// "kubenet": where pods get their addresses.
final class Addressing {
  /// The pool that stands for all nodes where the input names none.
  static final String SOME_NODES = "nodes";

  /// How pods get their addresses.
  enum Mode {
    OVERLAY,
    POD_SUBNET,
    NODE_SUBNET,
    KUBENET,
    /// The input does not say, or the cluster brings its own.
    UNKNOWN
  }

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})");

  private final Snapshot snapshot;
  private final Map<String, Optional<NodePool>> pools = new TreeMap<>();
  private final Map<ResourceId, VirtualNetwork.Subnet> subnets = new HashMap<>();
  private final Map<ResourceId, VirtualNetwork> networkOfSubnet = new HashMap<>();
  private final Map<String, Optional<VirtualNetwork.Subnet>> nodeSubnets = new HashMap<>();
  private final Map<String, Optional<VirtualNetwork.Subnet>> podSubnets = new HashMap<>();
  private final Map<String, AddressSet> liveNodes = new TreeMap<>();
  private final Map<String, ScaleSet> scaleSets = new HashMap<>();
  private final Map<String, List<ClusterNode>> nodesOf = new HashMap<>();
  private final Optional<AddressSet> podCidrs;
  private final Optional<AddressSet> serviceCidrs;
  private final Set<Boolean> families;
  private final boolean familiesWritten;
  private final boolean dualStackOverlay;
  private final Set<String> windows;

  private Addressing(Snapshot snapshot) {
    this.snapshot = snapshot;
    for (VirtualNetwork network : snapshot.facts().azure().networks()) {
      for (VirtualNetwork.Subnet subnet : network.subnets()) {
        subnets.put(subnet.id(), subnet);
        networkOfSubnet.put(subnet.id(), network);
      }
    }
    snapshot.facts().azure().scaleSets().forEach(set -> scaleSets.put(poolOf(set), set));
    Map<String, List<AddressRange>> ofNodes = new HashMap<>();
    for (ClusterNode node : snapshot.facts().kubernetes().nodes()) {
      String pool = node.pool().isEmpty() ? SOME_NODES : node.pool();
      pools.putIfAbsent(pool, Optional.empty());
      nodesOf.computeIfAbsent(pool, _ -> new ArrayList<>()).add(node);
      for (Address address : node.addresses()) {
        ofNodes
            .computeIfAbsent(pool, _ -> new ArrayList<>())
            .add(new AddressRange(address, address));
      }
    }
    ofNodes.forEach((pool, addresses) -> liveNodes.put(pool, AddressSet.of(addresses)));
    snapshot
        .aks()
        .map(AksCluster::pools)
        .orElse(List.of())
        .forEach(pool -> pools.put(pool.name(), Optional.of(pool)));
    if (pools.isEmpty()) {
      pools.put(SOME_NODES, Optional.empty());
    }
    podCidrs = snapshot.aks().flatMap(aks -> blocks(aks.network().podCidrs().known()));
    serviceCidrs = snapshot.aks().flatMap(aks -> blocks(aks.network().serviceCidrs().known()));
    Optional<List<String>> written =
        snapshot.aks().flatMap(aks -> aks.network().ipFamilies().known()).filter(f -> !f.isEmpty());
    familiesWritten = written.isPresent();
    families = familiesOf(written);
    dualStackOverlay =
        familiesWritten
            && families.size() == 2
            && pools.keySet().stream().anyMatch(pool -> mode(pool) == Mode.OVERLAY);
    windows = pools.keySet().stream().filter(this::isWindows).collect(Collectors.toSet());
  }

  static Addressing of(Snapshot snapshot) {
    return new Addressing(snapshot);
  }

  /// The names of the node pools, sorted; at least one.
  Set<String> pools() {
    return pools.keySet();
  }

  /// The pool as Azure describes it.
  Optional<NodePool> pool(String name) {
    return pools.getOrDefault(name, Optional.empty());
  }

  /// How pods of a pool get their addresses.
  Mode mode(String pool) {
    Optional<AksCluster> aks = snapshot.aks();
    Optional<String> plugin = aks.flatMap(cluster -> cluster.network().plugin().known());
    if (plugin.isEmpty()) {
      return Mode.UNKNOWN;
    }
    if (plugin.get().equalsIgnoreCase("kubenet")) {
      return Mode.KUBENET;
    }
    if (!plugin.get().equalsIgnoreCase("azure")) {
      return Mode.UNKNOWN;
    }
    boolean overlay =
        aks.flatMap(cluster -> cluster.network().pluginMode().known())
            .filter(mode -> mode.equalsIgnoreCase("overlay"))
            .isPresent();
    if (overlay) {
      return Mode.OVERLAY;
    }
    boolean podSubnet = pool(pool).flatMap(p -> p.podSubnet().known()).isPresent();
    return podSubnet ? Mode.POD_SUBNET : Mode.NODE_SUBNET;
  }

  /// What the nodes of these pods run. A workload that asks for nothing runs on whichever pool it
  /// may: either system where one of these runs Windows and another does not.
  OperatingSystem os(Endpoint.Pods pods) {
    if (pods.example().os() != OperatingSystem.UNKNOWN) {
      return pods.example().os();
    }
    long onWindows = pods.pools().stream().filter(windows::contains).count();
    if (onWindows == 0) {
      return OperatingSystem.LINUX;
    }
    return onWindows == pods.pools().size() ? OperatingSystem.WINDOWS : OperatingSystem.UNKNOWN;
  }

  /// Whether the nodes of a pool run Windows.
  boolean isWindows(String pool) {
    return pool(pool)
            .flatMap(p -> p.osType().known())
            .filter("Windows"::equalsIgnoreCase)
            .isPresent()
        || isLabelled(pool, "kubernetes.io/os", "windows");
  }

  private boolean isLabelled(String pool, String label, String value) {
    return nodesOf.getOrDefault(pool, List.of()).stream()
        .anyMatch(node -> value.equals(node.labels().get(label)));
  }

  /// Whether a node of the pool says that it routes with eBPF, past its own iptables rules.
  boolean routesByHost(String pool) {
    return isLabelled(pool, "kubernetes.azure.com/ebpf-host-routing", "true");
  }

  /// The oldest image that any node of the pool is known to run.
  Optional<NodeImage> oldestImage(String pool) {
    return NodeImage.oldest(pool(pool), nodesOf.getOrDefault(pool, List.of()));
  }

  /// Whether pods of both families have addresses of an overlay.
  boolean isDualStackOverlay() {
    return dualStackOverlay;
  }

  /// Whether the version of Kubernetes brings a Cilium that knows ranges of ports; true without an
  /// AKS cluster.
  boolean knowsPortRanges() {
    return snapshot.aks().map(aks -> isAtLeast(aks.kubernetesVersion(), 1, 32)).orElse(true);
  }

  /// @param version as `1.33` or `1.33.5`
  private static boolean isAtLeast(String version, int major, int minor) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.lookingAt()) {
      return false;
    }
    int theirs = Integer.parseInt(parts.group(1));
    return theirs > major || (theirs == major && Integer.parseInt(parts.group(2)) >= minor);
  }

  /// The families of the cluster, IPv4 first. Where Azure does not say, a family counts that pods,
  /// nodes or policies use, and IPv4.
  Set<Boolean> families() {
    return families;
  }

  private Set<Boolean> familiesOf(Optional<List<String>> written) {
    Set<Boolean> families = new LinkedHashSet<>();
    boolean v6 = written.map(names -> has(names, "IPv6")).orElseGet(this::mentionsV6);
    boolean v4 = written.map(names -> has(names, "IPv4")).orElse(true);
    if (v4 || !v6) {
      families.add(false);
    }
    if (v6) {
      families.add(true);
    }
    return families;
  }

  private static boolean has(List<String> families, String name) {
    return families.stream().anyMatch(family -> family.equalsIgnoreCase(name));
  }

  private boolean mentionsV6() {
    if (podCidrs.filter(cidrs -> !cidrs.disjoint(AddressSet.ALL_V6)).isPresent()) {
      return true;
    }
    var kubernetes = snapshot.facts().kubernetes();
    for (ClusterNode node : kubernetes.nodes()) {
      if (node.addresses().stream().anyMatch(Address::v6)) {
        return true;
      }
    }
    for (Workload workload : kubernetes.workloads()) {
      for (Workload.Pod pod : workload.pods()) {
        for (Address address : pod.addresses()) {
          if (address.v6()) {
            return true;
          }
        }
      }
    }
    for (Policy policy : kubernetes.policies()) {
      for (Rule rule : policy.rules()) {
        if (rule.peers().parts().anyMatch(Addressing::mentionsV6)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mentionsV6(Peers.Part part) {
    return switch (part) {
      case Peers.Block(var block, _) -> block.base().v6();
      case Peers.Addresses(var addresses) -> !addresses.possible().disjoint(AddressSet.ALL_V6);
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.Proxied _,
          Peers.Tag _,
          Peers.ApplicationGroup _,
          Peers.Unknown _ ->
          false;
    };
  }

  /// Where the addresses of the pool's nodes lie.
  AddressSet nodeAddresses(String pool) {
    return nodeSubnet(pool)
        .flatMap(VirtualNetwork.Subnet::prefixes)
        .orElseGet(() -> liveNodes.getOrDefault(pool, Space.HOSTS));
  }

  /// Where the addresses of one family lie that nodes of these pools have; empty if they have none.
  AddressSet nodeAddresses(Collection<String> names, boolean v6) {
    return ofFamily(union(names, this::nodeAddresses), v6);
  }

  /// Where the addresses of one family lie that pods on these pools get; empty if they get none.
  AddressSet podAddresses(Collection<String> names, boolean v6) {
    return ofFamily(union(names, this::podAddresses), v6);
  }

  /// Blocks of the other family alone mean that there are no addresses of this one, unless Azure
  /// says that the cluster has it: then its blocks are missing from the input.
  private AddressSet ofFamily(AddressSet known, boolean v6) {
    AddressSet family = v6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
    AddressSet own = known.and(family);
    return own.isEmpty() && familiesWritten && families.contains(v6)
        ? Space.HOSTS.and(family)
        : own;
  }

  private AddressSet podAddresses(String pool) {
    return switch (mode(pool)) {
      case OVERLAY, KUBENET -> podCidrs().orElse(Space.HOSTS);
      case POD_SUBNET ->
          pool(pool)
              .flatMap(p -> p.podSubnet().known())
              .flatMap(this::subnet)
              .flatMap(VirtualNetwork.Subnet::prefixes)
              .orElse(Space.HOSTS);
      case NODE_SUBNET ->
          nodeSubnet(pool).flatMap(VirtualNetwork.Subnet::prefixes).orElse(Space.HOSTS);
      case UNKNOWN -> podCidrs().orElse(Space.HOSTS);
    };
  }

  private static AddressSet union(Collection<String> names, Function<String, AddressSet> of) {
    AddressSet all = AddressSet.EMPTY;
    for (String name : names) {
      all = all.or(of.apply(name));
    }
    return all;
  }

  /// The addresses of the nodes of a pool that run; none where none was read.
  AddressSet liveNodes(String pool) {
    return liveNodes.getOrDefault(pool, AddressSet.EMPTY);
  }

  Optional<AddressSet> podCidrs() {
    return podCidrs;
  }

  Optional<AddressSet> serviceCidrs() {
    return serviceCidrs;
  }

  private static Optional<AddressSet> blocks(Optional<List<String>> texts) {
    return texts
        .map(list ->
            list.stream()
                .flatMap(text -> Cidr.parse(text).stream())
                .map(AddressSet::of)
                .reduce(AddressSet.EMPTY, AddressSet::or))
        .filter(set -> !set.isEmpty());
  }

  /// The subnet of the pool's nodes, where the input holds it: the customer's, or the one of the
  /// network that AKS manages, which the scale set alone names.
  Optional<VirtualNetwork.Subnet> nodeSubnet(String pool) {
    return nodeSubnets.computeIfAbsent(pool, this::findNodeSubnet);
  }

  private Optional<VirtualNetwork.Subnet> findNodeSubnet(String pool) {
    return pool(pool)
        .flatMap(p -> p.vnetSubnet().isLeftOut() ? managedSubnet(pool) : p.vnetSubnet().known())
        .flatMap(this::subnet);
  }

  private Optional<ResourceId> managedSubnet(String pool) {
    return scaleSet(pool).flatMap(set -> set.subnet().known());
  }

  /// The machines of a pool, where the input holds them.
  Optional<ScaleSet> scaleSet(String pool) {
    return Optional.ofNullable(scaleSets.get(pool));
  }

  /// The pool of a scale set: what its tag says, else the second part of its name, which AKS makes
  /// as `aks-POOL-...`.
  private static String poolOf(ScaleSet set) {
    if (!set.pool().isEmpty()) {
      return set.pool();
    }
    String[] parts = set.name().split("-", -1);
    return parts.length >= 3 && parts[0].equals("aks") ? parts[1] : "";
  }

  /// The subnet of the pool's pods in pod-subnet mode, where the input holds it.
  Optional<VirtualNetwork.Subnet> podSubnet(String pool) {
    return podSubnets.computeIfAbsent(
        pool, _ -> pool(pool).flatMap(p -> p.podSubnet().known()).flatMap(this::subnet));
  }

  Optional<VirtualNetwork.Subnet> subnet(ResourceId id) {
    return Optional.ofNullable(subnets.get(id));
  }

  Optional<VirtualNetwork> network(VirtualNetwork.Subnet subnet) {
    return Optional.ofNullable(networkOfSubnet.get(subnet.id()));
  }

  /// The pools that pods of a workload may run on; at least one.
  Set<String> poolsOpenTo(Workload workload) {
    Set<String> may = new TreeSet<>();
    for (Map.Entry<String, Optional<NodePool>> pool : pools.entrySet()) {
      if (mayRunOn(workload, pool.getKey(), pool.getValue())) {
        may.add(pool.getKey());
      }
    }
    return may.isEmpty() ? pools.keySet() : may;
  }

  private static boolean mayRunOn(Workload workload, String name, Optional<NodePool> pool) {
    Map<String, String> wanted = workload.nodeSelector();
    for (String key : List.of("kubernetes.azure.com/agentpool", "agentpool")) {
      if (wanted.containsKey(key) && !wanted.get(key).equals(name)) {
        return false;
      }
    }
    Optional<String> mode = pool.flatMap(p -> p.mode().known());
    String wantedMode = wanted.get("kubernetes.azure.com/mode");
    if (wantedMode != null && mode.isPresent() && !mode.get().equalsIgnoreCase(wantedMode)) {
      return false;
    }
    String os = pool.flatMap(p -> p.osType().known()).orElse("").toLowerCase(Locale.ROOT);
    return switch (workload.os()) {
      case WINDOWS -> os.isEmpty() || os.equals("windows");
      case LINUX -> os.isEmpty() || os.equals("linux");
      case UNKNOWN -> true;
    };
  }

  /// Every address set whose bounds matter.
  List<AddressSet> cuts() {
    List<AddressSet> cuts = new ArrayList<>();
    subnets.values().forEach(subnet -> subnet.prefixes().ifPresent(cuts::add));
    for (VirtualNetwork network : snapshot.facts().azure().networks()) {
      network.space().ifPresent(cuts::add);
      network.peerings().forEach(peering -> peering.remoteSpace().ifPresent(cuts::add));
    }
    podCidrs().ifPresent(cuts::add);
    serviceCidrs().ifPresent(cuts::add);
    for (RouteTable table : snapshot.facts().azure().routeTables()) {
      table.routes().forEach(route -> route.prefix().ifPresent(p -> cuts.add(AddressSet.of(p))));
    }
    cuts.addAll(liveNodes.values());
    return cuts;
  }
}
