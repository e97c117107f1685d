package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws NetworkPolicy objects with every field of the API.
final class PolicyDraw {
  private final Choices choices;
  private final Scene scene;
  private final PeerDraw peers;

  PolicyDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
    this.peers = new PeerDraw(choices, scene);
  }

  /// Draws fewer than `bound` of them.
  void draw(int bound) {
    var count = choices.draw(bound);
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
    spec.put("podSelector", peers.selector("app", List.of("web", "api", "db")));
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
    return peers.list(
        0,
        2,
        () -> {
          var rule = new LinkedHashMap<String, Object>();
          if (choices.draw(4) > 0) {
            rule.put(peersKey, choices.draw(8) == 7 ? List.of() : peers.list(1, 3, this::peer));
          }
          if (choices.draw(3) > 0) {
            rule.put("ports", peers.list(0, 2, this::port));
          }
          return rule;
        });
  }

  private Object peer() {
    var pods = List.of("web", "api", "db");
    return switch (choices.draw(5)) {
      case 0 -> tree("podSelector", peers.selector("app", pods));
      case 1 -> tree("namespaceSelector", peers.namespaces());
      case 2 ->
          tree(
              "namespaceSelector",
              peers.namespaces(),
              "podSelector",
              peers.selector("tier", List.of("front", "back")));
      default -> tree("ipBlock", peers.block());
    };
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
}
