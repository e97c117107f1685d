package io.seawall.model.policy;

import io.seawall.model.SourceRef;

/// One rule: a verdict for the packets that match all of it.
///
/// @param local which of the subject's own addresses it speaks of; [Peers.Everybody] for policies
///   that pick subjects only
/// @param peers the other end
public record Rule(Verdict verdict, Peers local, Peers peers, PortMatch ports, SourceRef where) {}
