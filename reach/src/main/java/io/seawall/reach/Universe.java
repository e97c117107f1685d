package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All endpoints of one cluster and the world around it, each with an id: pods sorted by namespace
/// (so that a namespace is a run), then the nodes of each pool, then the atoms of the address
/// space. Where the cluster has both families, IPv6 sides of pods and nodes follow the IPv4 sides.
public final class Universe {
  private final List<Endpoint> endpoints;
  private final Map<String, Namespace> namespaces;
  private final Map<String, EndpointSet> podsOfNamespace;
  private final Map<Workload.Id, int[]> idsOfWorkload;
  private final Atoms atoms;
  private final Addressing addressing;
  private final int firstAtom;
  private final EndpointSet everybody;
  private final PodSelector pods;
  private final PrivateNames privateNames;

  /// The endpoints for all public addresses of a family.
  private final Map<AddressSet, List<Endpoint.Outside>> everywhere = new HashMap<>();

  /// @param questions what rules ask of pods
  Universe(
      List<Endpoint> endpoints,
      Map<String, Namespace> namespaces,
      Map<String, EndpointSet> podsOfNamespace,
      Map<Workload.Id, int[]> idsOfWorkload,
      Atoms atoms,
      Addressing addressing,
      Questions questions,
      PrivateNames privateNames) {
    this.endpoints = endpoints;
    this.namespaces = namespaces;
    this.podsOfNamespace = podsOfNamespace;
    this.idsOfWorkload = idsOfWorkload;
    this.atoms = atoms;
    this.addressing = addressing;
    this.firstAtom = endpoints.size() - atoms.count();
    this.everybody = EndpointSet.range(0, endpoints.size());
    this.pods = new PodSelector(this, questions);
    this.privateNames = privateNames;
  }

  /// Sorts the endpoints of a snapshot into classes.
  ///
  /// @param asked addresses that questions will name
  public static Universe of(Snapshot snapshot, List<AddressSet> asked) {
    return UniverseBuilder.build(snapshot, Addressing.of(snapshot), asked);
  }

  Addressing addressing() {
    return addressing;
  }

  /// Every endpoint, by id.
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  public Endpoint endpoint(int id) {
    return endpoints.get(id);
  }

  /// The namespaces by name.
  public Map<String, Namespace> namespaces() {
    return namespaces;
  }

  /// The endpoints that the pods of a workload belong to.
  ///
  /// @throws IllegalArgumentException if the workload is not of this cluster
  public List<Endpoint> of(Workload.Id workload) {
    int[] ids = idsOfWorkload.get(workload);
    if (ids == null) {
      throw new IllegalArgumentException("not in this cluster: " + workload);
    }
    return Arrays.stream(ids).mapToObj(endpoints::get).toList();
  }

  /// Whether the workload is of this cluster.
  public boolean has(Workload.Id workload) {
    return idsOfWorkload.containsKey(workload);
  }

  /// The endpoint for an address that belongs to nobody known; empty if the cluster does not have
  /// the address's family.
  public Optional<Endpoint.Outside> outside(Address address) {
    int atom = atoms.indexOf(address);
    return atom < 0
        ? Optional.empty()
        : Optional.of((Endpoint.Outside) endpoints.get(firstAtom + atom));
  }

  /// The endpoints for all addresses that overlap the set.
  public List<Endpoint.Outside> outside(AddressSet set) {
    List<Endpoint.Outside> out = new ArrayList<>();
    outsideIds(set).forEach(id -> out.add((Endpoint.Outside) endpoints.get(id)));
    return out;
  }

  /// Somebody with a name, a side for each family: at the private address that a private DNS zone
  /// answers with, else at one of the public addresses.
  ///
  /// @param name any name that ends like it, if it starts with `*`
  public List<Endpoint.Named> named(String name) {
    String asked = name.toLowerCase(Locale.ROOT);
    Optional<PrivateNames.Led> led = privateNames.of(asked);
    List<Endpoint.Named> sides = new ArrayList<>();
    for (AddressSet family : List.of(AddressSet.ALL_V4, AddressSet.ALL_V6)) {
      AddressSet zone = led.map(PrivateNames.Led::addresses).orElse(AddressSet.EMPTY).and(family);
      boolean elsewhere = zone.isEmpty() || !led.orElseThrow().sure();
      AddressSet addresses = elsewhere ? zone.or(Space.PUBLIC.and(family)) : zone;
      List<Endpoint.Outside> at =
          zone.isEmpty()
              ? everywhere.computeIfAbsent(family, _ -> List.copyOf(outside(addresses)))
              : outside(addresses);
      if (!at.isEmpty()) {
        sides.add(new Endpoint.Named(at.getFirst().v6(), asked, addresses, at));
      }
    }
    return sides;
  }

  /// The nodes of each pool.
  public List<Endpoint.Nodes> nodes() {
    return endpoints.stream()
        .filter(Endpoint.Nodes.class::isInstance)
        .map(Endpoint.Nodes.class::cast)
        .toList();
  }

  /// The packets that a port's name stands for at a workload; none if it has no port of that name.
  /// A class cannot tell: its members agree only on names that some rule asks for.
  public PacketSet resolve(NamedPort port, Workload receiver) {
    return pods().resolve(port, receiver);
  }

  EndpointSet outsideIds(AddressSet set) {
    return atoms.overlapping(set, firstAtom);
  }

  /// Finds pods by what rules say of them.
  PodSelector pods() {
    return pods;
  }

  EndpointSet everybody() {
    return everybody;
  }

  /// Pods of a namespace that policies can speak of: those with a network of their own.
  EndpointSet podsOf(String namespace) {
    return podsOfNamespace.getOrDefault(namespace, EndpointSet.EMPTY);
  }

  /// The range of an atom by the id of its endpoint.
  AddressRange atom(int id) {
    return atoms.range(id - firstAtom);
  }

  int firstAtom() {
    return firstAtom;
  }
}
