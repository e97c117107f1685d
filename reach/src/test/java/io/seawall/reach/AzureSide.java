package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksEndpoint;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.NetworkInterface;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.PrivateZone;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.PublicPrefix;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.ServiceTags;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The Azure side of a cluster made by hand: one network `vnet` of 10.0.0.0/8, subnets in it.
final class AzureSide {
  private static final SourceRef HERE = new SourceRef("azure.json", 0, "AKS shop", "");

  private final Map<String, Fact<String>> network = new TreeMap<>();
  private final List<NodePool> pools = new ArrayList<>();
  private final List<VirtualNetwork.Subnet> subnets = new ArrayList<>();
  private final List<VirtualNetwork.Peering> peerings = new ArrayList<>();
  private final List<SecurityGroup> groups = new ArrayList<>();
  private final List<RouteTable> tables = new ArrayList<>();
  private final List<ScaleSet> scaleSets = new ArrayList<>();
  private final Map<String, AksCluster.Addon> addons = new TreeMap<>();
  private Fact<List<String>> podCidrs = absent();
  private Fact<List<String>> families = absent();
  private Fact<String> acceleration = absent();
  private Fact<Boolean> oidcIssuer = absent();
  private Optional<String> apiVersion = Optional.of("2026-08-02-preview");
  private String kubernetes = "1.33";
  private Fact<Boolean> staticGateway = absent();
  private Fact<List<String>> authorized = absent();
  private Fact<Boolean> isPrivate = absent();
  private Fact<String> privateFqdn = absent();
  private Fact<ResourceId> apiSubnet = absent();
  private Fact<String> publicNetworkAccess = absent();
  private final List<ResourceId> outboundIps = new ArrayList<>();
  private final List<PublicAddress> publicAddresses = new ArrayList<>();
  private final List<AzureFirewall> firewalls = new ArrayList<>();
  private final List<NetworkInterface> interfaces = new ArrayList<>();
  private final List<ServiceTags> serviceTags = new ArrayList<>();
  private final List<PrivateZone> privateZones = new ArrayList<>();
  private final List<OutboundBalancer> balancers = new ArrayList<>();
  private final List<PublicPrefix> prefixes = new ArrayList<>();
  private boolean bgpPropagation = true;
  private boolean template;

  static <T> Fact<T> known(T value) {
    return new Fact.Known<>(value, HERE);
  }

  static <T> Fact<T> absent() {
    return new Fact.Absent<>(HERE);
  }

  static <T> Fact<T> unresolved(String expression) {
    return new Fact.Unresolved<>(expression, HERE);
  }

  /// The id of a resource by its name; a name that is an id already is taken as it is.
  static ResourceId id(String name) {
    return new ResourceId(
        name.startsWith("/") ? name : "/subscriptions/s/resourceGroups/rg/providers/x/" + name);
  }

  /// A property of the network profile: `plugin`, `pluginMode`, `outboundType`,
  /// `podLinkLocalAccess`.
  AzureSide property(String name, String value) {
    network.put(name, known(value));
    return this;
  }

  AzureSide property(String name, Fact<String> fact) {
    network.put(name, fact);
    return this;
  }

  AzureSide overlay(String... cidrs) {
    podCidrs = known(List.of(cidrs));
    return property("plugin", "azure").property("pluginMode", "overlay");
  }

  AzureSide podCidrs(String... cidrs) {
    podCidrs = known(List.of(cidrs));
    return this;
  }

  AzureSide families(String... names) {
    families = known(List.of(names));
    return this;
  }

  AzureSide hostRouting() {
    acceleration = known("BpfVeth");
    return this;
  }

  /// The authorized ranges of the API server.
  AzureSide authorized(String... entries) {
    authorized = known(List.of(entries));
    return this;
  }

  AzureSide authorized(Fact<List<String>> fact) {
    authorized = fact;
    return this;
  }

  AzureSide privateFqdn(String name) {
    privateFqdn = known(name);
    return this;
  }

  AzureSide privateCluster(Fact<Boolean> fact) {
    isPrivate = fact;
    return this;
  }

  AzureSide publicNetworkAccess(String value) {
    publicNetworkAccess = known(value);
    return this;
  }

