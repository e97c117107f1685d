package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws the objects of Linkerd: its configuration, Servers, their authorizations, authentications
/// and routes. No two Servers claim one port of a pod, which the webhook refuses, but now and then.
final class LinkerdDraw {
  private static final String ALPHA = "policy.linkerd.io/v1alpha1";

  private final MeshStage stage;
  private final List<String> servers = new ArrayList<>();
  private final List<String> routes = new ArrayList<>();

  LinkerdDraw(MeshStage stage) {
    this.stage = stage;
  }

  void draw() {
    if (stage.choices.draw(3) > 0 || !stage.trustDomain.equals("cluster.local")) {
      stage.configMap(
          "linkerd",
          "linkerd-config",
          "values",
          "identityTrustDomain: "
              + stage.trustDomain
              + "\nproxy:\n  defaultInboundPolicy: "
              + stage.pick("all-unauthenticated", "deny", "all-authenticated")
              + "\n");
    }
    for (var namespace : List.of("shop", "data")) {
      for (var port : List.of("8080", "9090")) {
        if (stage.choices.draw(3) > 0) {
          server(namespace, port);
        }
      }
      authentications(namespace);
    }
    var authorizations = stage.choices.draw(4);
    for (var i = 0; i < authorizations; i++) {
      authorization(i);
    }
    var policies = 1 + stage.choices.draw(4);
    for (var i = 0; i < policies; i++) {
      policy(i);
    }
  }

