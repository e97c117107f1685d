package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.RouteTable.NextHop;
import io.seawall.model.cloud.RouteTable.Route;
import io.seawall.packets.Cidr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTablesTest {
  /// Rows of the form name, route, prefix, text of the prefix, next hop, its address.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "none",
      textBlock =
          """
          to a firewall      | addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4 | 0.0.0.0/0   | 0.0.0.0/0   | VIRTUAL_APPLIANCE       | 10.0.0.4
          in other case      | addressPrefix: 0.0.0.0/0, nextHopType: virtualappliance, nextHopIPAddress: 10.0.0.4 | 0.0.0.0/0   | 0.0.0.0/0   | VIRTUAL_APPLIANCE       | 10.0.0.4
          to the Internet    | addressPrefix: 20.0.0.0/8, nextHopType: Internet                                    | 20.0.0.0/8  | 20.0.0.0/8  | INTERNET                | none
          to nothing         | addressPrefix: '::/0', nextHopType: None                                            | ::/0        | ::/0        | NONE                    | none
          to a gateway       | addressPrefix: 10.9.0.0/16, nextHopType: VirtualNetworkGateway                      | 10.9.0.0/16 | 10.9.0.0/16 | VIRTUAL_NETWORK_GATEWAY | none
          in the network     | addressPrefix: 10.1.0.0/16, nextHopType: VnetLocal                                  | 10.1.0.0/16 | 10.1.0.0/16 | VNET_LOCAL              | none
          a service tag      | addressPrefix: AzureCloud.westeurope, nextHopType: Internet                         | none        | AzureCloud.westeurope | INTERNET      | none
          an expression      | addressPrefix: "[parameters('p')]", nextHopType: "[parameters('t')]"                | none        | none        | UNKNOWN                 | none
          """)
  void a_route_is_read(
      String name, String properties, String prefix, String text, NextHop nextHop, String address) {
    Route route =
        Net.only(table("routes: [{name: r, properties: {%s}}]".formatted(properties)).routes());
    assertThat(route.prefix().map(Cidr::toString).orElse("none"))
        .isEqualTo(prefix == null ? "none" : prefix);
    assertThat(route.prefixText()).isEqualTo(text == null ? "" : text);
    assertThat(route.nextHop()).isEqualTo(nextHop);
    assertThat(route.nextHopAddress()).isEqualTo(address == null ? "" : address);
    assertThat(Net.messages(text("routes: [{name: r, properties: {%s}}]".formatted(properties))))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          left out       | routes: []                                            | true
          let in         | disableBgpRoutePropagation: false                     | true
          kept out       | disableBgpRoutePropagation: true                      | false
          kept out, text | disableBgpRoutePropagation: "True"                    | false
          an expression  | disableBgpRoutePropagation: "[parameters('b')]"       | true
          """)
  void routes_of_a_gateway_come_in_unless_they_are_kept_out(
      String name, String properties, boolean propagation) {
    assertThat(table(properties).bgpPropagation()).isEqualTo(propagation);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          from a variable | routes: "[variables('r')]"
          from a loop     | copy: [{name: routes, count: "[parameters('n')]", input: {}}]
          one of them     | routes: ["[variables('r')]"]
          """)
  void routes_that_are_not_known_may_cover_anything(String name, String properties) {
    Route route = Net.only(table(properties).routes());
    assertThat(route.prefix()).isEmpty();
    assertThat(route.prefixText()).isEmpty();
    assertThat(route.nextHop()).isEqualTo(NextHop.UNKNOWN);
  }

  @Test
  void what_azure_refuses_is_complained_of() {
    String table =
        text(
            "routes: [{name: a, addressPrefix: 10.0.0.0/33, nextHopType: Firewall},\n"
                + "{name: b, nextHopType: None}, {name: c, addressPrefix: 10.0.0.0/8}]");
    assertThat(Net.messages(table))
        .isEqualTo(
            """
            -:1: error: route table rt, properties.routes[a].addressPrefix [ADDRESS_PREFIX]
              found the text "10.0.0.0/33", expected a CIDR block or a service tag
            -:1: error: route table rt, properties.routes[a].nextHopType [WRONG_VALUE]
              found the text "Firewall", expected VirtualNetworkGateway, VnetLocal, Internet, VirtualAppliance or None
            -:2: error: route table rt, properties.routes[b] [MISSING_FIELD]
              found no addressPrefix, expected a CIDR block or a service tag
            -:2: error: route table rt, properties.routes[c].nextHopType [WRONG_VALUE]
              found no nextHopType, expected VirtualNetworkGateway, VnetLocal, Internet, VirtualAppliance or None
            """);
  }

  @Test
  void routes_apart_join_their_table_whichever_comes_first() {
    String route =
        "{id: %s/routes/r, name: r, addressPrefix: 0.0.0.0/0, nextHopType: None}"
            .formatted(Net.ROUTES);
    String empty = text("routes: []");
    for (RouteTable table :
        new RouteTable[] {
          Net.only(Net.facts(route, empty).routeTables()),
          Net.only(Net.facts(empty, route).routeTables())
        }) {
      assertThat(table.routes()).extracting(Route::name).containsExactly("r");
    }
  }

  @Test
  void a_route_without_its_table_may_have_any_other_beside_it() {
    String route =
        "{id: %s/routes/r, name: r, addressPrefix: 0.0.0.0/0, nextHopType: None}"
            .formatted(Net.ROUTES);
    RouteTable table = Net.only(Net.facts(route).routeTables());
    assertThat(table.name()).isEqualTo("rt");
    assertThat(table.routes())
        .extracting(r -> r.name() + " " + r.nextHop())
        .containsExactly(" UNKNOWN", "r NONE");
  }

  @Test
  void a_route_of_who_knows_which_table_is_possible_in_each() {
    String template =
        """
        {%s, resources: [{type: Microsoft.Network/routeTables, name: a},
          {type: Microsoft.Network/routeTables/routes, name: "[parameters('r')]",
           properties: {addressPrefix: 0.0.0.0/0, nextHopType: Internet}}]}
        """
            .formatted(Net.SCHEMA);
    Route route = Net.only(Net.only(Net.facts(template).routeTables()).routes());
    assertThat(route.nextHop()).isEqualTo(NextHop.UNKNOWN);
    assertThat(route.prefix()).isEmpty();
  }

  private static String text(String properties) {
    return "{id: %s, name: rt, properties: {%s}}".formatted(Net.ROUTES, properties);
  }

  private static RouteTable table(String properties) {
    return Net.only(Net.facts(text(properties)).routeTables());
  }
}
