package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Draws what the kinds of policies share: selectors of labels, and blocks of addresses.
final class PeerDraw {
  private static final List<String> BLOCKS =
      List.of(
          "8.8.8.0/24",
          "0.0.0.0/0",
          "10.0.0.0/8",
          "10.1.0.0/16",
          "10.1.0.0/24",
          "10.1.16.0/24",
          "10.244.0.0/16",
          "169.254.169.254/32",
          "168.63.129.16/32",
          "8.0.0.0/7",
          "8.8.8.8/32");
  private static final List<String> SIX_BLOCKS =
      List.of("2600:1::/32", "::/0", "fd00:1::/48", "fd00:2::/64");

  private final Choices choices;
  private final Scene scene;

  PeerDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
  }

  Map<String, Object> namespaces() {
    return choices.draw(3) == 2
        ? tree(
            "matchLabels",
            tree("kubernetes.io/metadata.name", Gen.pick(Scene.NAMESPACES).from(choices)))
        : selector("team", List.of("a", "b"));
  }

  Map<String, Object> selector(String key, List<String> values) {
    var value = Gen.pick(values).from(choices);
    return switch (choices.draw(8)) {
      case 0, 1 -> tree();
      case 2, 3 -> tree("matchLabels", tree(key, value));
      case 4 ->
          requirement(
              tree(
                  "key",
                  key,
                  "operator",
                  "In",
                  "values",
                  List.of(value, Gen.pick(values).from(choices))));
      case 5 -> requirement(tree("key", key, "operator", "NotIn", "values", List.of(value)));
      case 6 ->
          requirement(
              tree("key", key, "operator", Gen.pick("Exists", "DoesNotExist").from(choices)));
      default ->
          tree(
              "matchLabels", tree(key, value),
              "matchExpressions", List.of(tree("key", "tier", "operator", "DoesNotExist")));
    };
  }

  private static Map<String, Object> requirement(Map<String, Object> requirement) {
    return tree("matchExpressions", List.of(requirement));
  }

  /// A block to match, whose ends are worth a question.
  String cidr() {
    var cidr = Gen.pick(blocks()).from(choices);
    scene.cidrs.add(cidr);
    return cidr;
  }

  /// A block with exceptions now and then. Source: Kubernetes API, IPBlock.except; Cilium,
  /// CIDRRule: each within the block, and smaller.
  Map<String, Object> block() {
    var cidr = cidr();
    var inside =
        blocks().stream()
            .filter(other -> !other.equals(cidr) && Block.of(cidr).contains(Block.of(other)))
            .toList();
    if (inside.isEmpty() || choices.draw(2) == 0) {
      return tree("cidr", cidr);
    }
    var except = new ArrayList<Object>();
    var holes = 1 + choices.draw(2);
    for (var i = 0; i < holes; i++) {
      var hole = Gen.pick(inside).from(choices);
      scene.cidrs.add(hole);
      except.add(hole);
    }
    return tree("cidr", cidr, "except", except);
  }

  private List<String> blocks() {
    var blocks = new ArrayList<>(BLOCKS);
    scene.pods.forEach(pod -> blocks.add(pod.four() + "/32"));
    scene.nodes.forEach(node -> blocks.add(node.four() + "/32"));
    if (scene.dualStack) {
      blocks.addAll(SIX_BLOCKS);
      blocks.addAll(SIX_BLOCKS);
    }
    return blocks;
  }

  List<Object> list(int least, int most, Supplier<?> element) {
    var list = new ArrayList<Object>();
    var size = least + choices.draw(most - least + 1);
    for (var i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }
}