  /// The subnet of the API server, with API Server VNet Integration.
  AzureSide apiServerIn(String subnet) {
    apiSubnet = known(id(subnet));
    return this;
  }

  /// An address that the cluster says it leaves by.
  AzureSide outbound(String address) {
    ResourceId id = id("ip-" + address);
    outboundIps.add(id);
    publicAddresses.add(
        new PublicAddress(id, Optional.of(Address.parse(address).orElseThrow()), HERE));
    return this;
  }

  AzureSide apiVersion(String version) {
    apiVersion = version.isEmpty() ? Optional.empty() : Optional.of(version);
    return this;
  }

  AzureSide kubernetes(String version) {
    kubernetes = version;
    return this;
  }

  AzureSide staticGateway() {
    staticGateway = known(true);
    return this;
  }

  /// Route tables take no routes of gateways.
  AzureSide withoutPropagation() {
    bgpPropagation = false;
    return this;
  }

  AzureSide oidcIssuer(boolean on) {
    oidcIssuer = known(on);
    return this;
  }

  AzureSide template() {
    template = true;
    return this;
  }

  AzureSide addon(String name, boolean enabled) {
    addons.put(
        name.toLowerCase(java.util.Locale.ROOT),
        new AksCluster.Addon(name, known(enabled), Map.of(), HERE));
    return this;
  }

  /// A pool in a subnet of the customer, or in a network that AKS manages where `subnet` is empty.
  Pool pool(String name, String subnet) {
    return new Pool(name, subnet);
  }

  /// What can be said of a pool; `done` adds it.
  final class Pool {
    private final String name;
    private final Fact<ResourceId> subnet;
    private Fact<ResourceId> podSubnet = absent();
    private Fact<Boolean> publicIp = known(false);
    private PacketSet hostPorts = PacketSet.EMPTY;
    private Fact<List<ResourceId>> applicationGroups = absent();
    private String os = "Linux";

    private Pool(String name, String subnet) {
      this.name = name;
      this.subnet = subnet.isEmpty() ? absent() : known(id(subnet));
    }

    Pool podSubnet(String podSubnetName) {
      podSubnet = known(id(podSubnetName));
      return this;
    }

    Pool withPublicAddresses() {
      publicIp = known(true);
      return this;
    }

    Pool inGroups(String... names) {
      applicationGroups = ids(names);
      return this;
    }

    Pool windows() {
      os = "Windows";
      return this;
    }

    Pool hostPorts(PacketSet packets) {
      hostPorts = packets;
      return this;
    }

    AzureSide done() {
      pools.add(
          new NodePool(
              name,
              apiVersion,
              absent(),
              known("System"),
              known(os),
              subnet,
              podSubnet,
              absent(),
              publicIp,
              absent(),
              absent(),
              absent(),
              absent(),
              Bounds.exactly(hostPorts),
              applicationGroups,
              HERE));
      return AzureSide.this;
    }
  }

  /// A subnet; group and route table by name, or empty.
  AzureSide subnet(String name, String prefix, String group, String table) {
    return subnet(name, prefix, fact(group), fact(table));
  }

  AzureSide subnet(String name, String prefix, Fact<ResourceId> group, Fact<ResourceId> table) {
    subnets.add(
        new VirtualNetwork.Subnet(
            id(name),
            name,
            Optional.of(AddressSet.ofBlocks(prefix)),
            group,
            table,
            absent(),
            absent(),
            List.of(),
            HERE));
    return this;
  }

  private static Fact<ResourceId> fact(String name) {
    return name.isEmpty() ? absent() : known(id(name));
  }

  AzureSide peering(String name, boolean gatewayTransit, String... remote) {
    peerings.add(
        new VirtualNetwork.Peering(
            name,
            remote.length == 0 ? Optional.empty() : Optional.of(AddressSet.ofBlocks(remote)),
            gatewayTransit,
            HERE));
    return this;
  }

  /// The group on the network interfaces of a pool, by name, or empty for none.
  AzureSide interfaces(String pool, String group) {
    scaleSets.add(
        new ScaleSet(
            id("vmss-" + pool),
            "vmss-" + pool,
            pool,
            fact(group),
            absent(),
            absent(),
            absent(),
            HERE));
    return this;
  }

