package io.seawall.practices;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Finding.Step;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Engine;
import io.seawall.reach.Hop;
import io.seawall.reach.Path;
import io.seawall.reach.Reach;
import io.seawall.reach.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that checks look at: one cluster, what can reach what in it, and what the team
/// declares.
///
/// @param engine who enforces policies; empty if that is not known
/// @param podsOf whose pods are judged
public record Situation(
    Snapshot snapshot, Reach reach, Optional<Engine> engine, Config config, PodsOf podsOf) {
  /// Whose pods are judged.
  public enum PodsOf {
    /// The pods that the input shows.
    INPUT,
    /// Pods that stand for all pods of the namespaces that the policies of the input speak of.
    POLICIES,
    /// Pods that stand for some of them: others may be picked by no policy.
    SOME_POLICIES
  }

  /// A situation with the pods that the input shows.
  public Situation(Snapshot snapshot, Reach reach, Optional<Engine> engine, Config config) {
    this(snapshot, reach, engine, config, PodsOf.INPUT);
  }

  /// What a check takes for granted that found no pod to break its claim.
  public String allPods() {
    return podsOf == PodsOf.INPUT
        ? "the pods are those in the input"
        : "the namespaces are those that the policies in the input speak of";
  }

  /// The name of the cluster as a subject.
  public String clusterSubject() {
    return "cluster " + snapshot.name();
  }

  /// The workloads by id, each once.
  public Map<Workload.Id, Workload> workloads() {
    Map<Workload.Id, Workload> byId = new LinkedHashMap<>();
    snapshot.facts().kubernetes().workloads().stream()
        .sorted(Comparator.comparing(Workload::id))
        .forEach(workload -> byId.putIfAbsent(workload.id(), workload));
    return byId;
  }

  /// The workloads that are not the platform's, by id.
  public List<Workload> ownWorkloads() {
    return workloads().values().stream().filter(w -> !isSystem(w)).toList();
  }

  /// How many workloads that are not the platform's have pods with, or without, the network of
  /// their node; one may have both.
  public int ownWorkloads(boolean hostNetwork) {
    return (int)
        snapshot.facts().kubernetes().workloads().stream()
            .filter(workload -> workload.hostNetwork() == hostNetwork && !isSystem(workload))
            .map(Workload::id)
            .distinct()
            .count();
  }

  /// Whether the input holds what runs in the cluster.
  public boolean showsPods() {
    return !snapshot.facts().kubernetes().workloads().isEmpty();
  }

  /// Why not every pod is judged.
  public String untoldPods() {
    return podsOf == PodsOf.SOME_POLICIES
        ? "which pods there are that no policy in the input selects is not known"
        : "which pods there are and what policies say of them is not in the input";
  }

  /// What is missing where the input shows no pod of the team.
  public Finding.Missing pods() {
    return new Finding.Missing(
        "the pods and policies of the cluster",
        "kubectl get namespaces,pods,networkpolicies -A -o json");
  }

  /// Whether a cluster is there to be judged, though perhaps none of its pods is shown.
  public boolean hasCluster() {
    return snapshot.aks().isPresent() || !snapshot.facts().kubernetes().policies().isEmpty();
  }

  /// The node pools by name; at least one, which stands for all nodes if none is known.
  public List<Pool> pools() {
    return Pool.of(snapshot, reach);
  }

  /// The finding of a check that only the AKS cluster could settle, and that is not in the input.
  public Finding withoutCluster(Check check, Finding.Severity severity, String summary) {
    return Finding.unknown(
        check,
        severity,
        clusterSubject(),
        summary,
        List.of(new Finding.Missing("the AKS cluster as Azure describes it", showCluster())));
  }

  /// The command that shows the AKS cluster, as it can be given to Seawall.
  public String showCluster() {
    return "az aks show" + inGroup() + " -n " + clusterName() + " -o json";
  }

  /// The resource group in which AKS keeps nodes, load balancers and their security group: as
  /// written, else as AKS names it by default.
  public String nodeResourceGroup() {
    return snapshot
        .aks()
        .map(aks ->
            aks.nodeResourceGroup()
                .known()
                .orElse(
                    "MC_"
                        + aks.id().after("resourceGroups")
                        + "_"
                        + aks.name()
                        + "_"
                        + aks.location()))
        .orElse("NODE_RESOURCE_GROUP");
  }

  /// The command that shows a node pool, as it can be given to Seawall.
  public String showPool(Pool pool) {
    return pool.azure().isPresent()
        ? "az aks nodepool show"
            + inGroup()
            + " --cluster-name "
            + clusterName()
            + " -n "
            + pool.name()
            + " -o json"
        : "az aks nodepool list" + inGroup() + " --cluster-name " + clusterName() + " -o json";
  }

  private String inGroup() {
    String group = snapshot.aks().map(aks -> aks.id().after("resourceGroups")).orElse("");
    return " -g " + (group.isEmpty() ? "RESOURCE_GROUP" : group);
  }

  private String clusterName() {
    return snapshot.aks().map(AksCluster::name).orElse("CLUSTER");
  }

  /// Whether a workload is the platform's: anything in a namespace that the team declares as such,
  /// and in the namespaces of AKS what AKS itself puts there.
  public boolean isSystem(Workload workload) {
    String namespace = workload.id().namespace();
    return Config.AKS_NAMESPACES.contains(namespace)
        ? AksWorkloads.contains(workload)
        : config.systemNamespaces().contains(namespace);
  }

  /// Where the input says that nodes are made as pods need them, which are in no pool; empty if it
  /// says that there are none.
  ///
  /// Source: Microsoft Learn, "Node auto-provisioning in AKS" (`nodeProvisioningProfile.mode`).
  public Optional<SourceRef> autoProvisioning() {
    return snapshot
        .aks()
        .map(AksCluster::nodeProvisioningMode)
        .filter(mode ->
            mode instanceof Fact.Unresolved<String>
                || mode.known().filter(value -> value.equalsIgnoreCase("Auto")).isPresent())
        .map(Fact::where);
  }

  /// A way for packets of a kind from one endpoint to another, with the packet that shows it.
  ///
  /// @param sure whether the packet gets through for sure
  public record Passage(Endpoint from, Endpoint to, Path path, Packet packet, boolean sure) {}

  /// Looks for a packet of `forbidden` that gets from any of these to any of those: one that passes
  /// for sure if there is one, else one that possibly passes.
  ///
  /// @return empty if and only if no such packet can pass
  public Optional<Passage> passage(
      List<? extends Endpoint> from, List<? extends Endpoint> to, PacketSet forbidden) {
    Optional<Passage> doubted = Optional.empty();
    for (Endpoint source : from) {
      for (Endpoint target : to) {
        for (Path path : reach.paths(source, target)) {
          Bounds packets = path.packets();
          Optional<Packet> sure = packets.sure().and(forbidden).witness();
          if (sure.isPresent()) {
            return Optional.of(new Passage(source, target, path, sure.get(), true));
          }
          Optional<Packet> possible = packets.possible().and(forbidden).witness();
          if (doubted.isEmpty() && possible.isPresent()) {
            doubted = Optional.of(new Passage(source, target, path, possible.get(), false));
          }
        }
      }
    }
    return doubted;
  }

  /// The hops of a path for one packet; security groups that share their name with another are told
  /// apart by their resource group.
  public List<Step> way(Path path, Packet packet) {
    return steps(path, packet).stream().map(this::toldApart).toList();
  }

  private Step toldApart(Step step) {
    List<SecurityGroup> named =
        snapshot.facts().azure().securityGroups().stream()
            .filter(group -> group.title().equals(step.object()))
            .toList();
    if (named.size() < 2) {
      return step;
    }
    Optional<String> own =
        named.stream()
            .filter(group ->
                group.rules().values().stream()
                    .flatMap(List::stream)
                    .anyMatch(rule -> step.where().equals(Optional.of(rule.where()))))
            .map(group -> group.id().after("resourceGroups"))
            .findFirst();
    String title = step.object() + own.map(group -> " of " + group).orElse("");
    return new Step(
        step.hop(), step.tier(), step.verdict(), title, step.rule(), step.where(), step.text());
  }

  /// The hops of a path for one packet.
  public static List<Step> steps(Path path, Packet packet) {
    return path.hops().stream()
        .map(hop -> step(hop.place(), Optional.empty(), hop.why(packet)))
        .toList();
  }

  /// The hops of a path for one packet; where several tiers of policies speak of an end, each of
  /// them down to the one that decides.
  public static List<Step> ladder(Path path, Packet packet) {
    List<Step> steps = new ArrayList<>();
    for (Hop hop : path.hops()) {
      Reason reason = hop.why(packet);
      if (reason.rungs().isEmpty()) {
        steps.add(step(hop.place(), Optional.empty(), reason));
      }
      for (Reason.Rung rung : reason.rungs()) {
        Step step = step(hop.place(), Optional.of(rung.tier()), rung.reason());
        steps.add(rung.passes() ? step.as("pass") : step);
      }
    }
    return steps;
  }

  private static Step step(String hop, Optional<String> tier, Reason reason) {
    String verdict =
        switch (reason.opinion()) {
          case ALLOW -> "allow";
          case DENY -> "deny";
          case NO_OPINION -> "no opinion";
          case UNKNOWN -> "unknown";
        };
    return new Step(
        hop, tier, verdict, reason.object(), reason.rule(), reason.where(), reason.text());
  }
}
