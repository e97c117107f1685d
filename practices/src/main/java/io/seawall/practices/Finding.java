package io.seawall.practices;

import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Optional;

/// What one check says of one subject.
///
/// @param check stable code, such as `IMDS_FROM_POD`
/// @param subject a workload (`shop/web[Deployment]`), `pool sys`, `nsg nsg-nodes`, `cluster shop`,
///   ...
/// @param summary one line: what is so, in Kubernetes and Azure words
/// @param witness a packet that proves a refutation; also the doubtful packet of an UNKNOWN where
///   there is one
/// @param path the way of the witness, hop by hop
/// @param assumptions what was taken for granted
/// @param missing facts that would settle an UNKNOWN; not empty if and only if the outcome is
///   UNKNOWN
/// @param where the place in the input that a reader should look at first
public record Finding(
    Practice practice,
    String check,
    Severity severity,
    Outcome outcome,
    String subject,
    String summary,
    Optional<Witness> witness,
    List<Step> path,
    List<String> assumptions,
    List<Missing> missing,
    Optional<SourceRef> where) {
  public Finding {
    path = List.copyOf(path);
    assumptions = List.copyOf(assumptions);
    missing = List.copyOf(missing);
    if (outcome == Outcome.UNKNOWN && missing.isEmpty()) {
      throw new IllegalArgumentException(
          "an UNKNOWN must name what is missing: " + check + " " + subject);
    }
  }

  /// How bad a refutation would be.
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    NOTE
  }

  /// A packet: who sends it to whom, and to which port.
  ///
  /// @param port as `tcp/443`
  public record Witness(String from, String to, String port) {}

  /// One hop on the way of a witness.
  ///
  /// @param verdict `allow`, `deny`, `no opinion` or `unknown`
  public record Step(
      String hop,
      String verdict,
      String object,
      String rule,
      Optional<SourceRef> where,
      String text) {}

  /// A fact that is not in the input.
  ///
  /// @param settle the command, file or role that settles it
  public record Missing(String fact, String settle) {}

  /// The same finding with another outcome.
  public Finding withOutcome(Outcome other, String why) {
    return new Finding(
        practice, check, severity, other, subject, why, witness, path, assumptions, missing, where);
  }
}
