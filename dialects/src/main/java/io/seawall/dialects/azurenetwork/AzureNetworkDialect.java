package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.Dialect;

/// Virtual networks, subnets, peerings, route tables, scale sets and public addresses. Other
/// resources of Azure are taken, too, and known by type only; so is an answer that refuses to give
/// one.
public final class AzureNetworkDialect implements Dialect {
  @Override
  public Reading open() {
    return new AzureNetworkReading();
  }
}
