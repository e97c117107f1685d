package io.seawall.dialects.admin;

import io.seawall.dialects.Dialect;

/// Policies of administrators.
///
/// Source: Network Policy API (kubernetes-sigs/network-policy-api), AdminNetworkPolicy and
/// BaselineAdminNetworkPolicy v1alpha1, ClusterNetworkPolicy v1alpha2 and v1beta1.
public final class AdminDialect implements Dialect {
  @Override
  public Reading open() {
    return new AdminReading();
  }
}
