package io.seawall.dialects.aks;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.AzureResources;
import io.seawall.dialects.Dialect;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Facts.PoolOf;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.List;

/// Reads clusters and pools, each document alone.
final class AksReading implements Dialect.Reading {
  private final List<Diagnostic> complaints = new ArrayList<>();
  private final List<AksCluster> clusters = new ArrayList<>();
  private final List<PoolOf> pools = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    boolean taken = false;
    for (AzureResource resource : AzureResources.of(document)) {
      switch (resource.kind()) {
        case MANAGED_CLUSTER -> clusters.add(ClusterReader.read(resource, complaints));
        case AGENT_POOL -> pools.add(pool(resource));
        case SECURITY_GROUP,
            SECURITY_RULE,
            DEFAULT_SECURITY_RULE,
            VIRTUAL_NETWORK,
            SUBNET,
            PEERING,
            ROUTE_TABLE,
            ROUTE,
            NETWORK_INTERFACE,
            SCALE_SET,
            PUBLIC_PREFIX,
            LOAD_BALANCER,
            PRIVATE_ZONE,
            ZONE_LINK,
            ZONE_ADDRESSES,
            ZONE_GROUP,
            PUBLIC_ADDRESS,
            NAT_GATEWAY,
            FIREWALL,
            FIREWALL_POLICY,
            RULE_COLLECTION_GROUP,
            ADDRESS_GROUP,
            ADMIN_CONFIGURATION,
            ADMIN_COLLECTION,
            ADMIN_RULE,
            NETWORK_GROUP,
            STATIC_MEMBER,
            DEPLOYMENT,
            OTHER -> {
          continue;
        }
      }
      taken = true;
    }
    return taken;
  }

  private PoolOf pool(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    PoolOf pool =
        new PoolOf(
            resource.parent().orElse(new ResourceId("")),
            PoolReader.read(resource.name(), resource.apiVersion(), properties, complaints));
    properties.reportMisspelt();
    if (resource.parent().isEmpty()) {
      complaints.add(
          Diagnostic.note(
              "POOL_WITHOUT_CLUSTER",
              resource.where(),
              "a node pool whose cluster is named by an expression",
              "cluster/pool as its name",
              "it is taken to be of the only cluster of the input"));
    }
    return pool;
  }

  @Override
  public Parsed<Facts> close() {
    Facts.Azure azure =
        new Facts.Azure(
            clusters, pools, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());
    return new Parsed<>(new Facts(Facts.NONE.kubernetes(), azure), complaints);
  }
}
