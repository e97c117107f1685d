package io.seawall.reach;

import io.seawall.model.SourceRef;
import java.util.Optional;

/// Why one hop treats one packet as it does.
///
/// @param object what decided, in the words of its dialect, such as `NetworkPolicy shop/web`; empty
///   if nothing did
/// @param rule the path of the rule inside it, such as `spec.egress[0]`; empty if no single rule
///   decided
/// @param where the place of the rule or object in the input
/// @param text a sentence for people; for a denial it names the nearest rule that missed
public record Reason(
    Opinion opinion, String object, String rule, Optional<SourceRef> where, String text) {
  /// What a hop says of a packet.
  public enum Opinion {
    ALLOW,
    DENY,
    /// Nothing there speaks of the packet, so it goes on.
    NO_OPINION,
    /// A fact is missing.
    UNKNOWN;

    /// Whether both let the packet by for sure, or both stop it for sure.
    boolean agrees(Opinion that) {
      return this != UNKNOWN && that != UNKNOWN && (this == DENY) == (that == DENY);
    }
  }

  static Reason of(Opinion opinion, String text) {
    return new Reason(opinion, "", "", Optional.empty(), text);
  }
}
