package io.seawall.reach;

import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import java.util.List;

/// Packets between two ends that the policies of one of them treat alike, for the same reasons.
///
/// @param packets never empty
/// @param opinion what becomes of them at this end; [Reason.Opinion#NO_OPINION] if no policy speaks
///   of them, so that they pass
/// @param shares what has a share in that, in the order of evaluation
public record Part(PacketSet packets, Reason.Opinion opinion, List<Share> shares) {
  public Part {
    shares = List.copyOf(shares);
  }

  /// What a policy adds to the outcome.
  public enum Role {
    /// A rule lets by.
    ALLOWS,
    /// A rule stops.
    DENIES,
    /// A rule leaves it to the next tier.
    PASSES,
    /// It selects the pod, so that what no rule allows is stopped.
    ISOLATES
  }

  /// The share of one policy.
  ///
  /// @param sure false if it hangs on a fact that the input lacks whether it has this share
  /// @param rules the rule; where the policy isolates, its rules that mean the other end but other
  ///   packets
  public record Share(Role role, boolean sure, Policy policy, List<Rule> rules) {
    public Share {
      rules = List.copyOf(rules);
    }
  }
}
