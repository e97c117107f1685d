package io.seawall.practices.ssh;

import io.seawall.model.Fact;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.GroupAlone;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A way from the Internet that a service tag opens. Which addresses the tag holds is not known, so
/// no single address is sure to pass; that somebody behind the tag passes is.
///
/// Source: Microsoft Learn, "Virtual network service tags": AzureCloud holds the public addresses
/// of every tenant.
final class TagWay {
  private static final Set<String> NOT_OF_OTHERS =
      Set.of("virtualnetwork", "internet", "azureloadbalancer");

  private TagWay() {}

  /// @return empty if the nodes have no public address, a group on the way was not read, or no tag
  ///   opens the port for sure
  static Optional<Way> of(Situation situation, Pool pool) {
    boolean reachable = pool.azure().flatMap(azure -> azure.nodePublicIp().known()).orElse(false);
    Optional<List<SecurityGroup>> groups = groups(situation, pool);
    if (!reachable || groups.isEmpty()) {
      return Optional.empty();
    }
    return tags(groups.get()).stream()
        .flatMap(tag ->
            pool.endpoints().stream()
                .filter(nodes -> !nodes.v6())
                .flatMap(nodes -> through(pool, groups.get(), tag, nodes).stream()))
        .findFirst();
  }

  private static Optional<Way> through(
      Pool pool, List<SecurityGroup> groups, String tag, Endpoint.Nodes nodes) {
    GroupAlone.Peer peer = GroupAlone.Peer.behind(tag);
    AddressSet local = nodes.addresses();
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            "public address",
            "allow",
            "",
            "",
            pool.azure().map(NodePool::where),
            "each node of pool " + pool.name() + " has one"));
    for (SecurityGroup group : groups) {
      GroupAlone alone = new GroupAlone(group, Direction.INGRESS);
      Optional<Packet> packet = alone.packets(peer, local).sure().and(PodWays.SSH).witness();
      if (packet.isEmpty()) {
        return Optional.empty();
      }
      Rule rule = alone.decider(peer, local, packet.get()).orElseThrow();
      steps.add(
          new Step(
              "NSG inbound",
              "allow",
              group.title(),
              rule.where().field(),
              Optional.of(rule.where()),
              "allows the service tag " + tag));
    }
    return Optional.of(
        Way.open(
            "whoever is behind the service tag " + tag + " can open TCP 22",
            new Witness("service tag " + tag, pool.asked(), "tcp/22"),
            steps,
            List.of()));
  }

  /// The groups that a packet to a node of the pool meets; empty if one of them was not read.
  private static Optional<List<SecurityGroup>> groups(Situation situation, Pool pool) {
    var azure = situation.snapshot().facts().azure();
    Optional<Fact<ResourceId>> ofSubnet =
        pool.nodeSubnet().map(place -> place.subnet().securityGroup());
    Optional<Fact<ResourceId>> ofNic =
        azure.scaleSets().stream()
            .filter(set -> set.pool().equals(pool.name()))
            .map(ScaleSet::securityGroup)
            .findFirst();
    if (ofSubnet.isEmpty() || ofNic.isEmpty()) {
      return Optional.empty();
    }
    List<SecurityGroup> groups = new ArrayList<>();
    for (Fact<ResourceId> attached : List.of(ofSubnet.get(), ofNic.get())) {
      if (attached.isLeftOut()) {
        continue;
      }
      Optional<SecurityGroup> group =
          attached
              .known()
              .flatMap(id ->
                  azure.securityGroups().stream().filter(one -> one.id().equals(id)).findFirst());
      if (group.isEmpty()) {
        return Optional.empty();
      }
      groups.add(group.get());
    }
    return Optional.of(groups);
  }

  /// The tags that some rule allows, except those that mean the network or the whole Internet.
  static Set<String> tags(List<SecurityGroup> groups) {
    Set<String> tags = new TreeSet<>();
    groups.stream()
        .flatMap(group -> group.rules(Direction.INGRESS).stream())
        .filter(rule -> rule.verdict() == Verdict.ALLOW)
        .flatMap(rule -> rule.peers().parts(Peers.Tag.class))
        .map(Peers.Tag::name)
        .filter(tag -> !NOT_OF_OTHERS.contains(tag.toLowerCase(Locale.ROOT)))
        .forEach(tags::add);
    return tags;
  }
}
