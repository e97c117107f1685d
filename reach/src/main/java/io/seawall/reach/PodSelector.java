package io.seawall.reach;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds pods by their labels and those of their namespaces, and what names of ports stand for at
/// them. Every engine reads these alike, but for labels that some add.
final class PodSelector {
  private static final String NAME = "kubernetes.io/metadata.name";

  private final Universe universe;
  private final Set<String> podKeys;
  private final LabelIndex pods;
  private final LabelIndex declared;
  private final List<Namespace> undeclared = new ArrayList<>();
  private final Map<LabelTest, Selection> knownNamespaces = new HashMap<>();
  private final Map<NamedPort, Map<PacketSet, EndpointSet>> portNames = new HashMap<>();
  private final Map<Port, PacketSet> packets = new HashMap<>();

  private record Port(Protocol protocol, int number) {}

  PodSelector(Universe universe, Questions questions) {
    this.universe = universe;
    this.podKeys = questions.podKeys();
    LabelIndex.Builder everyPod = new LabelIndex.Builder(questions.podKeys());
    LabelIndex.Builder whole = new LabelIndex.Builder(questions.namespaceKeys());
    for (Namespace namespace : universe.namespaces().values()) {
      EndpointSet members = universe.podsOf(namespace.name());
      if (namespace.declared()) {
        whole.add(namespace.labels(), members);
      } else {
        undeclared.add(namespace);
      }
      members.forEach(id ->
          everyPod.add(
              UniverseBuilder.labels(pods(id).example(), questions.podKeys()),
              EndpointSet.range(id, id + 1)));
    }
    this.pods = everyPod.done();
    this.declared = whole.done();
    findPortNames(questions.portNames());
  }

  private void findPortNames(Set<String> names) {
    Map<NamedPort, Map<PacketSet, EndpointSet.Builder>> found = new HashMap<>();
    pods.all()
        .forEach(id -> {
          for (NamedPort port : portsOf(pods(id), names)) {
            found
                .computeIfAbsent(port, _ -> new LinkedHashMap<>())
                .computeIfAbsent(resolve(port, pods(id)), _ -> new EndpointSet.Builder())
                .add(id);
          }
        });
    found.forEach((port, there) -> {
      Map<PacketSet, EndpointSet> out = new LinkedHashMap<>();
      there.forEach((packets, ids) -> out.put(packets, ids.done()));
      portNames.put(port, out);
    });
  }

  private static Set<NamedPort> portsOf(Endpoint.Pods pods, Set<String> names) {
    Set<NamedPort> found = Set.of();
    for (Workload.Container container : pods.example().containers()) {
      for (Workload.Port port : container.ports()) {
        if (names.contains(port.name())) {
          found = found.isEmpty() ? new HashSet<>() : found;
          found.add(new NamedPort(port.protocol(), port.name()));
        }
      }
    }
    return found;
  }

  /// Whether two engines see the same labels, of those that some rule asks for.
  boolean areAlike(Engine one, Engine other) {
    return IdentityLabels.areAlike(one, other, podKeys);
  }

  /// Whether any rule asks for a port by its name.
  boolean asksPortNames() {
    return !portNames.isEmpty();
  }

  private Endpoint.Pods pods(int id) {
    return (Endpoint.Pods) universe.endpoint(id);
  }

  /// The pods that pass both tests.
  Selection select(NamespaceTest namespaces, LabelTest labels) {
    Selection candidates =
        switch (namespaces) {
          case NamespaceTest.Named(var name) -> Selection.exactly(universe.podsOf(name));
          case NamespaceTest.Labelled(var test) ->
              knownNamespaces.computeIfAbsent(test, this::labelled);
        };
    if (labels.isAny()) {
      return candidates;
    }
    return candidates.and(pods.passing(labels));
  }

  /// Pods of the namespaces whose labels pass. The labels of a namespace that was only mentioned
  /// are not known, except for its name.
  private Selection labelled(LabelTest test) {
    if (test.isAny()) {
      return Selection.exactly(pods.all());
    }
    if (undeclared.isEmpty()) {
      return Selection.exactly(declared.passing(test));
    }
    EndpointSet.Builder sure = new EndpointSet.Builder();
    EndpointSet.Builder possible = new EndpointSet.Builder();
    for (Namespace namespace : undeclared) {
      EndpointSet members = universe.podsOf(namespace.name());
      if (!may(test, false, namespace)) {
        sure.add(members);
      }
      if (may(test, true, namespace)) {
        possible.add(members);
      }
    }
    EndpointSet passing = declared.passing(test);
    EndpointSet all = passing.or(possible.done());
    EndpointSet meant = passing.or(sure.done());
    return meant.equals(all) ? Selection.exactly(all) : new Selection(meant, all);
  }

  /// Whether a test of the labels of this namespace, of which only the name is known, may come out
  /// so.
  private static boolean may(LabelTest test, boolean outcome, Namespace namespace) {
    return switch (test) {
      case LabelTest.In(var key, _) ->
          !key.equals(NAME) || test.passes(namespace.labels()) == outcome;
      case LabelTest.Like(var key, var _, var _) ->
          !key.equals(NAME) || test.passes(namespace.labels()) == outcome;
      case LabelTest.Exists(var key) -> !key.equals(NAME) || outcome;
      case LabelTest.Not(var inner) -> may(inner, !outcome, namespace);
      case LabelTest.All(var tests) ->
          outcome
              ? tests.stream().allMatch(inner -> may(inner, true, namespace))
              : tests.stream().anyMatch(inner -> may(inner, false, namespace));
      case LabelTest.OneOf(var tests) ->
          outcome
              ? tests.stream().anyMatch(inner -> may(inner, true, namespace))
              : tests.stream().allMatch(inner -> may(inner, false, namespace));
    };
  }

  /// For each packet set that a port's name stands for, the endpoints where it does. A name that an
  /// endpoint does not have means no packet there (Kubernetes API, NetworkPolicyPort.port: named
  /// ports are those of the pod).
  Map<PacketSet, EndpointSet> resolve(NamedPort port) {
    return portNames.getOrDefault(port, Map.of());
  }

  /// The packets that a port's name stands for at the pods of a class; the name is one that some
  /// rule asks for, so all of its members agree.
  PacketSet resolve(NamedPort port, Endpoint.Pods pods) {
    return resolve(port, pods.example());
  }

  /// The packets that a port's name stands for at the pods of a workload. Those of pods that use
  /// their node's network are not known by name: to policies such a pod is its node.
  PacketSet resolve(NamedPort port, Workload workload) {
    PacketSet all = PacketSet.EMPTY;
    if (workload.hostNetwork()) {
      return all;
    }
    for (Workload.Container container : workload.containers()) {
      for (Workload.Port own : container.ports()) {
        if (own.name().equals(port.name()) && own.protocol().equals(port.protocol())) {
          all = all.or(to(own.protocol(), own.number()));
        }
      }
    }
    return all;
  }

  private PacketSet to(Protocol protocol, int number) {
    return packets.computeIfAbsent(
        new Port(protocol, number), port -> PacketSet.to(port.protocol, port.number));
  }
}
