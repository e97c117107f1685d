package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import io.seawall.oracle.SecurityRule.Question;
import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What Azure does to a packet between two machines: security admin rules and security groups where
/// it leaves, the route it takes, and the same rules where it arrives. All must let it by. Source:
/// Azure, How network security groups filter network traffic; Virtual network traffic routing.
final class NetworkHops {
  private final VirtualNetworks networks;
  private final Addressing addressing;
  private final Cluster cluster;
  private final SecurityGroups groups;
  private final AdminRules adminRules;
  private final Routing routing;

  /// @param managedCluster Microsoft.ContainerService/managedClusters
  NetworkHops(Tree managedCluster, Documents documents, Cluster cluster) {
    this.networks = new VirtualNetworks(documents);
    this.addressing = new Addressing(managedCluster, documents, networks, cluster);
    this.cluster = cluster;
    this.groups = new SecurityGroups(new ApplicationGroups(documents, networks, cluster));
    this.adminRules = new AdminRules(documents);
    this.routing =
        new Routing(
            networks, addressing, new Firewalls(documents), new WayOut(managedCluster, documents));
  }

  /// A packet that stays on its machine meets none of them. Another one meets, leaving, the
  /// interface's and then the subnet's group; arriving, the subnet's and then the interface's; also
  /// within one subnet. No group means allowed.
  Answer answer(Flow flow) {
    if (flow.staysOnNode()) {
      return Answer.YES;
    }
    return addressing
        .sourceSeen(flow)
        .map(source ->
            passes(flow, source, "Outbound", flow.from())
                .and(routing.answer(flow, source))
                .and(passes(flow, source, "Inbound", flow.to())))
        .orElse(Answer.NO);
  }

  private Answer passes(Flow flow, Ip source, String direction, Endpoint at) {
    var subnet = addressing.subnetOf(at);
    var attached = groups(at);
    if (subnet.isEmpty()) {
      if (!attached.isEmpty()) {
        throw new IllegalArgumentException("a network interface in no known subnet: " + at);
      }
      return Answer.YES;
    }
    var question =
        new Question(
            direction,
            source,
            flow.destination(),
            flow,
            subnet.get(),
            addressing.isBetweenRoutedPods(flow));
    var all =
        attached.stream()
            .map(group -> groups.answer(group, question))
            .reduce(Answer.YES, Answer::and);
    return adminRules.answer(question, all);
  }

  private List<Tree> groups(Endpoint endpoint) {
    return Stream.of(
            addressing.subnetOf(endpoint).flatMap(Subnet::securityGroup), interfaceGroup(endpoint))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Tree> interfaceGroup(Endpoint endpoint) {
    return switch (endpoint) {
      case Outside outside -> networks.interfaceGroup(outside.addresses());
      case Node node -> machineGroup(node);
      case Pod pod -> machineGroup(cluster.node(pod.nodeName()));
    };
  }

  private Optional<Tree> machineGroup(Node node) {
    return networks
        .interfaceGroup(node.addresses())
        .or(() -> networks.scaleSetGroup(node.providerId()));
  }
}
