package io.seawall.dialects.nsg;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.AddressBounds;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {
  private static final String NODE = "10.0.0.4";

  /// Rows of the form name, rule, source, answer for TCP 22 from source port 50000 to a node.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          no rule of its own, from the Internet | priority: 4096, access: Deny, destinationPortRange: 9     | 20.1.2.3 | deny
          no rule of its own, from the network  | priority: 4096, access: Deny, destinationPortRange: 9     | 10.0.3.7 | allow
          no rule of its own, from a probe      | priority: 4096, access: Deny, destinationPortRange: 9     | 168.63.129.16 | allow
          any IPv4 source                       | sourceAddressPrefix: 0.0.0.0/0, destinationPortRange: 22  | 20.1.2.3 | allow
          any IPv4 source, asked from IPv6      | sourceAddressPrefix: 0.0.0.0/0, destinationPortRange: 22  | 2603::7  | deny
          any IPv6 source                       | sourceAddressPrefix: '::/0', destinationPortRange: 22     | 2603::7  | allow
          both families                         | sourceAddressPrefix: '*', destinationPortRange: 22        | 2603::7  | allow
          two halves in the plural              | sourceAddressPrefix: null, sourceAddressPrefixes: [0.0.0.0/1, 128.0.0.0/1] | 20.1.2.3 | allow
          singular and plural count together    | sourceAddressPrefix: 20.9.0.0/16, sourceAddressPrefixes: [20.1.0.0/16] | 20.1.2.3 | allow
          one address                           | sourceAddressPrefix: 20.1.2.3                             | 20.1.2.3 | allow
          another address                       | sourceAddressPrefix: 20.1.2.4                             | 20.1.2.3 | deny
          any port                              | destinationPortRange: '*'                                 | 20.1.2.3 | allow
          a range of ports                      | destinationPortRange: 20-25                               | 20.1.2.3 | allow
          a range that ends before              | destinationPortRange: 20-21                               | 20.1.2.3 | deny
          the port in the plural                | destinationPortRanges: [80, 22]                           | 20.1.2.3 | allow
          a number as text                      | destinationPortRange: '22'                                | 20.1.2.3 | allow
          source port 22 only                   | sourcePortRange: 22, destinationPortRange: '*'            | 20.1.2.3 | deny
          the source port in a range            | sourcePortRange: 1024-65535, destinationPortRange: 22     | 20.1.2.3 | allow
          another protocol                      | protocol: Udp, destinationPortRange: 22                   | 20.1.2.3 | deny
          any protocol                          | protocol: '*', destinationPortRange: 22                   | 20.1.2.3 | allow
          words in small letters                | access: allow, direction: inbound, protocol: tcp          | 20.1.2.3 | allow
          the other direction                   | direction: Outbound                                       | 20.1.2.3 | deny
          to another node                       | destinationAddressPrefix: 10.0.0.5                        | 20.1.2.3 | deny
          from the Internet                     | sourceAddressPrefix: Internet                             | 20.1.2.3 | allow
          from a tag without a table            | sourceAddressPrefix: AzureCloud                           | 20.1.2.3 | unknown
          a deny from a tag without a table     | access: Deny, sourceAddressPrefix: Storage.WestEurope     | 20.1.2.3 | deny
          a group of interfaces                 | sourceApplicationSecurityGroups: [{id: /x/asg}], sourceAddressPrefix: null | 20.1.2.3 | unknown
          a tag in a list of its own            | sourceAddressPrefix: null, sourceAddressPrefixes: [Internet] | 20.1.2.3 | unknown
          a port that is no port                | destinationPortRange: ssh                                 | 20.1.2.3 | unknown
          a prefix that is no prefix            | sourceAddressPrefix: 300.1.2.3/8                          | 20.1.2.3 | unknown
          one of two prefixes is none           | sourceAddressPrefixes: [20.1.0.0/16, x/8], sourceAddressPrefix: null | 20.1.2.3 | allow
          the other of two prefixes             | sourceAddressPrefixes: [20.1.0.0/16, x/8], sourceAddressPrefix: null | 20.9.2.3 | unknown
          an unknown verdict                    | access: Permit                                            | 20.1.2.3 | unknown
          an unknown direction                  | direction: In                                             | 20.1.2.3 | unknown
          an unknown protocol                   | protocol: Any                                             | 20.1.2.3 | unknown
          a priority out of range               | priority: 50                                              | 20.1.2.3 | unknown
          no source                             | sourceAddressPrefix: null                                 | 20.1.2.3 | unknown
          an expression for the port            | destinationPortRange: "[parameters('p')]"                 | 20.1.2.3 | unknown
          an expression, but not for its source | destinationPortRange: "[parameters('p')]", sourceAddressPrefix: 20.9.0.0/16 | 20.1.2.3 | deny
          both families in one rule             | sourceAddressPrefixes: [20.1.0.0/16, '::/0'], sourceAddressPrefix: null | 20.1.2.3 | unknown
          """)
  void a_rule_lets_by_what_it_says(String name, String rule, String source, String answer) {
    SecurityGroup group = Nsg.only(Nsg.group(Nsg.rule(rule)));
    assertThat(Nsg.ask(group, Direction.INGRESS, source, NODE, tcp(22))).isEqualTo(answer);
  }

  /// Rows of the form name, rule, packet, answer from the Internet.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ICMP by its name              | protocol: Icmp                            | 1   | allow
          ICMP is not TCP               | protocol: Icmp                            | 6   | deny
          ICMPv6 is not supported yet   | protocol: Icmp                            | 58  | unknown
          ICMP with ports               | protocol: Icmp, destinationPortRange: 8   | 1   | unknown
          any protocol, any port        | protocol: '*'                             | 1   | allow
          any protocol, any port: GRE   | protocol: '*'                             | 47  | allow
          any protocol, one port: ICMP  | protocol: '*', destinationPortRange: 443  | 1   | unknown
          any protocol, one port: GRE   | protocol: '*', destinationPortRange: 443  | 47  | unknown
          any protocol, one port: SCTP  | protocol: '*', destinationPortRange: 443  | 132 | deny
          any protocol, its port: SCTP  | protocol: '*', destinationPortRange: 1000 | 132 | allow
          ESP                           | protocol: Esp                             | 50  | allow
          AH                            | protocol: Ah                              | 51  | allow
          AH is not ESP                 | protocol: Ah                              | 50  | deny
          """)
  void protocols_without_ports_match_as_far_as_it_is_known(
      String name, String rule, int protocol, String answer) {
    SecurityGroup group = Nsg.only(Nsg.group(Nsg.rule(rule)));
    Protocol asked = new Protocol(protocol);
    Packet packet =
        asked.hasPorts()
            ? new Packet(asked, 1000, 50_000)
            : new Packet(asked, asked.hasTypes() ? 8 : 0, 0);
    assertThat(Nsg.ask(group, Direction.INGRESS, "20.1.2.3", NODE, packet)).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the lower number comes first  | priority: 300, access: Deny, destinationPortRange: 22 | priority: 200 | allow
          as it stands, or not          | priority: 200                                         | priority: 300, access: Deny | allow
          an earlier deny               | priority: 100, access: Deny, destinationPortRange: 22 | priority: 200 | deny
          a deny of another port        | priority: 100, access: Deny, destinationPortRange: 3389 | priority: 200 | allow
          a doubtful deny before        | priority: 100, access: Deny, destinationPortRange: ssh  | priority: 200 | unknown
          a doubtful allow before       | priority: 100, destinationPortRange: ssh                | priority: 200, access: Deny | unknown
          a doubtful allow behind       | priority: 300, destinationPortRange: ssh                | priority: 200, access: Deny | deny
          two that agree                | priority: 100                                           | priority: 100 | unknown
          no priority, and an allow     | priority: null, access: Deny                            | priority: 100 | unknown
          """)
  void rules_are_asked_by_ascending_priority(
      String name, String first, String second, String answer) {
    SecurityGroup group =
        Nsg.only(Nsg.group(Nsg.named("first", first), Nsg.named("second", second)));
    assertThat(Nsg.ask(group, Direction.INGRESS, "20.1.2.3", NODE, tcp(22))).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          to the Internet,           20.1.2.3,   allow
          inside the network,        10.0.3.7,   allow
          to another private range,  192.168.1.1, deny
          """)
  void outbound_the_default_rules_open_the_network_and_the_internet(
      String name, String destination, String answer) {
    SecurityGroup group = Nsg.only(Nsg.group());
    assertThat(Nsg.ask(group, Direction.EGRESS, NODE, destination, tcp(443))).isEqualTo(answer);
  }

  @Test
  void default_rules_that_the_document_does_not_give_stand_at_the_group() {
    List<Rule> rules = Nsg.only(Nsg.group()).rules(Direction.INGRESS);
    assertThat(rules)
        .extracting(rule -> rule.where().field())
        .containsExactly(
            "defaultSecurityRules[AllowVnetInBound]",
            "defaultSecurityRules[AllowAzureLoadBalancerInBound]",
            "defaultSecurityRules[DenyAllInBound]");
    assertThat(rules).allMatch(rule -> rule.where().line() == 1);
  }

  @Test
  void default_rules_that_the_document_gives_stand_where_they_are_written() {
    String given =
        """
        {id: %s, name: nsg, properties: {securityRules: [],
        defaultSecurityRules: [
        {name: Mine, properties: {priority: 65000, direction: Inbound, access: Deny, protocol: '*',
        sourceAddressPrefix: '*', sourcePortRange: '*',
        destinationAddressPrefix: '*', destinationPortRange: '*'}}]}}
        """
            .formatted(Nsg.ID);
    SecurityGroup group = Nsg.only(given);
    assertThat(group.rules(Direction.INGRESS))
        .extracting(rule -> rule.where().field() + ":" + rule.where().line())
        .containsExactly("properties.defaultSecurityRules[Mine]:3");
    assertThat(group.rules(Direction.EGRESS)).hasSize(3);
    assertThat(Nsg.messages(given)).isEmpty();
  }

  @Test
  void literal_prefixes_are_one_set_and_tags_keep_their_names() {
    Rule rule =
        Nsg.only(
                Nsg.group(
                    Nsg.rule(
                        "direction: Outbound, sourceAddressPrefixes: [10.0.1.0/24, 10.0.0.0/24],"
                            + " destinationAddressPrefix: AzurePlatformIMDS")))
            .rules(Direction.EGRESS)
            .getFirst();
    assertThat(rule.local())
        .isEqualTo(new Peers.Addresses(AddressBounds.exactly(AddressSet.ofBlocks("10.0.0.0/23"))));
    assertThat(rule.peers()).isEqualTo(new Peers.Tag("AzurePlatformIMDS"));
  }

  @Test
  void a_doubt_leaves_the_other_end_as_it_is() {
    Rule rule =
        Nsg.only(
                Nsg.group(
                    Nsg.rule(
                        "destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: ssh,"
                            + " sourceAddressPrefix: Internet")))
            .rules(Direction.INGRESS)
            .getFirst();
    assertThat(rule.peers()).isEqualTo(new Peers.Tag("Internet"));
    assertThat(rule.local())
        .isEqualTo(new Peers.Addresses(AddressBounds.within(AddressSet.ofBlocks("10.0.0.0/24"))));
  }

  @Test
  void what_is_missing_is_named() {
    Rule rule =
        Nsg.only(Nsg.group(Nsg.rule("destinationPortRange: \"[parameters('port')]\"")))
            .rules(Direction.INGRESS)
            .getFirst();
    assertThat(rule.local())
        .isEqualTo(new Peers.Unknown("destinationPortRange is [parameters('port')]"));
  }

  private static Packet tcp(int port) {
    return new Packet(Protocol.TCP, port, 50_000);
  }
}
