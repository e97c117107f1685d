package io.seawall.reach;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// Finds pods by their labels and those of their namespaces, and what names of ports stand for at
/// them. Every engine reads these alike.
final class PodSelector {
  private static final String NAME = "kubernetes.io/metadata.name";

  /// Up to this many pods are asked one by one.
  private static final int FEW = 64;

  private final Universe universe;
  private final LabelIndex pods;
  private final LabelIndex declared;
  private final LabelIndex named;
  private final RoaringBitmap undeclared = new RoaringBitmap();
  private final Map<LabelTest, Selection> knownNamespaces = new HashMap<>();
  private final Map<NamedPort, Map<PacketSet, RoaringBitmap>> knownPorts = new HashMap<>();
  private final Map<Port, PacketSet> packets = new HashMap<>();

  private record Port(Protocol protocol, int number) {}

  /// @param podKeys keys of pod labels that any rule asks for
  /// @param namespaceKeys keys of namespace labels that any rule asks for
  PodSelector(Universe universe, Set<String> podKeys, Set<String> namespaceKeys) {
    this.universe = universe;
    this.pods = new LabelIndex(podKeys);
    this.declared = new LabelIndex(namespaceKeys);
    this.named = new LabelIndex(Set.of(NAME));
    for (Namespace namespace : universe.namespaces().values()) {
      RoaringBitmap members = universe.podsOf(namespace.name());
      named.add(namespace.labels(), members);
      if (namespace.declared()) {
        declared.add(namespace.labels(), members);
      } else {
        undeclared.or(members);
      }
      for (int id : members) {
        pods.add(pods(id).example().labels(), id);
      }
    }
    pods.complete();
    declared.complete();
    named.complete();
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
    RoaringBitmap passing = pods.passing(labels);
    return candidates.isExact()
        ? Selection.exactly(both(candidates.sure(), passing))
        : new Selection(both(candidates.sure(), passing), both(candidates.possible(), passing));
  }

  /// The intersection; quick where one of the two is one namespace out of thousands.
  private static RoaringBitmap both(RoaringBitmap candidates, RoaringBitmap passing) {
    if (candidates.getCardinality() > FEW) {
      RoaringBitmap both = RoaringBitmap.and(candidates, passing);
      both.runOptimize();
      return both;
    }
    RoaringBitmap both = new RoaringBitmap();
    for (int id : candidates) {
      if (passing.contains(id)) {
        both.add(id);
      }
    }
    return both;
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
    if (test.keys().stream().allMatch(NAME::equals)) {
      return Selection.exactly(named.passing(test));
    }
    RoaringBitmap sure = declared.passing(test);
    return new Selection(sure, RoaringBitmap.or(sure, undeclared));
  }

  /// For each packet set that a port's name stands for, the endpoints where it does. A name that an
  /// endpoint does not have means no packet there (Kubernetes API, NetworkPolicyPort.port: named
  /// ports are those of the pod).
  Map<PacketSet, RoaringBitmap> resolve(NamedPort port) {
    return knownPorts.computeIfAbsent(
        port,
        _ -> {
          Map<PacketSet, RoaringBitmap> found = new LinkedHashMap<>();
          for (int id : pods.all()) {
            PacketSet meant = resolve(port, pods(id));
            if (!meant.isEmpty()) {
              found.computeIfAbsent(meant, _ -> new RoaringBitmap()).add(id);
            }
          }
          found.values().forEach(RoaringBitmap::runOptimize);
          return found;
        });
  }

  /// The packets that a port's name stands for at these pods.
  PacketSet resolve(NamedPort port, Endpoint.Pods pods) {
    PacketSet all = PacketSet.EMPTY;
    for (Workload.Container container : pods.example().containers()) {
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
