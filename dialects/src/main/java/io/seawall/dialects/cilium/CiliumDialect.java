package io.seawall.dialects.cilium;

import io.seawall.dialects.Dialect;

/// Policies of Cilium. They stand in the tier of NetworkPolicy: under Cilium the allows of all of
/// them add up, and a deny of any wins.
///
/// Sources: Cilium documentation, "Network Policy" (formats), "Policy Enforcement Modes" and "Deny
/// Policies".
public final class CiliumDialect implements Dialect {
  @Override
  public Reading open() {
    return new CiliumReading();
  }
}
