package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Gateways;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.mesh.Member;
import io.seawall.model.policy.NodeGuards;
import io.seawall.model.policy.Policy;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A cluster made by hand, for tests.
final class Cluster {
  private final List<Namespace> namespaces = new ArrayList<>();
  private final List<Pods> pods = new ArrayList<>();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<EndpointSlice> slices = new ArrayList<>();
  private final List<Ingress> ingresses = new ArrayList<>();
  private final List<IngressClass> classes = new ArrayList<>();
  private final List<OtherObject> others = new ArrayList<>();
  private Gateways gateways = Gateways.NONE;
  private NodeGuards guards = NodeGuards.NONE;
  private Optional<AzureSide> azure = Optional.empty();

  /// A namespace that was read, with labels as `team=a`.
  Cluster namespace(String name, String... labels) {
    Map<String, String> all = labels(labels);
    all.put("kubernetes.io/metadata.name", name);
    namespaces.add(new Namespace(name, all, true, SourceRef.of("ns-" + name + ".yaml", 1)));
    return this;
  }

  /// A namespace that was only mentioned.
  Cluster mentioned(String name) {
    Map<String, String> labels = Map.of("kubernetes.io/metadata.name", name);
    namespaces.add(new Namespace(name, labels, false, SourceRef.of("", 0)));
    return this;
  }

  /// A node of a pool.
  Cluster node(String name, String pool, String... addresses) {
    nodes.add(
        new ClusterNode(name, pool, Map.of(), addresses(addresses), SourceRef.of("nodes.json", 1)));
    return this;
  }

  /// Starts a workload; what is said of it later counts.
  Pods pods(String namespace, String name) {
    Pods one = new Pods(namespace, name);
    pods.add(one);
    return one;
  }

  Cluster ingress(Ingress ingress) {
    ingresses.add(ingress);
    return this;
  }

  Cluster ingressClass(String name, String controller, boolean isDefault) {
    classes.add(new IngressClass(name, controller, isDefault, SourceRef.of("class.yaml", 1)));
    return this;
  }

  Cluster gateways(Gateways more) {
    gateways = gateways.plus(more);
    return this;
  }

  /// More of what guards nodes.
  Cluster guards(NodeGuards more) {
    guards = guards.plus(more);
    return this;
  }

  /// An object known by name only.
  Cluster other(String group, String kind, String namespace, String name) {
    others.add(
        new OtherObject(group, kind, namespace, name, Map.of(), SourceRef.of("other.yaml", 1)));
    return this;
  }

  Cluster service(Service service) {
    services.add(service);
    return this;
  }

  Cluster slice(EndpointSlice slice) {
    slices.add(slice);
    return this;
  }

  Cluster policy(Policy policy) {
    policies.add(policy);
    return this;
  }

  Cluster policies(List<Policy> more) {
    policies.addAll(more);
    return this;
  }

  /// The Azure side.
  AzureSide azure() {
    AzureSide side = azure.orElseGet(AzureSide::new);
    azure = Optional.of(side);
    return side;
  }

  Cluster azure(AzureSide side) {
    azure = Optional.of(side);
    return this;
  }

  /// Drops the policies of which this does not hold.
  Cluster keep(Predicate<Policy> kept) {
    policies.removeIf(kept.negate());
    return this;
  }

  Snapshot snapshot() {
    return snapshotWith(policies);
  }

  /// The cluster with other policies than its own.
  Snapshot snapshotWith(List<Policy> policies) {
    Facts.Kubernetes kubernetes =
        new Facts.Kubernetes(
            namespaces,
            pods.stream().map(Pods::workload).toList(),
            services,
            slices,
            ingresses,
            classes,
            nodes,
            policies,
            others,
            gateways,
            guards,
            List.of());
    Facts.Azure resources = azure.map(AzureSide::facts).orElse(Facts.NONE.azure());
    return new Snapshot("shop", azure.map(AzureSide::cluster), new Facts(kubernetes, resources));
  }

  Reach reach(Engine engine) {
    return Reach.of(snapshot(), Optional.of(engine), List.of());
  }

