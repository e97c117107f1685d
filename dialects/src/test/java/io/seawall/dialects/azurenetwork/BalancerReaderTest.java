package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.PublicPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalancerReaderTest {
  private static final String ID = Net.GROUP + "Microsoft.Network/loadBalancers/kubernetes";

  /// Rows of the form name, outbound rules, addresses, prefixes, whether these are all.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          an address      | [{properties: {frontendIPConfigurations: [{id: ID/frontendIPConfigurations/a}]}}] | /x/ip | ~~ | true
          in any case     | [{properties: {frontendIPConfigurations: [{id: id/FrontendIPConfigurations/A}]}}] | /x/ip | ~~ | true
          a prefix, too   | [{properties: {frontendIPConfigurations: [{id: ID/frontendIPConfigurations/a}, {id: ID/frontendIPConfigurations/b}]}}] | /x/ip | /x/block | true
          not a public one | [{properties: {frontendIPConfigurations: [{id: ID/frontendIPConfigurations/c}]}}] | ~~ | ~~ | false
          one not there   | [{properties: {frontendIPConfigurations: [{id: ID/frontendIPConfigurations/d}]}}] | ~~ | ~~ | false
          an expression   | "[variables('rules')]" | ~~ | ~~ | false
          none            | [] | ~~ | ~~ | true
          """)
  void outbound_rules_tell_the_addresses_of_their_front_ends(
      String name, String rules, String addresses, String prefixes, boolean complete) {
    String text =
        """
        {id: %s, name: kubernetes, properties: {outboundRules: %s, frontendIPConfigurations: [
        {name: a, properties: {publicIPAddress: {id: /x/ip}}},
        {name: b, properties: {publicIPPrefix: {id: /x/block}}},
        {name: c, properties: {subnet: {id: /x/s}}}, {name: unused, properties: {publicIPAddress: {id: /x/other}}}]}}
        """
            .formatted(ID, rules.replaceAll("(?i)\\bID/", ID + "/"));
    OutboundBalancer found = Net.only(Net.facts(text).surroundings().balancers());
    assertThat(found.publicAddresses().toString()).isEqualTo("[" + addresses + "]");
    assertThat(found.prefixes().toString()).isEqualTo("[" + prefixes + "]");
    assertThat(found.complete()).isEqualTo(complete);
  }

  @Test
  void a_prefix_tells_its_block() {
    PublicPrefix found =
        Net.only(
            Net.facts(
                    "{type: Microsoft.Network/publicIPPrefixes, name: p, properties: {ipPrefix:"
                        + " 20.1.2.0/28}}")
                .surroundings()
                .prefixes());
    assertThat(found.block().map(Object::toString)).contains("20.1.2.0/28");
  }
}
