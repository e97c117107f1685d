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
/// 10.9.0.0/16, in which 10.9.0.4 is the firewall, if there is one. Nodes have public addresses
/// unless told otherwise.
final class AzureWorld {
  private static final String ID = "/subscriptions/s/resourceGroups/g/providers/";
  private static final String NETWORK = ID + "Microsoft.Network/virtualNetworks/vnet";

  private final String mode;
  private final List<String> texts = new ArrayList<>();
  private String nodesGroup = "";
  private String podsGroup = "";
  private String usersGroup = "";
  private String profile = "";
  private String nodesFields = "";
  private String pools = ", \"enableNodePublicIP\": true";
  private String cards = "";
  private boolean hasScaleSet;

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

  /// A group with this rule, as JSON, on the subnets of both pools.
  AzureWorld onBothSubnets(String rule) {
    nodesGroup = attachJson("both", rule);
    usersGroup = nodesGroup;
    return this;
  }

  AzureWorld onPods(String rules) {
    podsGroup = attach("pods", rules);
    return this;
  }

  /// A group on the interfaces of the machines of pool main.
  AzureWorld onCards(String rules) {
    hasScaleSet = true;
    cards += attach("cards", rules);
    return this;
  }

  /// The machines of pool main are in the application security group `asg/main`.
  AzureWorld inApplicationGroup() {
    hasScaleSet = true;
    cards +=
        """
        , "ipConfigurations": [ { "name": "ipconfig1", "properties": { "primary": true,
            "applicationSecurityGroups": [ { "id": "%s" } ] } } ]
        """
            .formatted(asg("main"));
    return this;
  }

  static String asg(String name) {
    return ID + "Microsoft.Network/applicationSecurityGroups/" + name;
  }

  private String scaleSet() {
    return """
    { "id": "%sMicrosoft.Compute/virtualMachineScaleSets/aks-main-vmss", "type": "Microsoft.Compute/virtualMachineScaleSets",
      "properties": { "virtualMachineProfile": { "networkProfile": { "networkInterfaceConfigurations": [
        { "name": "aks-main-vmss", "properties": { "primary": true %s } } ] } } } }
    """
        .formatted(ID, cards);
  }

  /// Further fields of the network profile.
  AzureWorld profile(String fields) {
    profile = ", " + fields;
    return this;
  }

  /// No node has a public address of its own.
  AzureWorld withoutPublicAddresses() {
    pools = "";
    return this;
  }

  /// Further fields of the subnet of pool main.
  AzureWorld nodesSubnet(String fields) {
    nodesFields += ", " + fields;
    return this;
  }

  /// Further fields of the subnet of pool user.
  AzureWorld usersSubnet(String fields) {
    usersGroup += ", " + fields;
    return this;
  }

  /// A NAT gateway on the subnet of pool main.
  AzureWorld natGateway(boolean hasAddress) {
    texts.add(
        """
        { "id": "%sMicrosoft.Network/natGateways/out", "type": "Microsoft.Network/natGateways",
          "properties": { "publicIpAddresses": [ %s ] } }
        """
            .formatted(ID, hasAddress ? "{ \"id\": \"/ip\" }" : ""));
    return nodesSubnet(
        "\"natGateway\": { \"id\": \"" + ID + "Microsoft.Network/natGateways/out\" }");
  }

  /// A route table on the subnet of pool main; routes are written `prefix nextHopType` with an
  /// address after VirtualAppliance, separated by `;`.
  AzureWorld routes(String routes) {
    var list =
        Stream.of(routes.split(";", -1))
            .map(String::strip)
            .map(AzureWorld::route)
            .collect(Collectors.joining(",\n"));
    texts.add(
        """
        { "id": "%sMicrosoft.Network/routeTables/rt", "type": "Microsoft.Network/routeTables",
          "properties": { "routes": [ %s ] } }
        """
            .formatted(ID, list));
    return nodesSubnet(
        "\"routeTable\": { \"id\": \"" + ID + "Microsoft.Network/routeTables/rt\" }");
  }

