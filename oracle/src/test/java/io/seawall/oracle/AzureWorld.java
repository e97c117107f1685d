package io.seawall.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A small AKS cluster with its virtual network, for the tables on security groups and addresses.
///
/// n1 and n2 are in pool main (subnet 10.1.0.0/24), n3 in pool user (10.1.2.0/24); pods a and b run
/// on n1, c on n2, u on n3. Pod addresses are 10.244.x.y (overlay, kubenet), 10.1.16.x (pod subnet)
/// or those of the node's subnet. The network is 10.1.0.0/16 and fd00:1::/48, with the peer
/// 10.9.0.0/16.
final class AzureWorld {
  private static final String ID = "/subscriptions/s/resourceGroups/g/providers/";
  private static final String NETWORK = ID + "Microsoft.Network/virtualNetworks/vnet";

  private final String mode;
  private final List<String> texts = new ArrayList<>();
  private String nodesGroup = "";
  private String podsGroup = "";
  private String profile = "";
  private String nodesRoutes = "";

  private AzureWorld(String mode) {
    this.mode = mode;
  }

  /// @param mode overlay, pods (a pod subnet), nodes (pods in the node subnet) or kubenet
  static AzureWorld of(String mode) {
    return new AzureWorld(mode);
  }

  /// Attaches a group to the subnet of pool main. Rules are written `priority direction access
  /// protocol source sourcePorts destination ports`, with commas for the plural fields, and
  /// separated by `;`.
  AzureWorld onNodes(String rules) {
    nodesGroup = attach("nodes", rules);
    return this;
  }

  AzureWorld onPods(String rules) {
    podsGroup = attach("pods", rules);
    return this;
  }

  /// A group on the interfaces of the machines of pool main.
  AzureWorld onCards(String rules) {
    texts.add(
        """
        { "id": "%sMicrosoft.Compute/virtualMachineScaleSets/aks-main-vmss", "type": "Microsoft.Compute/virtualMachineScaleSets",
          "properties": { "virtualMachineProfile": { "networkProfile": { "networkInterfaceConfigurations": [
            { "name": "aks-main-vmss", "properties": { "primary": true, %s } } ] } } } }
        """
            .formatted(ID, attach("cards", rules).substring(1)));
    return this;
  }

  /// Further fields of the network profile.
  AzureWorld profile(String fields) {
    profile = ", " + fields;
    return this;
  }

  AzureWorld route(String prefix) {
    texts.add(
        """
        { "id": "%sMicrosoft.Network/routeTables/rt", "type": "Microsoft.Network/routeTables",
          "properties": { "routes": [ { "name": "r", "properties": { "addressPrefix": "%s" } } ] } }
        """
            .formatted(ID, prefix));
    nodesRoutes = ", \"routeTable\": { \"id\": \"" + ID + "Microsoft.Network/routeTables/rt\" }";
    return this;
  }

  AzureWorld also(String text) {
    texts.add(text);
    return this;
  }

  boolean allows(Packet packet) {
    return allows(packet, "none");
  }

  boolean allows(Packet packet, String engine) {
    return Oracle.of(
            Stream.of(texts, List.of(network(), cluster(), objects()))
                .flatMap(List::stream)
                .toList(),
            engine)
        .allows(packet);
  }

  private String attach(String name, String rules) {
    var id = ID + "Microsoft.Network/networkSecurityGroups/" + name;
    var list =
        Stream.of(rules.split(";", -1))
            .map(String::strip)
            .filter(rule -> !rule.isEmpty())
            .map(AzureWorld::rule)
            .collect(Collectors.joining(",\n"));
    texts.add(
        """
        { "id": "%s", "name": "%s", "type": "Microsoft.Network/networkSecurityGroups",
          "properties": { "securityRules": [ %s ] } }
        """
            .formatted(id.toUpperCase(Locale.ROOT), name, list));
    return ", \"networkSecurityGroup\": { \"id\": \"" + id + "\" }";
  }

  private static String rule(String text) {
    var part = text.split("\\s+", -1);
    return """
    { "name": "r%s", "properties": { "priority": %s, "direction": "%s", "access": "%s", "protocol": "%s",
      %s, %s, %s, %s } }
    """
        .formatted(
            part[0],
            part[0],
            part[1],
            part[2],
            part[3],
            field("sourceAddressPrefix", "es", part[4]),
            field("sourcePortRange", "s", part[5]),
            field("destinationAddressPrefix", "es", part[6]),
            field("destinationPortRange", "s", part[7]));
  }

