package io.seawall.analysis;

import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Outcome;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The verdicts on one cluster.
///
/// @param practices those that the input says anything about, in the order of [Practice]
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
      if (!own.isEmpty()) {
        judged.add(
            new Judged(
                practice,
                Outcome.worst(own.stream().map(Finding::outcome).toList()),
                own,
                own.stream().flatMap(f -> f.assumptions().stream()).distinct().sorted().toList(),
                own.stream().flatMap(f -> f.missing().stream()).distinct().toList()));
      }
    }
    return new ClusterAnalysis(situation, judged);
  }

  /// The name of the cluster.
  public String name() {
    return situation.snapshot().name();
  }
}
