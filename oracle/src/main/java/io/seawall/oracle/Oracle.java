package io.seawall.oracle;

import java.util.List;
import java.util.Optional;

/// Answers, for one packet at a time, whether it may pass.
///
/// The way of a packet: the egress policies of its source, the packet filter of its node, the
/// security groups that it meets, the route it takes, the firewall the route leads through, the
/// ingress policies of its destination. All must let it by. Azure's part counts only where the
/// texts hold a `Microsoft.ContainerService/managedClusters` resource.
public final class Oracle {
  private final Cluster cluster;
  private final KubernetesPolicies policies;
  private final NodePolicies ofNodes;
  private final Optional<Azure> azure;

  private record Azure(HostRules host, NetworkHops hops) {}

  private Oracle(
      Cluster cluster, KubernetesPolicies policies, NodePolicies ofNodes, Optional<Azure> azure) {
    this.cluster = cluster;
    this.policies = policies;
    this.ofNodes = ofNodes;
    this.azure = azure;
  }

  /// The oracle of the world that these texts describe.
  ///
  /// @param texts YAML (several documents allowed) or JSON; Kubernetes objects and Azure resources
  ///   in REST shape
  /// @param engine azure, calico, cilium or none: who enforces the policies
  /// @throws IllegalArgumentException for anything that would matter and that the oracle has no
  ///   rule for
  public static Oracle of(List<String> texts, String engine) {
    var documents = new Documents(texts);
    var cluster = new Cluster(documents);
    var managed = managedCluster(documents);
    var enforcer = Engine.of(engine);
    if (managed.filter(Addressing::isDualStackOverlay).isPresent() && enforcer != Engine.CILIUM) {
      enforcer = Engine.NONE;
    }
    return new Oracle(
        cluster,
        new KubernetesPolicies(documents, cluster, enforcer),
        new NodePolicies(documents, cluster, enforcer, managed),
        managed.map(tree -> azure(tree, documents, cluster)));
  }

  private static Optional<Tree> managedCluster(Documents documents) {
    var found = documents.type("microsoft.containerservice/managedclusters");
    if (found.size() > 1) {
      throw new IllegalArgumentException("one cluster at a time, not " + found.size());
    }
    return found.stream().findFirst();
  }

  private static Azure azure(Tree managedCluster, Documents documents, Cluster cluster) {
    return new Azure(
        new HostRules(managedCluster, cluster),
        new NetworkHops(managedCluster, documents, cluster));
  }

  /// Whether the packet may pass. A packet from or to a pod that has ended, or between addresses of
  /// a family that one end does not have, cannot exist, and is not allowed.
  ///
  /// @throws IllegalArgumentException if an end names nobody
  public Answer answer(Packet packet) {
    return flow(packet).map(flow -> answer(flow).and(ofNodes.answer(flow))).orElse(Answer.NO);
  }

  /// As `answer`, where it is not open.
  ///
  /// @throws IllegalArgumentException if an end names nobody, or the answer is open
  boolean allows(Packet packet) {
    return switch (answer(packet)) {
      case YES -> true;
      case NO -> false;
      case OPEN -> throw new IllegalArgumentException("open: " + packet);
    };
  }

  private Answer answer(Flow flow) {
    var passes =
        azure
            .map(part -> Answer.of(part.host().allows(flow)).and(part.hops().answer(flow)))
            .orElse(Answer.YES);
    return policies.answer(flow).and(passes);
  }

  private Optional<Flow> flow(Packet packet) {
    var from = cluster.endpoint(packet.from());
    var to = cluster.endpoint(packet.to());
    var source = from.flatMap(endpoint -> endpoint.address(packet.family()));
    var destination = to.flatMap(endpoint -> endpoint.address(packet.family()));
    if (from.isEmpty() || to.isEmpty() || source.isEmpty() || destination.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Flow(
            from.get(),
            source.get(),
            to.get(),
            destination.get(),
            packet.protocolNumber(),
            packet.sourcePort(),
            packet.destinationPort()));
  }
}
