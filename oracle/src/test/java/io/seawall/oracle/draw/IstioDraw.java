package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws the objects of Istio: the configuration of the mesh, PeerAuthentication,
/// AuthorizationPolicy, RequestAuthentication and, in ambient mode, waypoints.
///
/// What validation refuses is not drawn: an empty source, port modes without a selector, accounts
/// beside principals or namespaces.
final class IstioDraw {
  private static final String SECURITY = "security.istio.io/v1";

  private final MeshStage stage;

  IstioDraw(MeshStage stage) {
    this.stage = stage;
  }

  void draw() {
    config();
    var peers = 1 + stage.choices.draw(4);
    for (var i = 0; i < peers; i++) {
      peerAuthentication(i);
    }
    var policies = 1 + stage.choices.draw(4);
    for (var i = 0; i < policies; i++) {
      authorizationPolicy(i);
    }
    if (stage.chance(4)) {
      stage.add(
          SECURITY,
          "RequestAuthentication",
          stage.pick(stage.root, "shop"),
          "tokens",
          tree("jwtRules", List.of(tree("issuer", "issuer.example", "jwks", "{}"))));
    }
    if (stage.chance(30)) {
      stage.add(
          "networking.istio.io/v1alpha3",
          "EnvoyFilter",
          stage.pick(stage.root, "shop"),
          "filter",
          tree("configPatches", List.of()));
    }
    if (stage.kind == MeshKind.AMBIENT) {
      waypoints();
    }
  }

  private void config() {
    var mesh = new StringBuilder("trustDomain: " + stage.trustDomain + "\n");
    if (stage.root.equals("mesh-root")) {
      mesh.append("rootNamespace: mesh-root\n");
    }
    if (stage.chance(3)) {
      mesh.append("trustDomainAliases: [old.example]\n");
    }
    if (stage.chance(2)) {
      mesh.append(
          "extensionProviders:\n- name: web\n  envoyExtAuthzHttp: {service: a.shop, port: 1}\n");
      mesh.append("- name: grpc\n  envoyExtAuthzGrpc: {service: a.shop, port: 1}\n");
    }
    if (stage.revision.isEmpty()) {
      stage.configMap("istio-system", "istio", "mesh", mesh.toString());
    } else {
      stage.configMap(stage.root, "istio-" + stage.revision, "mesh", "enableAutoMtls: true\n");
      stage.configMap(
          stage.root, "istio-shared-configmap-" + stage.revision, "mesh", mesh.toString());
    }
  }

  private void date(Map<String, Object> metadata) {
    metadata.put("creationTimestamp", "2026-01-0" + stage.pick(1, 2, 3) + "T00:00:00Z");
  }

  private Map<String, Object> mode() {
    return tree("mode", stage.pick("STRICT", "STRICT", "STRICT", "PERMISSIVE", "DISABLE", "UNSET"));
  }

  private void peerAuthentication(int index) {
    var namespace = stage.pick(stage.root, "shop", "shop", "data");
    var spec = new LinkedHashMap<String, Object>();
    var selects = false;
    switch (stage.choices.draw(5)) {
      case 0, 1 -> {
        // all workloads
      }
      case 2 -> spec.put("selector", tree());
      default -> {
        spec.put("selector", tree("matchLabels", labels()));
        selects = true;
      }
    }
    if (stage.choices.draw(4) > 0) {
      spec.put("mtls", mode());
    }
    if (selects && stage.choices.draw(3) > 0) {
      var ports = new LinkedHashMap<String, Object>();
      stage
          .values(2, () -> stage.pick("8080", "9090", "80"))
          .forEach(port -> ports.put((String) port, mode()));
      spec.put("portLevelMtls", ports);
    }
    date(stage.add(SECURITY, "PeerAuthentication", namespace, "peer-" + index, spec));
  }

  private Map<String, Object> labels() {
    return stage.chance(6) ? tree("tier", "front") : tree("app", stage.pick(MeshStage.APPS));
  }

  private void authorizationPolicy(int index) {
    var namespace = stage.pick("shop", "shop", stage.root, "data");
    var spec = new LinkedHashMap<String, Object>();
    switch (stage.choices.draw(8)) {
      case 0, 1, 2 -> {
        // all workloads
      }
      case 3 -> spec.put("selector", tree());
      case 4 -> spec.put("targetRefs", List.of(target(namespace)));
      default -> spec.put("selector", tree("matchLabels", labels()));
    }
    var action = stage.pick("ALLOW", "ALLOW", "ALLOW", "DENY", "DENY", "AUDIT", "CUSTOM");
    if (!action.equals("ALLOW") || stage.choices.draw(2) == 1) {
      spec.put("action", action);
    }
    if (action.equals("CUSTOM")) {
      spec.put("provider", tree("name", stage.pick("web", "grpc", "missing")));
    }
    if (!action.equals("ALLOW") || stage.choices.draw(3) > 0) {
      spec.put("rules", stage.list(1, 2, this::rule));
    }
    var metadata = stage.add(SECURITY, "AuthorizationPolicy", namespace, "policy-" + index, spec);
    date(metadata);
    if (stage.chance(6)) {
      metadata.put("annotations", tree("istio.io/dry-run", stage.pick("true", "false", "perhaps")));
    }
  }

