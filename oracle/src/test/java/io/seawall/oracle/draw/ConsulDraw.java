package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws the objects of Consul: what its servers are told, the defaults of services and proxies,
/// and intentions, of which no two have the same destination.
final class ConsulDraw {
  private static final String VERSION = "consul.hashicorp.com/v1alpha1";

  private final MeshStage stage;

  ConsulDraw(MeshStage stage) {
    this.stage = stage;
  }

  void draw() {
    if (stage.choices.draw(4) > 0) {
      stage.configMap("consul", "consul-server-config", "acl-config.json", agent());
    }
    if (stage.chance(4)) {
      var spec = tree("config", tree("protocol", stage.pick("http", "tcp")));
      if (stage.chance(5)) {
        spec.put("mutualTLSMode", stage.pick("permissive", "strict"));
      }
      stage.add(VERSION, "ProxyDefaults", "consul", "global", spec);
      synced();
    }
    if (stage.chance(4)) {
      stage.add(
          VERSION,
          "Mesh",
          "consul",
          "mesh",
          tree("allowEnablingPermissiveMutualTLS", stage.choices.draw(2) == 1));
      synced();
    }
    for (var service : MeshStage.ACCOUNTS) {
      if (stage.choices.draw(3) == 1) {
        defaults(service);
      }
      if (stage.choices.draw(3) > 0) {
        intentions(service);
      }
    }
    if (stage.choices.draw(2) == 1) {
      intentions("*");
    }
  }

  private String agent() {
    return switch (stage.choices.draw(4)) {
      case 0 -> "{\"acl\": {\"enabled\": true, \"default_policy\": \"deny\"}}";
      case 1 -> "{\"acl\": {\"enabled\": true, \"default_policy\": \"allow\"}}";
      case 2 ->
          "{\"acl\": {\"enabled\": true, \"default_policy\": \"allow\"},"
              + " \"default_intention_policy\": \"deny\"}";
      default -> "{\"log_level\": \"info\"}";
    };
  }

  private void synced() {
    var object = stage.objects.getLast();
    var status = stage.choices.draw(8) == 7 ? "False" : "True";
    object.put("status", tree("conditions", List.of(tree("type", "Synced", "status", status))));
  }

  private void defaults(String service) {
    var spec = new LinkedHashMap<String, Object>();
    if (stage.choices.draw(2) == 0) {
      spec.put("protocol", stage.pick("http", "tcp", "grpc"));
    }
    if (stage.chance(4)) {
      spec.put("mutualTLSMode", stage.pick("permissive", "strict"));
    }
    stage.add(VERSION, "ServiceDefaults", "shop", service, spec);
    stage
        .objects
        .getLast()
        .put("status", tree("conditions", List.of(tree("type", "Synced", "status", "True"))));
  }

  private void intentions(String destination) {
    var names = stage.values(3, () -> stage.pick("web", "api", "default", "*", "other"));
    var sources = names.stream().map(name -> source((String) name, destination)).toList();
    stage.add(
        VERSION,
        "ServiceIntentions",
        "shop",
        destination.equals("*") ? "all" : destination,
        tree("destination", tree("name", destination), "sources", sources));
    synced();
  }

  private Map<String, Object> source(String name, String destination) {
    var source = tree("name", name);
    if (destination.equals("*") || stage.choices.draw(4) > 0) {
      source.put("action", stage.pick("allow", "deny"));
    } else {
      source.put("permissions", stage.list(1, 2, this::permission));
    }
    return source;
  }

  private Map<String, Object> permission() {
    var http = new LinkedHashMap<String, Object>();
    switch (stage.choices.draw(3)) {
      case 0 -> http.put("pathPrefix", "/a");
      case 1 -> http.put("pathExact", "/a");
      default -> http.put("methods", List.of("GET"));
    }
    return tree("action", stage.pick("allow", "deny"), "http", http);
  }
}
