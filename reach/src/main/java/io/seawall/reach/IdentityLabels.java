package io.seawall.reach;

import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Labels that Cilium adds to those of a pod, and that selectors of any policy can ask for under
/// it. To another engine no pod has them.
///
/// Source: Cilium documentation, "Using Kubernetes Constructs In Policy" (namespaces, service
/// accounts, clusters).
final class IdentityLabels {
  private static final String NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String SERVICE_ACCOUNT = "io.cilium.k8s.policy.serviceaccount";
  private static final String CLUSTER = "io.cilium.k8s.policy.cluster";
  private static final Set<String> KEYS = Set.of(NAMESPACE, SERVICE_ACCOUNT, CLUSTER);

  private IdentityLabels() {}

  /// Whether any of these keys is one that Cilium adds.
  static boolean areAskedBy(Set<String> keys) {
    return !Collections.disjoint(keys, KEYS);
  }

  /// The labels of the pods with those that Cilium adds. The cluster has the name that Cilium gives
  /// it by default.
  static Map<String, String> of(Workload workload) {
    Map<String, String> labels = new HashMap<>(workload.labels());
    labels.putIfAbsent(NAMESPACE, workload.id().namespace());
    labels.putIfAbsent(SERVICE_ACCOUNT, workload.serviceAccount());
    labels.putIfAbsent(CLUSTER, "default");
    return labels;
  }

  /// What the test asks where nobody adds labels.
  static LabelTest without(LabelTest test) {
    if (!areAskedBy(test.keys())) {
      return test;
    }
    return switch (test) {
      case LabelTest.In _, LabelTest.Exists _ -> new LabelTest.OneOf(List.of());
      case LabelTest.Not(var inner) -> new LabelTest.Not(without(inner));
      case LabelTest.All(var tests) ->
          new LabelTest.All(tests.stream().map(IdentityLabels::without).toList());
      case LabelTest.OneOf(var tests) ->
          new LabelTest.OneOf(tests.stream().map(IdentityLabels::without).toList());
    };
  }
}
