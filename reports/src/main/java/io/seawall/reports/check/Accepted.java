package io.seawall.reports.check;

import io.seawall.practices.Config;
import io.seawall.practices.Config.Exemption;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import java.time.LocalDate;
import java.util.Optional;

/// The exceptions behind EXCEPTED findings.
final class Accepted {
  private Accepted() {}

  /// The exception that is in force for a finding; empty unless it is EXCEPTED.
  static Optional<Exemption> by(Finding finding, Config config, LocalDate today) {
    return finding.outcome() != Outcome.EXCEPTED
        ? Optional.empty()
        : config.exceptions().stream()
            .filter(one -> one.matches(finding.check(), finding.subject()))
            .filter(one -> !one.expires().isBefore(today))
            .findFirst();
  }
}
