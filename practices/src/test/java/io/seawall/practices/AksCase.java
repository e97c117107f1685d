package io.seawall.practices;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.at;
import static io.seawall.practices.Given.known;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The Azure description of a cluster under construction: Azure CNI overlay, no policy engine,
/// outbound type loadBalancer, read with a recent API version, everything else left out.
public final class AksCase {
  /// Of the answer; empty if it does not say.
  public Optional<String> apiVersion = Optional.of("2026-06-01");

  public boolean template;
  public Fact<String> policy = known("none");
  public Fact<String> plugin = known("azure");
  public Fact<String> pluginMode = known("overlay");
  public Fact<String> outboundType = known("loadBalancer");
  public Fact<List<String>> families = known(List.of("IPv4"));
  public Fact<List<String>> ranges = absent();
  public Fact<Boolean> privateCluster = absent();
  public Fact<Boolean> publicFqdn = absent();
  public Fact<Boolean> vnetIntegration = absent();
  public Fact<Boolean> runCommandDisabled = known(true);
  public Fact<Boolean> localAccountsDisabled = known(true);
  public Fact<String> publicNetworkAccess = absent();
  public Fact<Boolean> appRouting = absent();
  public Fact<String> appRoutingController = absent();
  public Fact<String> meshMode = absent();
  public Fact<String> artifactSource = absent();
  public Fact<Boolean> unlistedAddons = absent();
  public Fact<String> provisioning = absent();
  public List<ResourceId> outboundIps = List.of();
  private final Map<String, AksCluster.Addon> addons = new LinkedHashMap<>();
  private final List<NodePool> pools = new ArrayList<>();

  /// A pool under construction: Linux, no public address, `LocalUser`, in a network that AKS
  /// manages.
  public static final class PoolCase {
    public Fact<String> sshAccess = known("LocalUser");
    public Fact<String> type = absent();
    public Fact<String> mode = known("User");
    public Fact<String> osType = known("Linux");
    public Fact<String> image = known("AKSUbuntu-2204gen2containerd-202607.02.0");
    public Fact<Boolean> publicIp = known(false);
    public Fact<ResourceId> subnet = absent();
    public Fact<ResourceId> podSubnet = absent();
    public Bounds hostPorts = Bounds.NONE;

    /// In a subnet of the network that the case has.
    public PoolCase in(String name) {
      subnet = known(NetworkCase.subnetId(name));
      return this;
    }

    /// With this `sshAccess`.
    public PoolCase ssh(String value) {
      sshAccess = known(value);
      return this;
    }

    /// With a public address for each node.
    public PoolCase reachable() {
      publicIp = known(true);
      return this;
    }
  }

  /// Adds a pool.
  public AksCase pool(String name, UnaryOperator<PoolCase> shape) {
    PoolCase pool = shape.apply(new PoolCase());
    pools.add(
        new NodePool(
            name,
            apiVersion,
            pool.type,
            pool.mode,
            pool.osType,
            pool.subnet,
            pool.podSubnet,
            pool.sshAccess,
            pool.publicIp,
            absent(),
            absent(),
            pool.image,
            known(3),
            pool.hostPorts,
            absent(),
            at("pool " + name, "")));
    return this;
  }

  /// Adds an entry of `addonProfiles`.
  public AksCase addon(String name, Fact<Boolean> enabled, Map<String, String> config) {
    addons.put(
        name.toLowerCase(Locale.ROOT),
        new AksCluster.Addon(name, enabled, config, at("cluster shop", "addonProfiles." + name)));
    return this;
  }

  AksCluster build() {
    return new AksCluster(
        new ResourceId(
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop"),
        "shop",
        apiVersion,
        template,
        "westeurope",
        "Base",
        "1.33",
        known("MC_rg_shop_westeurope"),
        new AksCluster.NetworkProfile(
            plugin,
            pluginMode,
            absent(),
            policy,
            known(List.of("10.244.0.0/16")),
            known(List.of("10.0.0.0/16")),
            absent(),
            families,
            outboundType,
            absent(),
            outboundIps,
            at("cluster shop", "networkProfile")),
        apiServer(),
        addons,
        unlistedAddons,
        appRouting,
        appRoutingController,
        meshMode,
        artifactSource,
        absent(),
        provisioning,
        absent(),
        absent(),
        new AksCluster.GatewayApi(absent(), absent()),
        new AksCluster.AdvancedNetworking(absent(), absent(), absent(), absent()),
        new AksCluster.Identity(absent(), absent(), absent(), absent(), absent()),
        absent(),
        absent(),
        absent(),
        absent(),
        pools,
        at("cluster shop", ""));
  }

  private AksCluster.ApiServerAccess apiServer() {
    return new AksCluster.ApiServerAccess(
        ranges,
        privateCluster,
        publicFqdn,
        absent(),
        vnetIntegration,
        absent(),
        runCommandDisabled,
        localAccountsDisabled,
        publicNetworkAccess,
        absent(),
        absent(),
        at("cluster shop", "apiServerAccessProfile"));
  }

  /// Packets that AKS opens to a pool by `allowedHostPorts`.
  public static Bounds opened(PacketSet packets) {
    return Bounds.exactly(packets);
  }
}
