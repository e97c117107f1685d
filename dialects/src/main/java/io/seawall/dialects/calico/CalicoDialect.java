package io.seawall.dialects.calico;

import io.seawall.dialects.Dialect;

/// Policies of Calico. Those of its tier `default` stand in the tier of NetworkPolicy, which Calico
/// keeps there, too; the tiers of administrators' policies are Calico's, too.
///
/// Sources: Calico documentation, "Network policy", "Global network policy", "Tier", "Network set",
/// "Global network set", "Host endpoint" (resource reference) and "Get started with policy tiers".
public final class CalicoDialect implements Dialect {
  @Override
  public Reading open() {
    return new CalicoReading();
  }
}
