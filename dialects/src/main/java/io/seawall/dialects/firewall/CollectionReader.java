package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.firewall.WrittenRule.Kind;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads rule collections: those of a group of a policy, and those of a classic firewall.
///
/// Source: Microsoft.Network REST API, FirewallPolicyFilterRuleCollection and
/// FirewallPolicyNatRuleCollection; AzureFirewallNetworkRuleCollection,
/// AzureFirewallApplicationRuleCollection and AzureFirewallNatRuleCollection.
final class CollectionReader {
  private final List<Diagnostic> complaints;

  CollectionReader(List<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  /// A rule collection group that is a resource of its own.
  CollectionGroup group(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    List<String> doubts = new ArrayList<>();
    if (!resource.certain()) {
      doubts.add("whether rule collection group " + resource.name() + " exists");
    }
    CollectionGroup group =
        new CollectionGroup(
            resource.id(),
            resource.parent(),
            priority(properties, "rule collection group " + resource.name(), doubts),
            collections(properties, "ruleCollections", Optional.empty(), !resource.template()),
            doubts,
            resource.where());
    properties.reportMisspelt();
    return group;
  }

  /// The collections in a list. Where the list is not known, one that may hold any rule.
  ///
  /// @param kind of the rules, where the list tells it
  /// @param expected whether a list that is left out is a part of the document that is missing
  List<RuleCollection> collections(
      AzureProperties holder, String key, Optional<Kind> kind, boolean expected) {
    return switch (holder.children(key)) {
      case Fact.Absent<List<AzureProperties>>(var at) ->
          expected
              ? List.of(RuleCollection.unknown(key + " is not in the document", at))
              : List.of();
      case Fact.Null<List<AzureProperties>> _ -> List.of();
      case Fact.Unresolved<List<AzureProperties>>(var expression, var at) ->
          List.of(RuleCollection.unknown(key + " is " + expression, at));
      case Fact.Known<List<AzureProperties>>(var list, var _) ->
          list.stream().map(part -> collection(part, kind)).toList();
    };
  }

  private RuleCollection collection(AzureProperties part, Optional<Kind> kind) {
    if (part.expression().isPresent()) {
      return RuleCollection.unknown(
          "a rule collection is " + part.expression().get(), part.where());
    }
    AzureProperties properties = inner(part);
    String name = part.text("name").known().orElse("");
    List<String> doubts = new ArrayList<>();
    Optional<Integer> priority = priority(properties, "rule collection " + name, doubts);
    Optional<Verdict> action = action(properties, name, doubts);
    return new RuleCollection(
        name, priority, action, rules(properties, name, kind), doubts, part.where());
  }

  private List<WrittenRule> rules(AzureProperties collection, String name, Optional<Kind> kind) {
    return switch (collection.children("rules")) {
      case Fact.Absent<List<AzureProperties>> _, Fact.Null<List<AzureProperties>> _ -> List.of();
      case Fact.Unresolved<List<AzureProperties>>(var expression, var at) ->
          List.of(
              WrittenRule.unknown(
                  "", "the rules of collection " + name + " are " + expression, at));
      case Fact.Known<List<AzureProperties>>(var list, var _) ->
          list.stream()
              .map(rule ->
                  kind.isPresent()
                      ? RuleReader.read(inner(rule), kind.get(), complaints)
                      : RuleReader.read(inner(rule), complaints))
              .toList();
    };
  }

  private Optional<Integer> priority(AzureProperties holder, String whose, List<String> doubts) {
    Fact<Integer> priority = holder.number("priority");
    if (priority.known().isEmpty()) {
      doubts.add("the priority of " + whose);
    }
    if (priority.isLeftOut()) {
      complain(holder.where(), "no priority", "a whole number from 100 to 65000");
    }
    return priority.known();
  }

  /// A collection of translations has no verdict of its own: what it translates is let by.
  private Optional<Verdict> action(AzureProperties collection, String name, List<String> doubts) {
    AzureProperties action = collection.in("action");
    Fact<String> type = action.text("type");
    Optional<Verdict> verdict =
        switch (type.known().orElse("").toLowerCase(Locale.ROOT)) {
          case "allow", "dnat", "snat" -> Optional.of(Verdict.ALLOW);
          case "deny" -> Optional.of(Verdict.DENY);
          default -> Optional.empty();
        };
    if (verdict.isEmpty()) {
      doubts.add("the action of rule collection " + name);
      if (!(type instanceof Fact.Unresolved<String>)) {
        complain(
            type.where(),
            type.known().map(text -> "the action \"" + text + "\"").orElse("no action"),
            "Allow or Deny");
      }
    }
    return verdict;
  }

  private void complain(SourceRef at, String found, String expected) {
    complaints.add(
        Diagnostic.error("WRONG_VALUE", at, found, expected, "its rules are taken to be possible"));
  }

  /// The properties of a part, under `properties` or beside its name.
  static AzureProperties inner(AzureProperties part) {
    AzureProperties inner = part.in("properties");
    return inner.fields().isPresent() || inner.expression().isPresent() ? inner : part;
  }
}
