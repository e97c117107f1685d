package io.seawall.model.cloud;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A security admin rule of Azure Virtual Network Manager
/// (Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules). It is
/// asked before the rules of security groups.
///
/// Source: Microsoft Learn, "Security admin rules in Azure Virtual Network Manager": Deny and
/// AlwaysAllow end it, Allow leaves it to security groups.
///
/// @param priority lower numbers are asked first; the lowest integer if it cannot be told
/// @param rules what it says in each direction: ALLOW is AlwaysAllow, PASS is Allow; several parts
///   where it is not known in full
/// @param members virtual networks and subnets that are in its network groups for sure; others may
///   be
/// @param inForce whether it is known to be in force: a configuration is only once it is committed
public record AdminRule(
    String name,
    int priority,
    Map<Direction, List<Rule>> rules,
    Set<ResourceId> members,
    boolean inForce) {
  public AdminRule {
    rules =
        Map.of(
            Direction.INGRESS, List.copyOf(rules.getOrDefault(Direction.INGRESS, List.of())),
            Direction.EGRESS, List.copyOf(rules.getOrDefault(Direction.EGRESS, List.of())));
    members = Set.copyOf(members);
  }

  /// What it says in one direction.
  public List<Rule> rules(Direction direction) {
    return rules.getOrDefault(direction, List.of());
  }
}