  private static String field(String name, String plural, String values) {
    return values.contains(",")
        ? "\"" + name + plural + "\": [ \"" + values.replace(",", "\", \"") + "\" ]"
        : "\"" + name + "\": \"" + values + "\"";
  }

  private String network() {
    return """
    { "id": "%1$s", "type": "Microsoft.Network/virtualNetworks", "properties": {
        "addressSpace": { "addressPrefixes": [ "10.1.0.0/16", "fd00:1::/48" ] },
        "virtualNetworkPeerings": [ { "properties": { "peeringState": "Connected",
          "remoteAddressSpace": { "addressPrefixes": [ "10.9.0.0/16" ] } } } ],
        "subnets": [
          { "id": "%1$s/subnets/nodes", "properties": { "addressPrefixes": [ "10.1.0.0/24", "fd00:1::/64" ] %2$s %3$s } },
          { "id": "%1$s/subnets/users", "properties": { "addressPrefix": "10.1.2.0/24" } },
          { "id": "%1$s/subnets/pods", "properties": { "addressPrefix": "10.1.16.0/20" %4$s } } ] } }
    """
        .formatted(NETWORK, nodesGroup, nodesRoutes, podsGroup);
  }

  private String cluster() {
    var plugin = mode.equals("kubenet") ? "kubenet" : "azure";
    var pods = mode.equals("pods") ? ", \"podSubnetID\": \"" + NETWORK + "/subnets/pods\"" : "";
    return """
    { "id": "%1$sMicrosoft.ContainerService/managedClusters/c", "type": "Microsoft.ContainerService/ManagedClusters",
      "properties": { "networkProfile": { "networkPlugin": "%2$s" %3$s %4$s },
        "agentPoolProfiles": [ { "name": "main", "vnetSubnetID": "%5$s/subnets/nodes" %6$s },
                               { "name": "user", "vnetSubnetID": "%5$s/subnets/users" %6$s } ] } }
    """
        .formatted(
            ID,
            plugin,
            mode.equals("overlay")
                ? ", \"networkPluginMode\": \"overlay\", \"podCidr\": \"10.244.0.0/16\""
                : "",
            profile,
            NETWORK,
            pods);
  }

  private String objects() {
    var podSubnet = mode.equals("pods");
    var nodeSubnet = mode.equals("nodes");
    return String.join(
        "\n---\n",
        node("n1", "main", "10.1.0.4", "fd00:1::4"),
        node("n2", "main", "10.1.0.5", "fd00:1::5"),
        node("n3", "user", "10.1.2.4", "fd00:1:0:2::4"),
        pod("a", "n1", podSubnet ? "10.1.16.10" : nodeSubnet ? "10.1.0.10" : "10.244.1.10"),
        pod("b", "n1", podSubnet ? "10.1.16.11" : nodeSubnet ? "10.1.0.11" : "10.244.1.11"),
        pod("c", "n2", podSubnet ? "10.1.16.12" : nodeSubnet ? "10.1.0.12" : "10.244.2.12"),
        pod("u", "n3", podSubnet ? "10.1.16.13" : nodeSubnet ? "10.1.2.13" : "10.244.3.13"));
  }

  private static String node(String name, String pool, String four, String six) {
    return """
    { kind: Node, metadata: { name: %1$s, labels: { kubernetes.azure.com/agentpool: %2$s } },
      spec: { providerID: "azure://%5$smicrosoft.compute/virtualMachineScaleSets/aks-%2$s-vmss/virtualMachines/0" },
      status: { addresses: [ { type: InternalIP, address: "%3$s" }, { type: InternalIP, address: "%4$s" } ] } }
    """
        .formatted(name, pool, four, six, ID);
  }

  private static String pod(String name, String node, String ip) {
    return """
    { kind: Pod, metadata: { name: %s, namespace: x }, spec: { nodeName: %s, containers: [] },
      status: { podIP: %s, podIPs: [ { ip: "%s" }, { ip: "fd00:1:0:f::%s" } ] } }
    """
        .formatted(name, node, ip, ip, ip.substring(ip.lastIndexOf('.') + 1));
  }
}
