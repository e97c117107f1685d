package io.seawall.dialects.aks;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksCluster.AdvancedNetworking;
import io.seawall.model.cloud.AksCluster.ApiServerAccess;
import io.seawall.model.cloud.AksCluster.GatewayApi;
import io.seawall.model.cloud.AksCluster.Identity;
import io.seawall.model.cloud.AksCluster.NetworkProfile;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads an AKS cluster.
///
/// Source: Microsoft.ContainerService REST API, ManagedClusterProperties.
final class ClusterReader {
  private final AzureResource resource;
  private final AzureProperties all;
  private final AzureProperties properties;
  private final List<Diagnostic> complaints;

  private ClusterReader(AzureResource resource, List<Diagnostic> complaints) {
    this.resource = resource;
    this.complaints = complaints;
    all = resource.all(complaints);
    properties = resource.propertiesIn(all);
  }

  /// @param complaints grows with each complaint
  static AksCluster read(AzureResource resource, List<Diagnostic> complaints) {
    ClusterReader reader = new ClusterReader(resource, complaints);
    AksCluster cluster = reader.cluster();
    reader.all.reportMisspelt();
    reader.reportInvented();
    return cluster;
  }

  /// A private endpoint is no property of a cluster; whoever writes one means something else.
  private void reportInvented() {
    properties
        .fields()
        .filter(fields -> fields.has("privateEndpoint"))
        .ifPresent(fields ->
            complaints.add(
                Diagnostic.warning(
                    "UNKNOWN_FIELD",
                    fields.where("privateEndpoint"),
                    "the property privateEndpoint",
                    "apiServerAccessProfile.enablePrivateCluster for a private API server",
                    "a managed cluster has no such property: it is ignored")));
  }

  private AksCluster cluster() {
    Addons addons = Addons.read(properties.in("addonProfiles"));
    AzureProperties ingress = properties.in("ingressProfile");
    AzureProperties mesh = properties.in("serviceMeshProfile");
    return new AksCluster(
        resource.id(),
        resource.name(),
        resource.apiVersion(),
        resource.template(),
        all.text("location").known().orElse(""),
        all.in("sku").text("name").known().orElse(""),
        properties
            .text("currentKubernetesVersion")
            .known()
            .or(() -> properties.text("kubernetesVersion").known())
            .orElse(""),
        properties.text("nodeResourceGroup"),
        network(),
        apiServer(),
        addons.byName(),
        addons.unlisted(),
        ingress.in("webAppRouting").bool("enabled"),
        ingress.in("webAppRouting", "nginx").text("defaultIngressControllerType"),
        mesh.text("mode"),
        properties.in("bootstrapProfile").text("artifactSource"),
        advanced().in("performance").text("accelerationMode"),
        properties.in("nodeProvisioningProfile").text("mode"),
        httpProxy(),
        mesh.in("istio").texts("revisions"),
        new GatewayApi(
            ingress.in("gatewayAPI").text("installation"),
            ingress
                .in("webAppRouting", "gatewayAPIImplementations", "appRoutingIstio")
                .text("mode")),
        advancedNetworking(),
        identity(),
        properties.in("networkProfile", "staticEgressGatewayProfile").bool("enabled"),
        properties.in("metricsProfile", "costAnalysis").bool("enabled"),
        properties.in("aiToolchainOperatorProfile").bool("enabled"),
        sshKeys(),
        pools(),
        resource.where());
  }

  private NetworkProfile network() {
    AzureProperties network = properties.in("networkProfile");
    List<ResourceId> effective = new ArrayList<>(effectiveIps(network, "loadBalancerProfile"));
    effective.addAll(effectiveIps(network, "natGatewayProfile"));
    if (effective.isEmpty()) {
      effective.addAll(ids(network.in("loadBalancerProfile", "outboundIPs").children("publicIPs")));
    }
    return new NetworkProfile(
        network.text("networkPlugin"),
        network.text("networkPluginMode"),
        network.text("networkDataplane"),
        network.text("networkPolicy"),
        united(network.text("podCidr"), network.texts("podCidrs")),
        united(network.text("serviceCidr"), network.texts("serviceCidrs")),
        network.text("dnsServiceIP"),
        network.texts("ipFamilies"),
        network.text("outboundType"),
        network.text("podLinkLocalAccess"),
        effective,
        network.where());
  }

  private static List<ResourceId> effectiveIps(AzureProperties network, String profile) {
    return ids(network.in(profile).children("effectiveOutboundIPs"));
  }

  private static List<ResourceId> ids(Fact<List<AzureProperties>> references) {
    return references.known().orElse(List.of()).stream()
        .flatMap(ip -> ip.id("id").known().stream())
        .distinct()
        .toList();
  }

