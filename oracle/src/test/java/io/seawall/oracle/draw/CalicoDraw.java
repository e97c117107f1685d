package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws NetworkPolicy, GlobalNetworkPolicy, Tier, NetworkSet and GlobalNetworkSet of Calico.
///
/// What its API refuses is not drawn: ports without a protocol that has ports, a rule whose blocks
/// are of both families, two tiers of one order. Nor are untracked policies and service accounts.
final class CalicoDraw {
  private static final List<String> APPS = List.of("web", "api", "db");

  private final Choices choices;
  private final Scene scene;
  private final PeerDraw peers;
  private final List<String> tiers = new ArrayList<>(List.of("default", "default"));

  CalicoDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
    this.peers = new PeerDraw(choices, scene);
  }

  void draw() {
    tier("first", 10);
    tier("second", 2_000);
    networkSet("GlobalNetworkSet", "ours", tree("name", "ours"));
    networkSet("NetworkSet", "mine", tree("name", "mine", "namespace", "shop"));
    var count = 1 + choices.draw(4);
    for (var i = 0; i < count; i++) {
      policy(i);
    }
    if (choices.draw(3) == 2) {
      hosts();
    }
  }

  /// Host endpoints of most nodes, policies for them, and perhaps how the agents are set.
  private void hosts() {
    for (var node : scene.nodes) {
      if (choices.draw(4) > 0) {
        host(node);
      }
    }
    if (choices.draw(2) == 1) {
      felix();
    }
    var count = choices.draw(4);
    for (var i = 0; i < count; i++) {
      policyForHosts(i);
    }
  }

  private void host(Scene.Node node) {
    var addresses = new ArrayList<Object>(List.of(node.four()));
    if (scene.dualStack) {
      addresses.add(node.six());
    }
    var spec = tree("node", node.name());
    switch (choices.draw(4)) {
      case 0, 1 -> spec.put("interfaceName", "*");
      case 2 -> spec.put("interfaceName", "eth0");
      default -> {
        // by its addresses
      }
    }
    if (!"*".equals(spec.get("interfaceName")) || choices.draw(2) == 1) {
      spec.put("expectedIPs", addresses);
    }
    if (choices.draw(2) == 1) {
      spec.put("profiles", List.of("projectcalico-default-allow"));
    }
    var labels = tree("host", node.name(), "role", Gen.pick("edge", "inner").from(choices));
    add("HostEndpoint", tree("name", "host-" + node.name(), "labels", labels), spec);
  }

  private void felix() {
    var spec = new LinkedHashMap<String, Object>();
    for (var field : List.of("failsafeInboundHostPorts", "failsafeOutboundHostPorts")) {
      if (choices.draw(2) == 1) {
        spec.put(field, peers.list(0, 2, this::failsafe));
      }
    }
    if (choices.draw(2) == 1) {
      spec.put("defaultEndpointToHostAction", Gen.pick("Drop", "Accept", "Return").from(choices));
    }
    add("FelixConfiguration", tree("name", "default"), spec);
    if (choices.draw(2) == 1) {
      agent();
    }
  }

  private Map<String, Object> failsafe() {
    var port = Gen.pick(22, 80, 443).from(choices);
    var open = tree("protocol", Gen.pick("TCP", "UDP").from(choices), "port", port);
    if (choices.draw(4) == 3) {
      open.put("net", peers.cidr());
    }
    return open;
  }

  private void agent() {
    var labels = tree("k8s-app", "calico-node");
    scene.objects.add(
        tree(
            "apiVersion",
            "apps/v1",
            "kind",
            "DaemonSet",
            "metadata",
            tree("name", "calico-node", "namespace", "calico-system"),
            "spec",
            tree(
                "selector",
                tree("matchLabels", labels),
                "template",
                tree(
                    "metadata",
                    tree("labels", labels),
                    "spec",
                    tree(
                        "hostNetwork",
                        true,
                        "containers",
                        List.of(tree("name", "calico-node", "image", "node")))))));
  }

  private void policyForHosts(int index) {
    var tier = Gen.pick(tiers).from(choices);
    var spec = new LinkedHashMap<String, Object>();
    if (!tier.equals("default")) {
      spec.put("tier", tier);
    }
    if (choices.draw(4) > 0) {
      spec.put("order", Gen.pick(100, 500, 2_000).from(choices));
    }
    spec.put(
        "selector",
        Gen.pick("has(host)", "role == 'edge'", "host != 'n0'", "all()", "host == 'n0'")
            .from(choices));
    var beforeNat = choices.draw(5) == 4;
    if (beforeNat) {
      spec.put("preDNAT", true);
    }
    if (beforeNat || choices.draw(2) == 1) {
      spec.put("applyOnForward", true);
    }
    spec.put(
        "types",
        beforeNat
            ? List.of("Ingress")
            : Gen.pick(List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress"))
                .from(choices));
    spec.put("ingress", peers.list(0, 3, () -> rule("source")));
    if (!beforeNat) {
      spec.put("egress", peers.list(0, 3, () -> rule("destination")));
    }
    add(
        "GlobalNetworkPolicy",
        tree("name", (tier.equals("default") ? "" : tier + ".") + "host-" + index),
        spec);
  }

  private void add(String kind, Map<String, Object> metadata, Map<String, Object> spec) {
    scene.objects.add(
        tree(
            "apiVersion",
            "projectcalico.org/v3",
            "kind",
            kind,
            "metadata",
            metadata,
            "spec",
            spec));
  }

  /// Perhaps a tier, before or behind that of administrators.
  private void tier(String name, int order) {
    if (choices.draw(2) == 0) {
      return;
    }
    tiers.add(name);
    var spec = tree("order", order);
    if (choices.draw(2) == 1) {
      spec.put("defaultAction", Gen.pick("Pass", "Deny").from(choices));
    }
    add("Tier", tree("name", name), spec);
  }

  private void networkSet(String kind, String name, Map<String, Object> metadata) {
    if (choices.draw(2) == 1) {
      metadata.put("labels", tree("set", name));
      add(kind, metadata, tree("nets", peers.list(1, 2, peers::cidr).stream().distinct().toList()));
    }
  }

  private void policy(int index) {
    var isGlobal = choices.draw(2) == 1;
    var tier = Gen.pick(tiers).from(choices);
    var name = (tier.equals("default") ? "" : tier + ".") + "calico-" + index;
    var metadata = tree("name", name);
    if (!isGlobal) {
      metadata.put("namespace", Scene.NAMESPACE.from(choices));
    }
    var spec = new LinkedHashMap<String, Object>();
    if (!tier.equals("default")) {
      spec.put("tier", tier);
    }
    if (choices.draw(4) > 0) {
      spec.put("order", Gen.pick(100, 100, 500, 1_000, 2_000).from(choices));
    }
    if (choices.draw(2) == 1) {
      spec.put("selector", selector());
    }
    if (isGlobal && choices.draw(3) == 2) {
      spec.put("namespaceSelector", namespaces());
    }
    var types = choices.draw(4);
    if (types < 3) {
      spec.put(
          "types",
          List.of(List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress")).get(types));
    }
    if (types != 1 && choices.draw(4) > 0) {
      spec.put("ingress", peers.list(0, 3, () -> rule("source")));
    }
    if (types != 0 && choices.draw(4) > 0) {
      spec.put("egress", peers.list(0, 3, () -> rule("destination")));
    }
    add(isGlobal ? "GlobalNetworkPolicy" : "NetworkPolicy", metadata, spec);
  }

  private String selector() {
    var app = Gen.pick(APPS).from(choices);
    return switch (choices.draw(10)) {
      case 0 -> "all()";
      case 1, 2 -> "app == '" + app + "'";
      case 3 -> "app != '" + app + "'";
      case 4 -> "has(tier)";
      case 5 -> "app in {'web', '" + app + "'}";
      case 6 -> "!has(app) || tier == 'front' && app not in {'" + app + "'}";
      case 7 -> "app starts with 'w' || app ends with 'b'";
      case 8 -> "projectcalico.org/namespace == '" + Scene.NAMESPACE.from(choices) + "'";
      default ->
          Gen.pick("set == 'ours'", "set == 'mine'", "has(set)", "role == 'edge'").from(choices);
    };
  }

  private String namespaces() {
    return switch (choices.draw(4)) {
      case 0 -> "all()";
      case 1 -> "projectcalico.org/name == '" + Scene.NAMESPACE.from(choices) + "'";
      case 2 -> "team == '" + Gen.pick("a", "b").from(choices) + "'";
      default -> "!has(team)";
    };
  }

  /// @param far which end is not the subject: the other one has criteria less often
  private Map<String, Object> rule(String far) {
    var rule =
        tree("action", Gen.pick("Allow", "Deny", "Pass", "Allow", "Deny", "Log").from(choices));
    var protocol = Gen.pick("", "", "TCP", "TCP", "TCP", "UDP", "SCTP", "ICMP").from(choices);
    if (!protocol.isEmpty()) {
      rule.put(choices.draw(8) == 7 ? "notProtocol" : "protocol", protocol);
    }
    if ("ICMP".equals(rule.get("protocol")) && choices.draw(2) == 1) {
      scene.icmpTypes.add(0);
      rule.put(
          Gen.pick("icmp", "notICMP").from(choices), tree("type", Gen.pick(8, 0).from(choices)));
    }
    if (choices.draw(8) == 7) {
      rule.put("ipVersion", Gen.pick(4, 6).from(choices));
    }
    var hasPorts = List.of("TCP", "UDP", "SCTP").contains(String.valueOf(rule.get("protocol")));
    var isSix = scene.dualStack && choices.draw(3) == 2;
    for (var end : List.of("source", "destination")) {
      var hasPeers = end.equals(far) ? choices.draw(5) > 0 : choices.draw(5) == 4;
      if (hasPeers || (hasPorts && end.equals("destination"))) {
        rule.put(end, entity(hasPorts && end.equals("destination"), isSix, hasPeers));
      }
    }
    return rule;
  }

  private Map<String, Object> entity(boolean hasPorts, boolean isSix, boolean hasPeers) {
    var entity = new LinkedHashMap<String, Object>();
    switch (hasPeers ? choices.draw(8) : 0) {
      case 0 -> {
        // any address
      }
      case 1, 2 -> entity.put("nets", nets(isSix));
      case 3 -> entity.put("notNets", nets(isSix));
      case 4 -> {
        entity.put("namespaceSelector", choices.draw(4) == 3 ? "global()" : namespaces());
        if (choices.draw(2) == 1) {
          entity.put("selector", selector());
        }
      }
      case 5, 6 -> entity.put("notSelector", selector());
      default -> entity.put("selector", selector());
    }
    if (hasPorts && choices.draw(2) == 1) {
      entity.put(choices.draw(5) == 4 ? "notPorts" : "ports", peers.list(1, 2, this::port));
    }
    return entity;
  }

  /// Of one family.
  private List<String> nets(boolean isSix) {
    return peers.list(1, 3, peers::cidr).stream()
        .map(String.class::cast)
        .filter(cidr -> cidr.contains(":") == isSix)
        .distinct()
        .toList();
  }

  private Object port() {
    var first = Gen.pick(80, 22, 443, 8080, 1, 9090).from(choices);
    return switch (choices.draw(4)) {
      case 0 -> {
        var last = Gen.pick(first, first + 10, 65535).from(choices);
        scene.noteRange(scene.ports, first, last);
        yield first + ":" + last;
      }
      case 1 -> {
        scene.usesNamedPorts = true;
        yield Gen.pick("http", "metrics", "sql").from(choices);
      }
      default -> {
        scene.noteRange(scene.ports, first, first);
        yield first;
      }
    };
  }
}
