package io.seawall.templates.terraform.expression;

import java.io.Serial;

/// Says that Terraform would refuse an expression, which `try` and `can` ask for.
public final class Refused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  public Refused(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// What Terraform would say.
  String reason() {
    return reason;
  }

  /// Which is no fault of the program.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
