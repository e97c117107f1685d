package io.seawall.sources.hcl;

import java.io.Serial;

/// Says where a text is no HCL.
public final class SyntaxError extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int offset;
  private final String found;
  private final String expected;

  SyntaxError(int offset, String found, String expected) {
    super(expected);
    this.offset = offset;
    this.found = found;
    this.expected = expected;
  }

  /// Characters before the place.
  int offset() {
    return offset;
  }

  /// What stands there.
  public String found() {
    return found;
  }

  /// What would be right.
  public String expected() {
    return expected;
  }

  /// No one looks at the frames, and hostile input can ask for many.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
