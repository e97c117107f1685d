package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.oracle.draw.Scene.Mode;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Draws the Azure side: the cluster resource, its virtual network with a peer, and security groups
/// here and there.
final class AzureDraw {
  private static final String PROVIDERS = "/subscriptions/s/resourceGroups/g/providers/";
  private static final String NETWORK = PROVIDERS + "Microsoft.Network/virtualNetworks/vnet";
  private static final String GROUPS = "Microsoft.Network/networkSecurityGroups";
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

  private final Choices choices;
  private final Scene scene;

  AzureDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
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
      properties.put("networkSecurityGroup", tree("id", group(name)));
    }
    return tree("id", NETWORK + "/subnets/" + name, "name", name, "properties", properties);
  }

  /// Source: AKS documentation: in a customer's network the managed group is on the interfaces of
  /// the scale set.
  private void interfaces(String pool) {
    if (choices.draw(4) == 3) {
      scene.hasInterfaceGroups = true;
      var card = tree("primary", true, "networkSecurityGroup", tree("id", group("cards-" + pool)));
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

  /// A group of up to 8 rules, in another order than that of their priorities.
  private String group(String name) {
    scene.hasGroups = true;
    var id = PROVIDERS + GROUPS + "/" + name;
    var rules = new ArrayList<Object>();
    var count = choices.draw(9);
    for (var i = 0; i < count; i++) {
      rules.add(choices.draw(2) * rules.size() / 2, rule(i));
    }
    scene.objects.add(
        tree("id", id, "name", name, "type", GROUPS, "properties", tree("securityRules", rules)));
    return id;
  }

  /// A stride of 7 modulo 37 keeps priorities apart and out of order.
  private Map<String, Object> rule(int index) {
    var priority = 100 + (index * 7 + choices.draw(2) * 3) % 37 * 10 + index;
    var direction = Gen.pick("Inbound", "Outbound").from(choices);
    var properties = new LinkedHashMap<String, Object>();
    properties.put("priority", priority);
    properties.put("direction", direction);
    properties.put("access", Gen.pick("Deny", "Allow").from(choices));
    properties.put("protocol", Gen.pick("*", "Tcp", "Udp", "Icmp", "Tcp").from(choices));
    if (direction.equals("Outbound") && choices.draw(8) == 7) {
      properties.put("sourceAddressPrefix", "*");
      properties.put(
          "destinationAddressPrefix",
          Gen.pick("AzurePlatformIMDS", "AzurePlatformDNS").from(choices));
    } else {
      values(properties, "sourceAddressPrefix", "es", this::prefix);
      values(properties, "destinationAddressPrefix", "es", this::prefix);
    }
    properties.put("sourcePortRange", sourcePorts());
    values(properties, "destinationPortRange", "s", this::ports);
    return tree("name", "rule" + index, "properties", properties);
  }

  /// The singular field, or the plural one.
  private void values(
      Map<String, Object> properties, String singular, String ending, Supplier<String> value) {
    if (choices.draw(3) < 2) {
      properties.put(singular, value.get());
    } else {
      properties.put(singular + ending, List.of(value.get(), value.get()));
    }
  }

  private String prefix() {
    var prefix = Gen.pick(PREFIXES).from(choices);
    if (Character.isDigit(prefix.charAt(0))) {
      scene.cidrs.add(prefix);
    }
    scene.usesTags |= Character.isLetter(prefix.charAt(0));
    return prefix;
  }

  private String ports() {
    var first = Gen.pick(22, 80, 443, 53, 1000).from(choices);
    return switch (choices.draw(4)) {
      case 0 -> "*";
      case 1 -> {
        scene.noteRange(scene.ports, first, first + 5);
        yield first + "-" + (first + 5);
      }
      default -> {
        scene.noteRange(scene.ports, first, first);
        yield String.valueOf(first);
      }
    };
  }

  private String sourcePorts() {
    return switch (choices.draw(8)) {
      case 6 -> {
        scene.noteRange(scene.sourcePorts, 1024, 2048);
        yield "1024-2048";
      }
      case 7 -> {
        scene.noteRange(scene.sourcePorts, 22, 22);
        yield "22";
      }
      default -> "*";
    };
  }
}
