package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Situation;
import io.seawall.practices.Situation.PodsOf;
import io.seawall.reach.Engine;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Pods that nobody has shown, but that policies pick: for each policy one with the labels that it
/// asks for, and no others.
///
/// Whatever decides on a packet of a pod with more labels decides on that of one of these, too: the
/// rule that decides is of a policy that picks the pod, and of the policies asked before it the pod
/// of that policy alone meets no more. That holds as long as no policy picks pods by labels that
/// they lack.
final class PickedPods {
  /// The kind that such a workload is shown with.
  private static final String KIND = "pods selected";

  private final Map<Workload.Id, Workload> workloads = new LinkedHashMap<>();
  private final List<Namespace> namespaces = new ArrayList<>();

  /// Namespaces of which some policy picks some pods, and of which one picks all.
  private final Set<NamespaceTest> touched = new LinkedHashSet<>();

  private final Set<NamespaceTest> covered = new LinkedHashSet<>();

  /// Whether every policy is stood for, and none picks by labels that are missing.
  private boolean complete = true;

  private PickedPods() {}

  /// For checks: the same situation, unless the input is policies alone. With a cluster of Azure or
  /// a node beside them, they are not all that runs there.
  static Situation ofPoliciesAlone(Situation situation) {
    Snapshot snapshot = situation.snapshot();
    boolean alone = snapshot.aks().isEmpty() && snapshot.facts().kubernetes().nodes().isEmpty();
    return alone ? inPlaceOfPods(situation, situation.config().addresses()) : situation;
  }

  /// For questions: the same situation if it shows a pod, else one with the pods that policies
  /// pick.
  ///
  /// @param asked addresses that are asked for
  static Situation inPlaceOfPods(Situation situation, List<AddressSet> asked) {
    Facts.Kubernetes k = situation.snapshot().facts().kubernetes();
    if (!k.workloads().isEmpty() || k.policies().isEmpty()) {
      return situation;
    }
    PickedPods picked = new PickedPods();
    k.policies().stream()
        .filter(policy -> !Engine.isUnread(policy))
        .forEach(policy -> picked.add(policy, k.namespaces()));
    Snapshot snapshot = picked.in(situation.snapshot());
    List<AddressSet> addresses = new ArrayList<>(situation.config().addresses());
    addresses.addAll(asked);
    return new Situation(
        snapshot,
        Reach.of(snapshot, situation.reach().engines(), addresses),
        situation.engine(),
        situation.config(),
        picked.isAll() ? PodsOf.POLICIES : PodsOf.SOME_POLICIES);
  }

  private Snapshot in(Snapshot snapshot) {
    Facts.Kubernetes k = snapshot.facts().kubernetes();
    List<Namespace> both = new ArrayList<>(k.namespaces());
    both.addAll(namespaces);
    Facts.Kubernetes supposed =
        k.withWorkloads(List.copyOf(workloads.values())).withNamespaces(both);
    return new Snapshot(
        snapshot.name(), snapshot.aks(), new Facts(supposed, snapshot.facts().azure()));
  }

  private void add(Policy policy, List<Namespace> declared) {
    Optional<Workload> picked =
        policy.subject() instanceof Peers.Pods(var namespaceTest, var labels)
            ? LabelExample.of(labels)
                .flatMap(example ->
                    namespace(namespaceTest, declared)
                        .map(namespace -> workload(namespace, example, policy)))
            : Optional.empty();
    picked.ifPresent(workload -> workloads.putIfAbsent(workload.id(), workload));
    complete &= picked.isPresent() && asksForLabels(policy.subject());
    if (policy.subject() instanceof Peers.Pods(var namespaceTest, var labels)) {
      (labels.isAny() ? covered : touched).add(namespaceTest);
    }
  }

  /// Whether the pods stand for all pods of the namespaces that policies speak of.
  private boolean isAll() {
    touched.removeAll(covered);
    boolean everywhere = covered.contains(new NamespaceTest.Labelled(LabelTest.any()));
    return complete && (everywhere || touched.isEmpty());
  }

  /// The name of a namespace that passes; one that no Namespace object stands for is made up.
  private Optional<String> namespace(NamespaceTest test, List<Namespace> declared) {
    return switch (test) {
      case NamespaceTest.Named(var name) -> Optional.of(name);
      case NamespaceTest.Labelled(var labels) -> {
        for (Namespace namespace : declared) {
          if (namespace.declared() && labels.passes(namespace.labels())) {
            yield Optional.of(namespace.name());
          }
        }
        yield LabelExample.of(labels).map(this::madeUp);
      }
    };
  }

  private String madeUp(Map<String, String> labels) {
    for (Namespace namespace : namespaces) {
      if (namespace.labels().entrySet().containsAll(labels.entrySet())
          && namespace.labels().size() <= labels.size() + 1) {
        return namespace.name();
      }
    }
    String name =
        labels.getOrDefault(
            Selectors.NAME,
            namespaces.isEmpty() ? "NAMESPACE" : "NAMESPACE" + (namespaces.size() + 1));
    Map<String, String> own = new LinkedHashMap<>(labels);
    own.put(Selectors.NAME, name);
    namespaces.add(new Namespace(name, own, true, SourceRef.of("", 0)));
    return name;
  }

  private static boolean asksForLabels(Peers subject) {
    return subject instanceof Peers.Pods(var namespaces, var labels)
        && asksForLabels(labels)
        && (!(namespaces instanceof NamespaceTest.Labelled(var test)) || asksForLabels(test));
  }

  private static boolean asksForLabels(LabelTest test) {
    return switch (test) {
      case LabelTest.In _, LabelTest.Exists _, LabelTest.Like _ -> true;
      case LabelTest.Not _ -> false;
      case LabelTest.All(var tests) -> tests.stream().allMatch(PickedPods::asksForLabels);
      case LabelTest.OneOf(var tests) -> tests.stream().allMatch(PickedPods::asksForLabels);
    };
  }

  private static Workload workload(String namespace, Map<String, String> labels, Policy policy) {
    Workload.Id id = new Workload.Id(namespace, KIND, policy.name());
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
