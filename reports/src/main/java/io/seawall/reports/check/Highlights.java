package io.seawall.reports.check;

import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.practices.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The few findings of a practice that say the most: one of each check first, then one of each
/// cause, then the rest in order.
final class Highlights {
  private Highlights() {}

  /// At most `most` of the findings that came out as the practice did.
  static List<Finding> of(Judged judged, int most) {
    List<Finding> worst = worst(judged);
    Set<Finding> chosen = new LinkedHashSet<>();
    Set<String> checks = new HashSet<>();
    Set<String> causes = new HashSet<>();
    for (Finding finding : worst) {
      if (checks.add(finding.check())) {
        chosen.add(finding);
        causes.add(finding.summary());
      }
    }
    for (Finding finding : worst) {
      if (causes.add(finding.summary())) {
        chosen.add(finding);
      }
    }
    chosen.addAll(worst);
    List<Finding> shown = new ArrayList<>(chosen).subList(0, Math.min(most, chosen.size()));
    return worst.stream().filter(shown::contains).toList();
  }

  /// The findings that came out as the practice did.
  static List<Finding> worst(Judged judged) {
    return judged.findings().stream().filter(f -> f.outcome() == judged.outcome()).toList();
  }
}
