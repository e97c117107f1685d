package io.seawall.practices.metadata;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Outcome;
import io.seawall.practices.Situation;
import io.seawall.practices.Situation.Passage;
import io.seawall.reach.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges for each workload whether it can open one platform address.
record PlatformAddress(
    Check check, Address address, PacketSet forbidden, Finding.Severity severity) {
  List<Finding> judge(Situation situation) {
    Optional<Endpoint.Outside> target = situation.reach().universe().outside(address);
    List<Finding> findings = new ArrayList<>();
    for (Workload workload : situation.workloads().values()) {
      if (!situation.isSystem(workload.id())) {
        findings.add(judge(situation, workload, target));
      }
    }
    return findings;
  }

  private Finding judge(Situation situation, Workload workload, Optional<Endpoint.Outside> target) {
    List<Endpoint> from = situation.reach().universe().of(workload.id());
    Optional<Passage> passage =
        target.flatMap(to -> situation.passage(from, List.of(to), forbidden));
    if (passage.isEmpty()) {
      return finding(
          workload,
          Outcome.PROVED,
          "cannot open " + address,
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.of(workload.where()));
    }
    List<Step> path = Situation.steps(passage.get().path(), passage.get().packet());
    Optional<Witness> witness =
        Optional.of(
            new Witness(
                workload.id().toString(), address.toString(), passage.get().packet().toString()));
    Optional<SourceRef> where =
        path.stream()
            .flatMap(step -> step.where().stream())
            .findFirst()
            .or(() -> Optional.of(workload.where()));
    if (passage.get().sure()) {
      String summary = workload.hostNetwork() ? "uses the network of its node" : because(path);
      return finding(workload, Outcome.REFUTED, summary, witness, path, List.of(), where);
    }
    return finding(
        workload, Outcome.UNKNOWN, "may open " + address, witness, path, missing(path), where);
  }

  private static String because(List<Step> path) {
    Step first = path.getFirst();
    return first.object().isEmpty()
        ? first.text()
        : (first.object() + " " + first.rule()).strip() + " " + first.text();
  }

  private static List<Missing> missing(List<Step> path) {
    List<Missing> out = new ArrayList<>();
    for (Step step : path) {
      if (step.verdict().equals("unknown")) {
        out.add(new Missing(step.hop() + ": " + step.text(), "add it to the input"));
      }
    }
    if (out.isEmpty()) {
      out.add(new Missing("which node the pod runs on", "kubectl get pods,nodes -A -o json"));
    }
    return out;
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
