package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Draws an Azure Firewall in the hub: with rules of its own, or with a policy and perhaps a parent
/// of that.
final class FirewallDraw {
  /// Its private address.
  static final String ADDRESS = "10.9.0.4";

  private static final String NETWORK =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/";
  private static final List<String> SOURCES =
      List.of(
          "*",
          "*",
          "10.1.0.0/16",
          "10.1.0.0/24",
          "10.1.1.0/24",
          "10.1.16.0/23",
          "10.244.0.0/16",
          "10.1.0.4-10.1.0.5");
  private static final List<String> DESTINATIONS =
      List.of(
          "*",
          "8.8.8.0/24",
          "8.8.8.8",
          "20.0.0.0-20.1.2.3",
          "10.0.0.0/8",
          "10.1.0.0/16",
          "10.9.0.0/16",
          "192.168.0.0/16",
          "AzureCloud");
  private static final List<String> GROUPED =
      List.of("8.8.8.8", "20.1.0.0/16", "10.1.0.0/24", "10.1.1.4");

  private final Choices choices;
  private final Scene scene;

  FirewallDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
  }

  void draw() {
    var configuration =
        tree(
            "privateIPAddress",
            ADDRESS,
            "subnet",
            tree("id", NETWORK + "virtualNetworks/hub/subnets/AzureFirewallSubnet"),
            "publicIPAddress",
            tree("id", NETWORK + "publicIPAddresses/fw"));
    var properties = new LinkedHashMap<String, Object>();
    properties.put("ipConfigurations", List.of(tree("name", "c", "properties", configuration)));
    ipGroups();
    if (choices.draw(3) == 2) {
      properties.put("networkRuleCollections", classic(this::classicNetworkRule));
      properties.put("applicationRuleCollections", classic(this::applicationRule));
      threats(properties);
    } else {
      properties.put("firewallPolicy", tree("id", policies()));
    }
    add("azureFirewalls", "fw", properties);
  }

  private void ipGroups() {
    for (var name : List.of("one", "two")) {
      add("ipGroups", name, tree("ipAddresses", List.of(pick(GROUPED), pick(GROUPED))));
    }
  }

  private void threats(Map<String, Object> properties) {
    properties.put(
        "threatIntelMode", Gen.pick("Alert", "Alert", "Alert", "Off", "Deny").from(choices));
  }

  /// The id of the firewall's policy.
  private String policies() {
    var child = new LinkedHashMap<String, Object>();
    if (choices.draw(2) == 1) {
      var parent = new LinkedHashMap<String, Object>();
      threats(parent);
      child.put("basePolicy", tree("id", policy("base", parent)));
    }
    threats(child);
    return policy("child", child);
  }

  private String policy(String name, Map<String, Object> properties) {
    var groups = choices.draw(3);
    properties.put(
        "ruleCollectionGroups",
        IntStream.range(0, groups)
            .mapToObj(i ->
                tree("id", NETWORK + "firewallPolicies/" + name + "/ruleCollectionGroups/g" + i))
            .toList());
    var id = add("firewallPolicies", name, properties);
    for (var i = 0; i < groups; i++) {
      var collections = new ArrayList<Object>();
      var count = 1 + choices.draw(3);
      for (var j = 0; j < count; j++) {
        collections.add(collection(j));
      }
      scene.objects.add(
          tree(
              "id",
              id + "/ruleCollectionGroups/g" + i,
              "name",
              "g" + i,
              "type",
              "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
              "properties",
              tree("priority", priority(i), "ruleCollections", collections)));
    }
    return id;
  }

  /// Apart, and in another order than that of the list.
  private int priority(int index) {
    return 100 + index * 70 % 300 + choices.draw(2) * (index == 0 ? 200 : 0) + index;
  }

  private Map<String, Object> collection(int index) {
    var isNetwork = choices.draw(3) < 2;
    var rules =
        IntStream.range(0, 1 + choices.draw(3))
            .mapToObj(_ -> isNetwork ? policyNetworkRule() : policyApplicationRule())
            .toList();
    return tree(
        "ruleCollectionType",
        "FirewallPolicyFilterRuleCollection",
        "name",
        "c" + index,
        "priority",
        priority(index),
        "action",
        tree("type", action()),
        "rules",
        rules);
  }

  private String action() {
    return Gen.pick("Allow", "Allow", "Deny").from(choices);
  }

  private List<Object> classic(Supplier<Map<String, Object>> rule) {
    var collections = new ArrayList<Object>();
    var count = choices.draw(4);
    for (var i = 0; i < count; i++) {
      var rules = IntStream.range(0, 1 + choices.draw(3)).mapToObj(_ -> rule.get()).toList();
      collections.add(
          tree(
              "name",
              "c" + i,
              "properties",
              tree("priority", priority(i), "action", tree("type", action()), "rules", rules)));
    }
    return collections;
  }

  private Map<String, Object> classicNetworkRule() {
    return networkRule("protocols");
  }

  private Map<String, Object> policyNetworkRule() {
    var rule = tree("ruleType", "NetworkRule");
    rule.putAll(networkRule("ipProtocols"));
    return rule;
  }

  private Map<String, Object> policyApplicationRule() {
    var rule = tree("ruleType", "ApplicationRule");
    rule.putAll(applicationRule());
    return rule;
  }

  private Map<String, Object> networkRule(String protocols) {
    var rule = tree("name", "r", protocols, protocols());
    source(rule);
    switch (choices.draw(8)) {
      case 6 -> rule.put("destinationIpGroups", List.of(ipGroup()));
      case 7 -> rule.put("destinationFqdns", List.of("example.org"));
      default -> rule.put("destinationAddresses", List.of(pick(DESTINATIONS)));
    }
    rule.put("destinationPorts", List.of(ports()));
    return rule;
  }

  private void source(Map<String, Object> rule) {
    if (choices.draw(6) == 5) {
      rule.put("sourceIpGroups", List.of(ipGroup()));
    } else {
      rule.put("sourceAddresses", List.of(pick(SOURCES)));
    }
  }

  private List<String> protocols() {
    return Gen.pick(
            List.of("TCP"), List.of("UDP"), List.of("Any"), List.of("TCP", "UDP"), List.of("ICMP"))
        .from(choices);
  }

  private Map<String, Object> applicationRule() {
    var rule = tree("name", "r");
    source(rule);
    if (choices.draw(4) == 3) {
      rule.put("fqdnTags", List.of("AzureKubernetesService"));
    } else {
      rule.put("targetFqdns", List.of(Gen.pick("*", "example.org", "*.example.org").from(choices)));
    }
    rule.put(
        "protocols",
        List.of(
            tree("protocolType", "Http", "port", 80), tree("protocolType", "Https", "port", 443)));
    return rule;
  }

  private String ipGroup() {
    return NETWORK + "ipGroups/" + Gen.pick("one", "two").from(choices);
  }

  /// A word for addresses, whose ends are worth a question.
  private String pick(List<String> words) {
    var word = Gen.pick(words).from(choices);
    if (Character.isDigit(word.charAt(0))) {
      scene.cidrs.add(word.contains("-") ? word.substring(word.indexOf('-') + 1) : word);
    }
    return word;
  }

  private String ports() {
    return switch (choices.draw(4)) {
      case 0, 1 -> "*";
      case 2 -> {
        scene.noteRange(scene.ports, 443, 443);
        yield "443";
      }
      default -> {
        scene.noteRange(scene.ports, 20, 53);
        yield "20-53";
      }
    };
  }

  private String add(String type, String name, Map<String, Object> properties) {
    var id = NETWORK + type + "/" + name;
    scene.objects.add(
        tree(
            "id", id, "name", name, "type", "Microsoft.Network/" + type, "properties", properties));
    return id;
  }
}
