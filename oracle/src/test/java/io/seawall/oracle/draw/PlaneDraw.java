package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.oracle.draw.Scene.Mode;
import io.seawall.oracle.draw.Scene.Node;
import io.seawall.oracle.draw.Scene.Pod;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Draws the Azure side of a cluster: a spoke with subnets for each pool, security groups of dozens
/// of rules, route tables, NAT gateways, and a hub with a firewall. Nobody enforces policies.
final class PlaneDraw {
  private static final String NETWORK =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/";
  private static final String SCALE_SETS = "Microsoft.Compute/virtualMachineScaleSets";
  private static final List<String> ASGS =
      List.of(
          NETWORK + "applicationSecurityGroups/main", NETWORK + "applicationSecurityGroups/user");
  private static final List<String> PREFIXES =
      List.of(
          "*",
          "10.1.0.0/24",
          "10.1.1.0/24",
          "10.1.0.4/31",
          "10.1.16.0/23",
          "10.244.0.0/16",
          "10.0.0.0/8",
          "0.0.0.0/0",
          "8.8.8.0/24",
          "8.8.8.8",
          "10.9.0.0/16",
          "192.168.0.0/16",
          "VirtualNetwork",
          "Internet",
          "AzureLoadBalancer",
          "AzureCloud",
          "Storage.WestEurope");
  private static final List<String> ROUTED =
      List.of(
          "0.0.0.0/0",
          "0.0.0.0/0",
          "0.0.0.0/1",
          "128.0.0.0/1",
          "8.8.8.0/24",
          "20.0.0.0/8",
          "10.0.0.0/8",
          "10.1.0.0/16",
          "10.1.1.0/24",
          "10.9.0.0/16",
          "192.168.0.0/16");

  private static final String MACHINE = "10.1.1.200";

  /// As many rules as a group has at most.
  private static final int RULES = 36;

  private final Choices choices;
  private final Scene scene;
  private final GroupDraw groups;
  private final boolean hasFirewall;

  /// The pools whose nodes are in an application security group of the pool's name.
  private final Set<String> grouped = new HashSet<>();

  private PlaneDraw(Choices choices) {
    this.choices = choices;
    var mode =
        Gen.pick(Mode.OVERLAY, Mode.POD_SUBNET, Mode.NODE_SUBNET, Mode.KUBENET, Mode.OVERLAY)
            .from(choices);
    this.scene = new Scene(mode, "none", false);
    this.groups = new GroupDraw(choices, scene, PREFIXES, ASGS);
    this.hasFirewall = choices.draw(3) < 2;
    for (var pool : List.of("main", "user")) {
      if (choices.draw(2) == 1) {
        grouped.add(pool);
      }
    }
  }

  /// The clusters.
  static Gen<DrawnCluster> planes() {
    return choices -> new PlaneDraw(choices).draw();
  }

  private DrawnCluster draw() {
    var nodes = 2 + choices.draw(2);
    for (var i = 0; i < nodes; i++) {
      node(i);
    }
    var pods = 2 + choices.draw(3);
    for (var i = 0; i < pods; i++) {
      pod(i);
    }
    spoke();
    hub();
    if (hasFirewall) {
      new FirewallDraw(choices, scene).draw();
    }
    scene.objects.add(cluster());
    interfaces("main");
    interfaces("user");
    machine();
    scene.cidrs.addAll(List.of("10.9.0.0/16", "10.1.0.0/16"));
    return new DrawnCluster(
        scene.engine, scene.objects, choices.draw(2) == 1, new PacketDraw(choices, scene).draw());
  }

