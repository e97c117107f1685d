package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An AKS cluster as Azure describes it (Microsoft.ContainerService/managedClusters).
///
/// Property names follow the REST API; values are as written, since the service compares them
/// without regard to case.
///
/// @param apiVersion of the answer or template, as `2026-06-01`; empty if the input does not say
/// @param template true for an intended state (ARM, Terraform), false for an answer of the live
///   service
/// @param addons by name in lower case, since spellings differ
public record AksCluster(
    ResourceId id,
    String name,
    Optional<String> apiVersion,
    boolean template,
    String location,
    String skuName,
    String kubernetesVersion,
    Fact<String> nodeResourceGroup,
    NetworkProfile network,
    ApiServerAccess apiServer,
    Map<String, Addon> addons,
    Fact<Boolean> appRouting,
    Fact<String> appRoutingController,
    Fact<String> serviceMeshMode,
    Fact<String> artifactSource,
    Fact<String> accelerationMode,
    Fact<String> nodeProvisioningMode,
    Fact<Boolean> httpProxy,
    List<NodePool> pools,
    SourceRef where) {
  public AksCluster {
    addons = Map.copyOf(addons);
    pools = List.copyOf(pools);
  }

  /// The properties under `networkProfile`.
  ///
  /// @param effectiveOutboundIps ids of the public addresses that traffic leaves by, of the load
  ///   balancer or NAT gateway
  public record NetworkProfile(
      Fact<String> plugin,
      Fact<String> pluginMode,
      Fact<String> dataplane,
      Fact<String> policy,
      Fact<List<String>> podCidrs,
      Fact<List<String>> serviceCidrs,
      Fact<String> dnsServiceIp,
      Fact<List<String>> ipFamilies,
      Fact<String> outboundType,
      Fact<String> podLinkLocalAccess,
      List<ResourceId> effectiveOutboundIps,
      SourceRef where) {
    public NetworkProfile {
      effectiveOutboundIps = List.copyOf(effectiveOutboundIps);
    }
  }

  /// The properties under `apiServerAccessProfile`, and those of the cluster that bear on who can
  /// open the Kubernetes API.
  ///
  /// @param publicNetworkAccess of the cluster
  /// @param fqdn of the public endpoint
  public record ApiServerAccess(
      Fact<List<String>> authorizedIpRanges,
      Fact<Boolean> privateCluster,
      Fact<Boolean> privateClusterPublicFqdn,
      Fact<String> privateDnsZone,
      Fact<Boolean> vnetIntegration,
      Fact<Boolean> runCommandDisabled,
      Fact<Boolean> localAccountsDisabled,
      Fact<String> publicNetworkAccess,
      Fact<String> fqdn,
      Fact<String> privateFqdn,
      SourceRef where) {}

  /// One entry of `addonProfiles`.
  ///
  /// @param name as written
  public record Addon(
      String name, Fact<Boolean> enabled, Map<String, String> config, SourceRef where) {
    public Addon {
      config = Map.copyOf(config);
    }
  }

  /// The same cluster with these pools.
  public AksCluster withPools(List<NodePool> others) {
    return new AksCluster(
        id,
        name,
        apiVersion,
        template,
        location,
        skuName,
        kubernetesVersion,
        nodeResourceGroup,
        network,
        apiServer,
        addons,
        appRouting,
        appRoutingController,
        serviceMeshMode,
        artifactSource,
        accelerationMode,
        nodeProvisioningMode,
        httpProxy,
        others,
        where);
  }
}
