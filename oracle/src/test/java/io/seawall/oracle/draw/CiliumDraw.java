package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy, the groups of addresses and the
/// Services that they name.
///
/// What their API refuses is not drawn: two members of layer 3 in one rule, ports beside Services
/// or beside ICMP, rules of layer 7 that deny. Nor are mutual authentication and `fromRequires`.
final class CiliumDraw {
  private static final List<String> GROUPS = List.of("partners", "internal");
  private static final List<String> APPS = List.of("web", "api", "db");
  private static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
  private static final Gen<String> ENTITIES =
      Gen.pick(
          "world", "cluster", "host", "remote-node", "all", "kube-apiserver", "health", "init");

  private final Choices choices;
  private final Scene scene;
  private final PeerDraw peers;
  private int services;

  CiliumDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
    this.peers = new PeerDraw(choices, scene);
  }

  void draw() {
    GROUPS.forEach(this::group);
    services = choices.draw(3);
    for (var i = 0; i < services; i++) {
      service("svc" + i);
    }
    var count = 1 + choices.draw(4);
    for (var i = 0; i < count; i++) {
      policy(i);
    }
    if (choices.draw(3) == 2) {
      var ofNodes = 1 + choices.draw(2);
      for (var i = 0; i < ofNodes; i++) {
        policyForNodes(i);
      }
      config();
    }
  }

  /// Names of ports and rules of layer 7 are not for nodes.
  private void policyForNodes(int index) {
    var selector =
        choices.draw(2) == 0
            ? tree()
            : tree(
                "matchLabels",
                tree("kubernetes.azure.com/agentpool", Gen.pick("main", "user").from(choices)));
    var spec = tree("nodeSelector", selector);
    for (var direction : List.of("ingress", "egress")) {
      if (choices.draw(3) > 0) {
        spec.put(direction, peers.list(0, 2, () -> ruleForNodes(direction)));
      }
      if (choices.draw(3) == 2) {
        spec.put(direction + "Deny", peers.list(1, 2, () -> ruleForNodes(direction)));
      }
    }
    add("v2", "CiliumClusterwideNetworkPolicy", tree("name", "nodes-" + index), "spec", spec);
  }

  private Map<String, Object> ruleForNodes(String direction) {
    var side = direction.equals("ingress") ? "from" : "to";
    var rule = new LinkedHashMap<String, Object>();
    switch (choices.draw(5)) {
      case 0 -> {
        // any peer
      }
      case 1 -> rule.put(side + "Endpoints", peers.list(1, 2, () -> endpoints(true)));
      case 2, 3 -> rule.put(side + "Entities", peers.list(1, 2, () -> ENTITIES.from(choices)));
      default -> rule.put(side + "CIDRSet", peers.list(1, 2, this::inSet));
    }
    if (choices.draw(3) > 0) {
      rule.put("toPorts", List.of(tree("ports", peers.list(1, 2, this::portOfNode))));
    }
    return rule;
  }

  private Map<String, Object> portOfNode() {
    var port = new LinkedHashMap<String, Object>();
    number(port);
    port.put("protocol", Gen.pick("TCP", "UDP", "ANY").from(choices));
    return port;
  }

  /// What the agents are told, which perhaps is not shown.
  private void config() {
    if (choices.draw(4) > 0) {
      scene.objects.add(
          tree(
              "apiVersion",
              "v1",
              "kind",
              "ConfigMap",
              "metadata",
              tree("name", "cilium-config", "namespace", "kube-system"),
              "data",
              tree("enable-host-firewall", choices.draw(4) == 3 ? "false" : "true")));
    }
  }

  private void group(String name) {
    var blocks = peers.list(1, 2, peers::cidr).stream().distinct().toList();
    add("v2alpha1", "CiliumCIDRGroup", tree("name", name), "spec", tree("externalCIDRs", blocks));
  }

  private void add(
      String version, String kind, Map<String, Object> metadata, String field, Object value) {
    scene.objects.add(
        tree(
            "apiVersion",
            "cilium.io/" + version,
            "kind",
            kind,
            "metadata",
            metadata,
            field,
            value));
  }

  private void service(String name) {
    scene.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "metadata",
            tree("name", name, "namespace", "shop", "labels", tree("side", name)),
            "spec",
            tree(
                "selector",
                tree("app", Gen.pick(APPS).from(choices)),
                "ports",
                List.of(tree("port", 80, "targetPort", 8080)))));
  }

  private void policy(int index) {
    var isWide = choices.draw(3) == 2;
    var kind = isWide ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy";
    var metadata = tree("name", "cilium-" + index);
    if (!isWide) {
      metadata.put("namespace", Scene.NAMESPACE.from(choices));
    }
    if (choices.draw(5) == 4) {
      add("v2", kind, metadata, "specs", List.of(spec(isWide), spec(isWide)));
    } else {
      add("v2", kind, metadata, "spec", spec(isWide));
    }
  }

  private Map<String, Object> spec(boolean isWide) {
    var spec = tree("endpointSelector", subject(isWide));
    var has = new LinkedHashMap<String, Boolean>();
    for (var direction : List.of("ingress", "egress")) {
      var allows = choices.draw(3) > 0;
      var denies = choices.draw(3) == 2;
      var sections = new ArrayList<Object>();
      if (allows) {
        var rules = peers.list(0, 2, () -> rule(direction, isWide, false));
        spec.put(direction, rules);
        sections.addAll(rules);
      }
      if (denies) {
        var rules = peers.list(1, 2, () -> rule(direction, isWide, true));
        spec.put(direction + "Deny", rules);
        sections.addAll(rules);
      }
      has.put(direction, !sections.isEmpty());
    }
    if (choices.draw(3) == 2) {
      var wanted = new LinkedHashMap<String, Object>();
      has.forEach((direction, any) -> {
        if (choices.draw(2) == 1) {
          wanted.put(direction, any && choices.draw(3) == 2);
        }
      });
      spec.put("enableDefaultDeny", wanted);
    }
    return spec;
  }

  private Map<String, Object> subject(boolean isWide) {
    return isWide && choices.draw(2) == 1 ? ofNamespaces() : ofPods();
  }

  private Map<String, Object> ofPods() {
    var prefix = Gen.pick("", "k8s:", "any:").from(choices);
    return peers.selector(prefix + "app", APPS);
  }

  /// By the labels that Cilium gives to pods.
  private Map<String, Object> ofNamespaces() {
    return choices.draw(2) == 0
        ? peers.selector("k8s:" + POD_NAMESPACE, Scene.NAMESPACES)
        : peers.selector("k8s:io.cilium.k8s.namespace.labels.team", List.of("a", "b"));
  }

  private Map<String, Object> rule(String direction, boolean isWide, boolean denies) {
    var side = direction.equals("ingress") ? "from" : "to";
    var rule = new LinkedHashMap<String, Object>();
    var mayHavePorts = peer(rule, side, isWide, denies);
    if (mayHavePorts) {
      switch (choices.draw(6)) {
        case 0, 1 -> {
          // all packets of these peers
        }
        case 2 -> rule.put("icmps", List.of(tree("fields", peers.list(1, 2, this::icmp))));
        default -> rule.put("toPorts", peers.list(1, 2, () -> portRule(side.equals("to"), denies)));
      }
    }
    return rule;
  }

  /// Puts one member of layer 3, or none.
  ///
  /// @return whether members of layer 4 may stand beside it
  private boolean peer(Map<String, Object> rule, String side, boolean isWide, boolean denies) {
    switch (choices.draw(8)) {
      case 0 -> {
        // any peer
      }
      case 1, 2 -> rule.put(side + "Endpoints", peers.list(1, 2, () -> endpoints(isWide)));
      case 3, 4 -> rule.put(side + "Entities", peers.list(1, 2, () -> ENTITIES.from(choices)));
      case 5 -> rule.put(side + "CIDR", peers.list(1, 2, peers::cidr));
      case 6 -> rule.put(side + "CIDRSet", peers.list(1, 2, this::inSet));
      default -> {
        if (side.equals("to") && services > 0 && choices.draw(2) == 0) {
          rule.put("toServices", List.of(namedService()));
          return false;
        }
        if (side.equals("to") && !denies) {
          rule.put("toFQDNs", List.of(tree("matchPattern", "*.example.com")));
        }
      }
    }
    return true;
  }

  private Map<String, Object> endpoints(boolean isWide) {
    return switch (choices.draw(6)) {
      case 0, 1 -> ofPods();
      case 2 ->
          tree(
              "matchLabels",
              tree("k8s:" + POD_NAMESPACE, Gen.pick(Scene.NAMESPACES).from(choices)));
      case 3 ->
          tree(
              "matchLabels",
              tree(POD_NAMESPACE, Gen.pick(Scene.NAMESPACES).from(choices), "app", "web"));
      case 4 ->
          tree(
              "matchLabels",
              tree(
                  Gen.pick("reserved:host", "reserved:remote-node", "reserved:world").from(choices),
                  ""));
      default -> isWide ? ofNamespaces() : tree();
    };
  }

  private Map<String, Object> inSet() {
    return choices.draw(3) == 2
        ? tree("cidrGroupRef", Gen.pick(GROUPS).from(choices))
        : peers.block();
  }

  private Map<String, Object> namedService() {
    var name = "svc" + choices.draw(services);
    return choices.draw(2) == 0
        ? tree("k8sService", tree("serviceName", name, "namespace", "shop"))
        : tree(
            "k8sServiceSelector",
            tree("selector", tree("matchLabels", tree("side", name)), "namespace", "shop"));
  }

  private Map<String, Object> icmp() {
    var isSix = choices.draw(3) == 2;
    var type = Gen.pick(8, 0, 128, 129).from(choices);
    scene.icmpTypes.add(type);
    var field = new LinkedHashMap<String, Object>();
    if (isSix || choices.draw(2) == 1) {
      field.put("family", isSix ? "IPv6" : "IPv4");
    }
    field.put("type", choices.draw(4) == 3 ? "EchoRequest" : type);
    return field;
  }

  private Map<String, Object> portRule(boolean egress, boolean denies) {
    if (!denies && choices.draw(8) == 7) {
      return egress && choices.draw(2) == 1
          ? tree(
              "ports",
              List.of(tree("port", "53", "protocol", "ANY")),
              "rules",
              tree("dns", List.of(tree("matchPattern", "*"))))
          : tree(
              "ports",
              List.of(tree("port", "80", "protocol", "TCP")),
              "rules",
              tree("http", List.of(tree("method", "GET"))));
    }
    return tree("ports", peers.list(1, 2, this::port));
  }

  private Map<String, Object> port() {
    var port = new LinkedHashMap<String, Object>();
    switch (choices.draw(8)) {
      case 0 -> port.put("port", "0");
      case 1, 2 -> {
        scene.usesNamedPorts = true;
        port.put("port", Gen.pick("http", "metrics", "sql").from(choices));
      }
      default -> number(port);
    }
    if (choices.draw(4) > 0) {
      port.put("protocol", Gen.pick("TCP", "UDP", "ANY", "SCTP").from(choices));
    }
    return port;
  }

  private void number(Map<String, Object> port) {
    var first = Gen.pick(80, 22, 443, 8080, 1, 9090).from(choices);
    port.put("port", String.valueOf(first));
    var last = first;
    if (choices.draw(3) == 2) {
      last = Gen.pick(first + 1, first + 10, 65535).from(choices);
      port.put("endPort", last);
    }
    scene.noteRange(scene.ports, first, last);
  }
}
