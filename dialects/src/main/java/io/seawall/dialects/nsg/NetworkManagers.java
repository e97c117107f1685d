package io.seawall.dialects.nsg;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.nsg.RuleReader.Form;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.cloud.AdminRule;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The security admin rules of network managers while they are put together: what each applies to
/// stands with its collection, and whose members those are with network groups.
///
/// Source: Microsoft.Network REST API, networkManagers: securityAdminConfigurations,
/// ruleCollections (`appliesToGroups`), rules, networkGroups and staticMembers.
final class NetworkManagers {
  private final List<Diagnostic> complaints;
  private final List<Read> rules = new ArrayList<>();
  private final Map<ResourceId, AzureResource> holders = new LinkedHashMap<>();
  private final Map<ResourceId, Set<ResourceId>> groupsOf = new HashMap<>();
  private final Map<ResourceId, Set<ResourceId>> membersOf = new HashMap<>();

  private record Read(
      AzureResource resource, SecurityRule rule, Optional<Set<ResourceId>> groups) {}

  NetworkManagers(List<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  void addConfiguration(AzureResource resource) {
    holders.put(resource.id(), resource);
  }

  void addCollection(AzureResource resource) {
    holders.put(resource.id(), resource);
    AzureProperties properties = resource.properties(complaints);
    groupsOf.put(resource.id(), groups(properties.children("appliesToGroups")));
  }

  private static Set<ResourceId> groups(Fact<List<AzureProperties>> listed) {
    Set<ResourceId> groups = new HashSet<>();
    listed
        .known()
        .orElse(List.of())
        .forEach(one -> one.id("networkGroupId").known().ifPresent(groups::add));
    return groups;
  }

  /// A rule as it is written, or as the service lists it among those that are in force at a network
  /// (`az network manager list-effective-security-admin-rule`): then with the groups of its
  /// collection.
  void addRule(AzureResource resource) {
    AzureProperties all = resource.all(complaints);
    SecurityRule rule = RuleReader.read(all, Form.ADMIN, complaints);
    Fact<List<AzureProperties>> groups = all.children("ruleCollectionAppliesToGroups");
    rules.add(
        new Read(
            resource,
            resource.certain()
                ? rule
                : rule.doubted("a condition or loop decides whether it exists"),
            groups.known().map(_ -> groups(groups))));
  }

  void addMember(AzureResource resource) {
    resource
        .properties(complaints)
        .id("resourceId")
        .known()
        .ifPresent(member ->
            resource
                .parent()
                .ifPresent(
                    group -> membersOf.computeIfAbsent(group, _ -> new HashSet<>()).add(member)));
  }

  /// All rules, and one that may say anything for each configuration or collection whose rules are
  /// not in the input.
  List<AdminRule> rules() {
    List<AdminRule> out = new ArrayList<>();
    Set<ResourceId> shown = new HashSet<>();
    for (Read read : rules) {
      Optional<ResourceId> collection = read.resource.parent();
      collection.ifPresent(id -> {
        shown.add(id);
        shown.add(new ResourceId(parent(parent(id.text()))));
      });
      Set<ResourceId> groups =
          read.groups.orElseGet(
              () -> collection.map(id -> groupsOf.getOrDefault(id, Set.of())).orElse(Set.of()));
      out.add(
          new AdminRule(
              read.resource.name(),
              read.rule.priority().orElse(Integer.MIN_VALUE),
              Meaning.of(List.of(read.rule)),
              members(groups),
              read.groups.isPresent()));
    }
    for (AzureResource holder : holders.values()) {
      boolean above =
          holders.keySet().stream()
              .anyMatch(id -> parent(parent(id.text())).equalsIgnoreCase(holder.id().text()));
      if (!shown.contains(holder.id()) && !above) {
        SecurityRule any =
            SecurityRule.unknown(
                holder.name(),
                "the rules of " + holder.name() + " are not in the input",
                holder.where());
        out.add(
            new AdminRule(
                holder.name(), Integer.MIN_VALUE, Meaning.of(List.of(any)), Set.of(), false));
      }
    }
    return out;
  }

  private Set<ResourceId> members(Set<ResourceId> groups) {
    Set<ResourceId> members = new HashSet<>();
    groups.forEach(group -> members.addAll(membersOf.getOrDefault(group, Set.of())));
    return members;
  }

  private static String parent(String id) {
    return id.substring(0, Math.max(0, id.lastIndexOf('/')));
  }
}
