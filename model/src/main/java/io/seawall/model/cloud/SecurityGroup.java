package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Rule;
import java.util.List;
import java.util.Map;

/// A network security group (Microsoft.Network/networkSecurityGroups): for each direction the rules
/// in the order in which they are asked, the default rules included, so that every packet meets a
/// rule.
///
/// `local` of an inbound rule is its destination, and of an outbound rule its source.
public record SecurityGroup(
    ResourceId id, String name, Map<Direction, List<Rule>> rules, SourceRef where) {
  public SecurityGroup {
    rules =
        Map.of(
            Direction.INGRESS, List.copyOf(rules.getOrDefault(Direction.INGRESS, List.of())),
            Direction.EGRESS, List.copyOf(rules.getOrDefault(Direction.EGRESS, List.of())));
  }

  /// `NSG nsg-nodes`.
  public String title() {
    return "NSG " + name;
  }

  /// The rules of one direction in the order in which they are asked.
  public List<Rule> rules(Direction direction) {
    return rules.getOrDefault(direction, List.of());
  }
}
