package io.seawall.dialects.aks;

import io.seawall.dialects.AzureText;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import java.util.List;

/// Reads clusters and pools.
final class Aks {
  static final String ID =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/shop";
  static final String SCHEMA =
      "$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'";

  private Aks() {}

  /// The answer of the REST API for the cluster `shop` with these properties, which start on line
  /// 2.
  static String answer(String properties) {
    return "{id: %s, name: shop, apiVersion: '2026-06-01',\nproperties: {%s}}"
        .formatted(ID, properties);
  }

  static Parsed<Facts> read(String... texts) {
    return AzureText.read(new AksDialect(), texts);
  }

  static AksCluster only(String... texts) {
    List<AksCluster> clusters = read(texts).value().azure().clusters();
    if (clusters.size() != 1) {
      throw new AssertionError("not one cluster: " + clusters);
    }
    return clusters.getFirst();
  }

  static AksCluster cluster(String properties) {
    return only(answer(properties));
  }

  /// The one pool `user` of a cluster with these properties.
  static NodePool pool(String properties) {
    return cluster("agentPoolProfiles: [{name: user, %s}]".formatted(properties))
        .pools()
        .getFirst();
  }

  static String messages(String... texts) {
    return AzureText.messages(read(texts).diagnostics());
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
