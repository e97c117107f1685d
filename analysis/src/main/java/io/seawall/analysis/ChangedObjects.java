package io.seawall.analysis;

import io.seawall.analysis.Causes.Cause;
import io.seawall.analysis.Causes.Change;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The objects of two snapshots that differ in what a policy can see.
final class ChangedObjects {
  private final Map<String, Change> policies;
  private final Map<String, SourceRef> places = new HashMap<>();
  private final Map<Workload.Id, Cause> workloads;
  private final Map<String, Cause> namespaces;

  ChangedObjects(Snapshot before, Snapshot after) {
    Facts.Kubernetes old = before.facts().kubernetes();
    Facts.Kubernetes fresh = after.facts().kubernetes();
    this.policies = changes(said(old.policies()), said(fresh.policies()));
    old.policies().forEach(policy -> places.put(policy.title(), policy.where()));
    fresh.policies().forEach(policy -> places.put(policy.title(), policy.where()));
    Keys keys = new Keys();
    old.policies().forEach(keys::add);
    fresh.policies().forEach(keys::add);
    this.workloads =
        causes(
            groups(old.workloads(), Workload::id),
            groups(fresh.workloads(), Workload::id),
            workload -> keys.seen(workload),
            workload -> "workload " + workload.id(),
            Workload::where);
    this.namespaces =
        causes(
            groups(old.namespaces(), Namespace::name),
            groups(fresh.namespaces(), Namespace::name),
            namespace -> kept(namespace.labels(), keys.namespaces),
            namespace -> "Namespace " + namespace.name(),
            Namespace::where);
  }

  /// What became of the policy; empty if it is the same.
  Optional<Change> policy(String title) {
    return Optional.ofNullable(policies.get(title));
  }

  /// Where the policy stands after, else before.
  Optional<SourceRef> place(String title) {
    return Optional.ofNullable(places.get(title));
  }

  /// The workload and its namespace, as far as they differ.
  List<Cause> of(Workload.Id id) {
    List<Cause> causes = new ArrayList<>();
    Optional.ofNullable(workloads.get(id)).ifPresent(causes::add);
    Optional.ofNullable(namespaces.get(id.namespace())).ifPresent(causes::add);
    return causes;
  }

  private static Map<String, Set<Policy>> said(List<Policy> policies) {
    Map<String, Set<Policy>> out = new LinkedHashMap<>();
    policies.forEach(policy ->
        out.computeIfAbsent(policy.title(), _ -> new HashSet<>(2)).add(Twins.anywhere(policy)));
    return out;
  }

  private static <K, V> Map<K, Change> changes(Map<K, V> before, Map<K, V> after) {
    Map<K, Change> out = new LinkedHashMap<>();
    before.forEach((key, old) -> {
      V fresh = after.get(key);
      if (fresh == null) {
        out.put(key, Change.REMOVED);
      } else if (!fresh.equals(old)) {
        out.put(key, Change.CHANGED);
      }
    });
    after.keySet().stream()
        .filter(key -> !before.containsKey(key))
        .forEach(key -> out.put(key, Change.ADDED));
    return out;
  }

  private static <K, V> Map<K, List<V>> groups(List<V> all, Function<V, K> key) {
    return all.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  /// @param seen what of an object policies can see
  private static <K, V> Map<K, Cause> causes(
      Map<K, List<V>> before,
      Map<K, List<V>> after,
      Function<V, Object> seen,
      Function<V, String> name,
      Function<V, SourceRef> where) {
    Map<K, Cause> out = new HashMap<>();
    changes(seen(before, seen), seen(after, seen))
        .forEach((key, change) -> {
          V one = after.getOrDefault(key, before.getOrDefault(key, List.of())).getFirst();
          out.put(key, new Cause(name.apply(one), change, Optional.of(where.apply(one))));
        });
    return out;
  }

  private static <K, V> Map<K, Set<Object>> seen(Map<K, List<V>> groups, Function<V, Object> seen) {
    Map<K, Set<Object>> out = new LinkedHashMap<>();
    groups.forEach((key, all) -> out.put(key, all.stream().map(seen).collect(Collectors.toSet())));
    return out;
  }

  private static Map<String, String> kept(Map<String, String> labels, Set<String> keys) {
    Map<String, String> out = new HashMap<>(labels);
    out.keySet().retainAll(keys);
    return out;
  }

  /// What policies ask for.
  private static final class Keys {
    private final Set<String> pods = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();

    private void add(Policy policy) {
      add(policy.subject());
      for (Rule rule : policy.rules()) {
        add(rule.local());
        add(rule.peers());
      }
    }

    private void add(Peers peers) {
      peers
          .parts(Peers.Pods.class)
          .forEach(found -> {
            found.labels().addKeys(pods);
            if (found.namespaces() instanceof NamespaceTest.Labelled(var test)) {
              test.addKeys(namespaces);
            }
          });
    }

    private Object seen(Workload workload) {
      return List.of(
          kept(workload.labels(), pods),
          workload.hostNetwork(),
          workload.containers().stream()
              .flatMap(container -> container.ports().stream())
              .collect(Collectors.toSet()));
    }
  }
}
