package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/// Finds the endpoints that a policy means, as the engine in force reads it. Answers are kept,
/// since thousands of policies ask the same.
final class PeerSelector {
  private final Universe universe;
  private final Engine engine;
  private final RoaringBitmap pods;
  private final Map<AddressSet, RoaringBitmap> members;
  private final Map<Peers, Selection> known = new HashMap<>();
  private final Map<LabelTest, Selection> knownNamespaces = new HashMap<>();
  private final Map<NamedPort, Map<PacketSet, RoaringBitmap>> knownPorts = new HashMap<>();

  PeerSelector(Universe universe, Engine engine) {
    this.universe = universe;
    this.engine = engine;
    this.members = members(universe);
    this.pods =
        FastAggregation.or(
            universe.namespaces().keySet().stream()
                .map(universe::podsOf)
                .toArray(RoaringBitmap[]::new));
  }

  /// Whether the engine honours the exceptions of an address block for this subject. Azure NPM does
  /// not on Windows (Microsoft Learn, "Secure traffic between pods by using network policies in
  /// AKS", limitations of Windows nodes).
  boolean exceptionsHonoured(int subject) {
    return engine != Engine.AZURE
        || !(universe.endpoint(subject) instanceof Endpoint.Pods pods)
        || pods.example().os() != Workload.OperatingSystem.WINDOWS;
  }

  /// Whom a rule means by its peers.
  Selection select(Peers peers, boolean exceptionsHonoured) {
    return select(exceptionsHonoured ? peers : withoutExceptions(peers));
  }

  private static Peers withoutExceptions(Peers peers) {
    return switch (peers) {
      case Peers.Block(var block, var _) -> new Peers.Block(block, List.of());
      case Peers.AnyOf(var inner) ->
          new Peers.AnyOf(inner.stream().map(PeerSelector::withoutExceptions).toList());
      case Peers.Everybody _, Peers.Pods _, Peers.Addresses _, Peers.Tag _, Peers.Unknown _ ->
          peers;
    };
  }

  Selection select(Peers peers) {
    Selection before = known.get(peers);
    if (before == null) {
      before = find(peers);
      known.put(peers, before);
    }
    return before;
  }

  private Selection find(Peers peers) {
    return switch (peers) {
      case Peers.Everybody _ -> Selection.exactly(universe.everybody());
      case Peers.Pods(var namespaces, var labels) -> pods(namespaces, labels);
      case Peers.Addresses(var addresses) -> addresses(addresses);
      case Peers.Block block -> addresses(AddressBounds.exactly(block.addresses()));
      // Service tags belong to Azure's own rules, which are judged hop by hop and not by endpoint.
      case Peers.Tag _, Peers.Unknown _ -> Selection.within(universe.everybody());
      case Peers.AnyOf(var inner) -> {
        Selection all = Selection.exactly(new RoaringBitmap());
        for (Peers one : inner) {
          all = all.or(select(one));
        }
        yield all;
      }
    };
  }

  private Selection pods(NamespaceTest namespaces, LabelTest labels) {
    Selection candidates =
        switch (namespaces) {
          case NamespaceTest.Named(var name) -> Selection.exactly(universe.podsOf(name));
          case NamespaceTest.Labelled(var test) ->
              knownNamespaces.computeIfAbsent(test, this::labelled);
        };
    if (labels.isAny()) {
      return candidates;
    }
    RoaringBitmap matching = new RoaringBitmap();
    for (int id : candidates.possible()) {
      if (labels.passes(((Endpoint.Pods) universe.endpoint(id)).example().labels())) {
        matching.add(id);
      }
    }
    matching.runOptimize();
    return candidates.and(matching);
  }

  /// Pods of the namespaces whose labels pass. The labels of a namespace that was only mentioned
  /// are not known, except for its name.
  private Selection labelled(LabelTest test) {
    if (test.isAny()) {
      return Selection.exactly(pods);
    }
    boolean onlyName =
        test.keys().stream().allMatch(key -> key.equals("kubernetes.io/metadata.name"));
    RoaringBitmap sure = new RoaringBitmap();
    RoaringBitmap doubted = new RoaringBitmap();
    for (Namespace namespace : universe.namespaces().values()) {
      if (!namespace.declared() && !onlyName) {
        doubted.or(universe.podsOf(namespace.name()));
      } else if (test.passes(namespace.labels())) {
        sure.or(universe.podsOf(namespace.name()));
      }
    }
    sure.runOptimize();
    doubted.or(sure);
    doubted.runOptimize();
    return doubted.equals(sure) ? Selection.exactly(sure) : new Selection(sure, doubted);
  }

  private Selection addresses(AddressBounds addresses) {
    RoaringBitmap sure = universe.outsideIds(addresses.sure());
    RoaringBitmap possible =
        addresses.isExact() ? sure.clone() : universe.outsideIds(addresses.possible());
    if (engine.blocksMeanMembers()) {
      members.forEach((where, ids) -> {
        if (!where.isEmpty() && !where.disjoint(addresses.possible())) {
          possible.or(ids);
          if (where.implies(addresses.sure())) {
            sure.or(ids);
          }
        }
      });
    }
    possible.or(sure);
    sure.runOptimize();
    possible.runOptimize();
    return possible.equals(sure) ? Selection.exactly(sure) : new Selection(sure, possible);
  }

  /// Pods and nodes by where their addresses lie. One whose address lies somewhere in a set is
  /// meant for sure by a block that holds the whole set, and possibly by one that holds a part of
  /// it.
  private static Map<AddressSet, RoaringBitmap> members(Universe universe) {
    Map<AddressSet, RoaringBitmap> byPlace = new LinkedHashMap<>();
    for (Endpoint endpoint : universe.endpoints()) {
      switch (endpoint) {
        case Endpoint.Outside _ -> {}
        case Endpoint.Pods pods ->
            byPlace.computeIfAbsent(pods.addresses(), _ -> new RoaringBitmap()).add(pods.id());
        case Endpoint.Nodes nodes ->
            byPlace.computeIfAbsent(nodes.addresses(), _ -> new RoaringBitmap()).add(nodes.id());
      }
    }
    return byPlace;
  }

  /// For each packet set that a port's name stands for, the endpoints where it does. A name that an
  /// endpoint does not have means no packet there (Kubernetes API, NetworkPolicyPort.port: named
  /// ports are those of the pod).
  Map<PacketSet, RoaringBitmap> resolve(NamedPort port) {
    return knownPorts.computeIfAbsent(
        port,
        _ -> {
          Map<PacketSet, RoaringBitmap> found = new LinkedHashMap<>();
          for (int id : pods) {
            PacketSet packets = resolve(port, universe.endpoint(id));
            if (!packets.isEmpty()) {
              found.computeIfAbsent(packets, _ -> new RoaringBitmap()).add(id);
            }
          }
          return found;
        });
  }

  /// The packets that a port's name stands for at a receiver. Only pods with a network of their own
  /// have named ports: those of a pod that uses its node's network are not known by name there.
  static PacketSet resolve(NamedPort port, Endpoint receiver) {
    if (!(receiver instanceof Endpoint.Pods pods) || pods.hostNetwork()) {
      return PacketSet.EMPTY;
    }
    PacketSet packets = PacketSet.EMPTY;
    for (Workload.Container container : pods.example().containers()) {
      for (Workload.Port own : container.ports()) {
        if (own.name().equals(port.name()) && own.protocol().equals(port.protocol())) {
          packets = packets.or(PacketSet.to(own.protocol(), own.number()));
        }
      }
    }
    return packets;
  }
}
