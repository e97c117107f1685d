package io.seawall.cli;

import io.seawall.analysis.Input;

/// How a run ended, as scripts see it.
enum Exit {
  /// Nothing is refuted; the answer is yes.
  OK(0),
  /// Something is refuted, an assertion fails, or the answer is no.
  REFUTED(1),
  WRONG_USAGE(2),
  /// The input cannot be read, or nothing in it can be judged.
  UNREADABLE(3),
  /// A fact is missing: always for questions and assertions, for verdicts under `--strict`.
  UNDECIDED(4),
  OUR_FAULT(5);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// This end, unless it would hide that a part of the input is missing: only what is refuted is so
  /// whatever else there may be.
  Exit of(Input input) {
    return this != REFUTED && input.lacksAPath() ? UNREADABLE : this;
  }
}
