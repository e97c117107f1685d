package io.seawall.dialects;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.document.Node.Mapping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One resource of Azure in a document, before anything in it is read but what it is.
///
/// @param type as written, such as `Microsoft.Network/azureFirewalls`
/// @param id as written; made of the file, type and name where the input gives none
/// @param name without the names of the resources around it
/// @param apiVersion such as `2026-06-01` or `2026-05-02-preview`
/// @param template true for an intended state, false for an answer of the live service
/// @param certain false if a condition or loop decides whether it exists, or how often
/// @param parent the resource that this one is a part of, for types with more than two segments;
///   empty for others and where the name of the parent is not known
/// @param mapping everything
/// @param where the resource itself
public record AzureResource(
    Kind kind,
    String type,
    ResourceId id,
    String name,
    Optional<String> apiVersion,
    boolean template,
    boolean certain,
    Optional<ResourceId> parent,
    Mapping mapping,
    SourceRef where) {

  /// The types of resources that are read, and the rest.
  public enum Kind {
    MANAGED_CLUSTER("Microsoft.ContainerService/managedClusters", "AKS cluster"),
    AGENT_POOL("Microsoft.ContainerService/managedClusters/agentPools", "AKS node pool"),
    SECURITY_GROUP("Microsoft.Network/networkSecurityGroups", "NSG"),
    SECURITY_RULE("Microsoft.Network/networkSecurityGroups/securityRules", "NSG rule"),
    DEFAULT_SECURITY_RULE(
        "Microsoft.Network/networkSecurityGroups/defaultSecurityRules", "NSG default rule"),
    VIRTUAL_NETWORK("Microsoft.Network/virtualNetworks", "virtual network"),
    SUBNET("Microsoft.Network/virtualNetworks/subnets", "subnet"),
    PEERING("Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "virtual network peering"),
    ROUTE_TABLE("Microsoft.Network/routeTables", "route table"),
    ROUTE("Microsoft.Network/routeTables/routes", "route"),
    NETWORK_INTERFACE("Microsoft.Network/networkInterfaces", "network interface"),
    SCALE_SET("Microsoft.Compute/virtualMachineScaleSets", "scale set"),
    PUBLIC_ADDRESS("Microsoft.Network/publicIPAddresses", "public IP address"),
    NAT_GATEWAY("Microsoft.Network/natGateways", "NAT gateway"),
    PUBLIC_PREFIX("Microsoft.Network/publicIPPrefixes", "public IP prefix"),
    LOAD_BALANCER("Microsoft.Network/loadBalancers", "load balancer"),
    PRIVATE_ZONE("Microsoft.Network/privateDnsZones", "private DNS zone"),
    ZONE_LINK("Microsoft.Network/privateDnsZones/virtualNetworkLinks", "private DNS zone link"),
    ZONE_ADDRESSES("Microsoft.Network/privateDnsZones/A", "addresses of a private DNS zone"),
    ZONE_GROUP(
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        "DNS zone group of a private endpoint"),
    FIREWALL("Microsoft.Network/azureFirewalls", "Azure Firewall"),
    FIREWALL_POLICY("Microsoft.Network/firewallPolicies", "firewall policy"),
    RULE_COLLECTION_GROUP(
        "Microsoft.Network/firewallPolicies/ruleCollectionGroups", "rule collection group"),
    ADDRESS_GROUP("Microsoft.Network/ipGroups", "IP group"),
    ADMIN_CONFIGURATION(
        "Microsoft.Network/networkManagers/securityAdminConfigurations",
        "security admin configuration"),
    ADMIN_COLLECTION(
        "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections",
        "security admin rule collection"),
    ADMIN_RULE(
        "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
        "security admin rule"),
    NETWORK_GROUP("Microsoft.Network/networkManagers/networkGroups", "network group"),
    STATIC_MEMBER(
        "Microsoft.Network/networkManagers/networkGroups/staticMembers",
        "member of a network group"),
    DEPLOYMENT("Microsoft.Resources/deployments", "deployment"),
    OTHER("", "");

    private final String type;
    private final String word;

    Kind(String type, String word) {
      this.type = type;
      this.word = word;
    }

    /// The type in the usual case; empty text for the rest.
    public String type() {
      return type;
    }

    /// The kind of a type in any case.
    static Kind of(String type) {
      for (Kind kind : values()) {
        if (kind.type.equalsIgnoreCase(type)) {
          return kind;
        }
      }
      return OTHER;
    }

    /// `NSG nsg-nodes`; for other resources the type and the name.
    String title(String type, String name) {
      return ((this == OTHER ? type : word) + " " + name).strip();
    }
  }

  /// The properties, which the REST API keeps under `properties` and the command line beside the
  /// name.
  ///
  /// @param complaints grows with each complaint
  public AzureProperties properties(List<Diagnostic> complaints) {
    return propertiesIn(all(complaints));
  }

  /// The properties in what [#all] gave.
  public AzureProperties propertiesIn(AzureProperties all) {
    return AzureProperties.find(mapping, "properties").isPresent() ? all.in("properties") : all;
  }

  /// Everything at the top of the resource, such as `sku` and `tags`.
  ///
  /// @param complaints grows with each complaint
  public AzureProperties all(List<Diagnostic> complaints) {
    return AzureProperties.of(Fields.of(mapping, where, Fields.Keys.ANY_CASE, complaints));
  }

  /// The name of the parent, or empty text.
  public String parentName() {
    return parent.map(ResourceId::name).orElse("");
  }

  /// Whether text is a type of Azure, such as `Microsoft.Network/virtualNetworks`.
  static boolean isType(String text) {
    int slash = text.indexOf('/');
    return slash > "microsoft.".length()
        && slash < text.length() - 1
        && text.toLowerCase(Locale.ROOT).startsWith("microsoft.");
  }

  /// The type in an id: `/subscriptions/S/resourceGroups/G/providers/Microsoft.X/a/NAME/b/NAME` is
  /// of type `Microsoft.X/a/b`.
  ///
  /// Source: Azure Resource Manager, resource id.
  static Optional<String> typeOf(String id) {
    int start = id.toLowerCase(Locale.ROOT).lastIndexOf("/providers/microsoft.");
    if (start < 0) {
      return Optional.empty();
    }
    String[] parts = id.substring(start + "/providers/".length()).split("/", -1);
    StringBuilder type = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i += 2) {
      type.append('/').append(parts[i]);
    }
    return isType(type.toString()) ? Optional.of(type.toString()) : Optional.empty();
  }
}
