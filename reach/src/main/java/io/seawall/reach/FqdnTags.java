package io.seawall.reach;

import io.seawall.model.cloud.AksEndpoint;
import java.util.List;
import java.util.Locale;

/// The names behind FQDN tags of Azure Firewall, as far as they are known.
///
/// Source: Microsoft Learn, "FQDN tags overview": Microsoft keeps them; `AzureKubernetesService`
/// holds what "Outbound network and FQDN rules for AKS clusters" requires of every cluster.
final class FqdnTags {
  private static final String AKS = "azurekubernetesservice";

  /// Ends of names that Microsoft's services have.
  private static final List<String> MICROSOFT =
      List.of(
          "microsoft.com",
          "azure.com",
          "azure.net",
          "azure.cn",
          "azure.us",
          "windows.net",
          "windows.com",
          "azureedge.net",
          "msedge.net",
          "microsoftonline.com",
          "microsoftonline.us",
          "microsoftonline.cn",
          "azmk8s.io",
          "azk8s.cn",
          "chinacloudapi.cn",
          "usgovcloudapi.net",
          "visualstudio.com");

  /// Ends of names that the infrastructure rule collection can be about: platform images, managed
  /// disks, diagnostics and Entra.
  private static final List<String> INFRASTRUCTURE =
      List.of(
          "windows.net",
          "azure.net",
          "monitor.azure.com",
          "microsoftonline.com",
          "microsoftonline-p.com",
          "msauth.net",
          "msftauth.net",
          "microsoftonline.us",
          "microsoftonline.cn",
          "chinacloudapi.cn",
          "usgovcloudapi.net");

  private FqdnTags() {}

  /// Whether a tag holds a name. What is not known of the tag of AKS may be a name of Microsoft;
  /// other tags may hold any.
  static HostMatch match(String tag, String name) {
    if (!tag.toLowerCase(Locale.ROOT).equals(AKS)) {
      return HostMatch.PERHAPS;
    }
    boolean sure =
        AksEndpoint.ALL.stream()
            .filter(endpoint -> endpoint.need().isInTag())
            .anyMatch(endpoint -> endpoint.isNamed(name));
    boolean perhaps =
        endsWithAny(name, MICROSOFT)
            || AksEndpoint.ALL.stream().anyMatch(endpoint -> endpoint.isNamed(name));
    return sure ? HostMatch.YES : perhaps ? HostMatch.PERHAPS : HostMatch.NO;
  }

  /// Whether the infrastructure rule collection may hold a name.
  static boolean mayBeInfrastructure(String name) {
    return endsWithAny(name, INFRASTRUCTURE);
  }

  private static boolean endsWithAny(String name, List<String> ends) {
    return ends.stream().anyMatch(end -> name.equals(end) || name.endsWith("." + end));
  }
}
