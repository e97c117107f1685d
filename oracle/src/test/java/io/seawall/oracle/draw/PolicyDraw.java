package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Draws NetworkPolicy objects with every field of the API.
final class PolicyDraw {
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

  PolicyDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
  }

  void draw() {
    var count = choices.draw(8);
    for (var i = 0; i < count; i++) {
      scene.objects.add(
          tree(
              "apiVersion",
              "networking.k8s.io/v1",
              "kind",
              "NetworkPolicy",
              "metadata",
              tree("name", "np" + i, "namespace", Scene.NAMESPACE.from(choices)),
              "spec",
              spec()));
    }
  }

  private Map<String, Object> spec() {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("podSelector", selector("app", List.of("web", "api", "db")));
    var types = choices.draw(5);
    if (types < 4) {
      spec.put(
          "policyTypes",
          List.of(List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress"), List.of())
              .get(types));
    }
    if (choices.draw(3) > 0) {
      spec.put("ingress", rules("from"));
    }
    if (choices.draw(3) > 0) {
      var egress = rules("to");
      if (!egress.isEmpty() || types < 3) {
        spec.put("egress", egress);
      }
    }
    return spec;
  }

  private List<Object> rules(String peersKey) {
    return list(
        0,
        2,
        () -> {
          var rule = new LinkedHashMap<String, Object>();
          if (choices.draw(4) > 0) {
            rule.put(peersKey, choices.draw(8) == 7 ? List.of() : list(1, 3, this::peer));
          }
          if (choices.draw(3) > 0) {
            rule.put("ports", list(0, 2, this::port));
          }
          return rule;
        });
  }

  private Object peer() {
    var pods = List.of("web", "api", "db");
    return switch (choices.draw(5)) {
      case 0 -> tree("podSelector", selector("app", pods));
      case 1 -> tree("namespaceSelector", namespaces());
      case 2 ->
          tree(
              "namespaceSelector",
              namespaces(),
              "podSelector",
              selector("tier", List.of("front", "back")));
      default -> tree("ipBlock", block());
    };
  }

  private Map<String, Object> namespaces() {
    return choices.draw(3) == 2
        ? tree(
            "matchLabels",
            tree("kubernetes.io/metadata.name", Gen.pick(Scene.NAMESPACES).from(choices)))
        : selector("team", List.of("a", "b"));
  }

  private Map<String, Object> selector(String key, List<String> values) {
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

  /// Source: Kubernetes API, IPBlock.except: each within the block, and smaller.
  private Map<String, Object> block() {
    var blocks = blocks();
    var cidr = Gen.pick(blocks).from(choices);
    scene.cidrs.add(cidr);
    var inside =
        blocks.stream()
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

  private Map<String, Object> port() {
    var port = new LinkedHashMap<String, Object>();
    if (choices.draw(2) == 1) {
      port.put("protocol", Gen.pick("TCP", "UDP", "SCTP").from(choices));
    }
    switch (choices.draw(4)) {
      case 0 -> number(port, false);
      case 1 -> number(port, true);
      case 2 -> {
        scene.usesNamedPorts = true;
        port.put("port", Gen.pick("http", "metrics", "sql").from(choices));
      }
      default -> {
        // a protocol alone, or nothing, which means TCP
      }
    }
    return port;
  }

  private void number(Map<String, Object> port, boolean range) {
    var first = Gen.pick(80, 22, 443, 8080, 1, 9090).from(choices);
    var last = range ? Gen.pick(first, first + 1, first + 10, 65535).from(choices) : first;
    port.put("port", first);
    if (range) {
      port.put("endPort", last);
    }
    scene.noteRange(scene.ports, first, last);
  }

  private List<Object> list(int least, int most, Supplier<Object> element) {
    var list = new ArrayList<Object>();
    var size = least + choices.draw(most - least + 1);
    for (var i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }
}
