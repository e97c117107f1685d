package io.seawall.analysis;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.practices.Situation;
import io.seawall.reach.Reach;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Pods that nobody has shown, put beside those that are there so that they can be asked for.
///
/// @param whoever the cluster with a pod of which nothing is known, and what is known to pass does
///   so whoever that pod is
/// @param whoeverId that pod
/// @param some the cluster with a pod for each selector
/// @param peers the pods by their selectors, in a fixed order
/// @param other a pod of `some` without any label, in a namespace without any; empty if none is
///   asked for
/// @param ports what the names of ports stand for at all of them
record Potential(
    Connections whoever,
    Workload.Id whoeverId,
    Connections some,
    Map<Peers.Pods, Workload.Id> peers,
    Optional<Workload.Id> other,
    PortNames ports) {

  /// For the true semantics: each selector is stood for by a pod that has the labels which the
  /// selector asks for, and no others. A selector that no labels pass has none.
  static Potential of(Situation cluster) {
    List<Policy> policies = cluster.snapshot().facts().kubernetes().policies();
    PortNames ports = PortNames.of(policies);
    Representatives some = new Representatives(ports.containers());
    Map<String, Namespace> namespaces = cluster.reach().universe().namespaces();
    Map<Peers.Pods, Workload.Id> peers = new LinkedHashMap<>();
    for (Peers.Pods pods : Selectors.of(policies)) {
      add(pods, some, namespaces).ifPresent(id -> peers.put(pods, id));
    }
    Workload.Id other = some.add(Map.of(), Map.of());
    Representatives whoever = new Representatives(ports.containers());
    Workload.Id whoeverId = whoever.add(Map.of(), Map.of());
    return new Potential(
        Connections.of(with(whoever, cluster, WHOEVER), false),
        whoeverId,
        Connections.of(with(some, cluster, AS_WRITTEN), false),
        peers,
        Optional.of(other),
        ports);
  }

  private static final Representatives.Reading AS_WRITTEN =
      new Representatives.Reading(Function.identity(), _ -> true, pods -> pods);

  /// Of a pod that may have any labels it is not known whether a selector means it, unless the
  /// selector means all.
  private static final Representatives.Reading WHOEVER =
      new Representatives.Reading(
          _ -> Representatives.everything(LabelTest.any()),
          pods -> Selectors.Said.by(pods).isEverything(),
          pods ->
              Selectors.Said.by(pods).isEverything()
                  ? pods
                  : new Peers.AllOf(
                      List.of(
                          Representatives.everything(Representatives.MARKED),
                          new Peers.Unknown("the labels of a pod that is not in the input"))));

  private static Optional<Workload.Id> add(
      Peers.Pods pods, Representatives some, Map<String, Namespace> namespaces) {
    Optional<Map<String, String>> labels = LabelExample.of(pods.labels());
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    return switch (pods.namespaces()) {
      case NamespaceTest.Named(var name) -> Optional.of(some.add(name, labels.get()));
      case NamespaceTest.Labelled(var test) ->
          LabelExample.of(test)
              .flatMap(asked -> {
                String name = asked.get(Selectors.NAME);
                if (name == null) {
                  return Optional.of(some.add(asked, labels.get()));
                }
                Namespace there = namespaces.get(name);
                boolean passes = there == null || !there.declared() || test.passes(there.labels());
                return passes ? Optional.of(some.add(name, labels.get())) : Optional.empty();
              });
    };
  }

  /// As NP-Guard has them: a rule speaks of such a pod only if its selectors ask for nothing, or
  /// say the same as those that the pod stands for.
  static Potential asNpGuard(Situation cluster) {
    List<Policy> policies = cluster.snapshot().facts().kubernetes().policies();
    PortNames ports = PortNames.of(policies);
    Representatives some = new Representatives(ports.containers());
    Map<Peers.Pods, Workload.Id> peers = new LinkedHashMap<>();
    Marks marks = new Marks();
    for (Peers.Pods pods : Selectors.of(policies)) {
      peers.put(pods, some.add(marks.ofNamespace(pods), marks.ofPods(pods)));
    }
    Workload.Id whoever = some.add(Map.of(), Map.of());
    Representatives.Reading reading =
        new Representatives.Reading(marks::selector, _ -> true, marks::selector);
    Connections connections = Connections.of(with(some, cluster, reading), true);
    return new Potential(connections, whoever, connections, peers, Optional.empty(), ports);
  }

  /// Labels that stand for what selectors say.
  private static final class Marks {
    private final Map<Object, String> keys = new HashMap<>();

    private Map<String, String> ofNamespace(Peers.Pods pods) {
      return mark(namespaceSaid(pods)).stream().collect(Collectors.toMap(key -> key, _ -> ""));
    }

    private Map<String, String> ofPods(Peers.Pods pods) {
      return mark(Selectors.Said.by(pods).ofPods()).stream()
          .collect(Collectors.toMap(key -> key, _ -> ""));
    }

    private Peers.Pods selector(Peers.Pods pods) {
      return new Peers.Pods(
          new NamespaceTest.Labelled(test(mark(namespaceSaid(pods)))),
          test(mark(Selectors.Said.by(pods).ofPods())));
    }

    private static LabelTest test(Optional<String> mark) {
      return mark.<LabelTest>map(LabelTest.Exists::new).orElse(LabelTest.any());
    }

    private static java.util.Set<?> namespaceSaid(Peers.Pods pods) {
      Selectors.Said said = Selectors.Said.by(pods);
      return said.namespace().<java.util.Set<?>>map(java.util.Set::of).orElse(said.ofNamespace());
    }

    private Optional<String> mark(java.util.Set<?> said) {
      return said.isEmpty()
          ? Optional.empty()
          : Optional.of(keys.computeIfAbsent(said, _ -> "what selector " + keys.size() + " says"));
    }
  }

  private static Situation with(
      Representatives pods, Situation cluster, Representatives.Reading reading) {
    Snapshot snapshot = pods.in(cluster.snapshot(), reading);
    return new Situation(
        snapshot,
        Reach.of(snapshot, cluster.reach().engines(), List.of()),
        cluster.engine(),
        cluster.config());
  }
}
