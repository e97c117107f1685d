package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.NodeGuards;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
    Set<String> differ = differing(policies, policy -> policy, Twins::anywhere, diagnostics);
    return policies.stream()
        .map(policy -> differ.contains(policy.title()) ? policy.doubted() : policy)
        .toList();
  }

  /// What guards nodes; objects of one name whose texts differ are in force perhaps.
  static NodeGuards doubted(NodeGuards guards, List<Diagnostic> diagnostics) {
    List<Diagnostic> found = new ArrayList<>();
    List<NodePolicy> written =
        guards.policies().stream().filter(one -> one.stage() != NodePolicy.Stage.FAILSAFE).toList();
    Set<String> differ =
        differing(
            written,
            NodePolicy::policy,
            one -> new NodePolicy(one.stage(), one.forwarded(), anywhere(one.policy())),
            found);
    found.stream().filter(one -> !diagnostics.contains(one)).forEach(diagnostics::add);
    Map<String, Set<HostEndpoint>> endpoints = new HashMap<>();
    guards
        .endpoints()
        .forEach(one ->
            endpoints.computeIfAbsent(one.name(), _ -> new HashSet<>()).add(one.at(NOWHERE)));
    return new NodeGuards(
        guards.endpoints().stream()
            .map(one ->
                endpoints.getOrDefault(one.name(), Set.of()).size() > 1 ? one.doubted() : one)
            .toList(),
        guards.policies().stream()
            .map(one -> differ.contains(one.policy().title()) ? one.doubted() : one)
            .toList(),
        guards.automatic(),
        guards.fromOwnPods(),
        guards.unsettled());
  }

  /// The titles of objects of which there are several that differ.
  private static <T> Set<String> differing(
      List<T> all,
      Function<T, Policy> policyOf,
      Function<T, Object> said,
      List<Diagnostic> diagnostics) {
    Map<String, Map<SourceRef, Set<Object>>> objects = new LinkedHashMap<>();
    for (T one : all) {
      Policy policy = policyOf.apply(one);
      objects
          .computeIfAbsent(policy.title(), _ -> new LinkedHashMap<>(2))
          .computeIfAbsent(policy.where(), _ -> new HashSet<>(2))
          .add(said.apply(one));
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
    return differ;
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
