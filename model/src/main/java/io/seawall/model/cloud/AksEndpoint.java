package io.seawall.model.cloud;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A name outside of a cluster that AKS asks for over TCP.
///
/// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters" (of 2026-06-18): the
/// tables of Azure Global, Azure operated by 21Vianet and US Government, and those of add-ons.
///
/// @param pattern a name; `*.` at its start stands for one or more labels, `<region>` for the short
///   name of the region
/// @param need who asks for it
/// @param clouds where
public record AksEndpoint(String pattern, int port, Need need, Set<Cloud> clouds) {
  public AksEndpoint {
    clouds = Set.copyOf(clouds);
  }

  /// The clouds of Azure, which have names of their own.
  public enum Cloud {
    GLOBAL,
    CHINA,
    US_GOVERNMENT;

    /// The cloud of a region, by the beginning of its name; the global one if there is none.
    public static Cloud of(String region) {
      String name = region.toLowerCase(Locale.ROOT).replace(" ", "");
      if (name.startsWith("china")) {
        return CHINA;
      }
      return name.startsWith("usgov") || name.startsWith("usdod") ? US_GOVERNMENT : GLOBAL;
    }
  }

  /// Who asks for a name.
  public enum Need {
    /// Nodes of every cluster, for the API server; those of a private cluster do not.
    API_SERVER,
    /// Every cluster.
    EVERY_CLUSTER,
    /// Every cluster that has no cache of its own for images (`bootstrapProfile.artifactSource`).
    ARTIFACTS,
    /// Updates of Ubuntu, which are recommended.
    OS_UPDATES,
    WINDOWS_NODES,
    GPU_NODES,
    AZURE_POLICY,
    AZURE_MONITOR,
    COST_ANALYSIS;

    /// Whether the FQDN tag `AzureKubernetesService` holds names of this need for sure.
    public boolean isInTag() {
      return this == API_SERVER || this == EVERY_CLUSTER || this == ARTIFACTS;
    }
  }

  private static final Set<Cloud> ALL_CLOUDS = Set.of(Cloud.values());
  private static final Set<Cloud> GLOBAL = Set.of(Cloud.GLOBAL);
  private static final Set<Cloud> CHINA = Set.of(Cloud.CHINA);
  private static final Set<Cloud> US = Set.of(Cloud.US_GOVERNMENT);
  private static final Set<Cloud> NOT_CHINA = Set.of(Cloud.GLOBAL, Cloud.US_GOVERNMENT);

