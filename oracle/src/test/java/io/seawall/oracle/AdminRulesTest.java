package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Security admin rules before security groups. Source: Azure Virtual Network Manager, "Security
/// admin rules": "The order of evaluation", "Security admin fields".
class AdminRulesTest {
  private static final String ID =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkManagers/m";
  private static final String NETWORK =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet";

  private static Packet packet(String text) {
    var part = text.split("\\s+", -1);
    return new Packet(part[0], part[1], part[2], Packet.EPHEMERAL, Integer.parseInt(part[3]));
  }

  /// Rules as `priority direction access protocol source destination port`.
  private static String manager(String rules, String member) {
    return "[ "
        + Stream.concat(
                Stream.of(
                    """
                    { "id": "%1$s/networkGroups/g/staticMembers/one",
                      "type": "Microsoft.Network/networkManagers/networkGroups/staticMembers",
                      "properties": { "resourceId": "%2$s" } }
                    """
                        .formatted(ID, member),
                    """
                    { "id": "%1$s/securityAdminConfigurations/c/ruleCollections/rc",
                      "type": "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections",
                      "properties": { "appliesToGroups": [ { "networkGroupId": "%1$s/networkGroups/g" } ] } }
                    """
                        .formatted(ID)),
                Stream.of(rules.split(";", -1)).map(String::strip).map(AdminRulesTest::rule))
            .collect(Collectors.joining(", "))
        + " ]";
  }

  private static String rule(String text) {
    var part = text.split("\\s+", -1);
    return """
    { "id": "%1$s/securityAdminConfigurations/c/ruleCollections/rc/rules/r%2$s", "kind": "Custom",
      "type": "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
      "properties": { "priority": %2$s, "direction": "%3$s", "access": "%4$s", "protocol": "%5$s",
        "sources": [ { "addressPrefix": "%6$s", "addressPrefixType": "%9$s" } ],
        "destinations": [ { "addressPrefix": "%7$s", "addressPrefixType": "IPPrefix" } ],
        "sourcePortRanges": [ "0-65535" ], "destinationPortRanges": [ "%8$s" ] } }
    """
        .formatted(
            ID,
            part[0],
            part[1],
            part[2],
            part[3],
            part[4],
            part[5],
            part[6],
            Character.isLetter(part[4].charAt(0)) ? "ServiceTag" : "IPPrefix");
  }

  @ParameterizedTest(name = "{0} = {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Deny ends it                     | 10 Inbound Deny Tcp * * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | NO
          Allow passes to a deny           | 10 Inbound Allow Tcp * * 22 | 100 Inbound Deny * * * * * | 8.8.8.8 node:n1 TCP 22 | NO
          Allow passes to an allow         | 10 Inbound Allow Tcp * * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | YES
          AlwaysAllow ends it              | 10 Inbound AlwaysAllow Tcp * * 22 | 100 Inbound Deny * * * * * | 8.8.8.8 node:n1 TCP 22 | YES
          no match passes to the groups    | 10 Inbound AlwaysAllow Tcp * * 22 | 100 Inbound Deny * * * * * | 8.8.8.8 node:n1 TCP 23 | NO
          the lower number first           | 20 Inbound Deny Tcp * * 22; 10 Inbound AlwaysAllow Tcp * * 22 | | 8.8.8.8 node:n1 TCP 22 | YES
          Allow before Deny passes         | 10 Inbound Allow Tcp * * 22; 20 Inbound Deny Tcp * * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | YES
          another protocol                 | 10 Inbound Deny Udp * * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | YES
          Any protocol                     | 10 Inbound Deny Any * * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | NO
          another source                   | 10 Inbound Deny Tcp 9.9.9.9 * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | YES
          a destination                    | 10 Inbound Deny Tcp * 10.1.0.4 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | NO
          a service tag                    | 10 Inbound Deny Tcp Internet * 22 | 100 Inbound Allow * * * * * | 8.8.8.8 node:n1 TCP 22 | NO
          where the packet leaves          | 10 Outbound Deny Tcp * * 22 | | node:n1 8.8.8.8 TCP 22 | NO
          leaving is not arriving          | 10 Outbound Deny Tcp * * 22 | | 10.9.1.1 node:n1 TCP 22 | YES
          both ends are in the network     | 10 Inbound Deny Tcp * * 22 | | node:n1 node:n3 TCP 22 | NO
          one end allowed is not the other | 10 Outbound AlwaysAllow Tcp * * 22 | 100 Inbound Deny * * * * * | node:n1 node:n2 TCP 22 | NO
          without any group                | 10 Inbound Deny Tcp * * 22 | | 10.9.1.1 node:n3 TCP 22 | NO
          """)
  void order(String name, String rules, @Nullable String groups, String packet, Answer answer) {
    var world = AzureWorld.of("nodes").also(manager(rules, NETWORK.toUpperCase(Locale.ROOT)));
    assertThat((groups == null ? world : world.onNodes(groups)).answer(packet(packet)))
        .isEqualTo(answer);
  }

  @Test
  void another_network_is_not_concerned() {
    var world = AzureWorld.of("nodes").also(manager("10 Inbound Deny Tcp * * 22", NETWORK + "2"));
    assertThat(world.answer(packet("10.9.1.1 node:n1 TCP 22"))).isEqualTo(Answer.YES);
  }
}
