package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which rule of a security group decides, in node subnet mode.
class SecurityGroupsTest {
  /// Parses `from to protocol destinationPort` and, optionally, the source port.
  private static Packet packet(String text) {
    var part = text.split("\\s+", -1);
    var sourcePort = part.length > 4 ? Integer.parseInt(part[4]) : Packet.EPHEMERAL;
    return new Packet(part[0], part[1], part[2], sourcePort, Integer.parseInt(part[3]));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          default: the network reaches itself        | | node:n2 node:n1 TCP 22 | true
          default: a peer reaches the network        | | 10.9.1.1 node:n1 TCP 22 | true
          default: past the peer's space             | | 10.10.0.0 node:n1 TCP 22 | false
          default: the probe of the load balancer    | | 168.63.129.16 node:n1 TCP 30000 | true
          default: the Internet stays out            | | 8.8.8.8 node:n1 TCP 22 | false
          default: out to the Internet               | | node:n1 8.8.8.8 TCP 443 | true
          default: out to a peer                     | | node:n1 10.9.1.1 TCP 443 | true
          default: no way out to other private space | | node:n1 192.168.0.1 TCP 443 | false
          default: any protocol                      | | node:n1 8.8.8.8 47 0 | true
          default: IPv6 within the network           | | fd00:1:0:1::9 node:n1 TCP 22 | true
          default: IPv6 from the Internet            | | 2600::1 node:n1 TCP 22 | false
          default: IPv6 out to the Internet          | | node:n1 2600::1 TCP 22 | true
          a deny before the default                  | 100 Inbound Deny Tcp * * * 22 | node:n2 node:n1 TCP 22 | false
          a deny of another port                     | 100 Inbound Deny Tcp * * * 22 | node:n2 node:n1 TCP 23 | true
          a deny of another protocol                 | 100 Inbound Deny Tcp * * * 22 | node:n2 node:n1 UDP 22 | true
          a deny of another direction                | 100 Outbound Deny Tcp * * * 22 | 10.9.1.1 node:n1 TCP 22 | true
          the lower number first: allow              | 200 Inbound Deny * * * * *; 100 Inbound Allow Tcp * * * 22 | 8.8.8.8 node:n1 TCP 22 | true
          the lower number first: deny               | 200 Inbound Allow Tcp * * * 22; 100 Inbound Deny * * * * * | 8.8.8.8 node:n1 TCP 22 | false
          first of a range                           | 100 Inbound Allow Tcp * * * 20-25 | 8.8.8.8 node:n1 TCP 20 | true
          last of a range                            | 100 Inbound Allow Tcp * * * 20-25 | 8.8.8.8 node:n1 TCP 25 | true
          past a range                               | 100 Inbound Allow Tcp * * * 20-25 | 8.8.8.8 node:n1 TCP 26 | false
          plural ports                               | 100 Inbound Allow Tcp * * * 80,20-25 | 8.8.8.8 node:n1 TCP 22 | true
          plural sources                             | 100 Inbound Allow Tcp 9.9.9.9,8.8.8.0/24 * * 22 | 8.8.8.255 node:n1 TCP 22 | true
          plural sources, none of them               | 100 Inbound Allow Tcp 9.9.9.9,8.8.8.0/24 * * 22 | 8.8.9.0 node:n1 TCP 22 | false
          a source port                              | 100 Inbound Allow Tcp * 22 * * | 8.8.8.8 node:n1 TCP 80 22 | true
          another source port                        | 100 Inbound Allow Tcp * 22 * * | 8.8.8.8 node:n1 TCP 22 23 | false
          a bare address                             | 100 Inbound Allow * 8.8.8.8 * 10.1.0.4 * | 8.8.8.8 node:n1 TCP 22 | true
          a bare address is no other                 | 100 Inbound Allow * 8.8.8.8 * 10.1.0.4 * | 8.8.8.8 node:n2 TCP 22 | false
          0.0.0.0/0 is IPv4                          | 100 Outbound Deny * * * 0.0.0.0/0 * | node:n1 8.8.8.8 TCP 22 | false
          0.0.0.0/0 is not IPv6                      | 100 Outbound Deny * * * 0.0.0.0/0 * | node:n1 2600::1 TCP 22 | true
          an asterisk is both                        | 100 Outbound Deny * * * * * | node:n1 2600::1 TCP 22 | false
          Internet is not the network                | 100 Outbound Deny * * * Internet * | node:n1 node:n2 TCP 22 | true
          Internet is not a peer                     | 100 Outbound Deny * * * Internet * | node:n1 10.9.1.1 TCP 22 | true
          Internet is a public address               | 100 Outbound Deny * * * Internet * | node:n1 8.8.8.8 TCP 22 | false
          tags in any casing                         | 100 Inbound Deny * virtualnetwork * * * | node:n2 node:n1 TCP 22 | false
          VirtualNetwork holds a peer                | 100 Inbound Deny * VirtualNetwork * * * | 10.9.1.1 node:n1 TCP 22 | false
          VirtualNetwork holds the host address      | 100 Inbound Deny * VirtualNetwork * * * | 168.63.129.16 node:n1 TCP 22 | false
          Icmp                                       | 100 Inbound Allow Icmp * * * * | 8.8.8.8 node:n1 ICMP 0 | true
          Icmp is not TCP                            | 100 Inbound Allow Icmp * * * * | 8.8.8.8 node:n1 TCP 1 | false
          ports exclude what has none                | 100 Inbound Allow * * * * 0-65535 | 8.8.8.8 node:n1 ICMP 0 | false
          Esp by number                              | 100 Inbound Allow Esp * * * * | 8.8.8.8 node:n1 50 0 | true
          metadata meets no address rule             | 100 Outbound Deny * * * 169.254.169.254 * | node:n1 169.254.169.254 TCP 80 | true
          metadata meets no asterisk                 | 100 Outbound Deny * * * * * | node:n1 169.254.169.254 TCP 80 | true
          metadata meets its tag                     | 100 Outbound Deny * * * AzurePlatformIMDS * | node:n1 169.254.169.254 TCP 80 | false
          the first rule with the tag decides        | 99 Outbound Allow Tcp * * AzurePlatformIMDS 80; 100 Outbound Deny * * * AzurePlatformIMDS * | node:n1 169.254.169.254 TCP 80 | true
          Azure DNS meets no address rule            | 100 Outbound Deny * * * 168.63.129.16 * | node:n1 168.63.129.16 UDP 53 | true
          Azure DNS meets its tag                    | 100 Outbound Deny * * * AzurePlatformDNS * | node:n1 168.63.129.16 UDP 53 | false
          WireServer is no platform traffic          | 100 Outbound Deny * * * 168.63.129.16 * | node:n1 168.63.129.16 TCP 80 | false
          """)
  void rules(String name, @Nullable String rules, String packet, boolean allowed) {
    var world = AzureWorld.of("nodes").onNodes(rules == null ? "" : rules);
    assertThat(world.allows(packet(packet))).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          both allow                      | 100 Inbound Allow Tcp * * * 22 | 100 Inbound Allow Tcp * * * 22 | 8.8.8.8 node:n1 TCP 22 | true
          only the subnet's allows        | 100 Inbound Allow Tcp * * * 22 | 100 Inbound Deny * * * * *     | 8.8.8.8 node:n1 TCP 22 | false
          only the interface's allows     | 100 Inbound Deny * * * * *     | 100 Inbound Allow Tcp * * * 22 | 8.8.8.8 node:n1 TCP 22 | false
          leaving: the interface's denies | 100 Outbound Allow * * * * *   | 100 Outbound Deny * * * * *    | node:n1 8.8.8.8 TCP 22 | false
          leaving: the subnet's denies    | 100 Outbound Deny * * * * *    | 100 Outbound Allow * * * * *   | node:n1 8.8.8.8 TCP 22 | false
          the cards of another pool       | 100 Inbound Allow * * * * *    | 100 Inbound Deny * * * * *     | node:n1 node:n3 TCP 22 | true
          """)
  void subnet_and_interface(
      String name, String subnet, String card, String packet, boolean allowed) {
    var world = AzureWorld.of("nodes").onNodes(subnet).onCards(card);
    assertThat(world.allows(packet(packet))).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource({
    "no group at all, 8.8.8.8 node:n3 TCP 22, true",
    "within the subnet the group is met on leaving, node:n2 node:n1 TCP 80, false",
    "and on arriving, node:n2 node:n1 TCP 81, false",
    "leaving to another subnet, node:n1 node:n3 TCP 80, false",
    "leaving to another subnet is not arriving, node:n1 node:n3 TCP 81, true",
    "arriving from another subnet, node:n3 node:n1 TCP 81, false",
    "a machine that is no node is met on leaving, 10.1.0.99 node:n3 TCP 80, false"
  })
  void each_side_has_its_group(String name, String packet, boolean allowed) {
    var world =
        AzureWorld.of("nodes").onNodes("100 Outbound Deny * * * * 80; 101 Inbound Deny * * * * 81");
    assertThat(world.allows(packet(packet))).isEqualTo(allowed);
  }

  @Test
  void the_interface_of_a_node_is_found_by_its_address() {
    var id =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/own";
    var world =
        AzureWorld.of("nodes")
            .also(
                """
                [ { "id": "%s", "type": "Microsoft.Network/networkSecurityGroups", "properties": {} },
                  { "id": "/nic", "type": "Microsoft.Network/networkInterfaces", "properties": {
                      "networkSecurityGroup": { "id": "%s" },
                      "ipConfigurations": [ { "properties": { "privateIPAddress": "10.1.0.4" } } ] } } ]
                """
                    .formatted(id, id));
    assertThat(world.allows(packet("8.8.8.8 node:n1 TCP 22"))).isFalse();
    assertThat(world.allows(packet("8.8.8.8 node:n2 TCP 22"))).isTrue();
  }

  @Test
  void a_route_widens_the_tag_of_the_network() {
    var world = AzureWorld.of("nodes").onNodes("").routes("8.8.0.0/16 Internet");
    assertThat(world.allows(packet("8.8.8.8 node:n1 TCP 22"))).isTrue();
    assertThat(world.allows(packet("8.9.0.0 node:n1 TCP 22"))).isFalse();
  }

  @Test
  void public_addresses_in_the_network_are_not_the_internet() {
    var world =
        AzureWorld.of("nodes")
            .onNodes("100 Outbound Deny * * * Internet *")
            .routes("8.8.0.0/16 Internet");
    assertThat(world.allows(packet("node:n1 8.8.8.8 TCP 22"))).isTrue();
    assertThat(world.allows(packet("node:n1 8.9.0.0 TCP 22"))).isFalse();
  }

  @ParameterizedTest(name = "{0}: {2} = {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a tag without a table may hold a public address | 100 Inbound Allow * AzureCloud * * * | 8.8.8.8 node:n1 TCP 22 | OPEN
          it holds no private address | 100 Inbound Deny * Storage.WestEurope * * * | node:n2 node:n1 TCP 22 | YES
          whatever it holds, the rules after it say the same | 100 Inbound Deny * AzureCloud * * * | 8.8.8.8 node:n1 TCP 22 | NO
          a rule before it decides | 99 Inbound Allow * * * * 22; 100 Inbound Deny * AzureCloud * * * | 8.8.8.8 node:n1 TCP 22 | YES
          """)
  void tags_without_a_table(String name, String rules, String packet, Answer answer) {
    assertThat(AzureWorld.of("nodes").onNodes(rules).answer(packet(packet))).isEqualTo(answer);
  }

  /// Source: Azure, Application security groups.
  @ParameterizedTest(name = "{0}: {2} = {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the machines of the scale set are its members | "destinationApplicationSecurityGroups" | 10.9.1.1 node:n1 TCP 22 | NO
          each of them | "destinationApplicationSecurityGroups" | 10.9.1.1 node:n2 TCP 22 | NO
          no other machine is | "destinationApplicationSecurityGroups" | 10.9.1.1 node:n3 TCP 22 | YES
          a member as source | "sourceApplicationSecurityGroups" | node:n1 node:n3 TCP 22 | NO
          another source | "sourceApplicationSecurityGroups" | 10.9.1.1 node:n3 TCP 22 | YES
          a pod that shares the subnet of its node may be | "sourceApplicationSecurityGroups" | x/a node:n3 TCP 22 | OPEN
          """)
  void application_security_groups(String name, String field, String packet, Answer answer) {
    var other =
        field.contains("source") ? "\"destinationAddressPrefix\"" : "\"sourceAddressPrefix\"";
    var rule =
        """
        { "name": "r", "properties": { "priority": 100, "direction": "Inbound", "access": "Deny", "protocol": "*",
          %s: [ { "id": "%s" } ], %s: "*", "sourcePortRange": "*", "destinationPortRange": "*" } }
        """
            .formatted(field, AzureWorld.asg("MAIN"), other);
    var world = AzureWorld.of("nodes").inApplicationGroup().onBothSubnets(rule);
    assertThat(world.answer(packet(packet))).isEqualTo(answer);
  }

  @Test
  void an_interface_is_in_the_groups_of_its_configurations() {
    var group = AzureWorld.asg("nic");
    var rule =
        """
        { "name": "r", "properties": { "priority": 100, "direction": "Inbound", "access": "Deny", "protocol": "*",
          "sourceApplicationSecurityGroups": [ { "id": "%s" } ], "destinationAddressPrefix": "*",
          "sourcePortRange": "*", "destinationPortRange": "*" } }
        """
            .formatted(group);
    var world =
        AzureWorld.of("nodes")
            .onBothSubnets(rule)
            .also(
                """
                { "id": "/nic", "type": "Microsoft.Network/networkInterfaces", "properties": {
                    "ipConfigurations": [ { "properties": { "privateIPAddress": "10.1.0.99",
                      "applicationSecurityGroups": [ { "id": "%s" } ] } } ] } }
                """
                    .formatted(group));
    assertThat(world.answer(packet("10.1.0.99 node:n1 TCP 22"))).isEqualTo(Answer.NO);
    assertThat(world.answer(packet("10.1.0.98 node:n1 TCP 22"))).isEqualTo(Answer.YES);
  }
}
