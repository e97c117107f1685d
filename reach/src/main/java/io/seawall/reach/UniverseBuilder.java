package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sorts the endpoints of a snapshot into classes: two pods are alike if they answer every question
/// alike that occurs in any rule. Labels, port names and addresses that no rule asks for make no
/// difference, so there are few classes.
///
/// Cost: linear in workloads and their pods.
final class UniverseBuilder {
  private final Snapshot snapshot;
  private final Addressing addressing;
  private final Questions questions;
  private final Atoms atoms;
  private final Places places;
  private final Map<String, String> poolOfNode = new HashMap<>();
  private final Map<List<String>, Pools> knownPools = new HashMap<>();
  private final Map<Origin, AddressSet> knownOrigins = new HashMap<>();

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<Workload.Id, int[]> idsOfWorkload = new HashMap<>();
  private final Map<String, EndpointSet.Builder> podsOfNamespace = new HashMap<>();

  private UniverseBuilder(Snapshot snapshot, Addressing addressing, List<AddressSet> asked) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.questions = Questions.of(snapshot);
    Set<AddressSet> cuts = questions.addresses();
    cuts.addAll(asked);
    cuts.addAll(addressing.cuts());
    cuts.addAll(ApiServerFront.cuts(snapshot, addressing));
    cuts.addAll(PrivateNames.cuts(snapshot));
    cuts.add(Space.NOT_PUBLIC);
    cuts.add(Space.PRIVATE);
    cuts.add(AddressSet.of(Space.IMDS));
    cuts.add(AddressSet.of(Space.WIRESERVER));
    this.atoms = Atoms.of(space(addressing.families()), cuts);
    this.places = Places.of(atoms, liveAtoms(), cuts);
    for (ClusterNode node : snapshot.facts().kubernetes().nodes()) {
      poolOfNode.put(node.name(), node.pool().isEmpty() ? Addressing.SOME_NODES : node.pool());
    }
  }

  /// @param asked addresses that questions will name
  static Universe build(Snapshot snapshot, Addressing addressing, List<AddressSet> asked) {
    return new UniverseBuilder(snapshot, addressing, asked).universe();
  }

  private static AddressSet space(Set<Boolean> families) {
    if (families.size() == 2) {
      return AddressSet.ALL;
    }
    return families.contains(true) ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
  }

  private BitSet liveAtoms() {
    BitSet live = new BitSet(atoms.count());
    for (Workload workload : snapshot.facts().kubernetes().workloads()) {
      for (Workload.Pod pod : workload.pods()) {
        for (Address address : pod.addresses()) {
          int atom = atoms.indexOf(address);
          if (atom >= 0) {
            live.set(atom);
          }
        }
      }
    }
    return live;
  }

  /// What two pods must agree on to be of one class.
  ///
  /// @param labels those that some rule asks for
  /// @param named ports whose name some rule asks for, and those that a port of the node leads to
  /// @param place the number of a place; -1 if the pods have no address yet
  private record ClassKey(
      String namespace,
      Map<String, String> labels,
      List<Workload.Port> named,
      boolean hostNetwork,
      Workload.OperatingSystem os,
      boolean virtualNode,
      boolean staticGateway,
      Member mesh,
      int place,
      Pools pools) {}

  /// The names of node pools; one object for equal sets, which are compared by identity.
  private static final class Pools {
    private final Set<String> names;

    Pools(List<String> names) {
      this.names = Set.copyOf(names);
    }
  }

  private Pools pools(Collection<String> names) {
    return knownPools.computeIfAbsent(List.copyOf(names), Pools::new);
  }

  /// Where pods without an address will get one.
  private record Origin(Pools pools, boolean hostNetwork, boolean v6) {}

  private Universe universe() {
    List<Workload> sorted = new ArrayList<>(snapshot.facts().kubernetes().workloads());
    sorted.sort(Comparator.comparing(Workload::id));
    sorted.forEach(workload -> idsOfWorkload.put(workload.id(), new int[0]));
    for (boolean v6 : addressing.families()) {
      classes(sorted, v6).forEach((key, members) -> add(key, members, v6));
    }
    for (boolean v6 : addressing.families()) {
      for (String pool : addressing.pools()) {
        AddressSet addresses = addressing.nodeAddresses(List.of(pool), v6);
        if (!addresses.isEmpty()) {
          endpoints.add(new Endpoint.Nodes(endpoints.size(), v6, pool, addresses));
        }
      }
    }
    for (int atom = 0; atom < atoms.count(); atom++) {
      var range = atoms.range(atom);
      endpoints.add(new Endpoint.Outside(endpoints.size(), range.first().v6(), range));
    }
    Map<String, EndpointSet> members = new HashMap<>();
    podsOfNamespace.forEach((name, ids) -> members.put(name, ids.done()));
    return new Universe(
        List.copyOf(endpoints),
        namespaces(members),
        members,
        idsOfWorkload,
        atoms,
        addressing,
        questions,
        new PrivateNames(snapshot, addressing));
  }

  private void add(ClassKey key, Members members, boolean v6) {
    int id = endpoints.size();
    AddressSet addresses =
        key.place >= 0
            ? places.addresses(key.place)
            : origin(new Origin(key.pools, key.hostNetwork, v6));
    if (addresses.isEmpty()) {
      return; // they will get no address of this family
    }
    endpoints.add(
        new Endpoint.Pods(id, v6, members.workloads, members.pods, addresses, key.pools.names));
    for (Workload member : members.workloads) {
      idsOfWorkload.merge(member.id(), new int[] {id}, UniverseBuilder::joined);
    }
    if (!key.hostNetwork) {
      podsOfNamespace.computeIfAbsent(key.namespace, _ -> new EndpointSet.Builder()).add(id);
    }
  }

  private static int[] joined(int[] known, int[] next) {
    if (known.length > 0 && known[known.length - 1] == next[0]) {
      return known;
    }
    int[] all = Arrays.copyOf(known, known.length + 1);
    all[known.length] = next[0];
    return all;
  }

  /// The namespaces that were read, and those that pods name.
  private Map<String, Namespace> namespaces(Map<String, EndpointSet> members) {
    Map<String, Namespace> byName = new TreeMap<>();
    for (Namespace namespace : snapshot.facts().kubernetes().namespaces()) {
      byName.put(namespace.name(), namespace);
    }
    members.forEach((name, ids) -> {
      if (!byName.containsKey(name)) {
        SourceRef where = ((Endpoint.Pods) endpoints.get(ids.first())).example().where();
        byName.put(
            name, new Namespace(name, Map.of("kubernetes.io/metadata.name", name), false, where));
      }
    });
    return byName;
  }

  /// Whose pods a class holds, and how many.
  private static final class Members {
    private final List<Workload> workloads = new ArrayList<>(1);
    private int pods;
  }

  private Map<ClassKey, Members> classes(List<Workload> sorted, boolean v6) {
    Map<ClassKey, Members> classes = new LinkedHashMap<>();
    for (Workload workload : sorted) {
      Map<String, String> labels = askedLabels(workload);
      List<Workload.Port> named = askedPorts(workload);
      for (Map.Entry<Spot, Integer> entry : spotsOf(workload, v6).entrySet()) {
        Spot spot = entry.getKey();
        ClassKey key =
            new ClassKey(
                workload.id().namespace(),
                labels,
                named,
                workload.hostNetwork(),
                workload.os(),
                workload.virtualNode(),
                workload.asksForStaticGateway(),
                workload.mesh(),
                spot.place,
                spot.pools);
        Members members = classes.computeIfAbsent(key, _ -> new Members());
        members.workloads.add(workload);
        members.pods += entry.getValue();
      }
    }
    return classes;
  }

  private Map<String, String> askedLabels(Workload workload) {
    Map<String, String> asked = new HashMap<>();
    labels(workload, questions.podKeys())
        .forEach((key, value) -> {
          if (questions.podKeys().contains(key)) {
            asked.put(key, value);
          }
        });
    return asked;
  }

  /// The labels of the pods as far as these keys need them.
  static Map<String, String> labels(Workload workload, Set<String> keys) {
    return IdentityLabels.areAskedBy(keys) ? IdentityLabels.of(workload) : workload.labels();
  }

  private List<Workload.Port> askedPorts(Workload workload) {
    List<Workload.Port> asked = new ArrayList<>(2);
    for (Workload.Container container : workload.containers()) {
      for (Workload.Port port : container.ports()) {
        boolean leads = port.hostPort() > 0 && !workload.hostNetwork();
        if ((leads || questions.portNames().contains(port.name())) && !asked.contains(port)) {
          asked.add(port);
        }
      }
    }
    return asked;
  }

  /// Where one pod is.
  ///
  /// @param place the number of a place; -1 while the pod has no address
  /// @param pools the pool of its node; all pools that it may run on where the node is not known
  private record Spot(int place, Pools pools) {}

  /// Where the pods of a workload are, and how many at each spot. A pod that has addresses, but
  /// none of this family, has no side in it.
  private Map<Spot, Integer> spotsOf(Workload workload, boolean v6) {
    if (workload.pods().isEmpty()) {
      return Map.of(new Spot(-1, pools(addressing.poolsOpenTo(workload))), 0);
    }
    Map<Spot, Integer> spots = new LinkedHashMap<>();
    for (Workload.Pod pod : workload.pods()) {
      String pool = poolOfNode.get(pod.node());
      Pools pools = pools(pool == null ? addressing.poolsOpenTo(workload) : List.of(pool));
      if (pod.addresses().isEmpty()) {
        spots.merge(new Spot(-1, pools), 1, Integer::sum);
      }
      for (int place : placesOf(pod, v6)) {
        spots.merge(new Spot(place, pools), 1, Integer::sum);
      }
    }
    return spots;
  }

  /// The places of a pod's addresses of one family, each once; most pods have one address.
  private Collection<Integer> placesOf(Workload.Pod pod, boolean v6) {
    Collection<Integer> found =
        pod.addresses().size() > 1 ? new LinkedHashSet<>() : new ArrayList<>(1);
    for (Address address : pod.addresses()) {
      int place = address.v6() == v6 ? places.of(address) : -1;
      if (place >= 0) {
        found.add(place);
      }
    }
    return found;
  }

  private AddressSet origin(Origin origin) {
    return knownOrigins.computeIfAbsent(
        origin,
        _ ->
            origin.hostNetwork
                ? addressing.nodeAddresses(origin.pools.names, origin.v6)
                : addressing.podAddresses(origin.pools.names, origin.v6));
  }
}
