package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AdminRule;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Rules of Azure that are asked before those of each security group: security admin rules of
/// network managers, and those that may have been lost with input that could not be read.
///
/// Source: Microsoft Learn, "Security admin rules in Azure Virtual Network Manager": they are
/// evaluated before rules of security groups; Deny and AlwaysAllow end it, Allow leaves it to the
/// group. The rules of a group may be resources of their own (Microsoft.Network
/// networkSecurityGroups/securityRules).
final class RulesBefore {
  private static final ResourceId NO_GROUP = new ResourceId("security admin rules alone");

  private final List<AdminRule> rules;
  private final Map<ResourceId, Set<ResourceId>> placesOf = new HashMap<>();
  private final List<Rule> perhaps;

  private RulesBefore(Facts.Azure azure, List<Rule> perhaps) {
    this.rules =
        azure.adminRules().stream().sorted(Comparator.comparingInt(AdminRule::priority)).toList();
    this.perhaps = perhaps;
    Map<ResourceId, ResourceId> networkOf = new HashMap<>();
    for (VirtualNetwork network : azure.networks()) {
      for (Subnet subnet : network.subnets()) {
        networkOf.put(subnet.id(), network.id());
        subnet.securityGroup().known().ifPresent(group -> attach(group, subnet.id(), network.id()));
      }
    }
    for (ScaleSet set : azure.scaleSets()) {
      set.securityGroup()
          .known()
          .ifPresent(group ->
              set.subnet()
                  .known()
                  .ifPresent(
                      subnet -> attach(group, subnet, networkOf.getOrDefault(subnet, subnet))));
    }
  }

  private void attach(ResourceId group, ResourceId subnet, ResourceId network) {
    Set<ResourceId> places = placesOf.computeIfAbsent(group, _ -> new HashSet<>());
    places.add(subnet);
    places.add(network);
  }

  /// The resources, with these rules before those of each group. A subnet without a group gets one
  /// that lets by what no such rule stops.
  ///
  /// @param lost where input stood that could not be read
  static Facts.Azure before(Facts.Azure azure, List<SourceRef> lost, List<Diagnostic> diagnostics) {
    List<Rule> perhaps =
        lost.stream()
            .filter(LostInput::mayBeOfAzure)
            .findFirst()
            .map(RulesBefore::perhaps)
            .orElse(List.of());
    if (perhaps.isEmpty() && azure.adminRules().isEmpty()) {
      return azure;
    }
    return new RulesBefore(azure, perhaps).before(azure);
  }

  private static List<Rule> perhaps(SourceRef lost) {
    String missing = lost.place() + " could not be read and may hold a rule of a group";
    return Stream.of(Verdict.ALLOW, Verdict.DENY)
        .map(verdict ->
            new Rule(
                verdict, new Peers.Everybody(), new Peers.Unknown(missing), PortMatch.ALL, lost))
        .toList();
  }

  private Facts.Azure before(Facts.Azure azure) {
    List<SecurityGroup> groups = new ArrayList<>();
    for (SecurityGroup group : azure.securityGroups()) {
      groups.add(after(group, placesOf.getOrDefault(group.id(), Set.of())));
    }
    List<VirtualNetwork> networks = new ArrayList<>();
    for (VirtualNetwork network : azure.networks()) {
      List<Subnet> subnets = new ArrayList<>();
      for (Subnet subnet : network.subnets()) {
        boolean bare = subnet.securityGroup().isLeftOut() && !rules.isEmpty();
        if (bare) {
          ResourceId id = new ResourceId(NO_GROUP + "/" + subnet.id());
          groups.add(after(open(id, subnet.where()), Set.of(subnet.id(), network.id())));
          subnets.add(subnet.with(new Fact.Known<>(id, subnet.where())));
        } else {
          subnets.add(subnet);
        }
      }
      networks.add(network.with(subnets));
    }
    return azure.with(networks, groups);
  }

  private static SecurityGroup open(ResourceId id, SourceRef where) {
    Rule any =
        new Rule(Verdict.ALLOW, new Peers.Everybody(), new Peers.Everybody(), PortMatch.ALL, where);
    return new SecurityGroup(
        id, "none", Map.of(Direction.INGRESS, List.of(any), Direction.EGRESS, List.of(any)), where);
  }

  /// @param places the subnets and networks that the group is attached in
  private SecurityGroup after(SecurityGroup group, Set<ResourceId> places) {
    Map<Direction, List<Rule>> all = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      List<Rule> own = new ArrayList<>(perhaps);
      own.addAll(admin(direction, places));
      own.addAll(group.rules(direction));
      all.put(direction, own);
    }
    return new SecurityGroup(group.id(), group.name(), all, group.where());
  }

  /// The rules that decide, without what an Allow before them leaves to the group.
  private List<Rule> admin(Direction direction, Set<ResourceId> places) {
    List<Rule> out = new ArrayList<>();
    List<Rule> left = new ArrayList<>();
    for (AdminRule admin : rules) {
      boolean sure =
          admin.inForce() && !isTied(admin) && admin.members().stream().anyMatch(places::contains);
      for (Rule rule : admin.rules(direction)) {
        Rule here = sure ? rule : perhaps(rule, admin);
        if (rule.verdict() == Verdict.PASS) {
          left.add(here);
        } else {
          out.addAll(without(here, left));
        }
      }
    }
    return out;
  }

  /// Whether another rule has its priority: which of the two is asked first is not documented.
  private boolean isTied(AdminRule admin) {
    return rules.stream().filter(other -> other.priority() == admin.priority()).count() > 1;
  }

  private static Rule perhaps(Rule rule, AdminRule admin) {
    Peers unknown =
        new Peers.Unknown("whether security admin rule " + admin.name() + " is in force here");
    return new Rule(
        rule.verdict(),
        new Peers.AllOf(List.of(rule.local(), unknown)),
        rule.peers(),
        rule.ports(),
        rule.where());
  }

  /// The rule for those packets that none of the others speaks of.
  private static List<Rule> without(Rule rule, List<Rule> others) {
    List<Rule> parts = List.of(rule);
    for (Rule other : others) {
      parts = parts.stream().flatMap(part -> without(part, other)).toList();
    }
    return parts;
  }

  private static Stream<Rule> without(Rule rule, Rule other) {
    PacketSet packets = rule.ports().packets();
    PacketSet both = packets.and(other.ports().packets());
    if (both.isEmpty()) {
      return Stream.of(rule);
    }
    PortMatch common = new PortMatch(both, List.of());
    return Stream.of(
            new Rule(
                rule.verdict(),
                rule.local(),
                rule.peers(),
                new PortMatch(packets.minus(both), List.of()),
                rule.where()),
            new Rule(
                rule.verdict(),
                rule.local(),
                but(rule.peers(), other.peers()),
                common,
                rule.where()),
            new Rule(
                rule.verdict(),
                but(rule.local(), other.local()),
                rule.peers(),
                common,
                rule.where()))
        .filter(part -> !part.ports().packets().isEmpty());
  }

  private static Peers but(Peers peers, Peers others) {
    return new Peers.AllOf(List.of(peers, new Peers.Not(others)));
  }
}