  /// Every name that is known.
  public static final List<AksEndpoint> ALL =
      List.of(
          https("*.hcp.<region>.azmk8s.io", Need.API_SERVER, GLOBAL),
          https("*.hcp.<region>.cx.prod.service.azk8s.cn", Need.API_SERVER, CHINA),
          https("*.tun.<region>.cx.prod.service.azk8s.cn", Need.API_SERVER, CHINA),
          https("*.hcp.<region>.cx.aks.containerservice.azure.us", Need.API_SERVER, US),
          https("mcr.microsoft.com", Need.ARTIFACTS, ALL_CLOUDS),
          https("*.data.mcr.microsoft.com", Need.ARTIFACTS, ALL_CLOUDS),
          https("mcr-0001.mcr-msedge.net", Need.ARTIFACTS, GLOBAL),
          https("mcr.azure.cn", Need.ARTIFACTS, CHINA),
          https("*.data.mcr.azure.cn", Need.ARTIFACTS, CHINA),
          https("management.azure.com", Need.EVERY_CLUSTER, GLOBAL),
          https("management.chinacloudapi.cn", Need.EVERY_CLUSTER, CHINA),
          https("management.usgovcloudapi.net", Need.EVERY_CLUSTER, US),
          https("login.microsoftonline.com", Need.EVERY_CLUSTER, GLOBAL),
          https("login.chinacloudapi.cn", Need.EVERY_CLUSTER, CHINA),
          https("login.microsoftonline.us", Need.EVERY_CLUSTER, US),
          https("packages.microsoft.com", Need.EVERY_CLUSTER, ALL_CLOUDS),
          https("acs-mirror.azureedge.net", Need.EVERY_CLUSTER, NOT_CHINA),
          https("packages.aks.azure.com", Need.EVERY_CLUSTER, NOT_CHINA),
          https("*.azk8s.cn", Need.EVERY_CLUSTER, CHINA),
          http("security.ubuntu.com", Need.OS_UPDATES),
          http("azure.archive.ubuntu.com", Need.OS_UPDATES),
          http("changelogs.ubuntu.com", Need.OS_UPDATES),
          https("snapshot.ubuntu.com", Need.OS_UPDATES, ALL_CLOUDS),
          https("onegetcdn.azureedge.net", Need.WINDOWS_NODES, ALL_CLOUDS),
          https("go.microsoft.com", Need.WINDOWS_NODES, ALL_CLOUDS),
          http("*.mp.microsoft.com", Need.WINDOWS_NODES),
          http("www.msftconnecttest.com", Need.WINDOWS_NODES),
          http("ctldl.windowsupdate.com", Need.WINDOWS_NODES),
          https("nvidia.github.io", Need.GPU_NODES, ALL_CLOUDS),
          https("us.download.nvidia.com", Need.GPU_NODES, ALL_CLOUDS),
          https("download.docker.com", Need.GPU_NODES, ALL_CLOUDS),
          https("data.policy.core.windows.net", Need.AZURE_POLICY, GLOBAL),
          https("store.policy.core.windows.net", Need.AZURE_POLICY, GLOBAL),
          https("dc.services.visualstudio.com", Need.AZURE_POLICY, GLOBAL),
          https("data.policy.azure.cn", Need.AZURE_POLICY, CHINA),
          https("store.policy.azure.cn", Need.AZURE_POLICY, CHINA),
          https("data.policy.azure.us", Need.AZURE_POLICY, US),
          https("store.policy.azure.us", Need.AZURE_POLICY, US),
          https("*.ods.opinsights.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("*.oms.opinsights.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("dc.services.visualstudio.com", Need.AZURE_MONITOR, ALL_CLOUDS),
          https("*.in.applicationinsights.azure.com", Need.AZURE_MONITOR, ALL_CLOUDS),
          https("global.handler.control.monitor.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("<region>.handler.control.monitor.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("*.ingest.monitor.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("*.metrics.ingest.monitor.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("*.monitoring.azure.com", Need.AZURE_MONITOR, GLOBAL),
          https("login.microsoftonline.com", Need.AZURE_MONITOR, GLOBAL),
          https("*.ods.opinsights.azure.cn", Need.AZURE_MONITOR, CHINA),
          https("*.oms.opinsights.azure.cn", Need.AZURE_MONITOR, CHINA),
          https("global.handler.control.monitor.azure.cn", Need.AZURE_MONITOR, CHINA),
          https("<region>.handler.control.monitor.azure.cn", Need.AZURE_MONITOR, CHINA),
          https("*.ingest.monitor.azure.cn", Need.AZURE_MONITOR, CHINA),
          https("*.metrics.ingest.monitor.azure.cn", Need.AZURE_MONITOR, CHINA),
          https("*.ods.opinsights.azure.us", Need.AZURE_MONITOR, US),
          https("*.oms.opinsights.azure.us", Need.AZURE_MONITOR, US),
          https("global.handler.control.monitor.azure.us", Need.AZURE_MONITOR, US),
          https("<region>.handler.control.monitor.azure.us", Need.AZURE_MONITOR, US),
          https("*.ingest.monitor.azure.us", Need.AZURE_MONITOR, US),
          https("*.metrics.ingest.monitor.azure.us", Need.AZURE_MONITOR, US),
          https("management.azure.com", Need.COST_ANALYSIS, GLOBAL),
          https("login.microsoftonline.com", Need.COST_ANALYSIS, GLOBAL),
          https("management.chinacloudapi.cn", Need.COST_ANALYSIS, CHINA),
          https("login.microsoftonline.cn", Need.COST_ANALYSIS, CHINA),
          https("management.usgovcloudapi.net", Need.COST_ANALYSIS, US),
          https("login.microsoftonline.us", Need.COST_ANALYSIS, US));

  private static AksEndpoint https(String pattern, Need need, Set<Cloud> clouds) {
    return new AksEndpoint(pattern, 443, need, clouds);
  }

  private static AksEndpoint http(String pattern, Need need) {
    return new AksEndpoint(pattern, 80, need, ALL_CLOUDS);
  }

  /// The pattern with a region in it.
  public String in(String region) {
    return pattern.replace("<region>", region.toLowerCase(Locale.ROOT).replace(" ", ""));
  }

  /// Whether a name, or each name behind one that starts with `*.`, is meant, in whichever region.
  ///
  /// @param name in lower case
  public boolean isNamed(String name) {
    int region = pattern.indexOf("<region>");
    if (region < 0) {
      return isEnd(pattern, name);
    }
    String after = pattern.substring(region + "<region>".length());
    if (!name.endsWith(after)) {
      return false;
    }
    String before = name.substring(0, name.length() - after.length());
    int label = before.lastIndexOf('.');
    return label + 1 < before.length()
        && isEnd(pattern.substring(0, region), before.substring(0, label + 1));
  }

  private static boolean isEnd(String pattern, String name) {
    return pattern.startsWith("*.")
        ? name.endsWith(pattern.substring(1)) && name.length() > pattern.length() - 1
        : name.equals(pattern);
  }
}
