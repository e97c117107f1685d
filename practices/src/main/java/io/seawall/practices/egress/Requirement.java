package io.seawall.practices.egress;

import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksCluster.ApiServerAccess;
import io.seawall.model.cloud.AksEndpoint;
import io.seawall.model.cloud.AksEndpoint.Cloud;
import io.seawall.model.cloud.AksEndpoint.Need;
import io.seawall.model.cloud.AksProperty;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A name that nodes must be able to ask for over TCP.
///
/// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters"; of add-ons those
/// that the cluster shows as enabled.
///
/// @param missing what would tell whether it is required at all; empty if it is for sure
record Requirement(String name, int port, Optional<String> missing) {
  /// Whether something asks for a name.
  private enum Asked {
    NO,
    PERHAPS,
    YES
  }

  /// Those of the nodes of a pool, each name and port once.
  static List<Requirement> of(AksCluster aks, Pool pool) {
    Cloud cloud = Cloud.of(aks.location());
    List<Requirement> all = new ArrayList<>();
    for (AksEndpoint endpoint : AksEndpoint.ALL) {
      Asked asked =
          endpoint.clouds().contains(cloud) ? asked(endpoint.need(), aks, pool) : Asked.NO;
      Requirement one =
          new Requirement(
              name(endpoint, aks),
              endpoint.port(),
              asked == Asked.PERHAPS ? Optional.of(missing(endpoint.need())) : Optional.empty());
      boolean known =
          all.stream().anyMatch(other -> other.name.equals(one.name) && other.port == one.port);
      if (asked != Asked.NO && !known) {
        all.add(one);
      }
    }
    return all;
  }

  /// The API server by the name of this cluster, where it is known.
  private static String name(AksEndpoint endpoint, AksCluster aks) {
    String pattern = endpoint.in(aks.location());
    return aks.apiServer()
        .fqdn()
        .known()
        .filter(_ -> endpoint.need() == Need.API_SERVER)
        .filter(endpoint::isNamed)
        .orElse(pattern);
  }

  private static Asked asked(Need need, AksCluster aks, Pool pool) {
    return switch (need) {
      case EVERY_CLUSTER -> Asked.YES;
      case API_SERVER -> apiServer(aks.apiServer());
      case ARTIFACTS -> artifacts(aks);
      case WINDOWS_NODES ->
          pool.azure()
                  .flatMap(azure -> azure.osType().known())
                  .filter("Windows"::equalsIgnoreCase)
                  .isPresent()
              ? Asked.YES
              : Asked.NO;
      case AZURE_POLICY -> enabled(aks.addonEnabled("azurepolicy"));
      case AZURE_MONITOR -> enabled(aks.addonEnabled("omsagent"));
      case COST_ANALYSIS -> enabled(aks.costAnalysis());
      case OS_UPDATES, GPU_NODES -> Asked.NO; // recommended, or not shown by any property
    };
  }

  private static String missing(Need need) {
    return switch (need) {
      case API_SERVER -> "whether the cluster is private";
      case ARTIFACTS -> "whether nodes have an artifact cache (bootstrapProfile.artifactSource)";
      case AZURE_POLICY, AZURE_MONITOR, COST_ANALYSIS -> "which add-ons are enabled";
      case EVERY_CLUSTER, OS_UPDATES, WINDOWS_NODES, GPU_NODES -> "whether it is required";
    };
  }

  /// Nodes find the API server of a private cluster, or one in the network, without a way out.
  private static Asked apiServer(ApiServerAccess access) {
    if (access.privateCluster().is(true) || access.vnetIntegration().is(true)) {
      return Asked.NO;
    }
    boolean known = isKnown(access.privateCluster()) && isKnown(access.vnetIntegration());
    return known ? Asked.YES : Asked.PERHAPS;
  }

  private static boolean isKnown(Fact<Boolean> fact) {
    return !(fact instanceof Fact.Unresolved<Boolean>);
  }

  private static Asked artifacts(AksCluster aks) {
    Fact<String> source = aks.artifactSource();
    return switch (AksProperty.ARTIFACT_SOURCE.standing(source, aks.apiVersion())) {
      case WRITTEN ->
          source.known().filter("Cache"::equalsIgnoreCase).isPresent() ? Asked.NO : Asked.YES;
      case LEFT_AT_DEFAULT -> Asked.YES;
      case UNRESOLVED, NOT_SHOWN -> Asked.PERHAPS;
    };
  }

  private static Asked enabled(Fact<Boolean> fact) {
    return switch (fact) {
      case Fact.Known<Boolean>(var value, var _) -> value ? Asked.YES : Asked.NO;
      case Fact.Absent<Boolean> _, Fact.Null<Boolean> _ -> Asked.NO;
      case Fact.Unresolved<Boolean> _ -> Asked.PERHAPS;
    };
  }

  /// A packet that opens a connection to it.
  Packet packet() {
    return new Packet(Protocol.TCP, port, 49_152);
  }

  /// `mcr.microsoft.com`, or `security.ubuntu.com:80` for another port than HTTPS.
  String text() {
    return port == 443 ? name : name + ":" + port;
  }
}
