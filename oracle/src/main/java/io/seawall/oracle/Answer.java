package io.seawall.oracle;

/// What the specifications say of a packet, from closed to open.
public enum Answer {
  /// It does not pass.
  NO,
  /// It passes in one correct implementation and not in another, or it depends on what the texts do
  /// not hold.
  OPEN,
  /// It passes.
  YES;

  public static Answer of(boolean allowed) {
    return allowed ? YES : NO;
  }

  /// Whether both are so.
  public Answer and(Answer that) {
    return compareTo(that) <= 0 ? this : that;
  }

  /// Whether one of them is so.
  public Answer or(Answer that) {
    return compareTo(that) >= 0 ? this : that;
  }

  /// Whether it is not so.
  public Answer negated() {
    return switch (this) {
      case YES -> NO;
      case OPEN -> OPEN;
      case NO -> YES;
    };
  }

  /// The answer where it may be either of two worlds.
  public Answer unless(Answer that) {
    return this == that ? this : OPEN;
  }
}
