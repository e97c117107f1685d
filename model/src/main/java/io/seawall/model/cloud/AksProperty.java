package io.seawall.model.cloud;

import io.seawall.model.Fact;
import java.util.Optional;
import java.util.regex.Pattern;

/// A property of an AKS cluster or node pool, since when the API has it, and what the service does
/// where it is left out.
///
/// An answer of an API version that does not have a property leaves it out, whatever the cluster
/// has. Only an answer of a version that has it shows, by leaving it out, that it was never set.
///
/// Source: the published models of Microsoft.ContainerService, api-versions 2020-02-01 to
/// 2026-08-01, compared with each other. Where a property came between two versions that were
/// compared, the later one counts.
public enum AksProperty {
  NETWORK_PLUGIN("networkProfile.networkPlugin", Since.ALWAYS, ""),
  NETWORK_PLUGIN_MODE("networkProfile.networkPluginMode", "2023-07-01", ""),
  NETWORK_DATAPLANE("networkProfile.networkDataplane", "2023-07-01", "azure"),
  NETWORK_POLICY("networkProfile.networkPolicy", Since.ALWAYS, "none"),
  POD_CIDRS("networkProfile.podCidr", Since.ALWAYS, ""),
  SERVICE_CIDRS("networkProfile.serviceCidr", Since.ALWAYS, ""),
  DNS_SERVICE_IP("networkProfile.dnsServiceIP", Since.ALWAYS, ""),
  IP_FAMILIES("networkProfile.ipFamilies", "2022-04-01", "IPv4"),
  OUTBOUND_TYPE("networkProfile.outboundType", Since.ALWAYS, "loadBalancer"),
  POD_LINK_LOCAL_ACCESS("networkProfile.podLinkLocalAccess", "2025-07-02-preview", "IMDS"),
  STATIC_EGRESS_GATEWAY("networkProfile.staticEgressGatewayProfile.enabled", "2025-07-01", "false"),
  ADVANCED_NETWORKING("networkProfile.advancedNetworking.enabled", "2024-09-01", "false"),
  ADVANCED_NETWORKING_SECURITY(
      "networkProfile.advancedNetworking.security.enabled", "2024-09-01", "false"),
  ADVANCED_NETWORK_POLICIES(
      "networkProfile.advancedNetworking.security.advancedNetworkPolicies", "2025-10-01", ""),
  TRANSIT_ENCRYPTION(
      "networkProfile.advancedNetworking.security.transitEncryption.type", "2026-01-01", "None"),
  ACCELERATION_MODE(
      "networkProfile.advancedNetworking.performance.accelerationMode", "2026-01-01", "None"),

  AUTHORIZED_IP_RANGES("apiServerAccessProfile.authorizedIPRanges", Since.ALWAYS, ""),
  PRIVATE_CLUSTER("apiServerAccessProfile.enablePrivateCluster", Since.ALWAYS, "false"),
  PRIVATE_CLUSTER_PUBLIC_FQDN(
      "apiServerAccessProfile.enablePrivateClusterPublicFQDN", "2022-04-01", "true"),
  PRIVATE_DNS_ZONE("apiServerAccessProfile.privateDNSZone", "2022-04-01", "system"),
  DISABLE_RUN_COMMAND("apiServerAccessProfile.disableRunCommand", "2022-04-01", "false"),
  VNET_INTEGRATION("apiServerAccessProfile.enableVnetIntegration", "2025-07-01", "false"),
  PUBLIC_NETWORK_ACCESS("publicNetworkAccess", "2022-04-01", "Enabled"),
  DISABLE_LOCAL_ACCOUNTS("disableLocalAccounts", "2022-04-01", "false"),

