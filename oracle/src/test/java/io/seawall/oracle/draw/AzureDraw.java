package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.oracle.draw.Scene.Mode;
import io.seawall.testkit.Choices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws the Azure side: the cluster resource, its virtual network with a peer, and security groups
/// here and there.
final class AzureDraw {
  private static final String PROVIDERS = "/subscriptions/s/resourceGroups/g/providers/";
  private static final String NETWORK = PROVIDERS + "Microsoft.Network/virtualNetworks/vnet";
  private static final String SCALE_SETS = "Microsoft.Compute/virtualMachineScaleSets";
  private static final List<String> PREFIXES =
      List.of(
          "*",
          "10.1.0.0/24",
          "10.1.1.0/24",
          "10.1.16.0/23",
          "10.244.0.0/16",
          "10.0.0.0/8",
          "0.0.0.0/0",
          "8.8.8.0/24",
          "8.8.8.8",
          "10.9.0.0/16",
          "169.254.169.254",
          "VirtualNetwork",
          "Internet",
          "AzureLoadBalancer");

  private static final int RULES = 8;

  private final Choices choices;
  private final Scene scene;
  private final GroupDraw groups;

  AzureDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
    this.groups = new GroupDraw(choices, scene, PREFIXES, List.of());
  }

  static String scaleSet(String pool) {
    return PROVIDERS + SCALE_SETS + "/aks-" + pool + "-vmss";
  }

  void draw() {
    var subnets = new ArrayList<Object>();
    subnets.add(subnet("nodes-main", "10.1.0.0/24", "fd00:1:0:0::/64"));
    subnets.add(subnet("nodes-user", "10.1.1.0/24", "fd00:1:0:1::/64"));
    if (scene.mode == Mode.POD_SUBNET) {
      subnets.add(subnet("pods-main", "10.1.16.0/24", ""));
      subnets.add(subnet("pods-user", "10.1.17.0/24", ""));
    }
    var peer =
        tree(
            "peeringState",
            "Connected",
            "allowVirtualNetworkAccess",
            true,
            "remoteAddressSpace",
            prefixes("10.9.0.0/16"));
    scene.objects.add(
        tree(
            "id",
            NETWORK,
            "name",
            "vnet",
            "type",
            "Microsoft.Network/virtualNetworks",
            "properties",
            tree(
                "addressSpace",
                scene.dualStack ? prefixes("10.1.0.0/16", "fd00:1::/48") : prefixes("10.1.0.0/16"),
                "virtualNetworkPeerings",
                List.of(tree("name", "hub", "properties", peer)),
                "subnets",
                subnets)));
    scene.cidrs.addAll(List.of("10.9.0.0/16", "10.1.0.0/16"));
    scene.objects.add(cluster());
    interfaces("main");
    interfaces("user");
  }

  private static Map<String, Object> prefixes(Object... prefixes) {
    return tree("addressPrefixes", List.of(prefixes));
  }

  private Map<String, Object> subnet(String name, String four, String six) {
    var properties = new LinkedHashMap<String, Object>();
    if (scene.dualStack && !six.isEmpty()) {
      properties.put("addressPrefixes", List.of(four, six));
    } else {
      properties.put("addressPrefix", four);
    }
    if (choices.draw(2) == 1) {
      properties.put("networkSecurityGroup", tree("id", groups.group(name, RULES)));
    }
    return tree("id", NETWORK + "/subnets/" + name, "name", name, "properties", properties);
  }

  /// Source: AKS documentation: in a customer's network the managed group is on the interfaces of
  /// the scale set.
  private void interfaces(String pool) {
    if (choices.draw(4) == 3) {
      scene.hasInterfaceGroups = true;
      var card =
          tree(
              "primary",
              true,
              "networkSecurityGroup",
              tree("id", groups.group("cards-" + pool, RULES)));
      var profile =
          tree("networkInterfaceConfigurations", List.of(tree("name", "nic", "properties", card)));
      scene.objects.add(
          tree(
              "id",
              scaleSet(pool),
              "name",
              "aks-" + pool + "-vmss",
              "type",
              SCALE_SETS,
              "properties",
              tree("virtualMachineProfile", tree("networkProfile", profile))));
    }
  }

  private Map<String, Object> cluster() {
    var profile = new LinkedHashMap<String, Object>();
    profile.put("networkPlugin", scene.mode == Mode.KUBENET ? "kubenet" : "azure");
    if (scene.mode == Mode.OVERLAY) {
      profile.put("networkPluginMode", "overlay");
    }
    if (scene.mode.isRouted()) {
      profile.put("podCidr", "10.244.0.0/16");
      profile.put(
          "podCidrs",
          scene.dualStack ? List.of("10.244.0.0/16", "fd00:2::/64") : List.of("10.244.0.0/16"));
    }
    profile.put("ipFamilies", scene.dualStack ? List.of("IPv4", "IPv6") : List.of("IPv4"));
    profile.put("networkPolicy", scene.engine);
    profile.put("networkDataplane", scene.engine.equals("cilium") ? "cilium" : "azure");
    if (choices.draw(4) == 3) {
      profile.put("podLinkLocalAccess", "None");
    }
    return tree(
        "id",
        PROVIDERS + "Microsoft.ContainerService/managedClusters/aks",
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
    var pool = tree("name", name, "vnetSubnetID", NETWORK + "/subnets/nodes-" + name);
    if (scene.mode == Mode.POD_SUBNET) {
      pool.put("podSubnetID", NETWORK + "/subnets/pods-" + name);
    }
    return pool;
  }
}