  private void node(int index) {
    var pool = index == 0 ? 0 : choices.draw(2);
    var node =
        new Node("n" + index, pool == 0 ? "main" : "user", "10.1." + pool + "." + (4 + index), "");
    scene.nodes.add(node);
    scene.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            tree(
                "name", node.name(), "labels", tree("kubernetes.azure.com/agentpool", node.pool())),
            "spec",
            tree(
                "providerID",
                "azure://" + AzureDraw.scaleSet(node.pool()) + "/virtualMachines/" + index),
            "status",
            tree("addresses", List.of(tree("type", "InternalIP", "address", node.four())))));
  }

  private void pod(int index) {
    var node = Gen.pick(scene.nodes).from(choices);
    var onHost = choices.draw(7) == 6;
    var address =
        onHost
            ? node.four()
            : switch (scene.mode) {
              case NONE, OVERLAY, KUBENET ->
                  "10.244." + scene.nodes.indexOf(node) + "." + (10 + index);
              case POD_SUBNET ->
                  "10.1." + (node.pool().equals("main") ? 16 : 17) + "." + (10 + index);
              case NODE_SUBNET ->
                  node.four().substring(0, node.four().lastIndexOf('.')) + "." + (30 + index);
            };
    var pod = new Pod("shop", "p" + index, node, onHost, false, address, "");
    scene.pods.add(pod);
    var spec =
        tree("nodeName", node.name(), "containers", List.of(tree("name", "c", "image", "i")));
    if (onHost) {
      spec.put("hostNetwork", true);
    }
    scene.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            tree("name", pod.name(), "namespace", "shop", "labels", tree("app", pod.name())),
            "spec",
            spec,
            "status",
            tree("phase", "Running", "podIP", address, "podIPs", List.of(tree("ip", address)))));
  }

  private void spoke() {
    var subnets = new ArrayList<Object>();
    subnets.add(subnet("nodes-main", "10.1.0.0/24"));
    subnets.add(subnet("nodes-user", "10.1.1.0/24"));
    if (scene.mode == Mode.POD_SUBNET) {
      subnets.add(subnet("pods-main", "10.1.16.0/24"));
      subnets.add(subnet("pods-user", "10.1.17.0/24"));
    }
    network("vnet", "10.1.0.0/16", "hub", "10.9.0.0/16", subnets);
  }

  private void hub() {
    var properties = tree("addressPrefix", "10.9.0.0/26");
    network(
        "hub",
        "10.9.0.0/16",
        "vnet",
        "10.1.0.0/16",
        List.of(
            tree(
                "id",
                NETWORK + "virtualNetworks/hub/subnets/AzureFirewallSubnet",
                "name",
                "AzureFirewallSubnet",
                "properties",
                properties)));
  }

  private void network(
      String name, String space, String peer, String peerSpace, List<Object> subnets) {
    var peering =
        tree(
            "peeringState",
            "Connected",
            "allowVirtualNetworkAccess",
            true,
            "allowForwardedTraffic",
            true,
            "remoteVirtualNetwork",
            tree("id", NETWORK + "virtualNetworks/" + peer),
            "remoteAddressSpace",
            tree("addressPrefixes", List.of(peerSpace)));
    scene.objects.add(
        tree(
            "id",
            NETWORK + "virtualNetworks/" + name,
            "name",
            name,
            "type",
            "Microsoft.Network/virtualNetworks",
            "properties",
            tree(
                "addressSpace",
                tree("addressPrefixes", List.of(space)),
                "virtualNetworkPeerings",
                List.of(tree("name", peer, "properties", peering)),
                "subnets",
                subnets)));
  }

  private Map<String, Object> subnet(String name, String block) {
    var properties = tree("addressPrefix", block);
    if (choices.draw(4) > 0) {
      properties.put("networkSecurityGroup", tree("id", groups.group(name, RULES)));
    }
    if (choices.draw(3) > 0) {
      properties.put("routeTable", tree("id", routeTable(name)));
    }
    if (choices.draw(4) == 3) {
      properties.put("natGateway", tree("id", natGateway(name)));
    }
    var access = choices.draw(3);
    if (access > 0) {
      properties.put("defaultOutboundAccess", access == 1);
    }
    return tree(
        "id",
        NETWORK + "virtualNetworks/vnet/subnets/" + name,
        "name",
        name,
        "properties",
        properties);
  }

  private String natGateway(String name) {
    var id = NETWORK + "natGateways/" + name;
    var addresses = choices.draw(6) == 5 ? List.of() : List.of(tree("id", NETWORK + "ip"));
    scene.objects.add(
        tree(
            "id",
            id,
            "name",
            name,
            "type",
            "Microsoft.Network/natGateways",
            "properties",
            tree("publicIpAddresses", addresses)));
    return id;
  }

  private String routeTable(String name) {
    var id = NETWORK + "routeTables/" + name;
    Set<String> prefixes = new LinkedHashSet<>();
    var count = choices.draw(5);
    for (var i = 0; i < count; i++) {
      prefixes.add(Gen.pick(ROUTED).from(choices));
    }
    var routes = new ArrayList<Object>();
    for (var prefix : prefixes) {
      scene.cidrs.add(prefix);
      routes.add(tree("name", "r" + routes.size(), "properties", route(prefix)));
    }
    scene.objects.add(
        tree(
            "id",
            id,
            "name",
            name,
            "type",
            "Microsoft.Network/routeTables",
            "properties",
            tree("disableBgpRoutePropagation", false, "routes", routes)));
    return id;
  }

  private Map<String, Object> route(String prefix) {
    var route = tree("addressPrefix", prefix);
    switch (choices.draw(8)) {
      case 0 -> route.put("nextHopType", "Internet");
      case 1 -> route.put("nextHopType", "None");
      case 2 -> route.put("nextHopType", "VirtualNetworkGateway");
      case 3 -> route.put("nextHopType", "VnetLocal");
      case 4 -> {
        route.put("nextHopType", "VirtualAppliance");
        route.put("nextHopIpAddress", "10.9.0.99");
      }
      default -> {
        route.put("nextHopType", "VirtualAppliance");
        route.put("nextHopIpAddress", FirewallDraw.ADDRESS);
      }
    }
    return route;
  }

  private static String applicationGroup(String pool) {
    return NETWORK + "applicationSecurityGroups/" + pool;
  }

  /// A machine beside the cluster, which may be in the group of a pool.
  private void machine() {
    var configuration =
        tree(
            "privateIPAddress",
            MACHINE,
            "subnet",
            tree("id", NETWORK + "virtualNetworks/vnet/subnets/nodes-user"));
    if (choices.draw(2) == 1) {
      configuration.put("applicationSecurityGroups", List.of(tree("id", applicationGroup("user"))));
    }
    scene.cidrs.add(MACHINE + "/32");
    scene.objects.add(
        tree(
            "id",
            NETWORK + "networkInterfaces/jump",
            "name",
            "jump",
            "type",
            "Microsoft.Network/networkInterfaces",
            "properties",
            tree("ipConfigurations", List.of(tree("name", "c", "properties", configuration)))));
  }

  /// Source: AKS documentation: in a customer's network the managed group is on the interfaces of
  /// the scale set.
  private void interfaces(String pool) {
    var card = tree("primary", true);
    if (choices.draw(2) == 1) {
      scene.hasInterfaceGroups = true;
      card.put("networkSecurityGroup", tree("id", groups.group("cards-" + pool, RULES)));
    }
    var configuration = tree("primary", true);
    if (grouped.contains(pool)) {
      configuration.put("applicationSecurityGroups", List.of(tree("id", applicationGroup(pool))));
    }
    card.put("ipConfigurations", List.of(tree("name", "c", "properties", configuration)));
    var profile =
        tree("networkInterfaceConfigurations", List.of(tree("name", "nic", "properties", card)));
    scene.objects.add(
        tree(
            "id",
            AzureDraw.scaleSet(pool),
            "name",
            "aks-" + pool + "-vmss",
            "type",
            SCALE_SETS,
            "properties",
            tree("virtualMachineProfile", tree("networkProfile", profile))));
  }

  private Map<String, Object> cluster() {
    var profile = new LinkedHashMap<String, Object>();
    profile.put("networkPlugin", scene.mode == Mode.KUBENET ? "kubenet" : "azure");
    if (scene.mode == Mode.OVERLAY) {
      profile.put("networkPluginMode", "overlay");
    }
    if (scene.mode.isRouted()) {
      profile.put("podCidr", "10.244.0.0/16");
    }
    profile.put("ipFamilies", List.of("IPv4"));
    profile.put("networkPolicy", "none");
    profile.put("networkDataplane", "azure");
    profile.put(
        "outboundType",
        Gen.pick(
                "loadBalancer",
                "loadBalancer",
                "userDefinedRouting",
                "userDefinedRouting",
                "userAssignedNATGateway",
                "none")
            .from(choices));
    return tree(
        "id",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks",
        "name",
        "aks",
        "type",
        "Microsoft.ContainerService/managedClusters",
        "properties",
        tree(
            "kubernetesVersion",
            "1.33.2",
            "networkProfile",
            profile,
            "agentPoolProfiles",
            List.of(pool("main"), pool("user"))));
  }

  private Map<String, Object> pool(String name) {
    var pool =
        tree("name", name, "vnetSubnetID", NETWORK + "virtualNetworks/vnet/subnets/nodes-" + name);
    if (scene.mode == Mode.POD_SUBNET) {
      pool.put("podSubnetID", NETWORK + "virtualNetworks/vnet/subnets/pods-" + name);
    }
    pool.put("enableNodePublicIP", choices.draw(4) == 3);
    if (grouped.contains(name)) {
      pool.put(
          "networkProfile", tree("applicationSecurityGroups", List.of(applicationGroup(name))));
    }
    return pool;
  }
}
