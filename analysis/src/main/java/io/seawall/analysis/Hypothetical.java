package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pods that nobody has shown, but that policies speak of: a question of a folder of policies alone
/// is answered for them. A check is not: they are not all pods, nor need they exist.
final class Hypothetical {
  /// The kind that such a workload is shown with.
  static final String KIND = "pods selected";

  private Hypothetical() {}

  /// The snapshot with the pods that its policies speak of, if it shows no pod.
  static Snapshot supposed(Snapshot snapshot) {
    Facts.Kubernetes k = snapshot.facts().kubernetes();
    if (!k.workloads().isEmpty()) {
      return snapshot;
    }
    Facts.Kubernetes supposed = k.withWorkloads(subjects(k.policies()));
    return new Snapshot(
        snapshot.name(), snapshot.aks(), new Facts(supposed, snapshot.facts().azure()));
  }

  /// One workload for each set of pods that some policy picks.
  private static List<Workload> subjects(List<Policy> policies) {
    Map<Workload.Id, Workload> byId = new LinkedHashMap<>();
    for (Policy policy : policies) {
      if (policy.subject() instanceof Peers.Pods(NamespaceTest.Named(var namespace), var asked)) {
        LabelExample.of(asked)
            .ifPresent(labels -> {
              Workload.Id id = new Workload.Id(namespace, KIND, policy.name());
              byId.putIfAbsent(id, workload(id, labels, policy));
            });
      }
    }
    return List.copyOf(byId.values());
  }

  private static Workload workload(Workload.Id id, Map<String, String> labels, Policy policy) {
    return new Workload(
        id,
        id,
        labels,
        Map.of(),
        List.of(),
        false,
        false,
        Workload.OperatingSystem.UNKNOWN,
        false,
        "default",
        Map.of(),
        List.of(),
        policy.where());
  }
}
