package io.seawall.model.policy;

/// What a rule says of a packet.
public enum Verdict {
  /// Let it by, at this hop.
  ALLOW,
  /// Stop it.
  DENY,
  /// Ask the next tier.
  PASS
}
