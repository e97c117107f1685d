package io.seawall.oracle;

import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.Locale;
import java.util.Optional;

/// Whether a packet that Azure routes to the Internet has a public address to leave with. Source:
/// AKS, Customize cluster egress with outbound types; Azure, NAT gateway and Default outbound
/// access.
final class WayOut {
  private final String outboundType;
  private final boolean mayHaveLoadBalancers;

  /// @param managedCluster Microsoft.ContainerService/managedClusters
  WayOut(Tree managedCluster, Documents documents) {
    this.outboundType =
        managedCluster
            .atAnyCase("properties")
            .atAnyCase("networkProfile")
            .atAnyCase("outboundType")
            .text()
            .orElse("loadBalancer")
            .toLowerCase(Locale.ROOT);
    this.mayHaveLoadBalancers =
        !documents.type("microsoft.network/loadbalancers").isEmpty()
            || documents.kind("Service").stream()
                .anyMatch(service ->
                    service.at("spec").at("type").text().orElse("").equals("LoadBalancer"));
  }

  /// @param hasPublicAddress whether the interface has one for the address the packet bears
  Answer answer(Flow flow, Subnet subnet, boolean hasPublicAddress) {
    if (outboundType.equals("block")) {
      return Answer.NO;
    }
    if (hasPublicAddress && flow.source().family() == 4 && subnet.natGateway().isEmpty()) {
      return Answer.YES;
    }
    var translated = translated(subnet, flow.source().family());
    // Source: NAT gateway resource, "supports TCP and UDP"; Load balancer, outbound rules.
    return flow.isTcp() || flow.isUdp() ? translated : translated.and(Answer.OPEN);
  }

  private Answer translated(Subnet subnet, int family) {
    // Source: NAT gateway resource: it takes precedence over other outbound connectivity.
    var gateway = subnet.natGateway().map(WayOut::hasAddress);
    if (family == 4 && gateway.isPresent()) {
      return Answer.of(gateway.get()).or(Answer.OPEN);
    }
    return switch (outboundType) {
      case "loadbalancer" -> Answer.YES;
      case "managednatgateway" -> family == 4 ? Answer.YES : Answer.OPEN;
      case "userassignednatgateway", "userdefinedrouting", "none" -> byDefault(subnet);
      default -> Answer.OPEN;
    };
  }

  /// Without an explicit way out a machine has the default one, unless its subnet is private; since
  /// which version subnets are is not in the texts.
  private Answer byDefault(Subnet subnet) {
    var isPrivate = subnet.defaultOutboundAccess().equals(Optional.of(false));
    return isPrivate && !mayHaveLoadBalancers ? Answer.NO : Answer.OPEN;
  }

  private static boolean hasAddress(Tree gateway) {
    var properties = gateway.atAnyCase("properties");
    return !properties.atAnyCase("publicIpAddresses").items().isEmpty()
        || !properties.atAnyCase("publicIpPrefixes").items().isEmpty();
  }
}
