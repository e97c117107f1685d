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
  /// @param tier of the policies that it speaks of, where several tiers have policies for the end
  /// @param verdict `allow`, `deny`, `pass`, `no opinion` or `unknown`
  public record Step(
      String hop,
      Optional<String> tier,
      String verdict,
      String object,
      String rule,
      Optional<SourceRef> where,
      String text) {
    public Step(
        String hop,
        String verdict,
        String object,
        String rule,
        Optional<SourceRef> where,
        String text) {
      this(hop, Optional.empty(), verdict, object, rule, where, text);
    }

    /// The same with another verdict.
    Step as(String other) {
      return new Step(hop, tier, other, object, rule, where, text);
    }

    /// The hop with its tier, as `pod egress, tier Admin`.
    public String place() {
      return hop + tier.map(name -> ", tier " + name).orElse("");
    }
  }

  /// A fact that is not in the input.
  ///
  /// @param settle the command, file or role that settles it
  public record Missing(String fact, String settle) {}

  /// A claim that holds.
  public static Finding proved(Check check, Severity severity, String subject, String summary) {
    return of(check, severity, Outcome.PROVED, subject, summary, List.of());
  }

  /// A claim that does not hold.
  public static Finding refuted(Check check, Severity severity, String subject, String summary) {
    return of(check, severity, Outcome.REFUTED, subject, summary, List.of());
  }

  /// A claim that cannot be told.
  ///
  /// @param missing at least one
  public static Finding unknown(
      Check check, Severity severity, String subject, String summary, List<Missing> missing) {
    return of(check, severity, Outcome.UNKNOWN, subject, summary, missing);
  }

  private static Finding of(
      Check check,
      Severity severity,
      Outcome outcome,
      String subject,
      String summary,
      List<Missing> missing) {
    return new Finding(
        check.practice(),
        check.code(),
        severity,
        outcome,
        subject,
        summary,
        Optional.empty(),
        List.of(),
        List.of(),
        missing,
        Optional.empty());
  }

  /// The same finding with the packet that shows it and the way that the packet takes.
  public Finding shown(Witness packet, List<Step> steps) {
    return new Finding(
        practice,
        check,
        severity,
        outcome,
        subject,
        summary,
        Optional.of(packet),
        steps,
        assumptions,
        missing,
        where);
  }

  /// The same finding with what it takes for granted.
  public Finding assuming(List<String> taken) {
    return new Finding(
        practice, check, severity, outcome, subject, summary, witness, path, taken, missing, where);
  }

  /// The same finding with a place that a reader should look at first.
  public Finding at(SourceRef place) {
    return new Finding(
        practice,
        check,
        severity,
        outcome,
        subject,
        summary,
        witness,
        path,
        assumptions,
        missing,
        Optional.of(place));
  }

  /// The same finding with another outcome.
  public Finding withOutcome(Outcome other, String why) {
    return new Finding(
        practice, check, severity, other, subject, why, witness, path, assumptions, missing, where);
  }
}
