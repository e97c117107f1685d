package io.seawall.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Writes a Node as the API server gives it.
final class NodeJson {
  private static final List<String> CONDITIONS =
      List.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready");

  private final JsonGenerator json;

  NodeJson(JsonGenerator json) {
    this.json = json;
  }

  void write(Drawn.Node node) throws IOException {
    json.writeStartObject();
    ClusterJson.head(json, "v1", "Node");
    json.writeObjectFieldStart("metadata");
    ClusterJson.meta(json, "", node.name(), node.index());
    ClusterJson.map(json, "labels", node.labels());
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    json.writeStringField(
        "providerID",
        "azure:///subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mc_bench/"
            + "providers/Microsoft.Compute/virtualMachineScaleSets/aks-"
            + node.pool()
            + "/virtualMachines/"
            + node.index());
    json.writeEndObject();
    json.writeObjectFieldStart("status");
    json.writeArrayFieldStart("addresses");
    pair("address", node.address(), "type", "InternalIP");
    pair("address", node.name(), "type", "Hostname");
    json.writeEndArray();
    Map<String, String> capacity =
        Map.of(
            "cpu", "8", "memory", "32863956Ki", "pods", "250", "ephemeral-storage", "129886128Ki");
    ClusterJson.map(json, "allocatable", capacity);
    ClusterJson.map(json, "capacity", capacity);
    json.writeArrayFieldStart("conditions");
    for (String type : CONDITIONS) {
      json.writeStartObject();
      json.writeStringField("lastHeartbeatTime", ClusterJson.CREATED);
      json.writeStringField("lastTransitionTime", ClusterJson.CREATED);
      json.writeStringField("reason", "Kubelet" + type);
      json.writeStringField("message", "kubelet reports on " + type);
      json.writeStringField("status", type.equals("Ready") ? "True" : "False");
      json.writeStringField("type", type);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("images");
    for (int i = 0; i < 20; i++) {
      json.writeStartObject();
      ClusterJson.texts(json, "names", List.of("registry.example.com/platform/image-" + i + ":v1"));
      json.writeNumberField("sizeBytes", 10_000_000L + i * 1_234_567L);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("nodeInfo");
    json.writeStringField("architecture", "amd64");
    json.writeStringField("kubeletVersion", "v1.33.2");
    json.writeStringField("operatingSystem", "linux");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void pair(String key, String value, String otherKey, String otherValue)
      throws IOException {
    json.writeStartObject();
    json.writeStringField(key, value);
    json.writeStringField(otherKey, otherValue);
    json.writeEndObject();
  }
}
