package io.seawall.dialects.firewall;

import io.seawall.dialects.firewall.WrittenRule.Address;
import io.seawall.dialects.firewall.WrittenRule.Kind;
import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What rule collection groups mean: rules in the order in which they are asked.
///
/// Source: Microsoft Learn, "Configure Azure Firewall rules": groups by ascending priority, in them
/// collections by ascending priority; those of a parent policy before those of the child. Where a
/// priority is not known, rules come first and match perhaps, which holds for any place.
final class Meaning {
  private final Map<ResourceId, AddressGroup> addressGroups;

  Meaning(Map<ResourceId, AddressGroup> addressGroups) {
    this.addressGroups = addressGroups;
  }

  /// The rules of one policy, or of a classic firewall, by kind.
  ///
  /// @param object the policy or firewall as reports show it
  Map<Kind, List<FirewallRule>> of(List<CollectionGroup> groups, String object) {
    Map<Kind, List<FirewallRule>> out = new HashMap<>();
    for (Placed one : inOrder(groups)) {
      for (WrittenRule rule : one.collection.rules()) {
        List<FirewallRule> rules = out.computeIfAbsent(rule.kind(), _ -> new ArrayList<>());
        rules.addAll(meaning(one, rule, object));
      }
    }
    return out;
  }

  /// A collection where it stands in the order.
  private record Placed(
      int groupPriority, int priority, RuleCollection collection, List<String> doubts) {}

  private static List<Placed> inOrder(List<CollectionGroup> groups) {
    List<Placed> all = new ArrayList<>();
    for (CollectionGroup group : groups) {
      for (RuleCollection collection : group.collections()) {
        boolean known = group.priority().isPresent() && collection.priority().isPresent();
        List<String> doubts = new ArrayList<>(group.doubts());
        doubts.addAll(collection.doubts());
        all.add(
            new Placed(
                known ? group.priority().get() : Integer.MIN_VALUE,
                known ? collection.priority().get() : Integer.MIN_VALUE,
                collection,
                doubts));
      }
    }
    all.sort(Comparator.comparingInt(Placed::groupPriority).thenComparingInt(Placed::priority));
    return withUniquePriorities(all);
  }

  /// The collections, with doubt on those whose order among each other is not known and matters.
  private static List<Placed> withUniquePriorities(List<Placed> all) {
    Map<Slot, Set<Verdict>> actions = new HashMap<>();
    for (Placed one : all) {
      one.collection
          .action()
          .ifPresent(
              action -> actions.computeIfAbsent(slot(one), _ -> new HashSet<>()).add(action));
    }
    return all.stream()
        .map(one ->
            actions.getOrDefault(slot(one), Set.of()).size() < 2
                ? one
                : doubted(one, "which of two collections of one priority comes first"))
        .toList();
  }

  /// What no two collections share.
  private record Slot(int groupPriority, int priority, Optional<Kind> kind) {}

  private static Slot slot(Placed one) {
    Optional<Kind> kind = one.collection.rules().stream().map(WrittenRule::kind).findFirst();
    return new Slot(one.groupPriority, one.priority, kind);
  }

  private static Placed doubted(Placed one, String missing) {
    List<String> doubts = new ArrayList<>(one.doubts);
    doubts.add(missing);
    return new Placed(one.groupPriority, one.priority, one.collection, doubts);
  }

  private List<FirewallRule> meaning(Placed place, WrittenRule rule, String object) {
    List<String> doubts = new ArrayList<>(place.doubts);
    doubts.addAll(rule.doubts());
    List<Verdict> verdicts =
        place.collection.action().map(List::of).orElse(List.of(Verdict.ALLOW, Verdict.DENY));
    Bounds packets = rule.packets();
    List<FirewallRule> out = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      out.addAll(meaning(rule, verdict, packets.sure(), object, doubts));
      PacketSet rest = packets.possible().minus(packets.sure());
      if (!rest.isEmpty()) {
        List<String> more = new ArrayList<>(doubts);
        more.add("whether rule " + rule.name() + " speaks of such packets");
        out.addAll(meaning(rule, verdict, rest, object, more));
      }
    }
    return out;
  }

  /// A rule that names addresses and names speaks of either.
  private List<FirewallRule> meaning(
      WrittenRule rule, Verdict verdict, PacketSet packets, String object, List<String> doubts) {
    if (packets.isEmpty()) {
      return List.of();
    }
    List<FirewallRule> out = new ArrayList<>();
    if (!rule.destinations().isEmpty() || rule.hosts().isEmpty()) {
      Peers destinations =
          rule.destinations().isEmpty() ? new Peers.Everybody() : peers(rule.destinations());
      out.add(firewallRule(rule, verdict, destinations, packets, List.of(), object, doubts));
    }
    if (!rule.hosts().isEmpty()) {
      out.add(
          firewallRule(
              rule, verdict, new Peers.Everybody(), packets, rule.hosts(), object, doubts));
    }
    return out;
  }

  private FirewallRule firewallRule(
      WrittenRule rule,
      Verdict verdict,
      Peers destinations,
      PacketSet packets,
      List<Host> hosts,
      String object,
      List<String> doubts) {
    Peers sources = rule.sources().isEmpty() ? new Peers.Everybody() : peers(rule.sources());
    Rule neutral =
        new Rule(
            verdict,
            sources,
            destinations,
            new PortMatch(packets, List.of()),
            rule.name(),
            rule.where());
    return new FirewallRule(neutral, hosts, object, doubts);
  }

  private Peers peers(List<Address> addresses) {
    AddressSet literal = AddressSet.EMPTY;
    List<Peers> others = new ArrayList<>();
    for (Address address : addresses) {
      switch (address) {
        case Address.Every _ -> {
          return new Peers.Everybody();
        }
        case Address.Range(var set) -> literal = literal.or(set);
        case Address.ServiceTag(var name) -> others.add(new Peers.Tag(name));
        case Address.Unreadable(var missing) -> others.add(new Peers.Unknown(missing));
        case Address.Members(var id) -> {
          AddressGroup group = addressGroups.get(id);
          if (group == null) {
            others.add(new Peers.Unknown("IP group " + id.name() + " is not in the input"));
          } else {
            literal = literal.or(group.addresses());
            group.missing().ifPresent(missing -> others.add(new Peers.Unknown(missing)));
          }
        }
      }
    }
    if (!literal.isEmpty() || others.isEmpty()) {
      others.addFirst(new Peers.Addresses(AddressBounds.exactly(literal)));
    }
    return others.size() == 1 ? others.getFirst() : new Peers.AnyOf(others);
  }
}