  private Map<String, Object> target(String namespace) {
    if (namespace.equals(stage.root)) {
      return tree(
          "group", "gateway.networking.k8s.io", "kind", "GatewayClass", "name", "istio-waypoint");
    }
    return stage.choices.draw(2) == 0
        ? tree("group", "gateway.networking.k8s.io", "kind", "Gateway", "name", "way")
        : tree("group", "", "kind", "Service", "name", stage.pick(MeshStage.APPS));
  }

  private Map<String, Object> rule() {
    var rule = new LinkedHashMap<String, Object>();
    if (stage.choices.draw(4) > 0) {
      rule.put("from", stage.list(1, 2, () -> tree("source", source())));
    }
    if (stage.choices.draw(3) == 1) {
      rule.put("to", stage.list(1, 2, () -> tree("operation", operation())));
    }
    if (stage.chance(4)) {
      rule.put("when", stage.list(1, 2, this::when));
    }
    return rule;
  }

  private Map<String, Object> source() {
    var source = new LinkedHashMap<String, Object>();
    switch (stage.choices.draw(10)) {
      case 0, 1 -> source.put("principals", stage.values(2, this::principal));
      case 2 -> source.put("namespaces", stage.values(2, this::namespace));
      case 3 -> source.put("notPrincipals", stage.values(2, this::principal));
      case 4 -> source.put("notNamespaces", stage.values(2, this::namespace));
      case 5 -> source.put("serviceAccounts", stage.values(2, this::account));
      case 6 -> source.put("ipBlocks", stage.values(2, () -> stage.pick(MeshStage.BLOCKS)));
      case 7 -> source.put("notIpBlocks", stage.values(2, () -> stage.pick(MeshStage.BLOCKS)));
      case 8 -> source.put("requestPrincipals", List.of(stage.pick("*", "issuer.example/user")));
      default -> {
        source.put("namespaces", stage.values(2, this::namespace));
        source.put("ipBlocks", stage.values(2, () -> stage.pick(MeshStage.BLOCKS)));
      }
    }
    if (stage.chance(15)) {
      source.put("trustDomains", List.of(stage.pick("cluster.local", "corp.example")));
    }
    return source;
  }

  private String principal() {
    var account = stage.pick(MeshStage.ACCOUNTS);
    var namespace = stage.pick(MeshStage.NAMESPACES);
    var full = stage.trustDomain + "/ns/" + namespace + "/sa/" + account;
    return switch (stage.choices.draw(9)) {
      case 0, 1, 2 -> full;
      case 3 -> "*";
      case 4 -> stage.trustDomain + "/ns/" + namespace + "/*";
      case 5 -> "*/ns/" + namespace + "/sa/" + account;
      case 6 -> "spiffe://" + full;
      case 7 -> "old.example/ns/" + namespace + "/sa/" + account;
      default -> "cluster.local/ns/" + namespace + "/sa/" + account;
    };
  }

  private String namespace() {
    return stage.pick("shop", "data", "ops", "*", "sh*", "absent");
  }

  private String account() {
    var account = stage.pick(MeshStage.ACCOUNTS);
    return stage.choices.draw(2) == 0 ? stage.pick(MeshStage.NAMESPACES) + "/" + account : account;
  }

  private Map<String, Object> operation() {
    var operation = new LinkedHashMap<String, Object>();
    switch (stage.choices.draw(7)) {
      case 0, 1 -> operation.put("ports", stage.values(2, this::port));
      case 2 -> operation.put("notPorts", stage.values(2, this::port));
      case 3 -> operation.put("methods", stage.values(2, () -> stage.pick("GET", "PUT", "P*")));
      case 4 -> operation.put("paths", stage.values(2, this::path));
      case 5 -> operation.put("hosts", List.of(stage.pick("api.shop", "*.shop", "other")));
      default -> {
        operation.put("ports", stage.values(2, this::port));
        operation.put("methods", List.of("GET"));
      }
    }
    return operation;
  }

  private String port() {
    return stage.pick("8080", "9090", "80");
  }

  private String path() {
    return stage.pick("/a", "/a*", "*/b", "/a/{*}", "/{**}", "/c");
  }

  private Map<String, Object> when() {
    var side = stage.choices.draw(2) == 0 ? "values" : "notValues";
    var known = new ArrayList<Map<String, Object>>();
    known.add(tree("key", "source.ip", side, List.of(stage.pick(MeshStage.BLOCKS))));
    known.add(tree("key", "source.namespace", side, List.of(namespace())));
    known.add(tree("key", "source.principal", side, List.of(principal())));
    known.add(tree("key", "destination.port", side, List.of(port())));
    known.add(tree("key", "request.headers[x-a]", side, List.of("1")));
    known.add(tree("key", "source.serviceAccount", side, List.of("shop/web")));
    known.add(tree("key", "connection.sni", side, List.of("api")));
    return stage.pick(known);
  }

  private void waypoints() {
    for (var namespace : List.of("shop", "data")) {
      if (stage.choices.draw(3) > 0) {
        var metadata =
            stage.add(
                "gateway.networking.k8s.io/v1",
                "Gateway",
                namespace,
                "way",
                tree(
                    "gatewayClassName",
                    "istio-waypoint",
                    "listeners",
                    List.of(tree("name", "mesh", "port", 15008, "protocol", "HBONE"))));
        if (stage.chance(3)) {
          metadata.put(
              "labels", tree("istio.io/waypoint-for", stage.pick("service", "workload", "all")));
        }
      }
    }
  }
}
