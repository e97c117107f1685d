package io.seawall.dialects.firewall;

import io.seawall.dialects.Dialect;

/// Azure Firewalls (Microsoft.Network/azureFirewalls) with rules of their own or of firewall
/// policies, rule collection groups inside the policy or apart from it, and IP groups.
public final class FirewallDialect implements Dialect {
  @Override
  public Reading open() {
    return new FirewallReading();
  }
}
