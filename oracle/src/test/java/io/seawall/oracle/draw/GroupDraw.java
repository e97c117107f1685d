package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Draws network security groups.
final class GroupDraw {
  static final String TYPE = "Microsoft.Network/networkSecurityGroups";
  private static final String PROVIDERS = "/subscriptions/s/resourceGroups/g/providers/";

  /// A prime above the number of rules, so that a stride keeps priorities apart.
  private static final int PRIORITIES = 101;

  private final Choices choices;
  private final Scene scene;
  private final List<String> prefixes;
  private final List<String> applicationGroups;

  /// @param prefixes addresses, blocks and service tags for rules to name
  /// @param applicationGroups ids of application security groups for rules to name
  GroupDraw(Choices choices, Scene scene, List<String> prefixes, List<String> applicationGroups) {
    this.choices = choices;
    this.scene = scene;
    this.prefixes = prefixes;
    this.applicationGroups = applicationGroups;
  }

  /// A group of up to so many rules, in another order than that of their priorities.
  ///
  /// @return its id
  String group(String name, int most) {
    scene.hasGroups = true;
    var id = PROVIDERS + TYPE + "/" + name;
    var rules = new ArrayList<Object>();
    var count = choices.draw(most + 1);
    for (var i = 0; i < count; i++) {
      rules.add(choices.draw(2) * rules.size() / 2, rule(i));
    }
    scene.objects.add(
        tree("id", id, "name", name, "type", TYPE, "properties", tree("securityRules", rules)));
    return id;
  }

  private Map<String, Object> rule(int index) {
    var priority = 100 + (index * 17 + 5) % PRIORITIES * 10 + choices.draw(10);
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
      side(properties, "source");
      side(properties, "destination");
    }
    properties.put("sourcePortRange", sourcePorts());
    values(properties, "destinationPortRange", "s", this::ports);
    return tree("name", "rule" + index, "properties", properties);
  }

  private void side(Map<String, Object> properties, String side) {
    if (!applicationGroups.isEmpty() && choices.draw(8) == 7) {
      properties.put(
          side + "ApplicationSecurityGroups",
          List.of(tree("id", Gen.pick(applicationGroups).from(choices))));
    } else {
      values(properties, side + "AddressPrefix", "es", this::prefix);
    }
  }

  /// The singular field, or the plural one. Source: Azure, Network security groups: a list holds no
  /// asterisk and no service tag.
  private void values(
      Map<String, Object> properties, String singular, String ending, Supplier<String> value) {
    var first = value.get();
    if (choices.draw(3) < 2 || !Character.isDigit(first.charAt(0))) {
      properties.put(singular, first);
    } else {
      var second = value.get();
      properties.put(
          singular + ending,
          Character.isDigit(second.charAt(0)) ? List.of(first, second) : List.of(first));
    }
  }

  private String prefix() {
    var prefix = Gen.pick(prefixes).from(choices);
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
