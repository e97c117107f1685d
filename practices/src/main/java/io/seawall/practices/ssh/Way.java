package io.seawall.practices.ssh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether packets to TCP 22 get from somewhere to the nodes of a pool, whoever listens there.
///
/// @param who what is so, for people: whoever can, may or cannot open the port
/// @param witness the packet that shows it; empty if the way is closed
/// @param missing what would settle MAYBE; not empty if and only if it is
record Way(
    State state,
    String who,
    Optional<Witness> witness,
    List<Step> path,
    List<String> assumptions,
    List<Missing> missing) {

  enum State {
    OPEN,
    MAYBE,
    CLOSED
  }

  static Way closed(String who, List<String> assumptions) {
    return new Way(State.CLOSED, who, Optional.empty(), List.of(), assumptions, List.of());
  }

  static Way open(String who, Witness witness, List<Step> path, List<String> assumptions) {
    return new Way(State.OPEN, who, Optional.of(witness), path, assumptions, List.of());
  }

  static Way maybe(String who, Optional<Witness> witness, List<Step> path, List<Missing> missing) {
    return new Way(State.MAYBE, who, witness, path, List.of(), missing);
  }

  /// A path may be open and nobody listen, or somebody listen and no path be open: it takes both.
  Finding to(Check check, Severity severity, Pool pool, Sshd sshd) {
    String subject = pool.subject();
    if (sshd.state() == Sshd.State.OFF) {
      return placed(
          Finding.proved(check, severity, subject, sshd.because()).assuming(sshd.assumptions()),
          sshd);
    }
    if (state == State.CLOSED) {
      return placed(Finding.proved(check, severity, subject, who).assuming(assumptions), sshd);
    }
    if (state == State.OPEN && sshd.state() == Sshd.State.ON) {
      Finding refuted =
          Finding.refuted(check, severity, subject, who + "; " + sshd.because())
              .assuming(assumptions);
      return placed(witness.map(packet -> refuted.shown(packet, path)).orElse(refuted), sshd);
    }
    List<Missing> all = new ArrayList<>(sshd.missing());
    all.addAll(missing);
    Finding unknown =
        Finding.unknown(
            check,
            severity,
            subject,
            sshd.state() == Sshd.State.ON ? who : who + "; " + sshd.because(),
            all);
    return placed(witness.map(packet -> unknown.shown(packet, path)).orElse(unknown), sshd);
  }

  private Finding placed(Finding finding, Sshd sshd) {
    return path.stream()
        .flatMap(step -> step.where().stream())
        .findFirst()
        .or(sshd::where)
        .map(finding::at)
        .orElse(finding);
  }
}
