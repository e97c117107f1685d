package io.seawall.practices;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.at;
import static io.seawall.practices.Given.id;
import static io.seawall.practices.Given.known;

import io.seawall.model.AddressBounds;
import io.seawall.model.Fact;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A virtual network under construction, with its security groups, routes and the scale sets in it.
public final class NetworkCase {
  /// Packets to TCP 22.
  public static final PacketSet SSH = PacketSet.to(Protocol.TCP, 22);

  final List<VirtualNetwork> networks = new ArrayList<>();
  final List<SecurityGroup> groups = new ArrayList<>();
  final List<RouteTable> tables = new ArrayList<>();
  final List<ScaleSet> scaleSets = new ArrayList<>();
  private final List<VirtualNetwork.Subnet> subnets = new ArrayList<>();
  private final List<VirtualNetwork.Peering> peerings = new ArrayList<>();
  private AddressSet space = AddressSet.EMPTY;

  static ResourceId subnetId(String name) {
    return id("virtualNetworks/vnet/subnets", name);
  }

  /// Gives the network its address space.
  public NetworkCase space(String... blocks) {
    space = AddressSet.ofBlocks(blocks);
    return this;
  }

  /// What a subnet has besides addresses.
  public static final class SubnetCase {
    public Fact<ResourceId> group = absent();
    public Fact<ResourceId> routes = absent();
    public Fact<ResourceId> nat = absent();
    public Fact<Boolean> defaultOutbound = absent();
    public List<String> serviceEndpoints = List.of();

    /// With this group attached.
    public SubnetCase group(String name) {
      group = known(id("networkSecurityGroups", name));
      return this;
    }

    /// With this route table attached.
    public SubnetCase routes(String name) {
      routes = known(id("routeTables", name));
      return this;
    }
  }

  /// Adds a subnet.
  public NetworkCase subnet(String name, SubnetCase shape, String... blocks) {
    subnets.add(
        new VirtualNetwork.Subnet(
            subnetId(name),
            name,
            Optional.of(AddressSet.ofBlocks(blocks)),
            shape.group,
            shape.routes,
            shape.nat,
            shape.defaultOutbound,
            shape.serviceEndpoints,
            at("subnet " + name, "")));
    return this;
  }

  /// Adds a peered network.
  public NetworkCase peer(String name, String block) {
    peerings.add(
        new VirtualNetwork.Peering(
            name, Optional.of(AddressSet.ofBlocks(block)), false, at("peering " + name, "")));
    return this;
  }

  /// Adds the scale set of a pool, without a group on its interfaces unless one is named.
  public NetworkCase scaleSet(String pool, String group) {
    scaleSets.add(
        new ScaleSet(
            id("virtualMachineScaleSets", "aks-" + pool),
            "aks-" + pool,
            pool,
            group.isEmpty() ? absent() : known(id("networkSecurityGroups", group)),
            absent(),
            absent(),
            absent(),
            at("scale set " + pool, "")));
    return this;
  }

  /// Adds a group with these rules before the default ones.
  public NetworkCase group(String name, GroupRule... rules) {
    List<Rule> in = new ArrayList<>();
    List<Rule> out = new ArrayList<>();
    for (GroupRule one : rules) {
      (one.direction == Direction.INGRESS ? in : out).add(one.rule);
    }
    Peers network = new Peers.Tag("VirtualNetwork");
    in.add(rule("AllowVnetInBound", Verdict.ALLOW, network, network, PacketSet.ALL));
    in.add(
        rule(
            "AllowAzureLoadBalancerInBound",
            Verdict.ALLOW,
            new Peers.Everybody(),
            new Peers.Tag("AzureLoadBalancer"),
            PacketSet.ALL));
    in.add(rule("DenyAllInBound", Verdict.DENY, anybody(), anybody(), PacketSet.ALL));
    out.add(rule("AllowVnetOutBound", Verdict.ALLOW, network, network, PacketSet.ALL));
    out.add(
        rule(
            "AllowInternetOutBound",
            Verdict.ALLOW,
            anybody(),
            new Peers.Tag("Internet"),
            PacketSet.ALL));
    out.add(rule("DenyAllOutBound", Verdict.DENY, anybody(), anybody(), PacketSet.ALL));
    groups.add(
        new SecurityGroup(
            id("networkSecurityGroups", name),
            name,
            Map.of(Direction.INGRESS, in, Direction.EGRESS, out),
            at("NSG " + name, "")));
    return this;
  }

  /// A rule and its direction.
  public record GroupRule(Direction direction, Rule rule) {}

  /// An inbound rule for TCP 22; `from` is `*`, a service tag or blocks with commas between.
  public static GroupRule in(String name, Verdict verdict, String from) {
    return in(name, verdict, from, SSH);
  }

  /// An inbound rule.
  public static GroupRule in(String name, Verdict verdict, String from, PacketSet packets) {
    return new GroupRule(Direction.INGRESS, rule(name, verdict, anybody(), peers(from), packets));
  }

  /// An outbound rule.
  public static GroupRule out(String name, Verdict verdict, String to, PacketSet packets) {
    return new GroupRule(Direction.EGRESS, rule(name, verdict, anybody(), peers(to), packets));
  }

  private static Rule rule(
      String name, Verdict verdict, Peers local, Peers peers, PacketSet packets) {
    return new Rule(
        verdict,
        local,
        peers,
        new PortMatch(packets, List.of()),
        at("NSG", "securityRules/" + name));
  }

  private static Peers anybody() {
    return new Peers.Everybody();
  }

  static Peers peers(String text) {
    if (text.equals("*")) {
      return anybody();
    }
    if (!text.contains("/")) {
      return new Peers.Tag(text);
    }
    String[] blocks = text.split(",", -1);
    AddressSet all =
        Arrays.stream(blocks)
            .map(Cidr::of)
            .map(AddressSet::of)
            .reduce(AddressSet.EMPTY, AddressSet::or);
    return new Peers.Addresses(AddressBounds.exactly(all));
  }

  /// Adds a route table; each route is `prefix next-hop-type [address]`.
  public NetworkCase routes(String name, String... routes) {
    List<RouteTable.Route> all = new ArrayList<>();
    for (String text : routes) {
      String[] parts = text.split(" ", -1);
      all.add(
          new RouteTable.Route(
              "route-" + all.size(),
              Optional.of(Cidr.of(parts[0])),
              parts[0],
              RouteTable.NextHop.valueOf(parts[1]),
              parts.length > 2 ? parts[2] : "",
              at("route table " + name, "routes/" + all.size())));
    }
    tables.add(
        new RouteTable(id("routeTables", name), name, false, all, at("route table " + name, "")));
    return this;
  }

  /// Ports of a protocol.
  public static PacketSet packets(Protocol protocol, int first, int last) {
    return PacketSet.of(protocol, Ports.range(first, last), Ports.ALL);
  }

  void close() {
    if (!space.isEmpty()) {
      networks.add(
          new VirtualNetwork(
              id("virtualNetworks", "vnet"),
              "vnet",
              Optional.of(space),
              peerings,
              subnets,
              at("network vnet", "")));
    }
  }
}
