package io.seawall.practices;

import io.seawall.practices.metadata.ImdsFromPod;
import io.seawall.practices.metadata.WireServerFromPod;
import java.util.List;

/// The list of checks.
public final class Checks {
  /// Every check, in the order that reports list them.
  public static final List<Check> ALL = List.of(new ImdsFromPod(), new WireServerFromPod());

  private Checks() {}
}
