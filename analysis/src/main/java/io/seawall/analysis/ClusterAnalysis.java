package io.seawall.analysis;

import io.seawall.practices.Check;
import io.seawall.practices.Checks;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Outcome;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The verdicts on one cluster.
///
/// @param practices all of them, in the order of [Practice]
public record ClusterAnalysis(Situation situation, List<Judged> practices) {
  public ClusterAnalysis {
    practices = List.copyOf(practices);
  }

  /// One practice judged.
  ///
  /// @param findings worst first, then by check and subject
  public record Judged(
      Practice practice,
      Outcome outcome,
      List<Finding> findings,
      List<String> assumptions,
      List<Missing> missing) {
    public Judged {
      findings = List.copyOf(findings);
      assumptions = List.copyOf(assumptions);
      missing = List.copyOf(missing);
    }
  }

  /// Sorts findings by practice. A practice is REFUTED if one of its findings is, else UNKNOWN if
  /// one is, else EXCEPTED if one is.
  static ClusterAnalysis of(Situation situation, List<Finding> findings) {
    List<Judged> judged = new ArrayList<>();
    for (Practice practice : Practice.values()) {
      List<Finding> own =
          findings.stream()
              .filter(finding -> finding.practice() == practice)
              .sorted(
                  Comparator.comparing(Finding::outcome)
                      .thenComparing(Finding::severity)
                      .thenComparing(Finding::check)
                      .thenComparing(Finding::subject))
              .toList();
      judged.add(
          judged(
              practice,
              own.isEmpty() ? List.of(untold(practice, situation)) : own,
              TagsTaken.by(practice, situation.snapshot())));
    }
    return new ClusterAnalysis(situation, judged);
  }

  /// @param taken what all findings take for granted
  private static Judged judged(Practice practice, List<Finding> own, Optional<String> taken) {
    return new Judged(
        practice,
        Outcome.worst(own.stream().map(Finding::outcome).toList()),
        own,
        Stream.concat(own.stream().flatMap(f -> f.assumptions().stream()), taken.stream())
            .distinct()
            .sorted()
            .toList(),
        own.stream().flatMap(f -> f.missing().stream()).distinct().toList());
  }

  /// A practice of which the input says nothing, under the first of its checks.
  private static Finding untold(Practice practice, Situation situation) {
    Check first =
        Checks.ALL.stream().filter(check -> check.practice() == practice).findFirst().orElseThrow();
    return Finding.unknown(
        first,
        Finding.Severity.MEDIUM,
        situation.clusterSubject(),
        "nothing in the input tells",
        List.of(
            new Missing("the AKS cluster as Azure describes it", situation.showCluster()),
            new Missing(
                "the objects of the cluster",
                "kubectl get namespaces,nodes,pods,services,networkpolicies -A -o json")));
  }

  /// The name of the cluster.
  public String name() {
    return situation.snapshot().name();
  }
}
