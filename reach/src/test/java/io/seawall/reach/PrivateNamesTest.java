package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.AddressSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names that private DNS zones answer for.
///
/// Source: Microsoft Learn, "What is Azure Private DNS?" and "Azure Private Endpoint private DNS
/// zone values".
class PrivateNamesTest {
  /// A cluster in `vnet` with a zone of one name at 10.0.9.9.
  private static Reach reach(String zone, String network, String entry) {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .pool("p", "sn")
            .done()
            .subnet("sn", "10.0.0.0/24", "", "")
            .subnet("endpoints", "10.0.9.0/24", "", "")
            .zone(zone, network, entry, "10.0.9.9");
    return new Cluster().azure(azure).reach(Engine.NONE);
  }

  private static AddressSet at(Reach reach, String name) {
    Endpoint.Named named = reach.universe().named(name).getFirst();
    return AddressSet.of(named.at().stream().map(Endpoint.Outside::addresses).toList());
  }

  @ParameterizedTest(name = "{0}: {2} in {1} answers for {3}")
  @CsvSource(
      textBlock =
          """
          by its public name,           privatelink.azurecr.io, acme,                 acme.azurecr.io
          in any case,                  privatelink.azurecr.io, ACME,                 Acme.azurecr.io
          with several labels,          privatelink.azurecr.io, acme.westeurope.data, acme.westeurope.data.azurecr.io
          by the name in the zone,      privatelink.azurecr.io, acme,                 acme.privatelink.azurecr.io
          a zone of the team's,         shop.internal,          api,                  api.shop.internal
          the zone itself,              api.shop.internal,      @,                    api.shop.internal
          """)
  void a_linked_zone_leads_a_name_to_its_private_address(
      String what, String zone, String entry, String name) {
    assertThat(at(reach(zone, "vnet", entry), name)).isEqualTo(Cluster.set("10.0.9.9/32"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          another network,      privatelink.azurecr.io, hub,  acme, acme.azurecr.io
          another name ending,  privatelink.azurecr.io, vnet, acme, acme.azurecr.cn
          only alike,           privatelink.azurecr.io, vnet, acme, acme.myazurecr.io
          """)
  void no_other_name_leads_there(
      String what, String zone, String network, String entry, String name) {
    assertThat(at(reach(zone, network, entry), name))
        .isEqualTo(Space.PUBLIC.and(AddressSet.ALL_V4));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"a name that the zone lacks, other.azurecr.io", "some name, *.azurecr.io"})
  void a_name_that_may_be_elsewhere_is_at_a_private_or_a_public_address(String what, String name) {
    assertThat(at(reach("privatelink.azurecr.io", "vnet", "acme"), name))
        .isEqualTo(Space.PUBLIC.and(AddressSet.ALL_V4).or(Cluster.set("10.0.9.9/32")));
  }

  @Test
  void a_private_api_server_is_where_its_zone_says() {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .privateCluster(AzureSide.known(true))
            .privateFqdn("shop.privatelink.westeurope.azmk8s.io")
            .pool("p", "sn")
            .done()
            .subnet("sn", "10.0.0.0/24", "", "")
            .subnet("endpoints", "10.0.9.0/24", "", "")
            .zone("privatelink.westeurope.azmk8s.io", "vnet", "shop", "10.0.9.9");
    Reach reach = new Cluster().azure(azure).reach(Engine.NONE);
    assertThat(reach.apiServers())
        .singleElement()
        .extracting(
            api -> AddressSet.of(api.at().stream().map(Endpoint.Outside::addresses).toList()))
        .isEqualTo(Cluster.set("10.0.9.9/32"));
  }

  @Test
  void the_way_to_it_stays_in_the_network() {
    Reach reach = reach("privatelink.azurecr.io", "vnet", "acme");
    Endpoint.Named named = reach.universe().named("acme.azurecr.io").getFirst();
    Endpoint.Nodes nodes = Cluster.nodes(reach, "p");
    assertThat(reach.paths(nodes, named).getFirst().hops().stream().map(Hop::place))
        .doesNotContain("way out of Azure");
    assertThat(reach.between(nodes, named).sure().contains(Cluster.tcp(443))).isTrue();
  }
}
