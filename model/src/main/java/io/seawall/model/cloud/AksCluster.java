package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Locale;
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
/// @param addons by [#addonKey], since spellings differ
/// @param unlistedAddons whether an add-on that is not in `addons` is enabled: left out if
///   `addonProfiles` is written in full or not at all, unresolved if it is an expression
/// @param meshRevisions control planes of the Istio add-on, such as `asm-1-28`
/// @param costAnalysis `metricsProfile.costAnalysis.enabled`
/// @param aiToolchainOperator `aiToolchainOperatorProfile.enabled`
/// @param sshKeys whether `linuxProfile` gives nodes a key to sign in with
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
    Fact<Boolean> unlistedAddons,
    Fact<Boolean> appRouting,
    Fact<String> appRoutingController,
    Fact<String> serviceMeshMode,
    Fact<String> artifactSource,
    Fact<String> accelerationMode,
    Fact<String> nodeProvisioningMode,
    Fact<Boolean> httpProxy,
    Fact<List<String>> meshRevisions,
    GatewayApi gatewayApi,
    AdvancedNetworking advancedNetworking,
    Identity identity,
    Fact<Boolean> staticEgressGateway,
    Fact<Boolean> costAnalysis,
    Fact<Boolean> aiToolchainOperator,
    Fact<Boolean> sshKeys,
    List<NodePool> pools,
    SourceRef where) {
  public AksCluster {
    addons = Map.copyOf(addons);
    pools = List.copyOf(pools);
  }

  /// The properties under `networkProfile`.
  ///
  /// @param effectiveOutboundIps ids of the public addresses that traffic leaves by, of the load
  ///   balancer or NAT gateway; where the document does not list them, the customer's own of the
  ///   load balancer (`outboundIPs`)
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
  /// @param authorizedIpRanges addresses, blocks and at most one service tag; as
  ///   `apiServerAuthorizedIPRanges` of the cluster in the oldest versions
  /// @param subnet where the API server stands with `enableVnetIntegration`
  /// @param publicNetworkAccess of the cluster
  /// @param fqdn of the public endpoint
  public record ApiServerAccess(
      Fact<List<String>> authorizedIpRanges,
      Fact<Boolean> privateCluster,
      Fact<Boolean> privateClusterPublicFqdn,
      Fact<String> privateDnsZone,
      Fact<Boolean> vnetIntegration,
      Fact<ResourceId> subnet,
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

  /// The managed Gateway API (`ingressProfile`). Its Istio is a gateway and no mesh.
  ///
  /// @param installation `gatewayAPI.installation`
  /// @param istio `webAppRouting.gatewayAPIImplementations.appRoutingIstio.mode`
  public record GatewayApi(Fact<String> installation, Fact<String> istio) {}

  /// The properties under `networkProfile.advancedNetworking`.
  ///
  /// @param policies `security.advancedNetworkPolicies`
  /// @param transitEncryption `security.transitEncryption.type`
  public record AdvancedNetworking(
      Fact<Boolean> enabled,
      Fact<Boolean> security,
      Fact<String> policies,
      Fact<String> transitEncryption) {}

  /// How the cluster and its pods sign in to Azure.
  ///
  /// @param type of the control plane's identity, such as `SystemAssigned`
  /// @param kubelet the identity of the nodes, which the instance metadata service gives to anyone
  ///   who can reach it
  /// @param podIdentity the retired pod identity add-on (`podIdentityProfile.enabled`)
  public record Identity(
      Fact<String> type,
      Fact<ResourceId> kubelet,
      Fact<Boolean> oidcIssuer,
      Fact<Boolean> workloadIdentity,
      Fact<Boolean> podIdentity) {}

  /// Whether an add-on is enabled.
  ///
  /// @param name in any spelling
  public Fact<Boolean> addonEnabled(String name) {
    Addon addon = addons.get(addonKey(name));
    return addon == null ? unlistedAddons : addon.enabled();
  }

  /// What all spellings of an add-on's name have in common: `http_application_routing` of the
  /// command line and of Terraform is `httpApplicationRouting` of the API.
  public static String addonKey(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
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
        unlistedAddons,
        appRouting,
        appRoutingController,
        serviceMeshMode,
        artifactSource,
        accelerationMode,
        nodeProvisioningMode,
        httpProxy,
        meshRevisions,
        gatewayApi,
        advancedNetworking,
        identity,
        staticEgressGateway,
        costAnalysis,
        aiToolchainOperator,
        sshKeys,
        others,
        where);
  }
}
