package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A firewall policy (Microsoft.Network/firewallPolicies), without the groups that hold its rules.
///
/// @param base the policy that it inherits from
/// @param groups the ids of its rule collection groups, which an answer of the service lists
/// @param dnsProxy whether the firewall answers DNS requests (`dnsSettings.enableProxy`)
/// @param mayStop modes that stop more than rules do, such as `threatIntelMode Deny`
/// @param doubts why there may be rules that are not in the input
record FirewallPolicy(
    ResourceId id,
    String name,
    Fact<ResourceId> base,
    List<ResourceId> groups,
    Fact<Boolean> dnsProxy,
    List<String> mayStop,
    List<String> doubts,
    SourceRef where) {
  FirewallPolicy {
    groups = List.copyOf(groups);
    mayStop = List.copyOf(mayStop);
    doubts = List.copyOf(doubts);
  }

  /// Source: Microsoft.Network REST API, FirewallPolicyPropertiesFormat.
  static FirewallPolicy read(AzureResource resource, List<Diagnostic> complaints) {
    AzureProperties properties = resource.properties(complaints);
    List<String> doubts = new ArrayList<>();
    Fact<List<AzureProperties>> listed = properties.children("ruleCollectionGroups");
    boolean shown = !resource.template();
    if (listed instanceof Fact.Unresolved<List<AzureProperties>>(var expression, var _)) {
      doubts.add("ruleCollectionGroups is " + expression);
    } else if (shown && listed instanceof Fact.Absent<List<AzureProperties>>) {
      doubts.add(
          "whether policy " + resource.name() + " has more rule collection groups than the input");
    }
    List<ResourceId> groups = new ArrayList<>();
    for (AzureProperties group : listed.known().orElse(List.of())) {
      group.id("id").known().ifPresent(groups::add);
    }
    FirewallPolicy policy =
        new FirewallPolicy(
            resource.id(),
            resource.name(),
            properties.reference("basePolicy"),
            groups,
            properties.in("dnsSettings").bool("enableProxy"),
            modes(properties),
            doubts,
            resource.where());
    properties.reportMisspelt();
    return policy;
  }

  private static List<String> modes(AzureProperties properties) {
    List<String> modes = new ArrayList<>();
    if (isDeny(properties.text("threatIntelMode"))) {
      modes.add("threatIntelMode Deny");
    }
    if (isDeny(properties.in("intrusionDetection").text("mode"))) {
      modes.add("intrusionDetection Deny");
    }
    return modes;
  }

  static boolean isDeny(Fact<String> mode) {
    return mode.known().filter("Deny"::equalsIgnoreCase).isPresent();
  }

  /// `firewall policy fp-hub`.
  String title() {
    return "firewall policy " + name;
  }

  /// Whether another description of the policy says the same; of the groups each may list some.
  boolean sameAs(FirewallPolicy other) {
    return Fact.joined(base, other.base).equals(base)
        && Fact.joined(dnsProxy, other.dnsProxy).equals(dnsProxy)
        && doubts.equals(other.doubts)
        && groups.equals(other.groups);
  }

  /// The same policy with one more reason why it may have other rules.
  FirewallPolicy doubted(String missing) {
    List<String> more = new ArrayList<>(doubts);
    more.add(missing);
    return new FirewallPolicy(id, name, base, groups, dnsProxy, mayStop, more, where);
  }

  /// The policy that it inherits from, where that is known.
  Optional<ResourceId> parent() {
    return base.known();
  }
}
