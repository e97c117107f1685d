package io.seawall.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes drawn policies as GlobalNetworkPolicies in ten tiers, and these tiers. A rule of Calico
/// has one source, one destination and one protocol, so each drawn rule becomes as many as it has
/// peers and protocols. What a policy does not allow it passes on to the tiers after it, but for
/// the last tier, which drops it.
final class CalicoJson {
  static final int TIERS = 10;
  private static final String API = "projectcalico.org/v3";

  private final JsonGenerator json;

  CalicoJson(JsonGenerator json) {
    this.json = json;
  }

  /// @param index from 0 to [#TIERS], which is not included
  void tier(int index) throws IOException {
    json.writeStartObject();
    ClusterJson.head(json, API, "Tier");
    json.writeObjectFieldStart("metadata");
    ClusterJson.meta(json, "", "tier-" + index, index);
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    json.writeNumberField("order", 100 + index);
    json.writeEndObject();
    json.writeEndObject();
  }

  /// @param index of the policy among all of them
  void write(Drawn.Policy policy, int index) throws IOException {
    String tier = "tier-" + index % TIERS;
    json.writeStartObject();
    ClusterJson.head(json, API, "GlobalNetworkPolicy");
    json.writeObjectFieldStart("metadata");
    ClusterJson.meta(
        json, "", tier + "." + policy.namespace() + "-" + policy.name(), policy.hashCode());
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    json.writeStringField("tier", tier);
    json.writeNumberField("order", index);
    json.writeStringField("namespaceSelector", namespace(policy.namespace()));
    json.writeStringField("selector", selector(policy.subject()));
    List<String> types = new ArrayList<>();
    boolean passes = index % TIERS < TIERS - 1;
    if (policy.ingress()) {
      types.add("Ingress");
      rules("ingress", "source", policy.namespace(), policy.ingressRules(), passes);
    }
    if (policy.egress()) {
      types.add("Egress");
      rules("egress", "destination", policy.namespace(), policy.egressRules(), passes);
    }
    ClusterJson.texts(json, "types", types);
    json.writeEndObject();
    json.writeEndObject();
  }

  /// @param passes whether what no rule allows goes on to the next tier
  private void rules(
      String field, String side, String namespace, List<Drawn.Rule> rules, boolean passes)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Drawn.Rule rule : rules) {
      Map<String, List<Drawn.Port>> byProtocol = new TreeMap<>();
      for (Drawn.Port port : rule.ports()) {
        byProtocol.computeIfAbsent(port.protocol(), _ -> new ArrayList<>()).add(port);
      }
      if (byProtocol.isEmpty()) {
        byProtocol.put("", List.of());
      }
      for (Map.Entry<String, List<Drawn.Port>> one : byProtocol.entrySet()) {
        if (rule.peers().isEmpty()) {
          rule(side, null, namespace, one.getKey(), one.getValue());
        }
        for (Drawn.Peer peer : rule.peers()) {
          rule(side, peer, namespace, one.getKey(), one.getValue());
        }
      }
    }
    if (passes) {
      json.writeStartObject();
      json.writeStringField("action", "Pass");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// @param peer null for everybody
  private void rule(
      String side,
      Drawn.@Nullable Peer peer,
      String namespace,
      String protocol,
      List<Drawn.Port> ports)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("action", "Allow");
    if (!protocol.isEmpty()) {
      json.writeStringField("protocol", protocol);
    }
    if (peer != null || side.equals("destination")) {
      json.writeObjectFieldStart(side);
      if (peer != null) {
        peer(peer, namespace);
      }
      if (side.equals("destination")) {
        ports(ports);
      }
      json.writeEndObject();
    }
    if (side.equals("source") && !ports.isEmpty()) {
      json.writeObjectFieldStart("destination");
      ports(ports);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void peer(Drawn.Peer peer, String namespace) throws IOException {
    switch (peer) {
      case Drawn.Peer.Own(var labels) -> {
        json.writeStringField("namespaceSelector", namespace(namespace));
        json.writeStringField("selector", selector(labels));
      }
      case Drawn.Peer.Elsewhere(var namespaces, var pods) -> {
        json.writeStringField("namespaceSelector", selector(namespaces));
        json.writeStringField("selector", selector(pods));
      }
      case Drawn.Peer.Block(var cidr, var exceptions) -> {
        ClusterJson.texts(json, "nets", List.of(cidr));
        if (!exceptions.isEmpty()) {
          ClusterJson.texts(json, "notNets", exceptions);
        }
      }
    }
  }

  private void ports(List<Drawn.Port> ports) throws IOException {
    if (ports.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("ports");
    for (Drawn.Port port : ports) {
      if (port.isNamed()) {
        json.writeString(port.name());
      } else if (port.last() > port.first()) {
        json.writeString(port.first() + ":" + port.last());
      } else {
        json.writeNumber(port.first());
      }
    }
    json.writeEndArray();
  }

  private static String namespace(String name) {
    return "kubernetes.io/metadata.name == '" + name + "'";
  }

  private static String selector(Map<String, String> labels) {
    List<String> tests = new ArrayList<>();
    new TreeMap<>(labels).forEach((key, value) -> tests.add(key + " == '" + value + "'"));
    return tests.isEmpty() ? "all()" : String.join(" && ", tests);
  }
}
