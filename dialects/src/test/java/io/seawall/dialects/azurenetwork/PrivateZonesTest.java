package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Facts;
import io.seawall.model.cloud.PrivateZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateZonesTest {
  private static final String ZONE =
      Net.GROUP + "Microsoft.Network/privateDnsZones/privatelink.azurecr.io";
  private static final String ENDPOINT = Net.GROUP + "Microsoft.Network/privateEndpoints/pe";

  @Test
  void a_zone_is_put_together_from_its_links_and_addresses() {
    PrivateZone zone =
        Net.only(
            Net.facts(
                    """
                    {value: [{id: %1$s/A/acme, name: acme, properties: {aRecords: [{ipv4Address: 10.0.0.9}]}},
                    {id: %1$s, name: privatelink.azurecr.io},
                    {id: %1$s/virtualNetworkLinks/l, name: l, properties: {virtualNetwork: {id: %2$s}}}]}
                    """
                        .formatted(ZONE, Net.VNET))
                .surroundings()
                .privateZones());
    assertThat(zone.name()).isEqualTo("privatelink.azurecr.io");
    assertThat(zone.networks().toString()).isEqualTo("[" + Net.VNET + "]");
    assertThat(zone.linksKnown()).isTrue();
    assertThat(zone.entries().toString()).contains("name=acme").contains("10.0.0.9");
  }

  @Test
  void a_zone_group_of_a_private_endpoint_tells_addresses() {
    PrivateZone zone =
        Net.only(
            Net.facts(
                    """
                    {id: %s/privateDnsZoneGroups/default, name: default, properties: {privateDnsZoneConfigs: [{name: c,
                    properties: {privateDnsZoneId: %s, recordSets: [{recordType: A, recordSetName: acme,
                      ipAddresses: [10.0.0.9]}]}}]}}
                    """
                        .formatted(ENDPOINT, ZONE))
                .surroundings()
                .privateZones());
    assertThat(zone.networks()).isEmpty();
    assertThat(zone.entries().toString()).contains("name=acme").contains("10.0.0.9");
  }

  @Test
  void a_link_to_a_network_that_is_not_known_may_be_to_any() {
    PrivateZone zone =
        Net.only(
            Net.facts(
                    "{id: %s/virtualNetworkLinks/l, name: l, properties: {virtualNetwork: \"[variables('v')]\"}}"
                        .formatted(ZONE))
                .surroundings()
                .privateZones());
    assertThat(zone.linksKnown()).isFalse();
  }

  @Test
  void a_subnet_tells_whether_its_rules_hold_for_private_endpoints() {
    Facts.Surroundings found =
        Net.facts(
                """
                {id: %1$s, name: v, properties: {subnets: [
                {name: a, properties: {privateEndpointNetworkPolicies: Disabled}},
                {name: b, properties: {privateEndpointNetworkPolicies: NetworkSecurityGroupEnabled}},
                {name: c, properties: {addressPrefix: 10.0.3.0/24}}]}}
                """
                    .formatted(Net.VNET),
                "{id: %s/subnets/d, name: d, properties: {privateEndpointNetworkPolicies: Enabled}}"
                    .formatted(Net.VNET))
            .surroundings();
    assertThat(found.guardedSubnets())
        .extracting(id -> id.name())
        .containsExactlyInAnyOrder("b", "d");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          servers of its own | dhcpOptions: {dnsServers: [10.0.0.4]}         | true
          an expression      | dhcpOptions: {dnsServers: "[variables('d')]"} | true
          an empty list      | dhcpOptions: {dnsServers: []}                 | false
          left out           | addressSpace: {addressPrefixes: [10.0.0.0/8]} | false
          """)
  void a_network_tells_whether_it_asks_its_own_dns(String name, String properties, boolean own) {
    Facts.Surroundings found =
        Net.facts("{id: %s, name: v, properties: {%s}}".formatted(Net.VNET, properties))
            .surroundings();
    assertThat(found.ownDns().isEmpty()).isNotEqualTo(own);
  }
}