  /// The machines of a pool without a security group on their interfaces.
  ///
  /// @param names the application security groups that they are in
  AzureSide inApplicationGroups(String pool, String... names) {
    scaleSets.add(
        new ScaleSet(
            id("vmss-" + pool),
            "vmss-" + pool,
            pool,
            absent(),
            absent(),
            ids(names),
            absent(),
            HERE));
    return this;
  }

  /// A machine in a subnet, by itself.
  AzureSide machine(String subnet, String address, String... applicationGroups) {
    interfaces.add(
        new NetworkInterface(
            id("nic-" + address),
            "nic-" + address,
            List.of(
                new NetworkInterface.Configuration(
                    Address.parse(address), known(id(subnet)), ids(applicationGroups))),
            HERE));
    return this;
  }

  /// A table that tells the addresses of one service tag.
  AzureSide serviceTag(AksEndpoint.Cloud cloud, String name, String... blocks) {
    serviceTags.add(
        new ServiceTags(
            cloud,
            Integer.toString(serviceTags.size()),
            Map.of(name.toLowerCase(Locale.ROOT), AddressSet.ofBlocks(blocks)),
            HERE));
    return this;
  }

  /// A load balancer of the node resource group whose outbound rules use these.
  ///
  /// @param addresses names of public addresses
  /// @param blocks names of prefixes
  AzureSide balancer(List<String> addresses, List<String> blocks, boolean complete) {
    balancers.add(
        new OutboundBalancer(
            id("kubernetes"),
            addresses.stream().map(AzureSide::id).toList(),
            blocks.stream().map(AzureSide::id).toList(),
            complete,
            HERE));
    return this;
  }

  AzureSide publicAddress(String name, String address) {
    publicAddresses.add(new PublicAddress(id(name), Address.parse(address), HERE));
    return this;
  }

  AzureSide publicPrefix(String name, String block) {
    prefixes.add(new PublicPrefix(id(name), Cidr.parse(block), HERE));
    return this;
  }

  /// A private DNS zone with one name.
  ///
  /// @param network that is linked to it
  AzureSide zone(String zone, String network, String name, String address) {
    privateZones.add(
        new PrivateZone(
            id(zone),
            zone,
            List.of(id(network)),
            true,
            List.of(new PrivateZone.Entry(name, Address.parse(address).stream().toList())),
            HERE));
    return this;
  }

  private static Fact<List<ResourceId>> ids(String... names) {
    return names.length == 0 ? absent() : known(Stream.of(names).map(AzureSide::id).toList());
  }

  /// A route table of routes such as `0.0.0.0/0 VIRTUAL_APPLIANCE`.
  AzureSide routes(String name, String... routes) {
    List<RouteTable.Route> all = new ArrayList<>();
    for (String text : routes) {
      String[] parts = text.split(" ", -1);
      all.add(
          new RouteTable.Route(
              "route-" + all.size(),
              Cidr.parse(parts[0]),
              parts[0],
              RouteTable.NextHop.valueOf(parts[1]),
              "10.0.0.4",
              new SourceRef("routes.json", 0, name, "routes[" + all.size() + "]")));
    }
    tables.add(new RouteTable(id(name), name, bgpPropagation, all, HERE));
    return this;
  }

