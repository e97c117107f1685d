package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureResource;
import io.seawall.dialects.firewall.WrittenRule.Kind;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Firewall policies while they are put together from documents of the policies and of their rule
/// collection groups.
final class Policies {
  private final List<Diagnostic> complaints;
  private final CollectionReader reader;
  private final Map<ResourceId, FirewallPolicy> policies = new LinkedHashMap<>();
  private final Map<ResourceId, CollectionGroup> groups = new LinkedHashMap<>();

  Policies(List<Diagnostic> complaints) {
    this.complaints = complaints;
    this.reader = new CollectionReader(complaints);
  }

  /// Two documents of one policy are one if they say the same.
  void addPolicy(AzureResource resource) {
    FirewallPolicy policy = FirewallPolicy.read(resource, complaints);
    FirewallPolicy before = policies.putIfAbsent(policy.id(), policy);
    if (before != null && !before.sameAs(policy)) {
      policies.put(
          policy.id(),
          before.doubted("two documents describe policy " + policy.name() + " differently"));
      complaints.add(twice(policy.title(), policy.where(), before.where()));
    }
  }

  /// Two documents of one group are one if they say the same.
  void addGroup(AzureResource resource) {
    CollectionGroup group = reader.group(resource);
    CollectionGroup before = groups.putIfAbsent(group.id(), group);
    if (before != null && !before.sameAs(group)) {
      groups.put(
          group.id(),
          CollectionGroup.unknown(
              group.id(),
              "which of two descriptions of rule collection group " + resource.name() + " is right",
              before.where()));
      complaints.add(
          twice("rule collection group " + resource.name(), group.where(), before.where()));
    }
  }

  static Diagnostic twice(String what, SourceRef again, SourceRef first) {
    return Diagnostic.warning(
        "SEEN_TWICE",
        again,
        what + " again, told differently",
        "one description of it",
        "the first is " + first.place() + "; any rule is taken to be possible");
  }

  /// What a policy and all that it inherits from come to.
  ///
  /// @param rules by kind, in the order in which they are asked
  /// @param dnsProxy whether the firewall is known to answer DNS requests
  record Chain(Map<Kind, List<FirewallRule>> rules, boolean dnsProxy, List<String> mayStop) {
    List<FirewallRule> of(Kind kind) {
      return rules.getOrDefault(kind, List.of());
    }
  }

  /// @param firewall where the firewall stands that names the policy
  Chain chain(ResourceId id, SourceRef firewall, Meaning meaning) {
    List<FirewallPolicy> own = new ArrayList<>(); // the root first
    List<CollectionGroup> lost = new ArrayList<>();
    Set<ResourceId> seen = new HashSet<>();
    Optional<ResourceId> next = Optional.of(id);
    SourceRef named = firewall;
    while (next.isPresent()) {
      FirewallPolicy policy = policies.get(next.get());
      if (policy == null || !seen.add(next.get())) {
        String missing = "firewall policy " + next.get().name() + " is not in the input";
        lost.add(CollectionGroup.unknown(next.get(), missing, named));
        break;
      }
      own.addFirst(policy);
      if (policy.base() instanceof Fact.Unresolved<ResourceId>(var expression, var at)) {
        String missing = "the policy that " + policy.name() + " inherits from is " + expression;
        lost.add(CollectionGroup.unknown(policy.id(), missing, at));
      }
      named = policy.where();
      next = policy.parent();
    }
    Map<Kind, List<FirewallRule>> rules = new HashMap<>();
    add(rules, meaning.of(lost, "firewall policy " + id.name()));
    for (FirewallPolicy policy : own) {
      add(rules, meaning.of(groupsOf(policy), policy.title()));
    }
    return new Chain(
        rules,
        own.stream().anyMatch(policy -> policy.dnsProxy().is(true)),
        own.isEmpty() ? List.of() : own.getLast().mayStop());
  }

  private static void add(Map<Kind, List<FirewallRule>> all, Map<Kind, List<FirewallRule>> more) {
    more.forEach((kind, rules) -> all.computeIfAbsent(kind, _ -> new ArrayList<>()).addAll(rules));
  }

  private List<CollectionGroup> groupsOf(FirewallPolicy policy) {
    List<CollectionGroup> all = new ArrayList<>();
    for (String doubt : policy.doubts()) {
      all.add(CollectionGroup.unknown(policy.id(), doubt, policy.where()));
    }
    for (ResourceId listed : policy.groups()) {
      if (!groups.containsKey(listed)) {
        String missing = "rule collection group " + listed.name() + " is not in the input";
        all.add(CollectionGroup.unknown(listed, missing, policy.where()));
      }
    }
    for (CollectionGroup group : groups.values()) {
      if (group.policy().filter(policy.id()::equals).isPresent()) {
        all.add(group);
      } else if (group.policy().isEmpty() && group.where().file().equals(policy.where().file())) {
        all.add(group.doubted("which policy the group belongs to"));
      }
    }
    return all;
  }
}
