package io.seawall.analysis;

import io.seawall.reach.Engine;
import java.time.LocalDate;
import java.util.Optional;

/// What the user chose for one run.
///
/// @param engine who enforces policies, whatever the input says
/// @param cluster the name of the one cluster to judge; empty for all
/// @param today decides which exceptions have expired
public record Options(Optional<Engine> engine, Optional<String> cluster, LocalDate today) {}
