package io.seawall.analysis;

import io.seawall.packets.AddressSet;
import io.seawall.reach.Engine;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the user chose for one run.
///
/// @param engine who enforces policies, whatever the input says
/// @param cluster the name of the one cluster to judge; empty for all
/// @param npGuard whether the input is read as NP-Guard reads it
/// @param asked addresses that questions will name
/// @param today decides which exceptions have expired
public record Options(
    Optional<Engine> engine,
    Optional<String> cluster,
    boolean npGuard,
    List<AddressSet> asked,
    LocalDate today) {
  public Options {
    asked = List.copyOf(asked);
  }

  /// No choice: every cluster, with the engine that the input tells of.
  public static Options on(LocalDate today) {
    return new Options(Optional.empty(), Optional.empty(), false, List.of(), today);
  }
}
