package io.seawall.practices.egress;

import io.seawall.model.Bounds;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Check;
import io.seawall.practices.Doubts;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Each required name held against the way of the nodes of each pool.
final class RequiredNames {
  private final Check check;
  private final Situation situation;
  private final SourceRef where;
  private final Set<String> required = new TreeSet<>();
  private final Set<String> blocked = new TreeSet<>();
  private final Set<String> unknown = new TreeSet<>();
  private Optional<Shown> firstBlocked = Optional.empty();
  private Optional<Shown> firstUnknown = Optional.empty();

  /// A name and who asks for it.
  private record Shown(Pool pool, Requirement requirement, List<Step> steps) {}

  RequiredNames(Check check, Situation situation, SourceRef where) {
    this.check = check;
    this.situation = situation;
    this.where = where;
    AksCluster aks = situation.snapshot().aks().orElseThrow();
    for (Pool pool : situation.pools()) {
      pool.endpoints().stream()
          .filter(nodes -> !nodes.v6())
          .forEach(nodes -> Requirement.of(aks, pool).forEach(one -> hold(pool, nodes, one)));
    }
  }

  private void hold(Pool pool, Endpoint.Nodes nodes, Requirement one) {
    for (Endpoint.Named named : situation.reach().universe().named(one.name())) {
      if (named.v6()) {
        continue;
      }
      PacketSet asked = PacketSet.to(one.packet().protocol(), one.packet().destination());
      Bounds packets = situation.reach().between(nodes, named, asked);
      required.add(one.text());
      if (packets.sure().contains(one.packet())) {
        continue;
      }
      boolean stopped = !packets.possible().contains(one.packet());
      if (stopped && one.missing().isEmpty()) {
        blocked.add(one.text());
        firstBlocked = firstBlocked.or(() -> Optional.of(shown(pool, nodes, named, one)));
      } else {
        unknown.add(one.text());
        firstUnknown = firstUnknown.or(() -> Optional.of(shown(pool, nodes, named, one)));
      }
    }
  }

  private Shown shown(
      Pool pool, Endpoint.Nodes nodes, Endpoint.Named named, Requirement requirement) {
    Path path = situation.reach().paths(nodes, named).getFirst();
    return new Shown(pool, requirement, situation.way(path, requirement.packet()));
  }

  Finding finding() {
    String subject = situation.clusterSubject();
    if (firstBlocked.isPresent()) {
      return shown(
          Finding.refuted(check, Severity.LOW, subject, "nodes cannot reach " + of(blocked)),
          firstBlocked.get());
    }
    if (required.isEmpty()) {
      return Finding.unknown(
              check,
              Severity.LOW,
              subject,
              "no node of the input has an IPv4 address to ask from",
              List.of(new Missing("the addresses of nodes", situation.showCluster())))
          .at(where);
    }
    if (firstUnknown.isPresent()) {
      return shown(
          Finding.unknown(
              check,
              Severity.LOW,
              subject,
              "it is not known whether nodes reach " + of(unknown),
              missing(firstUnknown.get())),
          firstUnknown.get());
    }
    return Finding.proved(
            check, Severity.LOW, subject, "nodes reach all " + required.size() + " required names")
        .at(where);
  }

  private String of(Set<String> names) {
    String all = String.join(", ", names.stream().limit(6).toList());
    return names.size()
        + " of "
        + required.size()
        + " names that AKS requires: "
        + all
        + (names.size() > 6 ? ", ..." : "");
  }

  private List<Missing> missing(Shown shown) {
    return shown
        .requirement
        .missing()
        .map(fact -> List.of(new Missing(fact, situation.showCluster())))
        .orElseGet(() -> Doubts.of(situation, shown.steps));
  }

  private Finding shown(Finding finding, Shown shown) {
    SourceRef decides =
        shown.steps.stream()
            .filter(step -> !step.verdict().equals("allow"))
            .flatMap(step -> step.where().stream())
            .findFirst()
            .orElse(where);
    Witness witness =
        new Witness(
            shown.pool.asked(),
            "fqdn:" + shown.requirement.name(),
            "tcp/" + shown.requirement.port());
    return finding.shown(witness, shown.steps).at(decides);
  }
}
