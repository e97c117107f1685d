package io.seawall.dialects.admin;

import io.seawall.dialects.Dialect;
import io.seawall.model.policy.Tier;

/// Policies of administrators.
///
/// Source: Network Policy API (kubernetes-sigs/network-policy-api), AdminNetworkPolicy and
/// BaselineAdminNetworkPolicy v1alpha1, ClusterNetworkPolicy v1alpha2 and v1beta1.
public final class AdminDialect implements Dialect {
  /// Asked before NetworkPolicy, which it cannot be overruled by.
  public static final Tier ADMIN = new Tier(500, "Admin", Tier.Fold.FIRST_MATCH);

  /// Asked after NetworkPolicy, for pods that none of them selects.
  public static final Tier BASELINE = new Tier(2000, "Baseline", Tier.Fold.FIRST_MATCH);

  @Override
  public Reading open() {
    return new AdminReading();
  }
}
