package io.seawall.model.policy;

import io.seawall.model.SourceRef;

/// One rule: a verdict for the packets that match all of it.
///
/// @param local which of the subject's own addresses it speaks of; [Peers.Everybody] for policies
///   that pick subjects only
/// @param peers the other end
/// @param name as its object calls it; empty if it has none
public record Rule(
    Verdict verdict, Peers local, Peers peers, PortMatch ports, String name, SourceRef where) {
  /// A rule without a name.
  public Rule(Verdict verdict, Peers local, Peers peers, PortMatch ports, SourceRef where) {
    this(verdict, local, peers, ports, "", where);
  }

  /// The same rule for another end.
  public Rule withPeers(Peers others) {
    return new Rule(verdict, local, others, ports, name, where);
  }
}
