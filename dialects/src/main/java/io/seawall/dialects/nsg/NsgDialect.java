package io.seawall.dialects.nsg;

import io.seawall.dialects.Dialect;

/// Network security groups (Microsoft.Network/networkSecurityGroups) and their rules, inside the
/// group or apart from it.
public final class NsgDialect implements Dialect {
  @Override
  public Reading open() {
    return new NsgReading();
  }
}
