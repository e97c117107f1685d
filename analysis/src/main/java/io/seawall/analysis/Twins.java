package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Objects of one kind, namespace and name: a cluster holds one of them, the one that was applied
/// last.
final class Twins {
  private static final SourceRef NOWHERE = SourceRef.of("", 0);

  private Twins() {}

  /// The policies; those of one name whose texts differ are in force perhaps.
  ///
  /// Source: Kubernetes documentation, "Object Names and IDs": one object of a kind can have a
  /// given name in a namespace at a time.
  static List<Policy> doubted(List<Policy> policies, List<Diagnostic> diagnostics) {
    Map<String, Map<SourceRef, Set<Policy>>> objects = new LinkedHashMap<>();
    for (Policy policy : policies) {
      objects
          .computeIfAbsent(policy.title(), _ -> new LinkedHashMap<>(2))
          .computeIfAbsent(policy.where(), _ -> new HashSet<>(2))
          .add(anywhere(policy));
    }
    Set<String> differ = new HashSet<>();
    objects.forEach((title, texts) -> {
      if (texts.size() > 1 && new HashSet<>(texts.values()).size() > 1) {
        differ.add(title);
        List<SourceRef> places = new ArrayList<>(texts.keySet());
        diagnostics.add(
            Diagnostic.warning(
                "SEEN_TWICE",
                places.getLast(),
                title + " again, with another text than " + places.getFirst().place(),
                "one object of a name in a cluster",
                "any of them may be in force; give one cluster at a time"));
      }
    });
    return policies.stream()
        .map(policy -> differ.contains(policy.title()) ? policy.doubted() : policy)
        .toList();
  }

  /// Complains of templates of one workload that differ. Both are judged, and the worst counts.
  static void report(List<Workload> workloads, List<Diagnostic> diagnostics) {
    Map<Workload.Id, Workload> firsts = new HashMap<>();
    for (Workload workload : workloads) {
      boolean template = workload.pods().isEmpty() && workload.id().equals(workload.controller());
      Workload first = template ? firsts.putIfAbsent(workload.id(), workload) : null;
      if (first != null
          && !first.where().equals(workload.where())
          && !first.equals(workload.at(first.where()))) {
        diagnostics.add(
            Diagnostic.warning(
                "SEEN_TWICE",
                workload.where(),
                workload.id() + " again, with other pods than " + first.where().place(),
                "one object of a name in a cluster",
                "both are judged, and the worse counts; give one cluster at a time"));
      }
    }
  }

  /// A namespace as two objects tell it: of labels that differ, none is known.
  static Namespace joined(Namespace first, Namespace second) {
    return first.labels().equals(second.labels())
        ? first
        : new Namespace(
            first.name(),
            Map.of("kubernetes.io/metadata.name", first.name()),
            first.annotations(),
            false,
            first.where());
  }

  /// The policy without the place where it was read.
  static Policy anywhere(Policy policy) {
    List<Rule> rules =
        policy.rules().stream()
            .map(r -> new Rule(r.verdict(), r.local(), r.peers(), r.ports(), NOWHERE))
            .toList();
    return new Policy(
        policy.kind(),
        policy.namespace(),
        policy.name(),
        policy.tier(),
        policy.priority(),
        policy.direction(),
        policy.subject(),
        policy.subjectSure(),
        rules,
        policy.unmatched(),
        NOWHERE);
  }
}
