package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Security admin rules of Azure Virtual Network Manager. They are not read yet, and are asked
/// before any rule of an NSG: while there are any, each group may let by or stop anything.
///
/// Source: Azure Virtual Network Manager, "Security admin rules", on the order of evaluation.
final class AdminRules {
  private static final String TYPE =
      "microsoft.network/networkmanagers/securityadminconfigurations";

  private AdminRules() {}

  /// The resources, with admin rules that may match before the rules of each group.
  static Facts.Azure before(Facts.Azure azure, List<Diagnostic> diagnostics) {
    Optional<OtherResource> first =
        azure.others().stream()
            .filter(other -> other.type().toLowerCase(Locale.ROOT).startsWith(TYPE))
            .findFirst();
    if (first.isEmpty()) {
      return azure;
    }
    diagnostics.add(
        Diagnostic.warning(
            "ADMIN_RULES",
            first.get().where(),
            "security admin rules of a network manager",
            "NSGs alone",
            "they are asked before NSGs and are not read yet: any of them may match"));
    return new Facts.Azure(
        azure.clusters(),
        azure.poolsApart(),
        azure.networks(),
        azure.securityGroups().stream().map(group -> after(first.get(), group)).toList(),
        azure.routeTables(),
        azure.scaleSets(),
        azure.publicAddresses(),
        azure.natGateways(),
        azure.others());
  }

  private static SecurityGroup after(OtherResource admin, SecurityGroup group) {
    Map<Direction, List<Rule>> rules = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      List<Rule> all = new ArrayList<>();
      all.add(perhaps(Verdict.ALLOW, admin));
      all.add(perhaps(Verdict.DENY, admin));
      all.addAll(group.rules(direction));
      rules.put(direction, all);
    }
    return new SecurityGroup(group.id(), group.name(), rules, group.where());
  }

  private static Rule perhaps(Verdict verdict, OtherResource admin) {
    return new Rule(
        verdict,
        new Peers.Everybody(),
        new Peers.Unknown("security admin rules of a network manager are not read yet"),
        PortMatch.ALL,
        admin.where());
  }
}
