package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureText;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cloud.VirtualNetwork.Peering;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
  /// Rows of the form name, properties of the network, its space or `unknown`.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          one block          | addressSpace: {addressPrefixes: [10.1.0.0/16]}                     | 10.1.0.0/16
          both families      | addressSpace: {addressPrefixes: [10.1.0.0/16, 'fd00::/48']}        | 10.1.0.0/16 fd00::/48
          an expression      | addressSpace: {addressPrefixes: ["[parameters('a')]"]}             | unknown
          one of them        | addressSpace: {addressPrefixes: [10.1.0.0/16, "[parameters('a')]"]} | unknown
          no block           | addressSpace: {addressPrefixes: [10.1.0.0/16, 10.2.0.0]}           | unknown
          none               | addressSpace: {addressPrefixes: []}                                | unknown
          left out           | subnets: []                                                        | unknown
          """)
  void a_space_is_known_in_full_or_not_at_all(String name, String properties, String space) {
    VirtualNetwork network = network(properties);
    assertThat(network.space()).isEqualTo(set(space));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the singular         | addressPrefix: 10.1.0.0/24                                       | 10.1.0.0/24
          the plural           | addressPrefixes: [10.1.0.0/24, 'fd00::/64'], addressPrefix: null | 10.1.0.0/24 fd00::/64
          both                 | addressPrefix: 10.1.0.0/24, addressPrefixes: [10.1.1.0/24]       | 10.1.0.0/23
          an empty plural      | addressPrefix: 10.1.0.0/24, addressPrefixes: []                  | 10.1.0.0/24
          an expression        | addressPrefix: "[parameters('a')]"                               | unknown
          an expression beside | addressPrefix: "[parameters('a')]", addressPrefixes: [10.1.1.0/24] | unknown
          left out             | delegations: []                                                  | unknown
          """)
  void prefixes_of_a_subnet_have_two_forms(String name, String properties, String prefixes) {
    assertThat(subnet(properties).prefixes()).isEqualTo(set(prefixes));
  }

  @Test
  void a_prefix_that_is_no_block_is_complained_of() {
    assertThat(
            Net.messages(
                "{id: %s, name: v, properties: {addressSpace: {addressPrefixes: [10.2.0.0]}}}"
                    .formatted(Net.VNET)))
        .isEqualTo(
            """
            -:1: error: virtual network v, properties.addressSpace.addressPrefixes [ADDRESS_PREFIX]
              found the text "10.2.0.0", expected a CIDR block such as 10.1.0.0/16
            """);
  }

  @Test
  void a_subnet_tells_what_is_attached_to_it() {
    Subnet subnet =
        subnet(
            "networkSecurityGroup: {id: /x/nsg}, routeTable: null, natGateway: {id:"
                + " \"[resourceId('a', 'b')]\"}, serviceEndpoints: [{service:"
                + " Microsoft.Storage}, {service: Microsoft.Sql}]");
    assertThat(Net.shown(subnet.securityGroup())).isEqualTo("Known /x/nsg");
    assertThat(Net.shown(subnet.routeTable())).isEqualTo("Null");
    assertThat(Net.shown(subnet.natGateway())).isEqualTo("Unresolved [resourceId('a', 'b')]");
    assertThat(subnet.serviceEndpoints()).containsExactly("Microsoft.Storage", "Microsoft.Sql");
    assertThat(subnet.id()).isEqualTo(new ResourceId(Net.VNET + "/subnets/s1"));
  }

  @Test
  void an_endpoint_that_a_policy_limits_reaches_no_other_tenant() {
    Subnet subnet =
        subnet(
            "serviceEndpoints: [{service: Microsoft.Storage}, {service: Microsoft.Sql}],"
                + " serviceEndpointPolicies: [{id: /x/sep}]");
    assertThat(subnet.serviceEndpoints()).containsExactly("Microsoft.Sql");
  }

  /// Rows of the form name, peering, its remote space or `unknown`, gateway.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          connected            | peeringState: Connected, remoteAddressSpace: {addressPrefixes: [10.9.0.0/16]}  | 10.9.0.0/16 | false
          grown since          | remoteAddressSpace: {addressPrefixes: [10.8.0.0/16]}, remoteVirtualNetworkAddressSpace: {addressPrefixes: [10.8.0.0/16, 10.9.0.0/16]} | 10.8.0.0/15 | false
          not told             | peeringState: Connected                                                        | unknown     | false
          not yet connected    | peeringState: Initiated, remoteAddressSpace: {addressPrefixes: [10.9.0.0/16]}  | none        | false
          disconnected         | peeringState: Disconnected, useRemoteGateways: true                            | none        | false
          without access       | allowVirtualNetworkAccess: false, remoteAddressSpace: {addressPrefixes: [10.9.0.0/16]} | none | false
          by a remote gateway  | useRemoteGateways: true, remoteAddressSpace: {addressPrefixes: [10.9.0.0/16]}  | 10.9.0.0/16 | true
          by its own gateway   | allowGatewayTransit: true, remoteAddressSpace: {addressPrefixes: [10.9.0.0/16]} | 10.9.0.0/16 | true
          perhaps by a gateway | useRemoteGateways: "[parameters('g')]", remoteAddressSpace: {addressPrefixes: [10.9.0.0/16]} | 10.9.0.0/16 | true
          """)
  void a_peering_connects_what_both_sides_let_it(
      String name, String properties, String space, boolean gateway) {
    Peering peering =
        Net.only(
            network("virtualNetworkPeerings: [{name: p, properties: {%s}}]".formatted(properties))
                .peerings());
    assertThat(peering.remoteSpace())
        .isEqualTo(space.equals("none") ? Optional.of(AddressSet.EMPTY) : set(space));
    assertThat(peering.gatewayTransit()).isEqualTo(gateway);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          peerings from a variable | virtualNetworkPeerings: "[variables('p')]"
          subnets from a variable  | subnets: "[variables('s')]"
          subnets from a loop      | copy: [{name: subnets, count: 3}]
          """)
  void a_list_that_is_not_known_may_connect_anything(String name, String properties) {
    Peering peering = Net.only(network(properties).peerings());
    assertThat(peering.remoteSpace()).isEmpty();
    assertThat(peering.gatewayTransit()).isTrue();
  }

  @Test
  void an_answer_that_lacks_the_list_of_peerings_may_have_any() {
    Peering peering = Net.only(network("subnets: []").peerings());
    assertThat(peering.remoteSpace()).isEmpty();
    assertThat(peering.gatewayTransit()).isTrue();
    assertThat(network("virtualNetworkPeerings: []").peerings()).isEmpty();
  }

  @Test
  void the_command_line_and_the_rest_api_say_the_same() {
    String subnet =
        "\"addressPrefix\": \"10.1.0.0/24\", \"networkSecurityGroup\": {\"id\": \"/x/nsg\"}";
    String rest =
        """
        {"id": "%s", "name": "v", "properties": {"addressSpace": {"addressPrefixes":
        ["10.1.0.0/16"]}, "subnets": [{"name": "s1", "id": "%s/subnets/s1", "properties": {%s}}]}}
        """
            .formatted(Net.VNET, Net.VNET, subnet);
    String commandLine =
        """
        {"id": "%s", "name": "v", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
         "subnets": [{"name": "s1", "id": "%s/subnets/s1", %s}], "type":
         "Microsoft.Network/virtualNetworks"}
        """
            .formatted(Net.VNET, Net.VNET, subnet);
    assertThat(AzureText.plain(Net.facts(commandLine))).isEqualTo(AzureText.plain(Net.facts(rest)));
    assertThat(Net.facts(rest).networks()).hasSize(1);
  }

  @Test
  void subnets_and_peerings_apart_join_their_network_whichever_comes_first() {
    String network = "{id: %s, name: v}".formatted(Net.VNET);
    String subnet = "{id: %s/subnets/s2, name: s2}".formatted(Net.VNET);
    String peering =
        "{id: %s/virtualNetworkPeerings/p2, name: p2, peeringState: Connected}".formatted(Net.VNET);
    VirtualNetwork before = Net.only(Net.facts(network, subnet, peering).networks());
    VirtualNetwork after = Net.only(Net.facts(peering, subnet, network).networks());
    assertThat(AzureText.plain(after)).isEqualTo(AzureText.plain(before));
    assertThat(before.subnets()).extracting(Subnet::name).containsExactly("s2");
    assertThat(before.peerings()).extracting(Peering::name).containsExactly("p2");
  }

  @Test
  void a_peering_of_who_knows_which_network_may_be_one_of_each() {
    String template =
        """
        {%s, parameters: {p: {type: string}}, resources: [
          {type: Microsoft.Network/virtualNetworks, name: v},
          {type: Microsoft.Network/virtualNetworks/virtualNetworkPeerings, name: "[parameters('p')]"}]}
        """
            .formatted(Net.SCHEMA);
    VirtualNetwork network = Net.facts(template).networks().getFirst();
    assertThat(network.name()).isEqualTo("v");
    assertThat(network.peerings())
        .extracting(Peering::remoteSpace)
        .containsExactly(Optional.empty());
  }

  @Test
  void a_subnet_without_its_network_has_one_of_unknown_space() {
    VirtualNetwork network =
        Net.only(
            Net.facts(
                    "{id: %s/subnets/s1, name: s1, addressPrefix: 10.1.0.0/24}".formatted(Net.VNET))
                .networks());
    assertThat(network.id()).isEqualTo(new ResourceId(Net.VNET));
    assertThat(network.space()).isEmpty();
    assertThat(network.subnets()).hasSize(1);
  }

  @Test
  void a_subnet_that_is_described_twice_in_two_ways_is_noted() {
    String network =
        "{id: %s, name: v, subnets: [{name: s1, addressPrefix: 10.1.0.0/24}]}".formatted(Net.VNET);
    String subnet =
        "{id: %s/subnets/s1, name: s1, addressPrefix: 10.1.0.0/24, networkSecurityGroup: {id: /x}}"
            .formatted(Net.VNET);
    assertThat(Net.messages(network, subnet))
        .isEqualTo(
            """
            -:1: warning: subnet s1 [SEEN_TWICE]
              found subnet s1 again, told differently, expected one description of it
              help: the first is -:1; what they tell differently counts as unknown
            """);
  }

  private static VirtualNetwork network(String properties) {
    return Net.only(
        Net.facts("{id: %s, name: v, properties: {%s}}".formatted(Net.VNET, properties))
            .networks());
  }

  private static Subnet subnet(String properties) {
    return Net.only(
        network("subnets: [{name: s1, properties: {%s}}]".formatted(properties)).subnets());
  }

  private static Optional<AddressSet> set(String blocks) {
    return blocks.equals("unknown")
        ? Optional.empty()
        : Optional.of(AddressSet.ofBlocks(blocks.split(" ")));
  }
}
