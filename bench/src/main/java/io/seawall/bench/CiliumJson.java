package io.seawall.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a drawn policy as a CiliumNetworkPolicy that says the same: a rule for each peer, since
/// one rule of Cilium names either endpoints or addresses.
final class CiliumJson {
  private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";
  private static final String NAMESPACE_LABEL = "k8s:io.cilium.k8s.namespace.labels.";

  private final JsonGenerator json;

  CiliumJson(JsonGenerator json) {
    this.json = json;
  }

  void write(Drawn.Policy policy) throws IOException {
    json.writeStartObject();
    ClusterJson.head(json, "cilium.io/v2", "CiliumNetworkPolicy");
    json.writeObjectFieldStart("metadata");
    ClusterJson.meta(json, policy.namespace(), policy.name(), policy.namespace().hashCode());
    json.writeNumberField("generation", 1);
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    selector("endpointSelector", policy.subject());
    if (policy.ingress()) {
      rules("ingress", "from", policy.ingressRules());
    }
    if (policy.egress()) {
      rules("egress", "to", policy.egressRules());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /// A direction with an empty rule is isolated and lets nothing by, as a policy type without rules
  /// is.
  private void rules(String field, String direction, List<Drawn.Rule> rules) throws IOException {
    json.writeArrayFieldStart(field);
    if (rules.isEmpty()) {
      json.writeStartObject();
      json.writeEndObject();
    }
    for (Drawn.Rule rule : rules) {
      if (rule.peers().isEmpty()) {
        json.writeStartObject();
        ClusterJson.texts(json, direction + "Entities", List.of("all"));
        ports(rule.ports());
        json.writeEndObject();
      }
      for (Drawn.Peer peer : rule.peers()) {
        json.writeStartObject();
        peer(direction, peer);
        ports(rule.ports());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void peer(String direction, Drawn.Peer peer) throws IOException {
    switch (peer) {
      case Drawn.Peer.Own(var labels) -> endpoints(direction, labels);
      case Drawn.Peer.Elsewhere(var namespaces, var pods) -> {
        Map<String, String> all = new TreeMap<>(pods);
        namespaces.forEach((key, value) -> {
          boolean isName = key.equals("kubernetes.io/metadata.name");
          all.put(isName ? NAMESPACE : NAMESPACE_LABEL + key, value);
        });
        endpoints(direction, all);
      }
      case Drawn.Peer.Block(var cidr, var exceptions) -> {
        json.writeArrayFieldStart(direction + "CIDRSet");
        json.writeStartObject();
        json.writeStringField("cidr", cidr);
        if (!exceptions.isEmpty()) {
          ClusterJson.texts(json, "except", exceptions);
        }
        json.writeEndObject();
        json.writeEndArray();
      }
    }
  }

  private void endpoints(String direction, Map<String, String> labels) throws IOException {
    json.writeArrayFieldStart(direction + "Endpoints");
    json.writeStartObject();
    if (!labels.isEmpty()) {
      ClusterJson.map(json, "matchLabels", labels);
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  private void ports(List<Drawn.Port> ports) throws IOException {
    if (ports.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("toPorts");
    json.writeStartObject();
    json.writeArrayFieldStart("ports");
    for (Drawn.Port port : ports) {
      json.writeStartObject();
      json.writeStringField("port", port.isNamed() ? port.name() : String.valueOf(port.first()));
      if (port.last() > port.first()) {
        json.writeNumberField("endPort", port.last());
      }
      json.writeStringField("protocol", port.protocol());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void selector(String field, Map<String, String> labels) throws IOException {
    json.writeObjectFieldStart(field);
    if (!labels.isEmpty()) {
      ClusterJson.map(json, "matchLabels", labels);
    }
    json.writeEndObject();
  }
}
