package io.seawall.dialects.nsg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
  /// Rows of the form name, rule, field, code, found, expected, help.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a service name      | destinationPortRange: ssh       | .properties.destinationPortRange     | PORT_RANGE     | the text "ssh"                        | a port from 0 to 65535, a range such as 8000-8100, or * | write several ports as a list in the plural property; names of services are not known to Azure
          a range backwards   | sourcePortRange: 25-20          | .properties.sourcePortRange          | PORT_RANGE     | the text "25-20"                      | a port from 0 to 65535, a range such as 8000-8100, or * | write several ports as a list in the plural property; names of services are not known to Azure
          two ports in one    | destinationPortRange: '22,80'   | .properties.destinationPortRange     | PORT_RANGE     | the text "22,80"                      | a port from 0 to 65535, a range such as 8000-8100, or * | write several ports as a list in the plural property; names of services are not known to Azure
          beyond the last     | destinationPortRanges: [65536]  | .properties.destinationPortRanges[0] | PORT_RANGE     | the text "65536"                      | a port from 0 to 65535, a range such as 8000-8100, or * | write several ports as a list in the plural property; names of services are not known to Azure
          no address          | sourceAddressPrefix: 300.1.2.3/8 | .properties.sourceAddressPrefix     | ADDRESS_PREFIX | the text "300.1.2.3/8"                | an IP address, a CIDR block, a service tag or *         |
          the word any        | sourceAddressPrefix: Any        | .properties.sourceAddressPrefix      | ADDRESS_PREFIX | the text "Any"                        | an IP address, a CIDR block, a service tag or *         |
          a tag in a list     | sourceAddressPrefixes: [10.0.0.0/8, Internet] | .properties.sourceAddressPrefixes[1] | TAG_IN_LIST | the service tag Internet in a list | addresses and CIDR blocks | write it alone in sourceAddressPrefix; Azure refuses it in a list, so the rule cannot be in force
          a lone tag in one   | destinationAddressPrefixes: [Storage] | .properties.destinationAddressPrefixes[0] | TAG_IN_LIST | the service tag Storage in a list | addresses and CIDR blocks | write it alone in destinationAddressPrefix; Azure refuses it in a list, so the rule cannot be in force
          anybody in a list   | sourceAddressPrefixes: ['*']    | .properties.sourceAddressPrefixes[0] | TAG_IN_LIST    | * in a list                           | addresses and CIDR blocks | write it alone in sourceAddressPrefix; Azure refuses it in a list, so the rule cannot be in force
          too low             | priority: 99                    | .properties.priority                 | PRIORITY_RANGE | the number 99                         | a whole number from 100 to 4096                         |
          too high            | priority: 4097                  | .properties.priority                 | PRIORITY_RANGE | the number 4097                       | a whole number from 100 to 4096                         |
          no number           | priority: high                  | .properties.priority                 | WRONG_TYPE     | the text "high"                       | a whole number                                          |
          no verdict          | access: Permit                  | .properties.access                   | WRONG_VALUE    | the text "Permit"                     | Allow or Deny                                           |
          no direction        | direction: In                   | .properties.direction                | WRONG_VALUE    | the text "In"                         | Inbound or Outbound                                     |
          no protocol         | protocol: Http                  | .properties.protocol                 | WRONG_VALUE    | the text "Http"                       | Tcp, Udp, Icmp, Esp, Ah or *                            |
          nothing for a port  | destinationPortRange: ''        |                                      | MISSING_FIELD  | no destinationPortRange               | a port, a range, or *; or destinationPortRanges         |
          nobody              | sourceAddressPrefixes: []       |                                      | MISSING_FIELD  | no sourceAddressPrefix                | an address, a CIDR block, a service tag or *; or sourceAddressPrefixes or sourceApplicationSecurityGroups |
          no access           | access: null                    |                                      | MISSING_FIELD  | no access                             | Allow or Deny                                           |
          both families       | sourceAddressPrefixes: [10.0.0.0/8, 'fd00::/8'] |                      | MIXED_FAMILIES | IPv4 and IPv6 prefixes in one rule    | prefixes of one family                                  | write one rule for each family
          """)
  void what_azure_refuses_is_complained_of(
      String name,
      String rule,
      String field,
      String code,
      String found,
      String expected,
      String help) {
    String where =
        "-:3: error: NSG nsg, properties.securityRules[r]" + (field == null ? "" : field);
    String helpLine = help == null ? "" : "  help: " + help + "\n";
    assertThat(Nsg.messages(Nsg.group(Nsg.rule(rule))))
        .isEqualTo(
            "%s [%s]\n  found %s, expected %s\n%s"
                .formatted(where, code, found, expected, helpLine));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the first and the last port | destinationPortRange: 0-65535
          the ends of priorities      | priority: 4096
          a tag of a region           | sourceAddressPrefix: AzureCloud.WestEurope
          a tag that nobody knows     | sourceAddressPrefix: SomethingNew
          a list with one item in the singular, as PowerShell prints it | sourceAddressPrefix: [Internet], destinationPortRange: ['22']
          a list beside an empty text | sourceAddressPrefix: '', sourceAddressPrefixes: [10.0.0.0/8]
          an expression               | priority: "[parameters('p')]", access: "[parameters('a')]", sourceAddressPrefix: "[parameters('s')]"
          an address with host bits   | sourceAddressPrefix: 10.0.0.7/8
          """)
  void what_azure_takes_is_not_complained_of(String name, String rule) {
    assertThat(Nsg.messages(Nsg.group(Nsg.rule(rule)))).isEmpty();
  }

  @Test
  void a_misspelt_property_is_named() {
    assertThat(Nsg.messages(Nsg.group(Nsg.rule("destinationPortRagne: 22"))))
        .isEqualTo(
            """
            -:3: error: NSG nsg, properties.securityRules[r] [MISSING_FIELD]
              found no destinationPortRange, expected a port, a range, or *; or destinationPortRanges
            -:3: error: NSG nsg, properties.securityRules[r].properties.destinationPortRagne [UNKNOWN_FIELD]
              found the field destinationPortRagne, expected destinationPortRange
              help: correct the spelling; a field that the API does not know is refused or dropped
            """);
  }

  @Test
  void a_priority_is_used_once_in_a_direction() {
    String twice =
        Nsg.group(
            Nsg.named("web", "priority: 100"),
            Nsg.named("out", "priority: 100, direction: Outbound"),
            Nsg.named("ssh", "priority: 100, access: Deny"));
    assertThat(Nsg.messages(twice))
        .isEqualTo(
            """
            -:5: error: NSG nsg, properties.securityRules[ssh] [PRIORITY_TWICE]
              found priority 100, as in rule web, expected a priority that no other rule of this direction has
              help: Azure refuses two rules with one priority
            """);
  }

  @Test
  void more_rules_than_azure_takes_are_counted() {
    String[] rules =
        Collections.nCopies(1001, Nsg.rule("priority: \"[parameters('p')]\""))
            .toArray(String[]::new);
    assertThat(Nsg.messages(Nsg.group(rules)))
        .isEqualTo(
            """
            -:1: warning: NSG nsg [TOO_MANY_RULES]
              found 1001 rules, expected at most 1000 in one NSG
              help: Azure refuses more
            """);
  }
}
