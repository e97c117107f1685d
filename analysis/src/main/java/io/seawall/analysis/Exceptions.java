package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.practices.Config.Exemption;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Applies the exceptions of a team to findings, and keeps track of those that had no effect.
final class Exceptions {
  private final List<Exemption> exemptions;
  private final LocalDate today;
  private final Set<String> used = new HashSet<>();

  Exceptions(List<Exemption> exemptions, LocalDate today) {
    this.exemptions = exemptions;
    this.today = today;
  }

  /// The finding as it counts: EXCEPTED where it is refuted and an exception in force matches its
  /// effect.
  Finding apply(Finding finding) {
    if (finding.outcome() != Outcome.REFUTED) {
      return finding;
    }
    for (Exemption exemption : exemptions) {
      if (exemption.matches(finding.check(), finding.subject())) {
        used.add(exemption.id());
        if (!exemption.expires().isBefore(today)) {
          return finding.withOutcome(
              Outcome.EXCEPTED,
              finding.summary()
                  + "; accepted by "
                  + exemption.owner()
                  + " until "
                  + exemption.expires()
                  + " ("
                  + exemption.id()
                  + ": "
                  + exemption.reason()
                  + ")");
        }
      }
    }
    return finding;
  }

  /// A complaint for each exception that has expired or that nothing matched.
  List<Diagnostic> complaints() {
    List<Diagnostic> out = new ArrayList<>();
    for (Exemption exemption : exemptions) {
      if (exemption.expires().isBefore(today)) {
        out.add(
            Diagnostic.warning(
                "EXCEPTION_EXPIRED",
                exemption.where(),
                "exception " + exemption.id() + " expired on " + exemption.expires(),
                "a date that is not past",
                "what it excepted counts again; fix it, or renew the exception with its owner "
                    + exemption.owner()));
      } else if (!used.contains(exemption.id())) {
        out.add(
            Diagnostic.warning(
                "EXCEPTION_UNUSED",
                exemption.where(),
                "exception " + exemption.id() + " matches nothing that is refuted",
                "a finding of check " + exemption.check() + " for " + exemption.subject(),
                "remove it if the finding is gone for good"));
      }
    }
    return out;
  }
}
