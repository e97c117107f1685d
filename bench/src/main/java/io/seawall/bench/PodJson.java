package io.seawall.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Writes a Pod as the API server gives it, with status: about five thousand bytes.
final class PodJson {
  private static final List<String> CONDITIONS =
      List.of(
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

  private static final List<String> VARIABLES =
      List.of(
          "LOG_LEVEL",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "DATABASE_HOST",
          "FEATURE_FLAGS",
          "JAVA_TOOL_OPTIONS");

  private final JsonGenerator json;
  private final ClusterPlan plan;

  PodJson(JsonGenerator json, ClusterPlan plan) {
    this.json = json;
    this.plan = plan;
  }

  void write(Drawn.Workload owner, Drawn.Pod pod) throws IOException {
    json.writeStartObject();
    ClusterJson.head(json, "v1", "Pod");
    metadata(owner, pod);
    spec(owner, pod);
    status(owner, pod);
    json.writeEndObject();
  }

  private void metadata(Drawn.Workload owner, Drawn.Pod pod) throws IOException {
    json.writeObjectFieldStart("metadata");
    ClusterJson.meta(json, owner.namespace(), pod.name(), pod.index());
    json.writeStringField("generateName", owner.controllerName() + "-");
    ClusterJson.map(
        json,
        "annotations",
        Map.of(
            "checksum/config", ClusterJson.hex(owner.name().hashCode()).repeat(4),
            "prometheus.io/port", "9090",
            "prometheus.io/scrape", "true"));
    ClusterJson.map(json, "labels", pod.labels(owner));
    json.writeArrayFieldStart("ownerReferences");
    json.writeStartObject();
    ClusterJson.head(
        json, owner.kind() == Drawn.Kind.JOB ? "batch/v1" : "apps/v1", owner.controllerKind());
    json.writeBooleanField("blockOwnerDeletion", true);
    json.writeBooleanField("controller", true);
    json.writeStringField("name", owner.controllerName());
    json.writeStringField("uid", ClusterJson.uid(owner.firstPod()));
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void spec(Drawn.Workload owner, Drawn.Pod pod) throws IOException {
    String token = "kube-api-access-" + pod.name().substring(pod.name().length() - 1) + "x9k2";
    json.writeObjectFieldStart("spec");
    json.writeArrayFieldStart("containers");
    for (Drawn.Container container : owner.containers()) {
      container(owner, container, token);
    }
    json.writeEndArray();
    json.writeStringField(
        "dnsPolicy", owner.hostNetwork() ? "ClusterFirstWithHostNet" : "ClusterFirst");
    json.writeBooleanField("enableServiceLinks", true);
    if (owner.hostNetwork()) {
      json.writeBooleanField("hostNetwork", true);
    }
    json.writeStringField("nodeName", pod.node());
    ClusterJson.map(json, "nodeSelector", owner.nodeSelector());
    json.writeStringField("preemptionPolicy", "PreemptLowerPriority");
    json.writeNumberField("priority", 0);
    json.writeStringField("restartPolicy", owner.kind() == Drawn.Kind.JOB ? "OnFailure" : "Always");
    json.writeStringField("schedulerName", "default-scheduler");
    json.writeObjectFieldStart("securityContext");
    json.writeNumberField("fsGroup", 2000);
    json.writeBooleanField("runAsNonRoot", true);
    json.writeObjectFieldStart("seccompProfile");
    json.writeStringField("type", "RuntimeDefault");
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("serviceAccount", owner.name());
    json.writeStringField("serviceAccountName", owner.name());
    json.writeNumberField("terminationGracePeriodSeconds", 30);
    tolerations();
    volumes(owner, token);
    json.writeEndObject();
  }

  private void container(Drawn.Workload owner, Drawn.Container container, String token)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("env");
    for (String name : VARIABLES) {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeStringField("value", "value-of-" + name + "-for-" + owner.name());
      json.writeEndObject();
    }
    json.writeStartObject();
    json.writeStringField("name", "POD_IP");
    json.writeObjectFieldStart("valueFrom");
    json.writeObjectFieldStart("fieldRef");
    json.writeStringField("apiVersion", "v1");
    json.writeStringField("fieldPath", "status.podIP");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeStringField("image", container.image());
    json.writeStringField("imagePullPolicy", "IfNotPresent");
    probe("livenessProbe", 30);
    json.writeStringField("name", container.name());
    if (!container.ports().isEmpty()) {
      json.writeArrayFieldStart("ports");
      for (Drawn.NamedPort port : container.ports()) {
        json.writeStartObject();
        json.writeNumberField("containerPort", port.number());
        json.writeStringField("name", port.name());
        json.writeStringField("protocol", "TCP");
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    probe("readinessProbe", 5);
    json.writeObjectFieldStart("resources");
    ClusterJson.map(json, "limits", Map.of("cpu", "500m", "memory", "512Mi"));
    ClusterJson.map(json, "requests", Map.of("cpu", "100m", "memory", "128Mi"));
    json.writeEndObject();
    json.writeObjectFieldStart("securityContext");
    json.writeBooleanField("allowPrivilegeEscalation", false);
    json.writeObjectFieldStart("capabilities");
    ClusterJson.texts(json, "drop", List.of("ALL"));
    json.writeEndObject();
    json.writeBooleanField("readOnlyRootFilesystem", true);
    json.writeEndObject();
    json.writeStringField("terminationMessagePath", "/dev/termination-log");
    json.writeStringField("terminationMessagePolicy", "File");
    json.writeArrayFieldStart("volumeMounts");
    mount("/etc/app", "config", true);
    mount("/data/scratch", "scratch", false);
    mount("/var/run/secrets/kubernetes.io/serviceaccount", token, true);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void probe(String field, int period) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("failureThreshold", 3);
    json.writeObjectFieldStart("httpGet");
    json.writeStringField("path", "/healthz");
    json.writeNumberField("port", 8080);
    json.writeStringField("scheme", "HTTP");
    json.writeEndObject();
    json.writeNumberField("periodSeconds", period);
    json.writeNumberField("successThreshold", 1);
    json.writeNumberField("timeoutSeconds", 1);
    json.writeEndObject();
  }

  private void mount(String path, String name, boolean readOnly) throws IOException {
    json.writeStartObject();
    json.writeStringField("mountPath", path);
    json.writeStringField("name", name);
    if (readOnly) {
      json.writeBooleanField("readOnly", true);
    }
    json.writeEndObject();
  }

  private void tolerations() throws IOException {
    json.writeArrayFieldStart("tolerations");
    for (String taint : List.of("not-ready", "unreachable")) {
      json.writeStartObject();
      json.writeStringField("effect", "NoExecute");
      json.writeStringField("key", "node.kubernetes.io/" + taint);
      json.writeStringField("operator", "Exists");
      json.writeNumberField("tolerationSeconds", 300);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void volumes(Drawn.Workload owner, String token) throws IOException {
    json.writeArrayFieldStart("volumes");
    json.writeStartObject();
    json.writeObjectFieldStart("configMap");
    json.writeNumberField("defaultMode", 420);
    json.writeStringField("name", owner.name() + "-config");
    json.writeEndObject();
    json.writeStringField("name", "config");
    json.writeEndObject();
    json.writeStartObject();
    json.writeObjectFieldStart("emptyDir");
    json.writeEndObject();
    json.writeStringField("name", "scratch");
    json.writeEndObject();
    json.writeStartObject();
    json.writeStringField("name", token);
    json.writeObjectFieldStart("projected");
    json.writeNumberField("defaultMode", 420);
    json.writeArrayFieldStart("sources");
    json.writeStartObject();
    json.writeObjectFieldStart("serviceAccountToken");
    json.writeNumberField("expirationSeconds", 3607);
    json.writeStringField("path", "token");
    json.writeEndObject();
    json.writeEndObject();
    json.writeStartObject();
    json.writeObjectFieldStart("configMap");
    json.writeStringField("name", "kube-root-ca.crt");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void status(Drawn.Workload owner, Drawn.Pod pod) throws IOException {
    json.writeObjectFieldStart("status");
    json.writeArrayFieldStart("conditions");
    for (String type : CONDITIONS) {
      json.writeStartObject();
      json.writeNullField("lastProbeTime");
      json.writeStringField("lastTransitionTime", ClusterJson.CREATED);
      json.writeStringField("status", "True");
      json.writeStringField("type", type);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("containerStatuses");
    for (Drawn.Container container : owner.containers()) {
      Draw draw = plan.draw(container.name(), pod.index());
      json.writeStartObject();
      json.writeStringField("containerID", "containerd://" + sha(draw));
      json.writeStringField("image", container.image());
      json.writeStringField(
          "imageID",
          container.image().substring(0, container.image().lastIndexOf(':'))
              + "@sha256:"
              + sha(draw));
      json.writeObjectFieldStart("lastState");
      json.writeEndObject();
      json.writeStringField("name", container.name());
      json.writeBooleanField("ready", true);
      json.writeNumberField("restartCount", 0);
      json.writeBooleanField("started", true);
      json.writeObjectFieldStart("state");
      json.writeObjectFieldStart("running");
      json.writeStringField("startedAt", ClusterJson.CREATED);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("hostIP", pod.hostAddress());
    addresses("hostIPs", pod.hostAddress());
    json.writeStringField("phase", "Running");
    json.writeStringField("podIP", pod.address());
    addresses("podIPs", pod.address());
    json.writeStringField("qosClass", "Burstable");
    json.writeStringField("startTime", ClusterJson.CREATED);
    json.writeEndObject();
  }

  private void addresses(String field, String address) throws IOException {
    json.writeArrayFieldStart(field);
    json.writeStartObject();
    json.writeStringField("ip", address);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String sha(Draw draw) {
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < 4; i++) {
      text.append(ClusterJson.hex(draw.next()));
    }
    return text.toString();
  }
}