  /// A group of these rules and the default rules.
  AzureSide group(String name, GroupRule... rules) {
    Map<Direction, List<Rule>> all = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      List<Rule> own = new ArrayList<>();
      for (GroupRule rule : rules) {
        if (rule.direction == direction) {
          own.add(rule.rule(name, own.size()));
        }
      }
      own.addAll(defaults(name, direction));
      all.put(direction, own);
    }
    groups.add(new SecurityGroup(id(name), name, all, HERE));
    return this;
  }

  /// A rule of a group.
  record GroupRule(
      Direction direction, Verdict verdict, Peers source, Peers destination, PacketSet packets) {
    private Rule rule(String group, int index) {
      boolean inbound = direction == Direction.INGRESS;
      return new Rule(
          verdict,
          inbound ? destination : source,
          inbound ? source : destination,
          new PortMatch(packets, List.of()),
          new SourceRef("nsg.json", 0, group, "securityRules[" + index + "]"));
    }
  }

  /// Microsoft Learn, "Network security groups", default security rules.
  private static List<Rule> defaults(String group, Direction direction) {
    Peers every = new Peers.Everybody();
    Peers network = tag("VirtualNetwork");
    List<GroupRule> rules =
        switch (direction) {
          case INGRESS ->
              List.of(
                  new GroupRule(direction, Verdict.ALLOW, network, network, PacketSet.ALL),
                  new GroupRule(
                      direction, Verdict.ALLOW, tag("AzureLoadBalancer"), every, PacketSet.ALL),
                  new GroupRule(direction, Verdict.DENY, every, every, PacketSet.ALL));
          case EGRESS ->
              List.of(
                  new GroupRule(direction, Verdict.ALLOW, network, network, PacketSet.ALL),
                  new GroupRule(direction, Verdict.ALLOW, every, tag("Internet"), PacketSet.ALL),
                  new GroupRule(direction, Verdict.DENY, every, every, PacketSet.ALL));
        };
    return rules.stream().map(rule -> rule.rule(group + " defaults", rules.indexOf(rule))).toList();
  }

  static Peers tag(String name) {
    return new Peers.Tag(name);
  }

  static Peers applicationGroup(String name) {
    return new Peers.ApplicationGroup(id(name).text());
  }

  static Peers addresses(String... blocks) {
    return new Peers.Addresses(AddressBounds.exactly(AddressSet.ofBlocks(blocks)));
  }

  static Peers every() {
    return new Peers.Everybody();
  }

  AzureSide firewall(AzureFirewall firewall) {
    firewalls.add(firewall);
    return this;
  }

  Facts.Azure facts() {
    VirtualNetwork vnet =
        new VirtualNetwork(
            id("vnet"),
            "vnet",
            Optional.of(AddressSet.ofBlocks("10.0.0.0/8")),
            peerings,
            subnets,
            HERE);
    Facts.Azure facts =
        new Facts.Azure(
            List.of(cluster()),
            List.of(),
            subnets.isEmpty() ? List.of() : List.of(vnet),
            groups,
            tables,
            scaleSets,
            publicAddresses,
            List.of(),
            List.of());
    return facts.withFirewalls(firewalls).withSurroundings(surroundings());
  }

  private Facts.Surroundings surroundings() {
    return new Facts.Surroundings(
        interfaces, serviceTags, privateZones, List.of(), List.of(), balancers, prefixes);
  }

  AksCluster cluster() {
    return new AksCluster(
        id("shop"),
        "shop",
        apiVersion,
        template,
        "westeurope",
        "Base",
        kubernetes,
        balancers.isEmpty() ? absent() : known("rg"),
        new AksCluster.NetworkProfile(
            network("plugin"),
            network("pluginMode"),
            absent(),
            absent(),
            podCidrs,
            absent(),
            absent(),
            families,
            network("outboundType"),
            network("podLinkLocalAccess"),
            outboundIps,
            HERE),
        new AksCluster.ApiServerAccess(
            authorized,
            isPrivate,
            absent(),
            absent(),
            apiSubnet.isLeftOut() ? absent() : known(true),
            apiSubnet,
            absent(),
            absent(),
            publicNetworkAccess,
            absent(),
            privateFqdn,
            new SourceRef("azure.json", 0, "AKS shop", "apiServerAccessProfile")),
        addons,
        absent(),
        absent(),
        absent(),
        absent(),
        absent(),
        acceleration,
        absent(),
        absent(),
        absent(),
        new AksCluster.GatewayApi(absent(), absent()),
        new AksCluster.AdvancedNetworking(absent(), absent(), absent(), absent()),
        new AksCluster.Identity(absent(), absent(), oidcIssuer, absent(), absent()),
        staticGateway,
        absent(),
        absent(),
        absent(),
        pools,
        HERE);
  }

  private Fact<String> network(String name) {
    return network.getOrDefault(name, absent());
  }
}
