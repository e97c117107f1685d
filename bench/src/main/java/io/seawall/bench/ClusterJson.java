package io.seawall.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a drawn cluster as `kubectl get nodes,namespaces,pods,services,networkpolicies -A -o
/// json` prints it, but compact: one `List`, an object a line. Nothing but the object at hand is
/// held.
final class ClusterJson {
  static final String CREATED = "2026-01-15T08:30:00Z";

  private final ClusterPlan plan;
  private final OutputStream out;
  private final JsonGenerator json;
  private boolean first = true;

  private ClusterJson(ClusterPlan plan, OutputStream out) throws IOException {
    this.plan = plan;
    this.out = out;
    this.json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setRootValueSeparator(null);
  }

  /// Writes the `List`; the stream stays open.
  static void write(ClusterPlan plan, OutputStream out) throws IOException {
    new ClusterJson(plan, out).write();
  }

  private void write() throws IOException {
    text("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n");
    for (int i = 0; i < plan.scale().nodes(); i++) {
      item();
      new NodeJson(json).write(plan.node(i));
    }
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      item();
      namespace(plan.namespace(i));
    }
    PodJson pods = new PodJson(json, plan);
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      for (Drawn.Workload workload : plan.workloads(plan.namespace(i))) {
        for (int pod = 0; pod < workload.count(); pod++) {
          item();
          pods.write(workload, plan.pod(workload, pod));
        }
      }
    }
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      Drawn.Namespace namespace = plan.namespace(i);
      for (Drawn.Service service : plan.services(namespace, plan.workloads(namespace))) {
        item();
        service(service);
      }
    }
    policies();
    json.flush();
    text("\n],\"metadata\":{\"resourceVersion\":\"\"}}\n");
    out.flush();
  }

  private void policies() throws IOException {
    PolicyJson plain = new PolicyJson(json);
    CiliumJson cilium = new CiliumJson(json);
    CalicoJson calico = new CalicoJson(json);
    for (int i = 0; plan.spec().shape() == Shape.CALICO && i < CalicoJson.TIERS; i++) {
      item();
      calico.tier(i);
    }
    int written = 0;
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      Drawn.Namespace namespace = plan.namespace(i);
      for (Drawn.Policy policy : plan.policies(namespace, plan.workloads(namespace))) {
        item();
        if (written >= plan.spec().shape().inAnotherLanguage()) {
          plain.write(policy);
        } else if (plan.spec().shape() == Shape.CILIUM) {
          cilium.write(policy);
        } else {
          calico.write(policy, written);
        }
        written++;
      }
    }
  }

  private void item() throws IOException {
    if (!first) {
      json.writeRaw(",\n");
    }
    first = false;
  }

  private void text(String text) throws IOException {
    json.writeRaw(text);
    json.flush();
  }

  private void namespace(Drawn.Namespace namespace) throws IOException {
    json.writeStartObject();
    head(json, "v1", "Namespace");
    json.writeObjectFieldStart("metadata");
    meta(json, "", namespace.name(), namespace.index());
    map(json, "labels", namespace.labels());
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    texts(json, "finalizers", List.of("kubernetes"));
    json.writeEndObject();
    json.writeObjectFieldStart("status");
    json.writeStringField("phase", "Active");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void service(Drawn.Service service) throws IOException {
    json.writeStartObject();
    head(json, "v1", "Service");
    json.writeObjectFieldStart("metadata");
    meta(json, service.namespace(), service.name(), service.clusterIp().hashCode());
    map(json, "labels", selector(service));
    json.writeEndObject();
    json.writeObjectFieldStart("spec");
    json.writeStringField("clusterIP", service.clusterIp());
    texts(json, "clusterIPs", List.of(service.clusterIp()));
    json.writeStringField("internalTrafficPolicy", "Cluster");
    texts(json, "ipFamilies", List.of("IPv4"));
    json.writeStringField("ipFamilyPolicy", "SingleStack");
    json.writeArrayFieldStart("ports");
    for (Drawn.NamedPort port : service.ports()) {
      json.writeStartObject();
      json.writeStringField("name", port.name());
      json.writeNumberField("port", port.number());
      json.writeStringField("protocol", "TCP");
      json.writeStringField("targetPort", port.name());
      json.writeEndObject();
    }
    json.writeEndArray();
    map(json, "selector", selector(service));
    json.writeStringField("sessionAffinity", "None");
    json.writeStringField("type", "ClusterIP");
    json.writeEndObject();
    json.writeObjectFieldStart("status");
    json.writeObjectFieldStart("loadBalancer");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The label by which a Service finds its pods.
  static Map<String, String> selector(Drawn.Service service) {
    Map<String, String> labels = service.behind().labels();
    String key = labels.containsKey("app") ? "app" : "k8s-app";
    return Map.of(key, labels.getOrDefault(key, service.name()));
  }

  static void head(JsonGenerator json, String apiVersion, String kind) throws IOException {
    json.writeStringField("apiVersion", apiVersion);
    json.writeStringField("kind", kind);
  }

  /// The fields that every `metadata` has; the object stays open.
  ///
  /// @param namespace empty for an object of the whole cluster
  static void meta(JsonGenerator json, String namespace, String name, long identity)
      throws IOException {
    json.writeStringField("creationTimestamp", CREATED);
    json.writeStringField("name", name);
    if (!namespace.isEmpty()) {
      json.writeStringField("namespace", namespace);
    }
    json.writeStringField("resourceVersion", String.valueOf(100_000 + (identity & 0xFF_FFFF)));
    json.writeStringField("uid", uid(name.hashCode() * 31L + identity));
  }

  /// Looks like the unique ids of Kubernetes.
  static String uid(long identity) {
    Draw draw = Draw.of(identity, "uid", 0);
    String hex = hex(draw.next()) + hex(draw.next());
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        "4" + hex.substring(13, 16),
        "a" + hex.substring(17, 20),
        hex.substring(20));
  }

  /// Sixteen hexadecimal digits.
  static String hex(long number) {
    String digits = Long.toHexString(number);
    return "0".repeat(16 - digits.length()) + digits;
  }

  /// A mapping, sorted by key as the API server sorts it.
  static void map(JsonGenerator json, String field, Map<String, String> entries)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
