package io.seawall.reports.check;

import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.practices.Check;
import io.seawall.practices.Checks;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Outcome;
import io.seawall.reports.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One line for a practice: how many of its subjects came out so, and what it is about.
final class Summary {
  private static final String REACH = "reach ";

  private Summary() {}

  static String of(Judged judged) {
    Finding worst = judged.findings().getFirst();
    if (judged.findings().size() == 1) {
      return alone(worst);
    }
    return switch (judged.outcome()) {
      case REFUTED -> several(judged, worst, REACH);
      case UNKNOWN -> several(judged, worst, "may reach ");
      case EXCEPTED -> several(judged, worst, REACH) + ", accepted for a time";
      case PROVED -> proved(judged);
    };
  }

  /// The same where the findings are shown under it: what they say is not said twice.
  static String headline(Judged judged) {
    Finding worst = judged.findings().getFirst();
    List<Finding> same = worst(judged);
    boolean alike = same.stream().allMatch(f -> f.summary().equals(worst.summary()));
    if (judged.outcome() == Outcome.PROVED || (alike && worst.witness().isEmpty())) {
      return of(judged);
    }
    long checks = same.stream().map(Finding::check).distinct().count();
    if (checks == 1 && (target(same).isPresent() || (alike && same.size() > 1))) {
      return of(judged);
    }
    Set<String> all = subjects(judged.findings());
    String word = worst.outcome().name().toLowerCase(Locale.ROOT);
    return Text.count(checks, "check") + " " + word + " for " + Subjects.part(subjects(same), all);
  }

  private static List<Finding> worst(Judged judged) {
    return judged.findings().stream().filter(f -> f.outcome() == judged.outcome()).toList();
  }

  private static String alone(Finding finding) {
    boolean wholeCluster = finding.subject().startsWith("cluster ");
    return wholeCluster
        ? finding.summary()
        : Subjects.shortened(finding.subject()) + ": " + finding.summary();
  }

  /// About the worst check, with the other checks that came out as badly counted.
  private static String several(Judged judged, Finding worst, String verb) {
    List<Finding> same =
        judged.findings().stream()
            .filter(f -> f.check().equals(worst.check()) && f.outcome() == worst.outcome())
            .toList();
    Set<String> some = subjects(same);
    Set<String> all =
        subjects(judged.findings().stream().filter(f -> f.check().equals(worst.check())).toList());
    String said = some.size() == 1 && verb.equals(REACH) ? "reaches " : verb;
    String what = target(same).map(target -> " " + said + target).orElse(": " + first(same));
    return Subjects.part(some, all) + what + others(judged, worst);
  }

  private static String others(Judged judged, Finding worst) {
    long others =
        judged.findings().stream()
            .filter(f -> f.outcome() == worst.outcome() && !f.check().equals(worst.check()))
            .map(Finding::check)
            .distinct()
            .count();
    String word = worst.outcome().name().toLowerCase(Locale.ROOT);
    return others == 0 ? "" : "; " + Text.count(others, "more check") + " " + word;
  }

  private static String first(List<Finding> findings) {
    Finding first = findings.getFirst();
    boolean alike = findings.stream().allMatch(f -> f.summary().equals(first.summary()));
    return alike ? first.summary() : Subjects.shortened(first.subject()) + " " + first.summary();
  }

  private static String proved(Judged judged) {
    List<Check> checks =
        judged.findings().stream()
            .map(Summary::check)
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    String first =
        checks.isEmpty() ? judged.findings().getFirst().summary() : checks.getFirst().claim();
    return checks.size() <= 1
        ? first
        : first + "; " + Text.count(checks.size() - 1L, "more check") + " proved";
  }

  private static Optional<Check> check(Finding finding) {
    return Checks.ALL.stream().filter(check -> check.code().equals(finding.check())).findFirst();
  }

  private static Set<String> subjects(List<Finding> findings) {
    Set<String> subjects = new LinkedHashSet<>();
    findings.forEach(finding -> subjects.add(finding.subject()));
    return subjects;
  }

  /// Whom all of them reach, if each subject sends its witness itself and to the same place.
  private static Optional<String> target(List<Finding> findings) {
    Set<String> targets = new LinkedHashSet<>();
    for (Finding finding : findings) {
      Optional<Witness> own = finding.witness().filter(w -> w.from().equals(finding.subject()));
      if (own.isEmpty()) {
        return Optional.empty();
      }
      targets.add(Subjects.target(own.get()));
    }
    return targets.size() == 1 ? Optional.of(targets.iterator().next()) : Optional.empty();
  }
}