  /// One list of a property that has a singular and a plural form, which repeats the singular one.
  private static Fact<List<String>> united(Fact<String> one, Fact<List<String>> many) {
    if (one instanceof Fact.Unresolved<String>(var expression, var at)) {
      return new Fact.Unresolved<>(expression, at);
    }
    if (many instanceof Fact.Unresolved<List<String>>) {
      return many;
    }
    Set<String> texts = new LinkedHashSet<>(many.known().orElse(List.of()));
    one.known().filter(text -> !text.isEmpty()).ifPresent(texts::add);
    if (texts.isEmpty() && many.known().isEmpty()) {
      return one instanceof Fact.Null<String> ? new Fact.Null<>(one.where()) : many;
    }
    return new Fact.Known<>(
        List.copyOf(texts), many.known().isPresent() ? many.where() : one.where());
  }

  private ApiServerAccess apiServer() {
    AzureProperties access = properties.in("apiServerAccessProfile");
    Fact<List<String>> ranges = access.texts("authorizedIPRanges");
    Fact<List<String>> oldRanges = properties.texts("apiServerAuthorizedIPRanges");
    return new ApiServerAccess(
        ranges.isLeftOut() && !oldRanges.isLeftOut() ? oldRanges : ranges,
        access.bool("enablePrivateCluster"),
        access.bool("enablePrivateClusterPublicFQDN"),
        access.text("privateDNSZone"),
        access.bool("enableVnetIntegration"),
        access.id("subnetId"),
        access.bool("disableRunCommand"),
        properties.bool("disableLocalAccounts"),
        properties.text("publicNetworkAccess"),
        properties.text("fqdn"),
        properties.text("privateFQDN"),
        access.where());
  }

  private AzureProperties advanced() {
    return properties.in("networkProfile", "advancedNetworking");
  }

  private AdvancedNetworking advancedNetworking() {
    AzureProperties security = advanced().in("security");
    return new AdvancedNetworking(
        advanced().bool("enabled"),
        security.bool("enabled"),
        security.text("advancedNetworkPolicies"),
        security.in("transitEncryption").text("type"));
  }

  private Identity identity() {
    return new Identity(
        all.in("identity").text("type"),
        properties.in("identityProfile", "kubeletidentity").id("resourceId"),
        properties.in("oidcIssuerProfile").bool("enabled"),
        properties.in("securityProfile", "workloadIdentity").bool("enabled"),
        properties.in("podIdentityProfile").bool("enabled"));
  }

  /// Whether nodes send what they send to HTTP servers through a proxy: one is named and not
  /// switched off.
  ///
  /// Source: Microsoft.ContainerService REST API, ManagedClusterHTTPProxyConfig; `enabled` came
  /// later than the rest and is true where it is left out.
  private Fact<Boolean> httpProxy() {
    AzureProperties proxy = properties.in("httpProxyConfig");
    Fact<Boolean> enabled = proxy.bool("enabled");
    if (enabled instanceof Fact.Unresolved<Boolean> || enabled.is(false)) {
      return enabled;
    }
    for (String key : List.of("httpProxy", "httpsProxy")) {
      switch (proxy.text(key)) {
        case Fact.Known<String>(var _, var at) -> {
          return new Fact.Known<>(true, at);
        }
        case Fact.Unresolved<String>(var expression, var at) -> {
          return new Fact.Unresolved<>(expression, at);
        }
        case Fact.Null<String> _, Fact.Absent<String> _ -> {}
      }
    }
    return new Fact.Absent<>(proxy.where());
  }

  private Fact<Boolean> sshKeys() {
    return properties
        .in("linuxProfile", "ssh")
        .children("publicKeys")
        .map(keys ->
            keys.stream()
                .map(key -> key.text("keyData"))
                .anyMatch(key -> !key.isLeftOut() && !key.is("")));
  }

  /// A list of pools that is an expression becomes one pool of which nothing is known.
  private List<NodePool> pools() {
    Fact<List<AzureProperties>> pools = properties.children("agentPoolProfiles");
    return switch (pools) {
      case Fact.Absent<List<AzureProperties>> _, Fact.Null<List<AzureProperties>> _ -> List.of();
      case Fact.Unresolved<List<AzureProperties>>(var expression, var at) ->
          List.of(pool("agentPoolProfiles", AzureProperties.unresolved(expression, at)));
      case Fact.Known<List<AzureProperties>>(var list, var at) -> {
        List<NodePool> out = new ArrayList<>();
        for (AzureProperties pool : list) {
          out.add(pool(pool.text("name").known().orElseGet(() -> lastKey(pool, at)), pool));
        }
        yield out;
      }
    };
  }

  private NodePool pool(String name, AzureProperties pool) {
    return PoolReader.read(name, resource.apiVersion(), pool, complaints);
  }

  /// A pool without a name goes by its place: `agentPoolProfiles[0]`.
  private static String lastKey(AzureProperties pool, SourceRef list) {
    String path = pool.where().field();
    return path.substring(list.field().lastIndexOf('.') + 1);
  }
}
