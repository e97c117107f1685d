package io.seawall.sources;

import io.seawall.model.Diagnostic;
import java.io.IOException;
import java.io.Serial;

/// Says that some of a file cannot be read, and how much of it. Never leaves this package: it ends
/// as a complaint.
final class Unreadable extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// How much is lost.
  enum Extent {
    /// One value of a list, or the whole document outside of lists.
    ITEM,
    /// Everything up to the next document marker.
    PART,
    /// The rest of the file.
    FILE
  }

  private final transient Diagnostic complaint;
  private final Extent extent;

  Unreadable(Extent extent, Diagnostic complaint) {
    super(complaint.code());
    this.extent = extent;
    this.complaint = complaint;
  }

  Diagnostic complaint() {
    return complaint;
  }

  Extent extent() {
    return extent;
  }

  /// No one looks at the frames, and hostile input can ask for many.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
