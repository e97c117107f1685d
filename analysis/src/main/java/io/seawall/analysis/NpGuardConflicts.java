package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Objects that NP-Guard does not take together: it refuses the whole input for them, where a
/// cluster would take them, or where Seawall says what is not known.
final class NpGuardConflicts {
  static final String CODE = "NP_GUARD_REFUSES";

  private static final String HELP = "without --compat np-guard the input is judged";

  private NpGuardConflicts() {}

  /// @param facts as [NpGuard] reads them
  static List<Diagnostic> of(Facts.Kubernetes facts) {
    List<Diagnostic> found = new ArrayList<>();
    sameName(facts.policies(), found);
    samePriority(facts.policies(), found);
    labelsOfOneOwner(facts, found);
    return found;
  }

  /// Two policies of one kind, namespace and name.
  private static void sameName(List<Policy> policies, List<Diagnostic> found) {
    Map<String, SourceRef> first = new HashMap<>();
    Set<SourceRef> told = new LinkedHashSet<>();
    for (Policy policy : policies) {
      SourceRef before = first.putIfAbsent(policy.title(), policy.where());
      if (before != null && !before.equals(policy.where()) && told.add(policy.where())) {
        found.add(
            refusal(
                policy.where(),
                policy.title() + " again, after " + before.place(),
                "one object of a name"));
      }
    }
  }

  /// Two AdminNetworkPolicies of one priority, whomever they select.
  private static void samePriority(List<Policy> policies, List<Diagnostic> found) {
    Map<Double, Policy> first = new HashMap<>();
    Set<SourceRef> told = new LinkedHashSet<>();
    for (Policy policy : policies) {
      if (policy.kind().equals("AdminNetworkPolicy")) {
        Policy before = first.putIfAbsent(policy.priority(), policy);
        if (before != null && !before.title().equals(policy.title()) && told.add(policy.where())) {
          found.add(
              refusal(
                  policy.where(),
                  "priority "
                      + (long) policy.priority()
                      + ", which "
                      + before.title()
                      + " has, too",
                  "a priority of its own"));
        }
      }
    }
  }

  /// Pods of one owner that some policy tells apart.
  private static void labelsOfOneOwner(Facts.Kubernetes facts, List<Diagnostic> found) {
    Map<Workload.Id, List<Workload>> owners = new LinkedHashMap<>();
    for (Workload workload : facts.workloads()) {
      owners.computeIfAbsent(workload.id(), _ -> new ArrayList<>(1)).add(workload);
    }
    owners.values().removeIf(several -> several.size() == 1);
    if (owners.isEmpty()) {
      return;
    }
    Set<LabelTest> tests = tests(facts.policies());
    owners.forEach((id, several) -> {
      Workload first = several.getFirst();
      several.stream()
          .filter(other ->
              tests.stream()
                  .anyMatch(test -> test.passes(first.labels()) != test.passes(other.labels())))
          .findFirst()
          .ifPresent(other ->
              found.add(
                  refusal(
                      other.where(),
                      "pods of "
                          + id
                          + " with labels by which a policy tells them from those at "
                          + first.where().place(),
                      "the same labels on all pods of an owner")));
    });
  }

  private static Set<LabelTest> tests(List<Policy> policies) {
    Set<LabelTest> tests = new LinkedHashSet<>();
    for (Policy policy : policies) {
      if (policy.subject() instanceof Peers.Pods(var _, var labels)) {
        tests.add(labels);
      }
    }
    for (Peers.Pods pods : Selectors.of(policies)) {
      tests.add(pods.labels());
    }
    return tests;
  }

  private static Diagnostic refusal(SourceRef where, String what, String expected) {
    return Diagnostic.error(CODE, where, what, expected, HELP);
  }
}
