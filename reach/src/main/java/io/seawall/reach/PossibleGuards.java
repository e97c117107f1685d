package io.seawall.reach;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The guards that a node of some pools may have; empty stands for none. Compared by identity:
/// there is one for each set of pools, and its members may be as many as there are nodes.
final class PossibleGuards {
  private final Set<Optional<Guard>> members;
  private @Nullable PossibleGuards orNone;

  PossibleGuards(Set<Optional<Guard>> members) {
    this.members = members;
  }

  Set<Optional<Guard>> members() {
    return members;
  }

  /// Whether there is none for sure.
  boolean areNone() {
    return members.equals(Set.of(Optional.empty()));
  }

  /// Whether one of them stands for every interface of its node.
  boolean mayStandForEveryInterface() {
    return members.stream().anyMatch(one -> one.filter(Guard::everyInterface).isPresent());
  }

  /// Whether one of them stands for one interface alone.
  boolean mayStandForOneInterface() {
    return members.stream()
        .anyMatch(one -> one.filter(guard -> !guard.everyInterface()).isPresent());
  }

  /// The same, or none.
  PossibleGuards orNone() {
    PossibleGuards known = orNone;
    if (known == null) {
      Set<Optional<Guard>> all = new LinkedHashSet<>(members);
      all.add(Optional.empty());
      known = new PossibleGuards(all);
      orNone = known;
    }
    return known;
  }
}
