package io.seawall.practices.metadata;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Check;
import io.seawall.practices.Doubts;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Outcome;
import io.seawall.practices.Situation;
import io.seawall.practices.Situation.Passage;
import io.seawall.practices.Situation.PodsOf;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Engine;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges for each workload whether it can open one platform address.
record PlatformAddress(
    Check check, Address address, PacketSet forbidden, Finding.Severity severity) {
  private static final String NODE_RULES =
      "the AKS cluster is not in the input: the nodes have no rule of their own against it";

  List<Finding> judge(Situation situation) {
    Optional<Endpoint.Outside> target = situation.reach().universe().outside(address);
    List<Finding> findings = new ArrayList<>();
    for (Workload workload : situation.workloads().values()) {
      if (!situation.isSystem(workload)) {
        findings.add(judge(situation, workload, target));
      }
    }
    if (situation.podsOf() == PodsOf.SOME_POLICIES
        || (findings.isEmpty() && situation.hasCluster())) {
      findings.add(withoutPods(situation));
    }
    return findings;
  }

  /// Azure alone cannot prove it: policies and pods with the host network are not in its answer.
  private Finding withoutPods(Situation situation) {
    return new Finding(
        check.practice(),
        check.code(),
        severity,
        Outcome.UNKNOWN,
        situation.clusterSubject(),
        situation.untoldPods(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(situation.pods()),
        situation.snapshot().aks().map(AksCluster::where));
  }

  private Finding judge(Situation situation, Workload workload, Optional<Endpoint.Outside> target) {
    List<Endpoint> from = situation.reach().universe().of(workload.id());
    Optional<Passage> passage =
        target.flatMap(to -> situation.passage(from, List.of(to), forbidden));
    if (passage.isEmpty()) {
      return closed(situation, workload, from, target);
    }
    List<Step> path = Situation.steps(passage.get().path(), passage.get().packet());
    Optional<Witness> witness =
        Optional.of(
            new Witness(
                workload.id().toString(), address.toString(), passage.get().packet().toString()));
    Optional<SourceRef> where = path.getFirst().where().or(() -> Optional.of(workload.where()));
    if (passage.get().sure()) {
      String summary = workload.hostNetwork() ? "uses the network of its node" : because(path);
      Finding refuted =
          finding(workload, Outcome.REFUTED, summary, witness, path, List.of(), where);
      boolean restricted = workload.hostNetwork() || situation.snapshot().aks().isPresent();
      return restricted ? refuted : refuted.assuming(List.of(NODE_RULES));
    }
    return finding(
        workload,
        Outcome.UNKNOWN,
        "may open " + address,
        witness,
        path,
        Doubts.of(situation, path),
        where);
  }

  private Finding closed(
      Situation situation,
      Workload workload,
      List<Endpoint> from,
      Optional<Endpoint.Outside> target) {
    Optional<Step> closing = target.flatMap(to -> closing(situation, from, to));
    boolean byPolicy = closing.filter(step -> step.hop().equals("pod egress")).isPresent();
    if (byPolicy && doubted(situation)) {
      return finding(
          workload,
          Outcome.UNKNOWN,
          "policies close " + address + ", but Azure NPM is reported to let such packets by",
          Optional.empty(),
          closing.stream().toList(),
          List.of(
              new Missing(
                  "whether Azure NPM drops packets to " + address + " on these nodes",
                  "probe it from a pod: curl -m 3 -H Metadata:true"
                      + " 'http://169.254.169.254/metadata/instance?api-version=2021-02-01'")),
          Optional.of(workload.where()));
    }
    return finding(
            workload,
            Outcome.PROVED,
            "cannot open " + address + closing.map(step -> ": " + step.text()).orElse(""),
            Optional.empty(),
            closing.stream().toList(),
            List.of(),
            closing.flatMap(Step::where).or(() -> Optional.of(workload.where())))
        .assuming(assumptions(situation, closing));
  }

  /// What holds the packets back only as long as it is so.
  private static List<String> assumptions(Situation situation, Optional<Step> closing) {
    List<String> assumptions = new ArrayList<>(List.of(situation.allPods()));
    String hop = closing.map(Step::hop).orElse("");
    if (hop.startsWith("IMDS restriction")) {
      assumptions.add("nodes were reimaged since the restriction was switched on");
    }
    if (hop.endsWith("of the node")) {
      assumptions.add("no privileged pod removes the rule of its node");
    }
    if (hop.contains("NSG")) {
      assumptions.add("nodes do without the platform themselves: the rule stops them, too");
    }
    return assumptions;
  }

  /// The hop that stops the packets on the first way.
  private Optional<Step> closing(Situation situation, List<Endpoint> from, Endpoint.Outside to) {
    Packet packet = forbidden.witness().orElseThrow();
    return from.stream()
        .filter(endpoint -> endpoint.v6() == to.v6())
        .flatMap(endpoint -> situation.reach().paths(endpoint, to).stream())
        .findFirst()
        .flatMap(path ->
            Situation.steps(path, packet).stream()
                .filter(step -> step.verdict().equals("deny"))
                .findFirst());
  }

  /// Users report that Azure NPM does not stop packets to the metadata service that its policies
  /// deny; only a probe can tell.
  private boolean doubted(Situation situation) {
    return address.equals(Space.IMDS)
        && situation.engine().filter(Engine.AZURE::equals).isPresent();
  }

  private static String because(List<Step> path) {
    Step first = path.getFirst();
    return first.object().isEmpty()
        ? first.text()
        : (first.object() + " " + first.rule()).strip() + " " + first.text();
  }

  private Finding finding(
      Workload workload,
      Outcome outcome,
      String summary,
      Optional<Witness> witness,
      List<Step> path,
      List<Missing> missing,
      Optional<SourceRef> where) {
    return new Finding(
        check.practice(),
        check.code(),
        severity,
        outcome,
        workload.id().toString(),
        summary,
        witness,
        path,
        List.of(),
        missing,
        where);
  }
}
