package io.seawall.oracle.draw;

import io.seawall.oracle.Packet;
import java.util.Set;

/// A packet worth asking about.
///
/// @param doubts why two correct answers may differ; empty where the specifications leave only one
public record Question(Packet packet, Set<Doubt> doubts) {
  public Question {
    doubts = Set.copyOf(doubts);
  }

  /// Whether any correct answer must equal the oracle's.
  public boolean isSettled() {
    return doubts.isEmpty();
  }
}