  private void server(String namespace, String port) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put(
        "podSelector",
        stage.chance(3) ? tree() : tree("matchLabels", tree("app", stage.pick(MeshStage.APPS))));
    var name = port.equals("8080") ? "http" : "metrics";
    if (stage.choices.draw(2) == 0) {
      spec.put("port", name);
    } else {
      spec.put("port", Integer.valueOf(port));
    }
    if (stage.chance(3)) {
      spec.put("proxyProtocol", stage.pick("unknown", "HTTP/1", "opaque", "TLS"));
    }
    if (stage.chance(4)) {
      spec.put(
          "accessPolicy",
          stage.pick(
              "deny",
              "all-authenticated",
              "all-unauthenticated",
              "cluster-unauthenticated",
              "audit"));
    }
    var metadata =
        stage.add("policy.linkerd.io/v1beta3", "Server", namespace, "server-" + port, spec);
    metadata.put("labels", tree("side", stage.pick("in", "out")));
    servers.add(namespace + "/server-" + port);
    if (stage.chance(5)) {
      route(namespace, "server-" + port);
    }
    if (stage.chance(15)) {
      stage.add("policy.linkerd.io/v1beta3", "Server", namespace, "twin-" + port, spec);
    }
  }

  private void route(String namespace, String server) {
    var name = "route-of-" + server;
    routes.add(namespace + "/" + name);
    var match = tree("path", tree("type", stage.pick("Exact", "PathPrefix"), "value", "/a"));
    if (stage.chance(2)) {
      match.put("method", "GET");
    }
    stage.add(
        "policy.linkerd.io/v1beta3",
        "HTTPRoute",
        namespace,
        name,
        tree(
            "parentRefs",
            List.of(tree("group", "policy.linkerd.io", "kind", "Server", "name", server)),
            "rules",
            List.of(tree("matches", List.of(match)))));
  }

  private void authentications(String namespace) {
    var spec = new LinkedHashMap<String, Object>();
    if (stage.choices.draw(2) == 0) {
      spec.put("identities", stage.values(2, this::identity));
    } else {
      spec.put("identityRefs", List.of(reference()));
    }
    stage.add(ALPHA, "MeshTLSAuthentication", namespace, "tls", spec);
    stage.add(
        ALPHA,
        "NetworkAuthentication",
        namespace,
        "net",
        tree("networks", stage.list(1, 2, this::network)));
  }

  private String identity() {
    var namespace = stage.pick("shop", "data");
    return switch (stage.choices.draw(5)) {
      case 0, 1 -> stage.identity(namespace, stage.pick(MeshStage.ACCOUNTS));
      case 2 -> "*";
      case 3 -> "*." + namespace + ".serviceaccount.identity.linkerd." + stage.trustDomain;
      default -> "*.example.com";
    };
  }

  private Map<String, Object> reference() {
    return stage.choices.draw(2) == 0
        ? tree("kind", "ServiceAccount", "name", stage.pick(MeshStage.ACCOUNTS))
        : tree("kind", "Namespace", "name", stage.pick("shop", "data"));
  }

  private Map<String, Object> network() {
    return stage.choices.draw(3) == 2
        ? tree("cidr", "10.244.0.0/16", "except", List.of("10.244.0.12/32"))
        : tree("cidr", stage.pick("10.244.0.0/16", "0.0.0.0/0", "203.0.113.0/24"));
  }

  private void authorization(int index) {
    var namespace = stage.pick("shop", "data");
    var client = new LinkedHashMap<String, Object>();
    if (stage.choices.draw(4) > 0) {
      client.put("networks", stage.list(1, 2, this::network));
    }
    switch (stage.choices.draw(4)) {
      case 0 -> client.put("unauthenticated", true);
      case 1 -> client.put("meshTLS", tree("unauthenticatedTLS", true));
      case 2 -> client.put("meshTLS", tree("identities", stage.values(2, this::identity)));
      default ->
          client.put(
              "meshTLS",
              tree(
                  "serviceAccounts",
                  List.of(
                      tree(
                          "name",
                          stage.pick(MeshStage.ACCOUNTS),
                          "namespace",
                          stage.pick("shop", "data")))));
    }
    var server =
        stage.choices.draw(2) == 0
            ? tree("name", stage.pick("server-8080", "server-9090"))
            : tree("selector", tree("matchLabels", tree("side", "in")));
    stage.add(
        "policy.linkerd.io/v1beta1",
        "ServerAuthorization",
        namespace,
        "older-" + index,
        tree("server", server, "client", client));
  }

  private void policy(int index) {
    var namespace = stage.pick("shop", "data");
    stage.add(
        ALPHA,
        "AuthorizationPolicy",
        namespace,
        "policy-" + index,
        tree("targetRef", target(namespace), "requiredAuthenticationRefs", required()));
  }

  private Map<String, Object> target(String namespace) {
    var ofRoutes = routes.stream().filter(route -> route.startsWith(namespace + "/")).toList();
    if (!ofRoutes.isEmpty() && stage.chance(2)) {
      var name = stage.pick(ofRoutes);
      return tree(
          "group",
          "policy.linkerd.io",
          "kind",
          "HTTPRoute",
          "name",
          name.substring(namespace.length() + 1));
    }
    return stage.choices.draw(3) < 2
        ? tree(
            "group",
            "policy.linkerd.io",
            "kind",
            "Server",
            "name",
            stage.pick("server-8080", "server-9090"))
        : tree("group", "core", "kind", "Namespace", "name", namespace);
  }

  private List<Object> required() {
    var required = new ArrayList<Object>();
    switch (stage.choices.draw(4)) {
      case 0 ->
          required.add(tree("kind", "ServiceAccount", "name", stage.pick(MeshStage.ACCOUNTS)));
      case 1 -> required.add(authentication("MeshTLSAuthentication", "tls"));
      case 2 -> required.add(authentication("MeshTLSAuthentication", stage.pick("tls", "absent")));
      default -> {
        // nobody needs to show who it is
      }
    }
    if (stage.choices.draw(3) == 1 || (required.isEmpty() && stage.choices.draw(3) > 0)) {
      required.add(authentication("NetworkAuthentication", "net"));
    }
    return required;
  }

  private Map<String, Object> authentication(String kind, String name) {
    var reference = tree("group", "policy.linkerd.io", "kind", kind, "name", name);
    if (stage.chance(4)) {
      reference.put("namespace", stage.pick("shop", "data"));
    }
    return reference;
  }
}
