package io.seawall.dialects.nsg;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.AzureResources;
import io.seawall.dialects.Counterparts;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.nsg.RuleReader.Form;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads groups and the rules that stand apart from them, and puts them together at the end.
final class NsgReading implements Dialect.Reading {
  private final List<Diagnostic> complaints = new ArrayList<>();
  private final Map<ResourceId, Group> groups = new LinkedHashMap<>();

  /// Groups as templates mean them.
  private final Map<ResourceId, Group> meant = new LinkedHashMap<>();

  private final List<RuleApart> rulesApart = new ArrayList<>();
  private final NetworkManagers managers = new NetworkManagers(complaints);

  /// A rule written as a resource of its own.
  private record RuleApart(AzureResource resource, SecurityRule rule) {}

  @Override
  public boolean accept(Document document) {
    boolean taken = false;
    for (AzureResource resource : AzureResources.of(document)) {
      switch (resource.kind()) {
        case SECURITY_GROUP ->
            take(read(resource), resource.template() ? meant : groups, complaints);
        case SECURITY_RULE -> rulesApart.add(apart(resource, Form.CUSTOM));
        case DEFAULT_SECURITY_RULE -> rulesApart.add(apart(resource, Form.STANDARD));
        case ADMIN_CONFIGURATION -> managers.addConfiguration(resource);
        case ADMIN_COLLECTION -> managers.addCollection(resource);
        case ADMIN_RULE -> managers.addRule(resource);
        case NETWORK_GROUP -> {}
        case STATIC_MEMBER -> managers.addMember(resource);
        case MANAGED_CLUSTER,
            AGENT_POOL,
            VIRTUAL_NETWORK,
            SUBNET,
            PEERING,
            ROUTE_TABLE,
            ROUTE,
            NETWORK_INTERFACE,
            SCALE_SET,
            PUBLIC_PREFIX,
            LOAD_BALANCER,
            PRIVATE_ZONE,
            ZONE_LINK,
            ZONE_ADDRESSES,
            ZONE_GROUP,
            PUBLIC_ADDRESS,
            NAT_GATEWAY,
            FIREWALL,
            FIREWALL_POLICY,
            RULE_COLLECTION_GROUP,
            ADDRESS_GROUP,
            DEPLOYMENT,
            OTHER -> {
          continue;
        }
      }
      taken = true;
    }
    return taken;
  }

  private Group read(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Group group = new Group(resource.id(), resource.name(), resource.where());
    Fact<List<AzureProperties>> custom = properties.children("securityRules");
    switch (custom) {
      case Fact.Known<List<AzureProperties>>(var rules, var _) ->
          rules.forEach(rule -> group.add(RuleReader.read(rule, Form.CUSTOM, complaints)));
      case Fact.Null<List<AzureProperties>> _ -> {}
      case Fact.Unresolved<List<AzureProperties>>(var expression, var _) ->
          group.mayHaveMore("securityRules is " + expression);
      case Fact.Absent<List<AzureProperties>> _ -> {
        if (!resource.template()) {
          group.mayHaveMore("securityRules is not in the document");
          complaints.add(
              Diagnostic.warning(
                  "MISSING_FIELD",
                  resource.where(),
                  "an NSG without securityRules",
                  "its list of rules, even if it is empty",
                  "any rule is taken to be possible; export it with az network nsg show"));
        }
      }
    }
    properties
        .children("defaultSecurityRules")
        .known()
        .orElse(List.of())
        .forEach(rule -> group.addDefault(RuleReader.read(rule, Form.STANDARD, complaints)));
    properties.reportMisspelt();
    return group;
  }

  /// Two documents of one group are one if they say the same. If they do not, nobody can tell which
  /// of them is in force.
  private static void take(Group group, Map<ResourceId, Group> into, List<Diagnostic> complaints) {
    Group before = into.putIfAbsent(group.id(), group);
    if (before != null && !before.sameAs(group)) {
      before.mayHaveMore("two documents describe the group differently");
      complaints.add(
          Diagnostic.warning(
              "SEEN_TWICE",
              group.where(),
              "NSG " + group.name() + " again, with other rules",
              "one description of a group",
              "the first is " + before.where().place() + "; any rule is taken to be possible"));
    }
  }

  private RuleApart apart(AzureResource resource, Form form) {
    AzureProperties all = resource.all(complaints);
    SecurityRule read = RuleReader.read(all, form, complaints);
    all.reportMisspelt();
    SourceRef where = resource.where();
    SecurityRule rule =
        new SecurityRule(
            resource.name(),
            read.priority(),
            read.direction(),
            read.access(),
            read.protocol(),
            read.source(),
            read.destination(),
            read.doubts(),
            where);
    return new RuleApart(
        resource,
        resource.certain() ? rule : rule.doubted("a condition or loop decides whether it exists"));
  }

  @Override
  public Parsed<Facts> close() {
    rulesApart.forEach(this::join);
    settle();
    List<SecurityGroup> out = new ArrayList<>();
    groups.values().forEach(group -> out.add(group.close(complaints)));
    Facts.Azure azure =
        new Facts.Azure(
            List.of(), List.of(), List.of(), out, List.of(), List.of(), List.of(), List.of(),
            List.of());
    return new Parsed<>(
        new Facts(Facts.NONE.kubernetes(), azure.withAdminRules(managers.rules())), complaints);
  }

  /// Holds what is meant against what runs. A group that runs under the very id is judged; one that
  /// may be another of the same name leaves the template as it is.
  private void settle() {
    Counterparts<Group> running = new Counterparts<>(Map.copyOf(groups));
    meant.forEach((id, group) -> {
      boolean same = groups.containsKey(id);
      GroupDrift drift =
          new GroupDrift(
              complaints, same ? "what runs is judged" : "the one that a subnet names is judged");
      running.of(id).ifPresent(other -> drift.compare(group, other));
      groups.putIfAbsent(id, group);
    });
  }

  private void join(RuleApart apart) {
    Optional<ResourceId> parent = apart.resource().parent();
    Map<ResourceId, Group> own = apart.resource().template() ? meant : groups;
    if (parent.isPresent()) {
      Group group = own.computeIfAbsent(parent.get(), id -> missing(id, apart.resource()));
      group.join(apart.rule(), apart.resource().kind(), complaints);
      return;
    }
    // The name of its group is an expression: it may belong to any group of the template.
    List<Group> near =
        own.values().stream()
            .filter(group -> group.where().file().equals(apart.resource().where().file()))
            .toList();
    if (near.isEmpty()) {
      Group group =
          missing(new ResourceId(apart.resource().id().text() + "/group"), apart.resource());
      own.put(group.id(), group);
      near = List.of(group);
    }
    near.forEach(group -> group.add(apart.rule().doubted("which group it belongs to")));
  }

  /// A group that only a rule of it tells of.
  private Group missing(ResourceId id, AzureResource rule) {
    String name = rule.parent().isPresent() ? id.name() : rule.name();
    Group group = new Group(id, name, rule.where());
    group.mayHaveMore("the group of rule " + rule.name() + " is not in the input");
    if (rule.template() && groups.containsKey(id)) {
      return group; // the one that runs is there
    }
    complaints.add(
        Diagnostic.note(
            "GROUP_MISSING",
            rule.where(),
            "a rule of an NSG that is not in the input",
            "the NSG with all its rules",
            "any other rule is taken to be possible"));
    return group;
  }
}
