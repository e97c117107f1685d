package io.seawall.reports.check;

import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.model.Diagnostic;
import io.seawall.practices.Config.Exemption;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import io.seawall.reports.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The last line of verdicts: `1 refuted, 1 unknown, 4 proved; 1 exception (expires in 12 days); 2
/// documents not understood`.
final class Totals {
  private Totals() {}

  static String of(CheckReport report) {
    List<Judged> judged =
        report.analysis().clusters().stream().flatMap(c -> c.practices().stream()).toList();
    List<String> parts = new ArrayList<>();
    parts.add(verdicts(judged));
    exceptions(report).ifPresent(parts::add);
    documents(report.analysis().diagnostics()).ifPresent(parts::add);
    return String.join("; ", parts);
  }

  private static String verdicts(List<Judged> judged) {
    List<String> counts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long count = judged.stream().filter(one -> one.outcome() == outcome).count();
      if (count > 0) {
        counts.add(count + " " + outcome.name().toLowerCase(Locale.ROOT));
      }
    }
    return counts.isEmpty() ? "nothing judged" : String.join(", ", counts);
  }

  private static Optional<String> exceptions(CheckReport report) {
    List<Exemption> inForce = new ArrayList<>();
    long findings = 0;
    for (var cluster : report.analysis().clusters()) {
      for (Judged judged : cluster.practices()) {
        for (Finding finding : judged.findings()) {
          Optional<Exemption> accepted =
              Accepted.by(finding, cluster.situation().config(), report.today());
          accepted.ifPresent(inForce::add);
          findings += accepted.isPresent() ? 1 : 0;
        }
      }
    }
    Optional<LocalDate> first = inForce.stream().map(Exemption::expires).min(LocalDate::compareTo);
    String count = Text.count(findings, "exception");
    return first.map(date -> count + " (" + expiry(date, report.today()) + ")");
  }

  private static String expiry(LocalDate date, LocalDate today) {
    long days = ChronoUnit.DAYS.between(today, date);
    return days == 0 ? "expires today" : "expires in " + Text.count(days, "day");
  }

  private static Optional<String> documents(List<Diagnostic> diagnostics) {
    long strangers = diagnostics.stream().filter(d -> d.code().equals("NOT_UNDERSTOOD")).count();
    return strangers == 0
        ? Optional.empty()
        : Optional.of(Text.count(strangers, "document") + " not understood");
  }
}