  ADDONS("addonProfiles", Since.ALWAYS, ""),
  APP_ROUTING("ingressProfile.webAppRouting.enabled", "2024-01-01", "false"),
  APP_ROUTING_CONTROLLER(
      "ingressProfile.webAppRouting.nginx.defaultIngressControllerType",
      "2025-02-01",
      "AnnotationControlled"),
  GATEWAY_API("ingressProfile.gatewayAPI.installation", "2026-02-01", "Disabled"),
  APP_ROUTING_ISTIO(
      "ingressProfile.webAppRouting.gatewayAPIImplementations.appRoutingIstio.mode",
      "2026-02-01",
      "Disabled"),
  SERVICE_MESH_MODE("serviceMeshProfile.mode", "2023-10-01", "Disabled"),
  SERVICE_MESH_REVISIONS("serviceMeshProfile.istio.revisions", "2023-10-01", ""),
  ARTIFACT_SOURCE("bootstrapProfile.artifactSource", "2025-02-01", "Direct"),
  HTTP_PROXY("httpProxyConfig", "2022-04-01", "false"),
  OIDC_ISSUER("oidcIssuerProfile.enabled", "2023-07-01", "false"),
  WORKLOAD_IDENTITY("securityProfile.workloadIdentity.enabled", "2023-07-01", "false"),
  POD_IDENTITY("podIdentityProfile.enabled", "2022-04-01", "false"),
  KUBELET_IDENTITY("identityProfile.kubeletidentity", "2022-04-01", ""),
  SSH_KEYS("linuxProfile.ssh.publicKeys", Since.ALWAYS, "false"),

  POOL_SSH_ACCESS("securityProfile.sshAccess", "2025-10-01", "LocalUser"),
  POOL_NODE_PUBLIC_IP("enableNodePublicIP", Since.ALWAYS, "false"),
  POOL_NODE_PUBLIC_IP_PREFIX("nodePublicIPPrefixID", "2022-04-01", ""),
  POOL_ALLOWED_HOST_PORTS("networkProfile.allowedHostPorts", "2023-10-01", ""),
  POOL_APPLICATION_GROUPS("networkProfile.applicationSecurityGroups", "2023-10-01", ""),
  POOL_VNET_SUBNET("vnetSubnetID", Since.ALWAYS, ""),
  POOL_POD_SUBNET("podSubnetID", "2022-04-01", ""),
  POOL_WINDOWS_OUTBOUND_NAT_DISABLED("windowsProfile.disableOutboundNat", "2024-02-01", "false");

  /// What a fact of a property says.
  public enum Standing {
    /// It is written.
    WRITTEN,
    /// It is written, and its value is known elsewhere only.
    UNRESOLVED,
    /// Nobody set it: the service does what [AksProperty#serviceDefault] says.
    LEFT_AT_DEFAULT,
    /// The document cannot show it: it may be set.
    NOT_SHOWN
  }

  private static final class Since {
    /// In the oldest version that was compared.
    static final String ALWAYS = "2020-02-01";
  }

  private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-zA-Z0-9]+)?");

  private final String path;
  private final String since;
  private final String serviceDefault;

  AksProperty(String path, String since, String serviceDefault) {
    this.path = path;
    this.since = since;
    this.serviceDefault = serviceDefault;
  }

  /// Where it stands below `properties` of the cluster or pool, in the spelling of the REST API.
  public String path() {
    return path;
  }

  /// The oldest API version that is known to have it; with the ending `-preview` if no stable
  /// version has it.
  public String since() {
    return since;
  }

  /// What the service does where it is left out, as the value would be written; empty text if that
  /// is no single value.
  public String serviceDefault() {
    return serviceDefault;
  }

  /// Whether an answer of this version has the property if it is set. Without a version only the
  /// properties of the oldest one are certain to be there.
  public boolean isShownBy(Optional<String> apiVersion) {
    String version = apiVersion.filter(v -> VERSION.matcher(v).matches()).orElse(Since.ALWAYS);
    boolean recent = version.substring(0, 10).compareTo(since.substring(0, 10)) >= 0;
    return recent && (!isPreviewOnly() || version.length() > 10);
  }

  private boolean isPreviewOnly() {
    return since.length() > 10;
  }

  /// What a fact of this property says in a document of this version. A key that is written as null
  /// shows that whoever wrote it knows the property.
  public Standing standing(Fact<?> fact, Optional<String> apiVersion) {
    return switch (fact) {
      case Fact.Known<?> _ -> Standing.WRITTEN;
      case Fact.Unresolved<?> _ -> Standing.UNRESOLVED;
      case Fact.Null<?> _ -> Standing.LEFT_AT_DEFAULT;
      case Fact.Absent<?> _ ->
          isShownBy(apiVersion) ? Standing.LEFT_AT_DEFAULT : Standing.NOT_SHOWN;
    };
  }
}
