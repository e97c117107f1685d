package io.seawall.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a NetworkPolicy as the API server gives it.
final class PolicyJson {
  private final JsonGenerator json;

  PolicyJson(JsonGenerator json) {
    this.json = json;
  }

  void write(Drawn.Policy policy) throws IOException {
    json.writeStartObject();
    ClusterJson.head(json, "networking.k8s.io/v1", "NetworkPolicy");
    json.writeObjectFieldStart("metadata");
    ClusterJson.meta(json, policy.namespace(), policy.name(), policy.namespace().hashCode());
    json.writeNumberField("generation", 1);
    ClusterJson.map(json, "labels", Map.of("app.kubernetes.io/managed-by", "Helm"));
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    if (policy.egress()) {
      rules("egress", "to", policy.egressRules());
    }
    if (policy.ingress()) {
      rules("ingress", "from", policy.ingressRules());
    }
    selector("podSelector", policy.subject());
    List<String> types = new ArrayList<>();
    if (policy.ingress()) {
      types.add("Ingress");
    }
    if (policy.egress()) {
      types.add("Egress");
    }
    ClusterJson.texts(json, "policyTypes", types);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void rules(String field, String peers, List<Drawn.Rule> rules) throws IOException {
    if (rules.isEmpty()) {
      return; // left out, as the API server does with an empty list
    }
    json.writeArrayFieldStart(field);
    for (Drawn.Rule rule : rules) {
      json.writeStartObject();
      if (!rule.ports().isEmpty()) {
        json.writeArrayFieldStart("ports");
        for (Drawn.Port port : rule.ports()) {
          port(port);
        }
        json.writeEndArray();
      }
      if (!rule.peers().isEmpty()) {
        json.writeArrayFieldStart(peers);
        for (Drawn.Peer peer : rule.peers()) {
          json.writeStartObject();
          peer(peer);
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void port(Drawn.Port port) throws IOException {
    json.writeStartObject();
    if (port.isNamed()) {
      json.writeStringField("port", port.name());
    } else {
      json.writeNumberField("port", port.first());
    }
    if (port.last() > port.first()) {
      json.writeNumberField("endPort", port.last());
    }
    json.writeStringField("protocol", port.protocol());
    json.writeEndObject();
  }

  private void peer(Drawn.Peer peer) throws IOException {
    switch (peer) {
      case Drawn.Peer.Own(var labels) -> selector("podSelector", labels);
      case Drawn.Peer.Elsewhere(var namespaces, var pods) -> {
        selector("namespaceSelector", namespaces);
        if (!pods.isEmpty()) {
          selector("podSelector", pods);
        }
      }
      case Drawn.Peer.Block(var cidr, var exceptions) -> {
        json.writeObjectFieldStart("ipBlock");
        json.writeStringField("cidr", cidr);
        if (!exceptions.isEmpty()) {
          ClusterJson.texts(json, "except", exceptions);
        }
        json.writeEndObject();
      }
    }
  }

  private void selector(String field, Map<String, String> labels) throws IOException {
    json.writeObjectFieldStart(field);
    if (!labels.isEmpty()) {
      ClusterJson.map(json, "matchLabels", labels);
    }
    json.writeEndObject();
  }
}
