package io.seawall.analysis;

import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Labels that controllers put on pods and that no template shows. A policy that asks for one picks
/// the pods of such a template perhaps.
///
/// Source: Kubernetes documentation, "Well-Known Labels, Annotations and Taints", "StatefulSets",
/// "Deployments" (Pod-template-hash label) and "Jobs".
final class ControllerLabels {
  private static final Map<String, Set<String>> KEYS_OF_KIND =
      Map.of(
          "StatefulSet",
          Set.of(
              "statefulset.kubernetes.io/pod-name",
              "apps.kubernetes.io/pod-index",
              "controller-revision-hash"),
          "DaemonSet",
          Set.of("controller-revision-hash", "pod-template-generation"),
          "Deployment",
          Set.of("pod-template-hash"),
          "Rollout",
          Set.of("rollouts-pod-template-hash"),
          "Job",
          jobKeys(),
          "CronJob",
          jobKeys());

  private ControllerLabels() {}

  private static Set<String> jobKeys() {
    return Set.of(
        "job-name",
        "batch.kubernetes.io/job-name",
        "controller-uid",
        "batch.kubernetes.io/controller-uid",
        "batch.kubernetes.io/job-completion-index");
  }

  /// The policies; one that asks for a label which templates may get is in force perhaps.
  static List<Policy> doubted(List<Policy> policies, List<Workload> workloads) {
    Set<String> hidden = new HashSet<>();
    for (Workload workload : workloads) {
      if (workload.pods().isEmpty()) {
        hidden.addAll(KEYS_OF_KIND.getOrDefault(workload.controller().kind(), Set.of()));
        hidden.removeAll(
            workload.controller().kind().equals("ReplicaSet")
                ? workload.labels().keySet()
                : Set.of());
      }
    }
    return hidden.isEmpty()
        ? policies
        : policies.stream().map(policy -> doubted(policy, hidden)).toList();
  }

  private static Policy doubted(Policy policy, Set<String> hidden) {
    List<Rule> rules = policy.rules().stream().map(rule -> doubted(rule, hidden)).toList();
    Peers subject = possible(policy.subject(), hidden);
    boolean asks = !subject.equals(policy.subject());
    if (!asks && rules.equals(policy.rules())) {
      return policy;
    }
    return new Policy(
        policy.kind(),
        policy.namespace(),
        policy.name(),
        policy.tier(),
        policy.priority(),
        policy.direction(),
        subject,
        policy.subjectSure() && !asks,
        rules,
        policy.unmatched(),
        policy.where());
  }

  /// The subject, with everybody who may be picked.
  private static Peers possible(Peers subject, Set<String> hidden) {
    if (subject instanceof Peers.Pods(var namespaces, var labels)) {
      return asks(labels, hidden) ? new Peers.Pods(namespaces, without(labels, hidden)) : subject;
    }
    return doubted(subject, hidden);
  }

  private static Rule doubted(Rule rule, Set<String> hidden) {
    return new Rule(
        rule.verdict(),
        doubted(rule.local(), hidden),
        doubted(rule.peers(), hidden),
        rule.ports(),
        rule.name(),
        rule.where());
  }

  private static Peers doubted(Peers peers, Set<String> hidden) {
    return peers.with(part ->
        part instanceof Peers.Pods(var _, var labels) && asks(labels, hidden)
            ? new Peers.Unknown("which pods have the labels that their controller adds")
            : part);
  }

  private static boolean asks(LabelTest test, Set<String> hidden) {
    return !Collections.disjoint(test.keys(), hidden);
  }

  /// What the test asks of other labels: passes whenever the test may.
  private static LabelTest without(LabelTest test, Set<String> hidden) {
    if (test instanceof LabelTest.All(var tests)) {
      return new LabelTest.All(tests.stream().map(inner -> without(inner, hidden)).toList());
    }
    return asks(test, hidden) ? LabelTest.any() : test;
  }
}
