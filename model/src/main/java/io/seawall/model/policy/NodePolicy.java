package io.seawall.model.policy;

/// One policy in one direction for what nodes themselves send and receive, or forward.
///
/// @param stage when it is asked
/// @param forwarded whether it speaks of what a node forwards to pods and from them, too
/// @param policy its subject is [Peers.Nodes], by the labels of the node (Cilium) or of its host
///   endpoint (Calico)
public record NodePolicy(Stage stage, boolean forwarded, Policy policy) {
  /// The stages in which a packet meets such policies. What one of them allows is not shown to the
  /// next; what no rule of one matches goes on to the next.
  ///
  /// Source: Calico documentation, "Summary of host endpoint policies" and "Failsafe rules". Cilium
  /// has the last of them alone.
  public enum Stage {
    /// Ports that stay open whatever policies say.
    FAILSAFE,
    /// `doNotTrack`.
    UNTRACKED,
    /// `preDNAT`.
    BEFORE_NAT,
    /// All others.
    NORMAL
  }

  /// The same, if it is not known whether it is in force.
  public NodePolicy doubted() {
    return new NodePolicy(stage, forwarded, policy.doubted());
  }
}