  Reach reachOfUnknownEngine() {
    return Reach.of(snapshot(), Optional.empty(), List.of());
  }

  /// The one IPv4 endpoint of a workload.
  static Endpoint.Pods pods(Reach reach, String id) {
    List<Endpoint.Pods> found = allPods(reach, id);
    if (found.size() != 1) {
      throw new IllegalStateException(id + " has " + found.size() + " endpoints: " + found);
    }
    return found.getFirst();
  }

  /// The IPv4 endpoints of a workload.
  static List<Endpoint.Pods> allPods(Reach reach, String id) {
    String[] parts = id.split("/", -1);
    return reach.universe().of(new Workload.Id(parts[0], "Deployment", parts[1])).stream()
        .filter(endpoint -> !endpoint.v6())
        .map(Endpoint.Pods.class::cast)
        .toList();
  }

  /// The endpoint of an address that belongs to nobody known.
  static Endpoint.Outside outside(Reach reach, String address) {
    return reach.universe().outside(address(address)).orElseThrow();
  }

  /// The IPv4 side of the nodes of a pool.
  static Endpoint.Nodes nodes(Reach reach, String pool) {
    return reach.universe().nodes().stream()
        .filter(nodes -> nodes.pool().equals(pool) && !nodes.v6())
        .findFirst()
        .orElseThrow();
  }

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static AddressSet set(String... blocks) {
    return AddressSet.ofBlocks(blocks);
  }

  static Packet tcp(int port) {
    return new Packet(Protocol.TCP, port, 50_000);
  }

  private static List<Address> addresses(String... texts) {
    return Arrays.stream(texts).map(Cluster::address).toList();
  }

  private static Map<String, String> labels(String... texts) {
    Map<String, String> labels = new TreeMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      labels.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return labels;
  }

  /// A workload, as far as it was said.
  static final class Pods {
    private final Workload.Id id;
    private final List<Workload.Port> ports = new ArrayList<>();
    private final List<Workload.Pod> live = new ArrayList<>();
    private final Map<String, String> nodeSelector = new TreeMap<>();
    private Map<String, String> labels;
    private String image = "";
    private boolean hostNetwork;
    private boolean virtualNode;
    private Map<String, String> annotations = Map.of();
    private OperatingSystem os = OperatingSystem.LINUX;
    private Member member = Member.NONE;

    private Pods(String namespace, String name) {
      this.id = new Workload.Id(namespace, "Deployment", name);
      this.labels = Cluster.labels("app=" + name);
    }

    Pods labels(String... texts) {
      labels = Cluster.labels(texts);
      return this;
    }

    Pods port(String name, Protocol protocol, int number) {
      ports.add(new Workload.Port(name, protocol, number, 0));
      return this;
    }

    Pods image(String name) {
      image = name;
      return this;
    }

    Pods hostPort(Protocol protocol, int host, int number) {
      ports.add(new Workload.Port("", protocol, number, host));
      return this;
    }

    /// A live pod with these addresses; none while it is pending.
    Pods on(String node, String... addresses) {
      live.add(new Workload.Pod(id.name() + "-" + live.size(), Cluster.addresses(addresses), node));
      return this;
    }

    Pods inPool(String pool) {
      nodeSelector.put("kubernetes.azure.com/agentpool", pool);
      return this;
    }

    Pods withHostNetwork() {
      hostNetwork = true;
      return this;
    }

    Pods onVirtualNode() {
      virtualNode = true;
      return this;
    }

    Pods forStaticGateway() {
      annotations = Map.of("kubernetes.azure.com/static-gateway-configuration", "own");
      return this;
    }

    Pods runs(OperatingSystem system) {
      os = system;
      return this;
    }

    /// What a mesh makes of them.
    Pods in(Member one) {
      member = one;
      return this;
    }

    Workload workload() {
      return new Workload(
              id,
              id,
              labels,
              annotations,
              List.of(new Workload.Container("main", image, false, ports)),
              hostNetwork,
              false,
              os,
              virtualNode,
              "default",
              nodeSelector,
              live,
              SourceRef.of(id.name() + ".yaml", 1))
          .in(member);
    }
  }
}
