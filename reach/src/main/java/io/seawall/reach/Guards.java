package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.policy.NodeGuards;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stands before the nodes of each pool under one engine.
///
/// A node has one guard or none. Where it is not known which, or the nodes of a pool differ, a pool
/// has several possible guards, and what holds for it is what holds for each of them.
final class Guards {
  /// The label of host endpoints that Calico makes by itself (Calico documentation, "Protect
  /// Kubernetes nodes").
  private static final String CREATED_BY = "projectcalico.org/created-by";

  private static final String CREATOR = "calico-kube-controllers";

  private static final Optional<Guard> NONE = Optional.empty();

  private final Engine engine;
  private final Snapshot snapshot;
  private final Addressing addressing;
  private final NodeGuards guards;
  private final Map<String, List<ClusterNode>> nodes = new HashMap<>();
  private final Map<String, Set<Optional<Guard>>> ofPool = new HashMap<>();

  Guards(Engine engine, Snapshot snapshot, Addressing addressing) {
    this.engine = engine;
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.guards = snapshot.facts().kubernetes().guards();
    for (ClusterNode node : snapshot.facts().kubernetes().nodes()) {
      String pool = node.pool().isEmpty() ? Addressing.SOME_NODES : node.pool();
      nodes.computeIfAbsent(pool, _ -> new ArrayList<>()).add(node);
    }
    addressing.pools().forEach(pool -> ofPool.put(pool, find(pool)));
  }

  /// Each guard that a node of these pools may have; empty stands for none.
  Set<Optional<Guard>> of(Set<String> pools) {
    Set<Optional<Guard>> all = new LinkedHashSet<>();
    pools.forEach(pool -> all.addAll(ofPool.getOrDefault(pool, Set.of(NONE))));
    return all.isEmpty() ? Set.of(NONE) : all;
  }

  /// Whether no node has a guard.
  boolean areNone() {
    return ofPool.values().stream().allMatch(Set.of(NONE)::equals);
  }

  private Set<Optional<Guard>> find(String pool) {
    return switch (engine) {
      case CALICO -> ofCalico(pool);
      case CILIUM -> ofCilium(pool);
      case AZURE, NONE -> Set.of(NONE);
    };
  }

  /// Cilium does not run on Windows (Microsoft Learn, "Configure Azure CNI Powered by Cilium").
  private Set<Optional<Guard>> ofCilium(String pool) {
    boolean any =
        guards.policies().stream().anyMatch(one -> engine.reads(one.policy()))
            && !addressing.isWindows(pool);
    if (!any) {
      return Set.of(NONE);
    }
    Set<Optional<Guard>> found = new LinkedHashSet<>();
    List<ClusterNode> all = nodes.getOrDefault(pool, List.of());
    if (all.isEmpty()) {
      found.add(Optional.of(itself("a node of pool " + pool, Map.of(), false)));
    }
    all.forEach(node -> found.add(Optional.of(itself("node " + node.name(), node.labels(), true))));
    if (!guards.unsettled().isEmpty()) {
      found.add(NONE);
    }
    return found;
  }

  /// What would have to be known to tell which of several guards a node has.
  String missing() {
    return switch (engine) {
      case CILIUM ->
          guards.unsettled().stream()
              .map(NodeGuards.Unsettled::missing)
              .findFirst()
              .orElse("which labels the nodes have (kubectl get nodes -o json)");
      case CALICO, AZURE, NONE ->
          "which host endpoint stands before the node (kubectl get nodes,hostendpoints -o yaml)";
    };
  }

  private static Guard itself(String name, Map<String, String> labels, boolean known) {
    return new Guard(
        name, labels, known, true, Guard.Otherwise.OPEN, Optional.empty(), Optional.empty());
  }

