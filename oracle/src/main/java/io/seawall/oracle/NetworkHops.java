package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import io.seawall.oracle.SecurityGroups.Question;
import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The security groups that a packet meets on its way, each of which must allow it. Source: Azure,
/// How network security groups filter network traffic.
final class NetworkHops {
  private final VirtualNetworks networks;
  private final Addressing addressing;
  private final Cluster cluster;

  NetworkHops(VirtualNetworks networks, Addressing addressing, Cluster cluster) {
    this.networks = networks;
    this.addressing = addressing;
    this.cluster = cluster;
  }

  /// A packet that stays on its machine meets no group. Another one meets, leaving, the interface's
  /// and then the subnet's; arriving, the subnet's and then the interface's; also within one
  /// subnet. No group means allowed.
  boolean allows(Flow flow) {
    if (flow.staysOnNode()) {
      return true;
    }
    var source = addressing.sourceSeen(flow);
    return source.isPresent()
        && passes(flow, source.get(), "Outbound", flow.from(), groups(flow.from()).reversed())
        && passes(flow, source.get(), "Inbound", flow.to(), groups(flow.to()));
  }

  private boolean passes(Flow flow, Ip source, String direction, Endpoint at, List<Tree> groups) {
    return groups.stream()
        .allMatch(group ->
            SecurityGroups.allows(
                group,
                new Question(
                    direction,
                    source,
                    flow.destination(),
                    flow,
                    subnetOf(at),
                    addressing.isBetweenRoutedPods(flow))));
  }

  /// That of the subnet, then that of the network interface.
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

  private Subnet subnetOf(Endpoint endpoint) {
    return addressing
        .subnetOf(endpoint)
        .orElseThrow(() ->
            new IllegalArgumentException("a network interface in no known subnet: " + endpoint));
  }
}
