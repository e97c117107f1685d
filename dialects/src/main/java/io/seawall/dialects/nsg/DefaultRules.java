package io.seawall.dialects.nsg;

import io.seawall.dialects.nsg.SecurityRule.Address;
import io.seawall.dialects.nsg.SecurityRule.Side;
import io.seawall.dialects.nsg.SecurityRule.Transport;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Ports;
import java.util.List;
import java.util.Optional;

/// The rules that every network security group ends with. They cannot be removed, only preceded.
///
/// Source: Microsoft Learn, "Azure network security groups overview", default security rules.
final class DefaultRules {
  private static final Side NETWORK = side(new Address.ServiceTag("VirtualNetwork"));
  private static final Side PROBES = side(new Address.ServiceTag("AzureLoadBalancer"));
  private static final Side INTERNET = side(new Address.ServiceTag("Internet"));

  private DefaultRules() {}

  /// @param group where the group stands
  static List<SecurityRule> of(Direction direction, SourceRef group) {
    return switch (direction) {
      case INGRESS ->
          List.of(
              rule("AllowVnetInBound", 65_000, direction, Verdict.ALLOW, NETWORK, NETWORK, group),
              rule(
                  "AllowAzureLoadBalancerInBound",
                  65_001,
                  direction,
                  Verdict.ALLOW,
                  PROBES,
                  Side.ANY,
                  group),
              rule("DenyAllInBound", 65_500, direction, Verdict.DENY, Side.ANY, Side.ANY, group));
      case EGRESS ->
          List.of(
              rule("AllowVnetOutBound", 65_000, direction, Verdict.ALLOW, NETWORK, NETWORK, group),
              rule(
                  "AllowInternetOutBound",
                  65_001,
                  direction,
                  Verdict.ALLOW,
                  Side.ANY,
                  INTERNET,
                  group),
              rule("DenyAllOutBound", 65_500, direction, Verdict.DENY, Side.ANY, Side.ANY, group));
    };
  }

  private static Side side(Address address) {
    return new Side(List.of(address), Ports.ALL);
  }

  private static SecurityRule rule(
      String name,
      int priority,
      Direction direction,
      Verdict access,
      Side source,
      Side destination,
      SourceRef group) {
    return new SecurityRule(
        name,
        Optional.of(priority),
        Optional.of(direction),
        Optional.of(access),
        Transport.ANY,
        source,
        destination,
        List.of(),
        group.at("defaultSecurityRules[" + name + "]", group.line()));
  }
}
