package io.seawall.oracle.mesh;

import io.seawall.oracle.Ip;
import io.seawall.oracle.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The pods, and the workloads that mean to make pods.
final class Subjects {
  private static final List<String> WORKLOADS =
      List.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob");

  private final Map<String, Subject> byName = new LinkedHashMap<>();

  Subjects(Objects objects) {
    for (var pod : objects.core("Pod")) {
      if (!hasEnded(pod)) {
        add(subject(pod, pod, !pod.at("status").isAbsent()));
      }
    }
    for (var kind : WORKLOADS) {
      for (var workload : objects.core(kind)) {
        add(subject(workload, template(workload), false));
      }
    }
  }

  /// A pod goes before a workload of the same name.
  private void add(Subject subject) {
    byName.putIfAbsent(subject.namespace() + "/" + subject.name(), subject);
  }

  Subject named(String name) {
    var found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no pod or workload " + name);
    }
    return found;
  }

  Stream<Subject> all() {
    return byName.values().stream();
  }

  private static boolean hasEnded(Tree pod) {
    return Set.of("Succeeded", "Failed").contains(pod.at("status").at("phase").text().orElse(""));
  }

  /// Source: Kubernetes API, CronJobSpec.jobTemplate, PodTemplateSpec.
  private static Tree template(Tree workload) {
    var spec = workload.at("spec");
    return spec.at("jobTemplate").isAbsent()
        ? spec.at("template")
        : spec.at("jobTemplate").at("spec").at("template");
  }

  private static Subject subject(Tree owner, Tree pod, boolean live) {
    return new Subject(
        Objects.namespaceOf(owner),
        Objects.nameOf(owner),
        Objects.labelsOf(pod),
        Objects.annotationsOf(pod),
        pod.at("spec"),
        live,
        addresses(pod.at("status")));
  }

  private static List<Ip> addresses(Tree status) {
    return Stream.concat(
            status.at("podIP").text().stream(),
            status.at("podIPs").items().stream().map(entry -> entry.at("ip").text().orElseThrow()))
        .map(Ip::of)
        .distinct()
        .toList();
  }
}
