package io.seawall.practices.ssh;

import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Doubts;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which pods can open TCP 22 of the nodes of a pool: those with a network of their own, or those
/// that use their node's.
///
/// Pods that policies and Azure see alike are asked for once.
final class PodWays {
  static final PacketSet SSH = PacketSet.to(Protocol.TCP, 22);

  private final Situation situation;
  private final Pool pool;
  private final boolean hostNetwork;
  private final Set<String> poolsWithSshd;
  private final Map<Workload.Id, Passage> open = new TreeMap<>();
  private final Map<Workload.Id, Passage> doubted = new TreeMap<>();

  /// @param poolsWithSshd pools on whose nodes sshd listens for sure
  PodWays(Situation situation, Pool pool, boolean hostNetwork, Set<String> poolsWithSshd) {
    this.situation = situation;
    this.pool = pool;
    this.hostNetwork = hostNetwork;
    this.poolsWithSshd = poolsWithSshd;
    pool.endpoints().forEach(this::look);
  }

  /// What decides about pods and these nodes.
  private record Alike(
      Bounds policy,
      Bounds policyOnSameNode,
      Bounds ofNode,
      Bounds ofOwnNode,
      Set<String> pools,
      AddressSet addresses,
      boolean live) {}

  private record Passage(Path path, Packet packet) {}

  private void look(Endpoint.Nodes nodes) {
    Map<Alike, List<Endpoint.Pods>> groups = new LinkedHashMap<>();
    for (Endpoint endpoint : situation.reach().universe().endpoints()) {
      if (endpoint instanceof Endpoint.Pods pods
          && pods.v6() == nodes.v6()
          && pods.hostNetwork() == hostNetwork
          && pods.workloads().stream().anyMatch(one -> !situation.isSystem(one))) {
        groups.computeIfAbsent(alike(pods, nodes), _ -> new ArrayList<>()).add(pods);
      }
    }
    groups.forEach((alike, members) -> {
      if (!alike.policy.possible().disjoint(SSH)
          || !alike.policyOnSameNode.possible().disjoint(SSH)) {
        judge(alike, members, nodes);
      }
    });
  }

  private Alike alike(Endpoint.Pods pods, Endpoint.Nodes nodes) {
    Bounds ssh = Bounds.exactly(SSH);
    return new Alike(
        situation.reach().policies(pods, nodes, false).and(ssh),
        situation.reach().policies(pods, nodes, true).and(ssh),
        situation.reach().nodePolicies(pods, nodes, false).and(ssh),
        situation.reach().nodePolicies(pods, nodes, true).and(ssh),
        pods.pools(),
        pods.addresses(),
        pods.workloads().stream().anyMatch(workload -> !workload.pods().isEmpty()));
  }

  private void judge(Alike alike, List<Endpoint.Pods> members, Endpoint.Nodes nodes) {
    Optional<Passage> sure = Optional.empty();
    Optional<Passage> possible = Optional.empty();
    for (Path path : situation.reach().paths(members.getFirst(), nodes)) {
      Optional<Packet> through = path.packets().sure().and(SSH).witness();
      if (through.isEmpty() && path.isOnOneNode() && wherever(alike)) {
        through = path.through().sure().and(SSH).witness();
      }
      if (sure.isEmpty()) {
        sure = through.map(packet -> new Passage(path, packet));
      }
      if (possible.isEmpty()) {
        possible =
            path.packets().possible().and(SSH).witness().map(packet -> new Passage(path, packet));
      }
    }
    for (Endpoint.Pods pods : members) {
      for (Workload workload : pods.workloads()) {
        if (situation.isSystem(workload)) {
          continue;
        }
        sure.ifPresent(passage -> open.putIfAbsent(workload.id(), passage));
        possible.ifPresent(passage -> doubted.putIfAbsent(workload.id(), passage));
      }
    }
  }

  /// Whether sshd listens on whatever node the pods run on: then it does not matter which one that
  /// is.
  private boolean wherever(Alike alike) {
    return !alike.pools.isEmpty() && poolsWithSshd.containsAll(alike.pools);
  }

  /// The way, for all pods together.
  ///
  /// @param noun `workloads`
  Way way(int total, String noun) {
    if (!open.isEmpty()) {
      Map.Entry<Workload.Id, Passage> first = open.entrySet().iterator().next();
      return Way.open(
          count(open.size(), total, noun) + " can open TCP 22" + place(first),
          witness(first),
          steps(first),
          List.of());
    }
    if (!doubted.isEmpty()) {
      Map.Entry<Workload.Id, Passage> first = doubted.entrySet().iterator().next();
      return Way.maybe(
          count(doubted.size(), total, noun) + " may open TCP 22" + place(first),
          Optional.of(witness(first)),
          steps(first),
          Doubts.of(situation, steps(first)));
    }
    if (total == 0) {
      return Way.closed(
          "no " + noun + " outside of the system namespaces", List.of(situation.allPods()));
    }
    return Way.closed(
        "none of " + total + " " + noun + " can open TCP 22", List.of(situation.allPods()));
  }

  private static String count(int some, int total, String noun) {
    return some + " of " + total + " " + noun;
  }

  /// ` (shop/web on another node)`.
  private static String place(Map.Entry<Workload.Id, Passage> entry) {
    Workload.Id id = entry.getKey();
    String name = entry.getValue().path.name();
    return name.isEmpty()
        ? ""
        : " (" + id.namespace() + "/" + id.name() + " on " + node(name) + ")";
  }

  private static String node(String path) {
    return path.equals(Path.SAME_NODE) ? "the same node" : path;
  }

  private Witness witness(Map.Entry<Workload.Id, Passage> entry) {
    return new Witness(entry.getKey().toString(), pool.asked(), entry.getValue().packet.toString());
  }

  private List<Step> steps(Map.Entry<Workload.Id, Passage> entry) {
    return situation.way(entry.getValue().path, entry.getValue().packet);
  }
}
