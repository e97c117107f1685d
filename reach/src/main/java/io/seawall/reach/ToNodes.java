package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.List;

/// The ways to the network of nodes.
final class ToNodes {
  private final CloudHops cloud;
  private final PolicyHops policyHops;
  private final InsideToOutside out;

  /// @param out tells which address Azure sees of a packet
  ToNodes(CloudHops cloud, PolicyHops policyHops, InsideToOutside out) {
    this.cloud = cloud;
    this.policyHops = policyHops;
    this.out = out;
  }

  /// Ways to the network of a node.
  ///
  /// @param receiver whom rules name: the nodes, or pods that use their network
  List<Path> paths(Endpoint.Placed from, Endpoint.Nodes nodes, Endpoint receiver) {
    List<Path> paths = new ArrayList<>();
    String pool = nodes.pool();
    switch (from) {
      case Endpoint.Pods pods -> {
        if (pods.pools().contains(pool)) {
          paths.add(
              new Path(
                  Path.SAME_NODE,
                  InsideToOutside.runOn(pods, pool),
                  List.of(policyHops.hop(Direction.EGRESS, pods, receiver, true))));
        }
        paths.addAll(
            acrossNodes(pods, nodes, policyHops.hop(Direction.EGRESS, pods, receiver, false)));
      }
      case Endpoint.Nodes other -> {
        if (other.pool().equals(pool)) {
          paths.add(new Path(Path.SAME_NODE, true, List.of()));
        }
        List<Hop> hops = new ArrayList<>();
        if (cloud.isKnown()) {
          Party sender = Party.node(other.pool(), other.addresses());
          Party target = Party.node(pool, nodes.addresses());
          hops.addAll(cloud.outbound(other.pool(), false, other.addresses(), target));
          hops.addAll(cloud.inbound(pool, false, sender, nodes.addresses()));
        }
        paths.add(new Path("another node", true, hops));
      }
      case Endpoint.Outside outside -> paths.add(new Path("", true, fromOutside(outside, nodes)));
    }
    return paths;
  }

  private List<Path> acrossNodes(Endpoint.Pods pods, Endpoint.Nodes nodes, Hop policy) {
    String name = "another node";
    if (!cloud.isKnown()) {
      return List.of(new Path(name, true, List.of(policy)));
    }
    return InsideToOutside.fromPools(
        pods,
        name,
        own -> {
          AddressSet source = out.sourceSeen(pods, own, nodes.addresses());
          List<Hop> hops = new ArrayList<>(List.of(policy));
          boolean asPod = !pods.hostNetwork();
          Party target = Party.node(nodes.pool(), nodes.addresses());
          Party sender = cloud.party(own, asPod, source);
          hops.addAll(cloud.outbound(own, asPod, source, target));
          hops.addAll(cloud.inbound(nodes.pool(), false, sender, nodes.addresses()));
          return hops;
        });
  }

  private List<Hop> fromOutside(Endpoint.Outside outside, Endpoint.Nodes nodes) {
    return cloud.isKnown()
        ? cloud.fromOutside(outside, nodes.pool(), nodes.v6())
        : List.of(CloudHops.unknown("Azure network", "the Azure side is not in the input"));
  }
}
