package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/// Sorts the endpoints of a snapshot into classes: two pods are alike if they answer every question
/// alike that occurs in any rule. Labels, port names and addresses that no rule asks for make no
/// difference, so there are few classes.
///
/// Cost: linear in workloads and their pods.
final class UniverseBuilder {
  private final Snapshot snapshot;
  private final Addressing addressing;
  private final Set<String> labelKeys = new HashSet<>();
  private final Set<String> portNames = new HashSet<>();
  private final List<AddressSet> cuts = new ArrayList<>();

  private UniverseBuilder(Snapshot snapshot, Addressing addressing) {
    this.snapshot = snapshot;
    this.addressing = addressing;
  }

  /// @param asked addresses that questions will name
  static Universe build(Snapshot snapshot, Addressing addressing, List<AddressSet> asked) {
    UniverseBuilder builder = new UniverseBuilder(snapshot, addressing);
    builder.cuts.addAll(asked);
    builder.cuts.addAll(addressing.cuts());
    builder.collectQuestions();
    return builder.universe();
  }

  /// What two pods must agree on to be of one class.
  private record ClassKey(
      String namespace,
      Map<String, String> labels,
      List<Workload.Port> named,
      boolean hostNetwork,
      Workload.OperatingSystem os,
      boolean virtualNode,
      boolean v6,
      AddressSet addresses,
      Set<String> pools) {}

  private void collectQuestions() {
    for (Policy policy : snapshot.facts().kubernetes().policies()) {
      labelKeys.addAll(policy.subject().labels().keys());
      for (Rule rule : policy.rules()) {
        rule.ports().named().stream().map(NamedPort::name).forEach(portNames::add);
        collect(rule.peers());
      }
    }
    snapshot.facts().azure().securityGroups().stream()
        .flatMap(group -> group.rules().values().stream())
        .flatMap(List::stream)
        .forEach(rule -> {
          collect(rule.local());
          collect(rule.peers());
        });
  }

  private void collect(Peers peers) {
    switch (peers) {
      case Peers.Everybody _, Peers.Unknown _, Peers.Tag _ -> {}
      case Peers.Pods(_, var labels) -> labelKeys.addAll(labels.keys());
      case Peers.Addresses(var addresses) -> {
        cuts.add(addresses.sure());
        cuts.add(addresses.possible());
      }
      case Peers.Block(var block, var exceptions) -> {
        cuts.add(AddressSet.of(block));
        exceptions.forEach(exception -> cuts.add(AddressSet.of(exception)));
      }
      case Peers.AnyOf(var inner) -> inner.forEach(this::collect);
    }
  }

  private Universe universe() {
    cuts.add(Space.NOT_PUBLIC);
    cuts.add(Space.PRIVATE);
    cuts.add(AddressSet.of(Space.IMDS));
    cuts.add(AddressSet.of(Space.WIRESERVER));
    AddressSet space =
        families().size() == 2
            ? AddressSet.ALL
            : families().contains(true) ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
    Atoms atoms = Atoms.of(space, cuts);

    List<Endpoint> endpoints = new ArrayList<>();
    Map<Workload.Id, Set<Integer>> ids = new HashMap<>();
    Map<String, RoaringBitmap> podsOfNamespace = new HashMap<>();
    for (boolean v6 : families()) {
      classes(atoms, v6)
          .forEach((key, members) -> {
            int id = endpoints.size();
            endpoints.add(new Endpoint.Pods(id, v6, members, key.addresses, key.pools));
            members.forEach(
                member -> ids.computeIfAbsent(member.id(), _ -> new TreeSet<>()).add(id));
            if (!key.hostNetwork) {
              podsOfNamespace.computeIfAbsent(key.namespace, _ -> new RoaringBitmap()).add(id);
            }
          });
    }
    for (boolean v6 : families()) {
      for (String pool : addressing.pools()) {
        endpoints.add(
            new Endpoint.Nodes(
                endpoints.size(), v6, pool, addressing.nodeAddresses(pool).and(family(v6))));
      }
    }
    for (int atom = 0; atom < atoms.count(); atom++) {
      var range = atoms.range(atom);
      endpoints.add(new Endpoint.Outside(endpoints.size(), range.first().v6(), range));
    }
    podsOfNamespace.values().forEach(RoaringBitmap::runOptimize);
    Map<Workload.Id, int[]> idsOfWorkload = new HashMap<>();
    ids.forEach((workload, set) ->
        idsOfWorkload.put(workload, set.stream().mapToInt(Integer::intValue).toArray()));
    return new Universe(
        List.copyOf(endpoints), namespaces(), podsOfNamespace, idsOfWorkload, atoms);
  }

  private Set<Boolean> families() {
    return addressing.families();
  }

  private Map<String, Namespace> namespaces() {
    Map<String, Namespace> byName = new TreeMap<>();
    for (Namespace namespace : snapshot.facts().kubernetes().namespaces()) {
      byName.put(namespace.name(), namespace);
    }
    return byName;
  }

  private Map<ClassKey, List<Workload>> classes(Atoms atoms, boolean v6) {
    Map<String, String> poolOfNode = new HashMap<>();
    for (ClusterNode node : snapshot.facts().kubernetes().nodes()) {
      poolOfNode.put(node.name(), node.pool());
    }
    List<Workload> sorted = new ArrayList<>(snapshot.facts().kubernetes().workloads());
    sorted.sort(Comparator.comparing(Workload::id));
    Map<ClassKey, List<Workload>> classes = new LinkedHashMap<>();
    for (Workload workload : sorted) {
      Map<String, String> labels = new TreeMap<>(workload.labels());
      labels.keySet().retainAll(labelKeys);
      List<Workload.Port> named =
          workload.containers().stream()
              .flatMap(container -> container.ports().stream())
              .filter(port -> portNames.contains(port.name()))
              .distinct()
              .toList();
      Set<String> pools = addressing.poolsOf(workload, poolOfNode);
      for (AddressSet addresses : addressesOf(workload, atoms, v6, pools)) {
        ClassKey key =
            new ClassKey(
                workload.id().namespace(),
                Map.copyOf(labels),
                named,
                workload.hostNetwork(),
                workload.os(),
                workload.virtualNode(),
                v6,
                addresses,
                pools);
        classes.computeIfAbsent(key, _ -> new ArrayList<>()).add(workload);
      }
    }
    return classes;
  }

  /// Where the pods' addresses lie, as unions of atoms: one set for each atom with a live pod, else
  /// the set that pods come from.
  private Set<AddressSet> addressesOf(
      Workload workload, Atoms atoms, boolean v6, Set<String> pools) {
    Set<AddressSet> sets = new LinkedHashSet<>();
    boolean anyAddress = false;
    for (Workload.Pod pod : workload.pods()) {
      for (Address address : pod.addresses()) {
        anyAddress = true;
        int atom = address.v6() == v6 ? atoms.indexOf(address) : -1;
        if (atom >= 0) {
          sets.add(AddressSet.of(List.of(atoms.range(atom))));
        }
      }
    }
    if (anyAddress) {
      return sets; // pods that are known to have no address of this family have no side in it
    }
    AddressSet from =
        workload.hostNetwork() ? addressing.nodeAddresses(pools) : addressing.podAddresses(pools);
    return Set.of(from.and(family(v6)));
  }

  private static AddressSet family(boolean v6) {
    return v6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
  }
}