  private static String route(String text) {
    var part = text.split("\\s+", -1);
    return """
    { "name": "r", "properties": { "addressPrefix": "%s", "nextHopType": "%s" %s } }
    """
        .formatted(
            part[0], part[1], part.length > 2 ? ", \"nextHopIpAddress\": \"" + part[2] + "\"" : "");
  }

  /// A firewall with these further properties, as the default route of pool main.
  AzureWorld firewall(String properties) {
    texts.add(
        """
        { "id": "%1$sMicrosoft.Network/azureFirewalls/fw", "type": "Microsoft.Network/azureFirewalls",
          "properties": { "ipConfigurations": [ { "name": "c", "properties": { "privateIPAddress": "10.9.0.4",
            "subnet": { "id": "%1$sMicrosoft.Network/virtualNetworks/hub/subnets/AzureFirewallSubnet" },
            "publicIPAddress": { "id": "%1$sMicrosoft.Network/publicIPAddresses/fw" } } } ] %2$s } }
        """
            .formatted(ID, properties));
    texts.add(
        """
        { "id": "%1$sMicrosoft.Network/virtualNetworks/hub", "type": "Microsoft.Network/virtualNetworks", "properties": {
            "addressSpace": { "addressPrefixes": [ "10.9.0.0/16" ] },
            "virtualNetworkPeerings": [ { "properties": { "peeringState": "Connected",
              "remoteAddressSpace": { "addressPrefixes": [ "10.1.0.0/16" ] } } } ],
            "subnets": [ { "id": "%1$sMicrosoft.Network/virtualNetworks/hub/subnets/AzureFirewallSubnet",
              "properties": { "addressPrefix": "10.9.0.0/26" } } ] } }
        """
            .formatted(ID));
    return routes("0.0.0.0/0 VirtualAppliance 10.9.0.4");
  }

  AzureWorld also(String text) {
    texts.add(text);
    return this;
  }

  boolean allows(Packet packet) {
    return allows(packet, "none");
  }

  boolean allows(Packet packet, String engine) {
    return oracle(engine).allows(packet);
  }

  Answer answer(Packet packet) {
    return oracle("none").answer(packet);
  }

  private Oracle oracle(String engine) {
    return Oracle.of(
        Stream.of(
                texts,
                hasScaleSet ? List.of(scaleSet()) : List.<String>of(),
                List.of(network(), cluster(), objects()))
            .flatMap(List::stream)
            .toList(),
        engine);
  }

  private String attach(String name, String rules) {
    return attachJson(
        name,
        Stream.of(rules.split(";", -1))
            .map(String::strip)
            .filter(rule -> !rule.isEmpty())
            .map(AzureWorld::rule)
            .collect(Collectors.joining(",\n")));
  }

  private String attachJson(String name, String list) {
    var id = ID + "Microsoft.Network/networkSecurityGroups/" + name;
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
          { "id": "%1$s/subnets/users", "properties": { "addressPrefix": "10.1.2.0/24" %5$s } },
          { "id": "%1$s/subnets/pods", "properties": { "addressPrefix": "10.1.16.0/20" %4$s } } ] } }
    """
        .formatted(NETWORK, nodesGroup, nodesFields, podsGroup, usersGroup);
  }

  private String cluster() {
    var plugin = mode.equals("kubenet") ? "kubenet" : "azure";
    var pods = mode.equals("pods") ? ", \"podSubnetID\": \"" + NETWORK + "/subnets/pods\"" : "";
    return """
    { "id": "%1$sMicrosoft.ContainerService/managedClusters/c", "type": "Microsoft.ContainerService/ManagedClusters",
      "properties": { "networkProfile": { "networkPlugin": "%2$s" %3$s %4$s },
        "agentPoolProfiles": [ { "name": "main", "vnetSubnetID": "%5$s/subnets/nodes" %6$s %7$s },
                               { "name": "user", "vnetSubnetID": "%5$s/subnets/users" %6$s %7$s } ] } }
    """
        .formatted(
            ID,
            plugin,
            mode.equals("overlay")
                ? ", \"networkPluginMode\": \"overlay\", \"podCidr\": \"10.244.0.0/16\""
                : "",
            profile,
            NETWORK,
            pods,
            pools);
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
