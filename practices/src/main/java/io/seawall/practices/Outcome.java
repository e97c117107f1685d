package io.seawall.practices;

import java.util.Collection;

/// How a claim was judged, worst first.
public enum Outcome {
  /// Some packet can pass: there is a witness.
  REFUTED,
  /// It depends on a fact that the input lacks.
  UNKNOWN,
  /// Some packet can pass, and the team has accepted it until a date.
  EXCEPTED,
  /// No packet of the forbidden kind can pass, whatever the unknown facts turn out to be.
  PROVED;

  /// The worst of several; PROVED for none.
  public static Outcome worst(Collection<Outcome> outcomes) {
    return outcomes.stream().min(Outcome::compareTo).orElse(PROVED);
  }
}
