package io.seawall.practices;

import static io.seawall.practices.Given.at;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Engine;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One small cluster under construction, and what a check says of it.
public final class Case {
  private static final Tier TIER = new Tier(0, "NetworkPolicy", Tier.Fold.DENY_WINS);

  private Optional<AksCase> aks = Optional.empty();
  private final NetworkCase network = new NetworkCase();
  private Optional<Engine> engine = Optional.of(Engine.CALICO);
  private Config config = Config.DEFAULT;
  private final List<Namespace> namespaces = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<EndpointSlice> slices = new ArrayList<>();
  private final List<Ingress> ingresses = new ArrayList<>();
  private final List<IngressClass> classes = new ArrayList<>();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private final List<OtherObject> others = new ArrayList<>();
  private final List<PublicAddress> publicAddresses = new ArrayList<>();
  private final List<NatGateway> natGateways = new ArrayList<>();

  /// A cluster of which only the Kubernetes side is known, with Calico.
  public static Case kubernetes() {
    return new Case();
  }

  /// A cluster that Azure describes.
  public static Case aks(Consumer<AksCase> shape) {
    Case made = new Case();
    AksCase aks = new AksCase();
    shape.accept(aks);
    made.aks = Optional.of(aks);
    made.engine = aks.policy.known().flatMap(Engine::parse).or(() -> Optional.of(Engine.NONE));
    return made;
  }

  /// The network of the cluster.
  public Case network(Consumer<NetworkCase> shape) {
    shape.accept(network);
    return this;
  }

  public Case engine(Optional<Engine> other) {
    engine = other;
    return this;
  }

  public Case config(Config other) {
    config = other;
    return this;
  }

  /// A Namespace object.
  public Case namespace(String name, Map<String, String> labels) {
    namespaces.add(new Namespace(name, labels, true, at("Namespace " + name, "")));
    return this;
  }

  /// A namespace that objects only mention.
  public Case mentioned(String name) {
    namespaces.add(
        new Namespace(
            name, Map.of("kubernetes.io/metadata.name", name), false, at("Namespace " + name, "")));
    return this;
  }

  /// A Deployment with label `app` and one container.
  public Case deployment(String namespace, String name) {
    return workload(namespace, name, _ -> {});
  }

  /// What a workload has besides its name.
  public static final class WorkloadCase {
    public boolean hostNetwork;
    public Workload.OperatingSystem os = Workload.OperatingSystem.LINUX;
    public Map<String, String> annotations = Map.of();
    public Map<String, String> labels = Map.of();
    public List<Workload.Container> containers = List.of(container("main", "shop/main:1"));
    public List<Workload.Pod> pods = List.of();
  }

  /// A container without ports.
  public static Workload.Container container(String name, String image) {
    return new Workload.Container(name, image, false, List.of());
  }

  /// A Deployment.
  public Case workload(String namespace, String name, Consumer<WorkloadCase> shape) {
    WorkloadCase made = new WorkloadCase();
    made.labels = Map.of("app", name);
    shape.accept(made);
    Workload.Id id = new Workload.Id(namespace, "Deployment", name);
    workloads.add(
        new Workload(
            id,
            id,
            made.labels,
            made.annotations,
            made.containers,
            made.hostNetwork,
            false,
            made.os,
            false,
            "default",
            Map.of(),
            made.pods,
            at("Deployment " + namespace + "/" + name, "")));
    if (namespaces.stream().noneMatch(known -> known.name().equals(namespace))) {
      namespace(namespace, Map.of("kubernetes.io/metadata.name", namespace));
    }
    return this;
  }

  /// A policy that isolates the pods of a namespace, or those with label `app`, for egress, and
  /// lets these packets out to these peers.
  public Case egress(String namespace, String app, Peers to, PacketSet packets) {
    String name = app.isEmpty() ? "all" : app;
    String title = "NetworkPolicy " + namespace + "/" + name;
    policies.add(
        new Policy(
            "NetworkPolicy",
            Optional.of(namespace),
            name,
            TIER,
            0,
            Direction.EGRESS,
            new Peers.Pods(
                new NamespaceTest.Named(namespace),
                app.isEmpty() ? LabelTest.any() : LabelTest.equalTo("app", app)),
            true,
            packets.isEmpty()
                ? List.of()
                : List.of(
                    new Rule(
                        Verdict.ALLOW,
                        new Peers.Everybody(),
                        to,
                        new PortMatch(packets, List.of()),
                        at(title, "spec.egress[0]"))),
            Verdict.DENY,
            at(title, "")));
    return this;
  }

  /// A policy of a kind whose rules are not known.
  public Case unread(String kind, String namespace, String name) {
    policies.add(
        new Policy(
            kind,
            Optional.of(namespace),
            name,
            new Tier(0, "policies not read", Tier.Fold.FIRST_MATCH),
            0,
            Direction.EGRESS,
            new Peers.Pods(new NamespaceTest.Named(namespace), LabelTest.any()),
            false,
            List.of(),
            Verdict.DENY,
            at(kind + " " + namespace + "/" + name, "")));
    return this;
  }

  /// A policy that lets nothing out of a namespace.
  public Case denyEgress(String namespace) {
    return egress(namespace, "", new Peers.Everybody(), PacketSet.EMPTY);
  }

  public Case node(String name, String pool, Map<String, String> labels, String address) {
    nodes.add(
        new ClusterNode(
            name,
            pool,
            labels,
            List.of(Address.parse(address).orElseThrow()),
            at("Node " + name, "")));
    return this;
  }

  public Case service(Service service) {
    services.add(service);
    return this;
  }

  public Case slice(EndpointSlice slice) {
    slices.add(slice);
    return this;
  }

  public Case ingress(Ingress ingress) {
    ingresses.add(ingress);
    return this;
  }

  public Case ingressClass(String name, String controller) {
    classes.add(new IngressClass(name, controller, false, at("IngressClass " + name, "")));
    return this;
  }

  /// An object known by name only.
  public Case other(String group, String kind, String namespace, String name) {
    others.add(
        new OtherObject(
            group,
            kind,
            namespace,
            name,
            Map.of(),
            at(kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name), "")));
    return this;
  }

  public Case publicAddress(PublicAddress address) {
    publicAddresses.add(address);
    return this;
  }

  public Case natGateway(NatGateway gateway) {
    natGateways.add(gateway);
    return this;
  }

  /// What checks are asked about.
  public Situation situation() {
    network.close();
    Facts facts =
        new Facts(
            new Facts.Kubernetes(
                namespaces,
                workloads,
                services,
                slices,
                ingresses,
                classes,
                nodes,
                policies,
                others),
            new Facts.Azure(
                aks.map(AksCase::build).stream().toList(),
                List.of(),
                network.networks,
                network.groups,
                network.tables,
                network.scaleSets,
                publicAddresses,
                natGateways,
                List.of()));
    Snapshot snapshot = new Snapshot("shop", aks.map(AksCase::build), facts);
    return new Situation(snapshot, Reach.of(snapshot, engine, config.addresses()), engine, config);
  }

  /// Everything that a check says.
  public List<Finding> judge(Check check) {
    return check.judge(situation());
  }

  /// What a check says of one subject.
  public Finding judge(Check check, String subject) {
    List<Finding> all = judge(check);
    return all.stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + subject + " in " + all));
  }
}
