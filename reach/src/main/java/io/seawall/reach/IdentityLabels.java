package io.seawall.reach;

import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Labels that an engine adds to those of a pod, and that selectors of any policy can ask for under
/// it. To another engine no pod has them.
///
/// Sources: Cilium documentation, "Using Kubernetes Constructs In Policy" (namespaces, service
/// accounts, clusters); Calico documentation, "Workload endpoint resource" and "Network policy",
/// selectors (labels of namespace, service account and orchestrator).
final class IdentityLabels {
  private static final String CILIUM_NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String CILIUM_ACCOUNT = "io.cilium.k8s.policy.serviceaccount";
  private static final String CILIUM_CLUSTER = "io.cilium.k8s.policy.cluster";
  private static final String CALICO_NAMESPACE = "projectcalico.org/namespace";
  private static final String CALICO_ACCOUNT = "projectcalico.org/serviceaccount";
  private static final String CALICO_ORCHESTRATOR = "projectcalico.org/orchestrator";
  private static final Set<String> OF_CILIUM =
      Set.of(CILIUM_NAMESPACE, CILIUM_ACCOUNT, CILIUM_CLUSTER);
  private static final Set<String> OF_CALICO =
      Set.of(CALICO_NAMESPACE, CALICO_ACCOUNT, CALICO_ORCHESTRATOR);

  private IdentityLabels() {}

  private static Set<String> addedBy(Engine engine) {
    return switch (engine) {
      case CILIUM -> OF_CILIUM;
      case CALICO -> OF_CALICO;
      case AZURE, NONE -> Set.of();
    };
  }

  /// Whether two engines add the same of these keys.
  static boolean areAlike(Engine one, Engine other, Set<String> keys) {
    return addedBy(one).equals(addedBy(other)) || !areAskedBy(keys);
  }

  /// Whether any of these keys is one that some engine adds.
  static boolean areAskedBy(Set<String> keys) {
    return !Collections.disjoint(keys, OF_CILIUM) || !Collections.disjoint(keys, OF_CALICO);
  }

  /// The labels of the pods with those that engines add. To Cilium the cluster has the name that it
  /// gives it by default.
  static Map<String, String> of(Workload workload) {
    Map<String, String> labels = new HashMap<>(workload.labels());
    labels.putIfAbsent(CILIUM_NAMESPACE, workload.id().namespace());
    labels.putIfAbsent(CILIUM_ACCOUNT, workload.serviceAccount());
    labels.putIfAbsent(CILIUM_CLUSTER, "default");
    labels.put(CALICO_NAMESPACE, workload.id().namespace());
    labels.put(CALICO_ACCOUNT, workload.serviceAccount());
    labels.put(CALICO_ORCHESTRATOR, "k8s");
    return labels;
  }

  /// What the test asks under this engine: labels that it does not add are on no pod.
  static LabelTest under(Engine engine, LabelTest test) {
    Set<String> added = addedBy(engine);
    boolean asksOthers =
        test.keys().stream()
            .anyMatch(key ->
                (OF_CILIUM.contains(key) || OF_CALICO.contains(key)) && !added.contains(key));
    if (!asksOthers) {
      return test;
    }
    return switch (test) {
      case LabelTest.In _, LabelTest.Exists _, LabelTest.Like _ -> new LabelTest.OneOf(List.of());
      case LabelTest.Not(var inner) -> new LabelTest.Not(under(engine, inner));
      case LabelTest.All(var tests) ->
          new LabelTest.All(tests.stream().map(inner -> under(engine, inner)).toList());
      case LabelTest.OneOf(var tests) ->
          new LabelTest.OneOf(tests.stream().map(inner -> under(engine, inner)).toList());
    };
  }
}
