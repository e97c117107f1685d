package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The ways from pods and nodes to addresses that belong to nobody known, and to those that the
/// machine under a node serves itself.
final class InsideToOutside {
  private final Addressing addressing;
  private final CloudHops cloud;
  private final NodeRules nodeRules;
  private final PolicyHops policyHops;

  InsideToOutside(
      Addressing addressing, CloudHops cloud, NodeRules nodeRules, PolicyHops policyHops) {
    this.addressing = addressing;
    this.cloud = cloud;
    this.nodeRules = nodeRules;
    this.policyHops = policyHops;
  }

  List<Path> paths(Endpoint.Placed from, Endpoint.Outside to, Target.Asked asked) {
    AddressSet target = AddressSet.of(List.of(to.addresses()));
    Target where = new Target(target, asked);
    if (!(from instanceof Endpoint.Pods pods)) {
      return from instanceof Endpoint.Nodes nodes
          ? List.of(new Path("", true, hops(nodes.pool(), false, nodes.addresses(), where)))
          : List.of(
              new Path(
                  "",
                  false,
                  List.of(CloudHops.unknown("outside", "what happens outside of the cluster"))));
    }
    Hop policy = policyHops.hop(Direction.EGRESS, pods, to, false);
    if (target.implies(AddressSet.of(Space.IMDS))) {
      return toPlatform(pods, target, policy, nodeRules.metadata(pods));
    }
    if (target.implies(AddressSet.of(Space.WIRESERVER))) {
      return toPlatform(pods, target, policy, nodeRules.wireServer(pods));
    }
    if (!cloud.isKnown()) {
      return List.of(new Path("", true, List.of(policy)));
    }
    return fromPools(
        pods,
        "",
        pool -> {
          List<Hop> hops = new ArrayList<>(List.of(policy));
          hops.addAll(hops(pool, !pods.hostNetwork(), sourceSeen(pods, pool, target), where));
          return hops;
        });
  }

  /// Ways to an address that the machine of the node itself serves. Security groups are asked, too,
  /// since a rule may name the tag of the platform; with a subnet for pods, either that subnet's or
  /// the node's: no document says which of the two sees such packets.
  private List<Path> toPlatform(Endpoint.Pods pods, AddressSet target, Hop policy, Hop node) {
    if (!cloud.isKnown()) {
      return List.of(new Path("", true, List.of(policy, node)));
    }
    Map<String, List<Hop>> ways = new LinkedHashMap<>();
    for (String pool : new TreeSet<>(pods.pools())) {
      AddressSet ofNode = addressing.nodeAddresses(List.of(pool), pods.v6());
      String name = "from pool " + pool;
      ways.put(
          name, toPlatform(policy, node, cloud.outbound(pool, false, ofNode, Party.at(target))));
      if (addressing.mode(pool) == Addressing.Mode.POD_SUBNET && !pods.hostNetwork()) {
        ways.put(
            name + ", as a pod",
            toPlatform(
                policy, node, cloud.outbound(pool, true, pods.addresses(), Party.at(target))));
      }
    }
    return Path.oneOf("", ways);
  }

  private static List<Hop> toPlatform(Hop policy, Hop node, List<Hop> groups) {
    List<Hop> hops = new ArrayList<>(List.of(policy, node));
    hops.addAll(groups);
    return hops;
  }

  /// The way from the pool that the pods run on; either of several where that is not known.
  static List<Path> fromPools(
      Endpoint.Pods pods, String name, Function<String, List<Hop>> hopsFrom) {
    Map<String, List<Hop>> ways = new LinkedHashMap<>();
    for (String pool : new TreeSet<>(pods.pools())) {
      ways.put("from pool " + pool, hopsFrom.apply(pool));
    }
    return Path.oneOf(name, ways);
  }

  /// The hops from a node to an address that belongs to nobody known.
  List<Hop> hops(String pool, boolean pod, AddressSet source, Target target) {
    List<Hop> hops = new ArrayList<>();
    if (!cloud.isKnown()) {
      return hops;
    }
    AddressSet addresses = target.addresses();
    boolean beyond = !cloud.inNetwork(pool, addresses) && !GroupRules.isPlatform(addresses);
    if (beyond && pod) {
      hops.add(cloud.translation(pool));
    }
    hops.addAll(cloud.outbound(pool, pod, source, Party.at(addresses)));
    if (beyond) {
      hops.addAll(cloud.wayOut(pool, pod, source, target));
    }
    return hops;
  }

  /// The address that Azure sees of a packet from these pods.
  AddressSet sourceSeen(Endpoint.Pods pods, String pool, AddressSet target) {
    AddressSet ofNode = addressing.nodeAddresses(List.of(pool), pods.v6());
    if (pods.hostNetwork()) {
      return ofNode;
    }
    return switch (addressing.mode(pool)) {
      case OVERLAY, KUBENET ->
          target.implies(addressing.podCidrs().orElse(AddressSet.EMPTY))
              ? pods.addresses()
              : ofNode;
      case POD_SUBNET -> pods.addresses();
      case NODE_SUBNET ->
          cloud.inNetwork(pool, target) ? pods.addresses() : pods.addresses().or(ofNode);
      case UNKNOWN -> pods.addresses().or(ofNode);
    };
  }

  /// Whether Azure may see the address of these pods on the way to some part of `target`.
  boolean maySeePods(Endpoint.Pods pods, String pool, AddressSet target) {
    return switch (addressing.mode(pool)) {
      case OVERLAY, KUBENET ->
          !pods.hostNetwork() && !target.disjoint(addressing.podCidrs().orElse(AddressSet.EMPTY));
      case POD_SUBNET, NODE_SUBNET, UNKNOWN -> !pods.hostNetwork();
    };
  }

  /// Whether the pods run on this pool for sure.
  static boolean runOn(Endpoint.Pods pods, String pool) {
    return pods.pools().equals(Set.of(pool));
  }
}
