package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which route a packet takes and where that leads, without any security group.
class RoutingTest {
  private static Packet packet(String text) {
    var part = text.split("\\s+", -1);
    return new Packet(part[0], part[1], part[2], Packet.EPHEMERAL, Integer.parseInt(part[3]));
  }

  /// Source: Azure, Virtual network traffic routing, "Default", "Custom routes", "How Azure selects
  /// a route", "Routing example".
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          system: the network                        | | node:n1 node:n3 TCP 22 | YES
          system: a peer                             | | node:n1 10.9.1.1 TCP 22 | YES
          system: the Internet                       | | node:n1 8.8.8.8 TCP 22 | YES
          system: other private space of RFC 1918    | | node:n1 10.2.0.1 TCP 22 | NO
          system: 172.16.0.0/12                      | | node:n1 172.31.255.255 TCP 22 | NO
          system: 192.168.0.0/16                     | | node:n1 192.168.0.1 TCP 22 | NO
          system: shared space of RFC 6598           | | node:n1 100.64.0.1 TCP 22 | NO
          system: past the shared space              | | node:n1 100.128.0.0 TCP 22 | YES
          None drops                                 | 8.8.8.0/24 None | node:n1 8.8.8.8 TCP 22 | NO
          None drops nothing else                    | 8.8.8.0/24 None | node:n1 8.8.9.0 TCP 22 | YES
          the longer prefix wins                     | 8.0.0.0/8 None; 8.8.8.0/24 Internet | node:n1 8.8.8.8 TCP 22 | YES
          the longer prefix wins, in any order       | 8.8.8.0/24 Internet; 8.0.0.0/8 None | node:n1 8.8.8.8 TCP 22 | YES
          and the shorter one beside it              | 8.0.0.0/8 None; 8.8.8.0/24 Internet | node:n1 8.8.9.0 TCP 22 | NO
          user-defined before system: 0.0.0.0/0      | 0.0.0.0/0 None | node:n1 8.8.8.8 TCP 22 | NO
          but not before a longer system route       | 0.0.0.0/0 None | node:n1 node:n3 TCP 22 | YES
          user-defined before system: the network    | 10.1.0.0/16 None | node:n1 node:n3 TCP 22 | NO
          also within the subnet                     | 10.1.0.0/16 None | node:n1 node:n2 TCP 22 | NO
          unless a longer one keeps it               | 10.1.0.0/16 None; 10.1.0.0/24 VnetLocal | node:n1 node:n2 TCP 22 | YES
          user-defined before system: a peer         | 10.9.0.0/16 None | node:n1 10.9.1.1 TCP 22 | NO
          a shorter one does not reach a peer        | 10.0.0.0/8 None | node:n1 10.9.1.1 TCP 22 | YES
          halves of everything are longer than it    | 0.0.0.0/1 None; 128.0.0.0/1 Internet | node:n1 8.8.8.8 TCP 22 | NO
          the other half                             | 0.0.0.0/1 None; 128.0.0.0/1 Internet | node:n1 200.0.0.1 TCP 22 | YES
          a gateway leads to who knows where         | 0.0.0.0/0 VirtualNetworkGateway | node:n1 8.8.8.8 TCP 22 | OPEN
          an unknown appliance does who knows what   | 0.0.0.0/0 VirtualAppliance 10.9.0.9 | node:n1 8.8.8.8 TCP 22 | OPEN
          with a default route reserved space goes it| 0.0.0.0/0 VirtualAppliance 10.9.0.9 | node:n1 192.168.0.1 TCP 22 | OPEN
          with another route it does not             | 0.0.0.0/1 VirtualAppliance 10.9.0.9 | node:n1 192.168.0.1 TCP 22 | NO
          the Internet has no private addresses      | 192.168.0.0/16 Internet | node:n1 192.168.0.1 TCP 22 | OPEN
          routes of another subnet do not count      | 0.0.0.0/0 None | node:n3 8.8.8.8 TCP 22 | YES
          the host's address is not routed           | 0.0.0.0/0 None | node:n1 168.63.129.16 UDP 53 | YES
          nor is the metadata service's              | 0.0.0.0/0 None | node:n1 169.254.169.254 TCP 80 | YES
          IPv6 is not under 0.0.0.0/0                | 0.0.0.0/0 None | node:n1 2600::1 TCP 22 | YES
          IPv6 is under ::/0                         | ::/0 None | node:n1 2600::1 TCP 22 | NO
          from the Internet to a public address      | | 8.8.8.8 node:n1 TCP 22 | YES
          not where the way back leads elsewhere     | 0.0.0.0/0 VirtualAppliance 10.9.0.9 | 8.8.8.8 node:n1 TCP 22 | OPEN
          from private space without a gateway       | | 192.168.0.1 node:n1 TCP 22 | OPEN
          """)
  void routes(String name, @Nullable String routes, String packet, Answer answer) {
    var world = AzureWorld.of("nodes");
    assertThat((routes == null ? world : world.routes(routes)).answer(packet(packet)))
        .isEqualTo(answer);
  }

  /// Source: AKS, "Limit network traffic with Azure Firewall" has a default route under an overlay;
  /// Pod Subnet: pods leave from the subnet of pods.
  @ParameterizedTest(name = "{0}: {1}, {2} -> {3} = {4}")
  @CsvSource({
    "overlay, 0.0.0.0/0 None, x/a, x/c, YES",
    "overlay, 10.0.0.0/8 None, x/a, x/c, OPEN",
    "overlay, 10.1.0.0/16 None, x/a, node:n2, NO",
    "overlay, 0.0.0.0/0 None, x/a, 8.8.8.8, NO",
    "overlay, 0.0.0.0/0 None, node:n2, x/a, YES",
    "nodes, 10.1.0.0/16 None, x/a, x/c, NO",
    "pods, 0.0.0.0/0 None, x/a, 8.8.8.8, YES",
    "pods, 0.0.0.0/0 None, node:n1, 8.8.8.8, NO",
    "pods, 10.1.16.0/20 None, node:n1, x/c, NO",
    "pods, 10.1.16.0/20 None, x/a, x/c, YES",
  })
  void modes(String mode, String routes, String from, String to, Answer answer) {
    assertThat(AzureWorld.of(mode).routes(routes).answer(Packet.tcp(from, to, 22)))
        .isEqualTo(answer);
  }

  /// Source: AKS, "Outbound network and FQDN rules", outbound types; Azure, NAT gateway resource;
  /// Default outbound access.
  @ParameterizedTest(name = "{0} {1}: {2} = {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          loadBalancer,           -,                               node:n1 8.8.8.8 TCP 22, YES
          loadBalancer,           -,                               node:n1 8.8.8.8 ICMP 0, OPEN
          loadBalancer,           false, node:n1 8.8.8.8 TCP 22, YES
          managedNATGateway,      -,                               node:n1 8.8.8.8 TCP 22, YES
          userAssignedNATGateway, -,                               node:n1 8.8.8.8 TCP 22, OPEN
          userAssignedNATGateway, false, node:n1 8.8.8.8 TCP 22, NO
          userDefinedRouting,     -,                               node:n1 8.8.8.8 TCP 22, OPEN
          userDefinedRouting,     true,  node:n1 8.8.8.8 TCP 22, OPEN
          userDefinedRouting,     false, node:n1 8.8.8.8 TCP 22, NO
          none,                   false, node:n1 8.8.8.8 TCP 22, NO
          none,                   false, node:n1 node:n3 TCP 22, YES
          none,                   false, node:n1 10.9.1.1 TCP 22, YES
          none,                   false, node:n3 8.8.8.8 TCP 22, OPEN
          block,                  -,                               node:n1 8.8.8.8 TCP 22, NO
          block,                  -,                               node:n1 10.9.1.1 TCP 22, YES
          """)
  void outbound_types(String type, @Nullable Boolean defaultAccess, String packet, Answer answer) {
    var world =
        AzureWorld.of("nodes")
            .withoutPublicAddresses()
            .profile("\"outboundType\": \"" + type + "\"");
    assertThat(
            (defaultAccess == null
                    ? world
                    : world.nodesSubnet("\"defaultOutboundAccess\": " + defaultAccess))
                .answer(packet(packet)))
        .isEqualTo(answer);
  }

  @ParameterizedTest(name = "NAT gateway, address {0}: {1} = {2}")
  @CsvSource({
    "true, node:n1 8.8.8.8 TCP 22, YES",
    "true, node:n1 8.8.8.8 UDP 22, YES",
    "true, node:n1 8.8.8.8 ICMP 0, OPEN",
    "true, x/a 8.8.8.8 TCP 22, YES",
    "true, node:n3 8.8.8.8 TCP 22, NO",
    "false, node:n1 8.8.8.8 TCP 22, OPEN",
  })
  void nat_gateway(boolean hasAddress, String packet, Answer answer) {
    var world =
        AzureWorld.of("nodes")
            .withoutPublicAddresses()
            .profile("\"outboundType\": \"userAssignedNATGateway\"")
            .natGateway(hasAddress)
            .usersSubnet("\"defaultOutboundAccess\": false");
    assertThat(world.answer(packet(packet))).isEqualTo(answer);
  }

  /// Source: AKS, Use instance-level public IPs: they lead out whatever the outbound type.
  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource({
    "nodes, node:n1 8.8.8.8 TCP 22, YES",
    "nodes, node:n1 8.8.8.8 ICMP 0, YES",
    "nodes, x/a 8.8.8.8 TCP 22, YES",
    "overlay, x/a 8.8.8.8 TCP 22, YES",
    "pods, x/a 8.8.8.8 TCP 22, OPEN",
  })
  void public_addresses_of_nodes(String mode, String packet, Answer answer) {
    var world = AzureWorld.of(mode).profile("\"outboundType\": \"none\"");
    assertThat(world.answer(packet(packet))).isEqualTo(answer);
  }
}
