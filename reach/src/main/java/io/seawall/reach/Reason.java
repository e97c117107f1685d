package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.packets.Packet;
import java.util.List;
import java.util.Optional;

/// Why one hop treats one packet as it does.
///
/// @param object what decided, in the words of its dialect, such as `NetworkPolicy shop/web`; empty
///   if nothing did
/// @param rule the path of the rule inside it, such as `spec.egress[0]`; empty if no single rule
///   decided
/// @param where the place of the rule or object in the input
/// @param text a sentence for people; for a denial it names the nearest rule that missed
/// @param rungs where several tiers of policies speak of the subject, what each of them says of the
///   packet by itself, from the first to the one that decides; else none
public record Reason(
    Opinion opinion,
    String object,
    String rule,
    Optional<SourceRef> where,
    String text,
    List<Rung> rungs) {
  public Reason {
    rungs = List.copyOf(rungs);
  }

  Reason(Opinion opinion, String object, String rule, Optional<SourceRef> where, String text) {
    this(opinion, object, rule, where, text, List.of());
  }

  /// What one tier says.
  public record Rung(String tier, Reason reason) {
    /// Whether a rule of the tier hands the packet to the next one; else a tier without an opinion
    /// has no rule that speaks of it.
    public boolean passes() {
      return reason.opinion == Opinion.NO_OPINION && !reason.rule.isEmpty();
    }
  }

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

  /// The same, with what the tiers say.
  Reason after(List<Rung> tiers) {
    return new Reason(opinion, object, rule, where, text, tiers);
  }

  /// The same, of a packet in which a mesh carries the one that was asked about.
  Reason carried(Packet outer) {
    String inside = text + ", as it sees the tunnel of the mesh, " + outer;
    return new Reason(opinion, object, rule, where, inside, rungs);
  }

  static Reason of(Opinion opinion, String text) {
    return new Reason(opinion, "", "", Optional.empty(), text);
  }
}
