package io.seawall.dialects.calico;

import io.seawall.model.policy.Peers;
import java.util.List;

/// Peers that are meant only if something comes out right that the input does not tell.
final class Unsure {
  private Unsure() {}

  /// @param conditions what would have to be known; without any the peers are meant for sure
  static Peers of(Peers peers, List<String> conditions) {
    return conditions.isEmpty()
        ? peers
        : new Peers.AllOf(List.of(new Peers.Unknown(String.join("; ", conditions)), peers));
  }
}
