package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureText;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import java.util.List;

/// Reads resources of the network.
final class Net {
  static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";
  static final String VNET = GROUP + "Microsoft.Network/virtualNetworks/v";
  static final String ROUTES = GROUP + "Microsoft.Network/routeTables/rt";
  static final String SCHEMA =
      "$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'";

  private Net() {}

  static Parsed<Facts> read(String... texts) {
    return AzureText.read(new AzureNetworkDialect(), texts);
  }

  static Facts.Azure facts(String... texts) {
    return read(texts).value().azure();
  }

  static String messages(String... texts) {
    return AzureText.messages(read(texts).diagnostics());
  }

  /// The one element.
  static <T> T only(List<T> list) {
    if (list.size() != 1) {
      throw new AssertionError("not one: " + list);
    }
    return list.getFirst();
  }

  static String shown(Fact<?> fact) {
    return switch (fact) {
      case Fact.Known<?>(var value, var _) -> "Known " + value;
      case Fact.Null<?> _ -> "Null";
      case Fact.Absent<?> _ -> "Absent";
      case Fact.Unresolved<?>(var expression, var _) -> "Unresolved " + expression;
    };
  }
}