  /// Whether Calico acts on host endpoints of Windows nodes is not said, nor whether it does so on
  /// a dual-stack overlay, which AKS does not offer it for.
  private Set<Optional<Guard>> ofCalico(String pool) {
    if (guards.endpoints().isEmpty() && guards.automatic().isEmpty()) {
      return Set.of(NONE);
    }
    Set<Optional<Guard>> found = new LinkedHashSet<>();
    List<ClusterNode> all = nodes.getOrDefault(pool, List.of());
    all.forEach(node -> found.addAll(ofCalico(node)));
    if (all.isEmpty()) {
      found.addAll(ofUnseen(pool));
    }
    if (addressing.isWindows(pool) || addressing.isDualStackOverlay()) {
      found.add(NONE);
    }
    snapshot.facts().kubernetes().others().stream()
        .filter(OtherObject::isLost)
        .findFirst()
        .ifPresent(lost -> found.add(Optional.of(lost(lost))));
    return found;
  }

  /// Host endpoints of nodes that the input does not show may be those of this pool.
  private Set<Optional<Guard>> ofUnseen(String pool) {
    Set<String> seen = new HashSet<>();
    snapshot.facts().kubernetes().nodes().forEach(node -> seen.add(node.name()));
    Set<Optional<Guard>> found = new LinkedHashSet<>(Set.of(NONE));
    guards.endpoints().stream()
        .filter(one -> one.node().filter(seen::contains).isEmpty())
        .forEach(one -> found.add(Optional.of(Guard.of(one))));
    if (!guards.automatic().isEmpty()) {
      found.add(Optional.of(automatic("a node of pool " + pool, Map.of(), false)));
    }
    return found;
  }

  /// A host endpoint that may stand where input was lost.
  private static Guard lost(OtherObject object) {
    return new Guard(
        object.name(),
        Map.of(),
        false,
        true,
        Guard.Otherwise.UNKNOWN,
        Optional.empty(),
        Optional.of(object.where()));
  }

  private static Guard automatic(String of, Map<String, String> labels, boolean known) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(CREATED_BY, CREATOR);
    return new Guard(
        "the automatic host endpoint of " + of,
        all,
        known,
        true,
        Guard.Otherwise.OPEN,
        Optional.of(Map.of()),
        Optional.empty());
  }

  /// How far a host endpoint stands for the interface that has the addresses of its node.
  private enum Cover {
    NO,
    MAYBE,
    YES
  }

  /// The guards that the node may have on its way to other machines. Of several that stand there,
  /// it is not said which one counts.
  private Set<Optional<Guard>> ofCalico(ClusterNode node) {
    Set<Optional<Guard>> found = new LinkedHashSet<>();
    boolean sure = false;
    boolean listed = false;
    for (HostEndpoint endpoint : guards.endpoints()) {
      Cover cover = cover(endpoint, node);
      if (cover != Cover.NO) {
        found.add(Optional.of(Guard.of(endpoint)));
        sure |= cover == Cover.YES;
        listed |= CREATOR.equals(endpoint.labels().get(CREATED_BY));
      }
    }
    if (!guards.automatic().isEmpty() && !listed) {
      boolean plain = guards.automatic().stream().allMatch(NodeGuards.Automatic::plain);
      found.add(Optional.of(automatic("node " + node.name(), node.labels(), plain)));
      sure |= plain;
    }
    if (!sure) {
      found.add(NONE);
    }
    return found;
  }

  private static Cover cover(HostEndpoint endpoint, ClusterNode node) {
    if (endpoint.node().filter(name -> !name.equals(node.name())).isPresent()) {
      return Cover.NO;
    }
    Cover cover = ofInterface(endpoint, node);
    boolean certain = endpoint.sure() && endpoint.node().isPresent();
    return cover == Cover.YES && !certain ? Cover.MAYBE : cover;
  }

  private static Cover ofInterface(HostEndpoint endpoint, ClusterNode node) {
    if (endpoint.isOfEveryInterface()) {
      return Cover.YES;
    }
    AddressSet own =
        node.addresses().stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or);
    if (!own.disjoint(endpoint.addresses())) {
      return Cover.YES;
    }
    boolean named = endpoint.interfaceName().filter(name -> !name.isEmpty()).isPresent();
    return named || own.isEmpty() ? Cover.MAYBE : Cover.NO;
  }
}
