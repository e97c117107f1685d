package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Node;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses are in which application security group: those of the interface configurations
/// that name it. Source: Azure, Application security groups; REST API,
/// NetworkInterfaceIPConfigurationPropertiesFormat.applicationSecurityGroups and, for scale sets,
/// VirtualMachineScaleSetIPConfigurationProperties.applicationSecurityGroups.
final class ApplicationGroups {
  private final Documents documents;
  private final VirtualNetworks networks;
  private final Cluster cluster;

  ApplicationGroups(Documents documents, VirtualNetworks networks, Cluster cluster) {
    this.documents = documents;
    this.networks = networks;
    this.cluster = cluster;
  }

  /// Whether the address is in the group. OPEN for the address of a pod on a machine whose
  /// interface is: whether that address is one of the interface's own is not in the texts.
  Answer holds(String group, Ip ip) {
    if (isOnInterface(group, ip)
        || cluster.nodesAt(ip).stream().anyMatch(node -> isOnScaleSet(group, node))) {
      return Answer.YES;
    }
    var carried =
        cluster
            .pods()
            .filter(pod -> pod.addresses().contains(ip))
            .anyMatch(pod -> isOnScaleSet(group, cluster.node(pod.nodeName())));
    return carried ? Answer.OPEN : Answer.NO;
  }

  private boolean isOnInterface(String group, Ip ip) {
    return documents.type("microsoft.network/networkinterfaces").stream()
        .flatMap(card -> configurations(card.atAnyCase("properties")))
        .filter(configuration ->
            configuration
                .atAnyCase("privateIPAddress")
                .text()
                .filter(text -> Ip.of(text).equals(ip))
                .isPresent())
        .anyMatch(configuration -> names(configuration, group));
  }

  private boolean isOnScaleSet(String group, Node node) {
    return networks
        .scaleSetInterfaces(node.providerId())
        .flatMap(ApplicationGroups::configurations)
        .anyMatch(configuration -> names(configuration, group));
  }

  private static Stream<Tree> configurations(Tree card) {
    return card.atAnyCase("ipConfigurations").items().stream()
        .map(configuration -> configuration.atAnyCase("properties"));
  }

  private static boolean names(Tree configuration, String group) {
    List<Tree> groups = configuration.atAnyCase("applicationSecurityGroups").items();
    return groups.stream()
        .anyMatch(named -> named.atAnyCase("id").text().orElse("").equalsIgnoreCase(group));
  }
}
