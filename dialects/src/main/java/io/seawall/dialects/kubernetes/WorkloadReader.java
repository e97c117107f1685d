package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.Diagnostic;
import io.seawall.model.cluster.Workload;
import io.seawall.model.document.Node.Mapping;
import io.seawall.packets.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the objects that are pods or make pods.
final class WorkloadReader {
  private final PodReader pods = new PodReader();
  private final Workloads workloads = new Workloads();

  /// A Pod. One that has ended is only counted (Kubernetes API, PodStatus.phase: in the phases
  /// Succeeded and Failed no container runs or will run).
  void pod(ObjectMeta meta, Fields root) {
    Optional<Fields> status = root.child("status");
    String phase = status.flatMap(fields -> fields.text("phase")).orElse("");
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      workloads.addEnded(meta);
      return;
    }
    Optional<Fields> spec = required(root, "spec");
    if (spec.isPresent()) {
      PodShape shape = pods.read(meta.labels(), meta.annotations(), spec.get());
      String node = spec.get().text("nodeName").orElse("");
      List<Address> addresses = status.map(WorkloadReader::addresses).orElse(List.of());
      workloads.addPod(meta, shape, new Workload.Pod(meta.name(), addresses, node));
    }
  }

  private static List<Address> addresses(Fields status) {
    Set<Address> out = new LinkedHashSet<>();
    status.text("podIP").flatMap(Address::parse).ifPresent(out::add);
    for (Fields ip : status.children("podIPs")) {
      ip.text("ip").flatMap(Address::parse).ifPresent(out::add);
    }
    return new ArrayList<>(out);
  }

  /// A Deployment, ReplicaSet, StatefulSet, DaemonSet or ReplicationController.
  void controller(ObjectMeta meta, Fields root) {
    required(root, "spec")
        .ifPresent(spec -> {
          boolean idle = spec.integer("replicas", 0, Integer.MAX_VALUE).orElse(1) == 0;
          template(meta, spec, idle);
        });
  }

  /// Whether an object of any kind has a template of pods where Kubernetes' own controllers have
  /// it: whoever controls such objects makes pods of it.
  static boolean makesPods(Mapping root) {
    return part(root, "spec")
        .flatMap(spec -> part(spec, "template"))
        .flatMap(template -> part(template, "spec"))
        .flatMap(spec -> spec.get("containers"))
        .isPresent();
  }

  private static Optional<Mapping> part(Mapping mapping, String key) {
    return mapping
        .get(key)
        .flatMap(node -> node instanceof Mapping part ? Optional.of(part) : Optional.empty());
  }

  /// A Job. One that is complete or has failed makes no pod any more (Kubernetes API,
  /// JobStatus.conditions).
  void job(ObjectMeta meta, Fields root) {
    if (root.child("status").map(WorkloadReader::hasEnded).orElse(false)) {
      workloads.addEnded(meta);
      return;
    }
    required(root, "spec").ifPresent(spec -> template(meta, spec, false));
  }

  private static boolean hasEnded(Fields status) {
    return status.children("conditions").stream()
        .anyMatch(condition ->
            condition.text("status").filter("True"::equals).isPresent()
                && condition
                    .text("type")
                    .filter(type -> type.equals("Complete") || type.equals("Failed"))
                    .isPresent());
  }

  /// A CronJob.
  void cronJob(ObjectMeta meta, Fields root) {
    required(root, "spec")
        .flatMap(spec -> required(spec, "jobTemplate"))
        .flatMap(job -> required(job, "spec"))
        .ifPresent(spec -> template(meta, spec, false));
  }

  private void template(ObjectMeta meta, Fields spec, boolean idle) {
    Optional<Fields> template = required(spec, "template");
    Optional<Fields> podSpec = template.flatMap(fields -> required(fields, "spec"));
    if (podSpec.isPresent()) {
      Optional<Fields> podMeta = template.flatMap(fields -> fields.child("metadata"));
      Map<String, String> labels =
          podMeta.map(fields -> TextMap.read(fields, "labels")).orElse(Map.of());
      Map<String, String> annotations =
          podMeta.map(fields -> TextMap.read(fields, "annotations")).orElse(Map.of());
      workloads.addTemplate(meta, pods.read(labels, annotations, podSpec.get()), idle);
    }
  }

  private static Optional<Fields> required(Fields fields, String key) {
    Optional<Fields> child = fields.child(key);
    if (fields.node(key).isEmpty()) {
      fields.complain("MISSING_FIELD", fields.where(key), "no " + key, "a mapping", "");
    }
    return child;
  }

  /// All workloads.
  List<Workload> close(List<Diagnostic> complaints) {
    workloads.endedNote().ifPresent(complaints::add);
    return workloads.close();
  }
}
