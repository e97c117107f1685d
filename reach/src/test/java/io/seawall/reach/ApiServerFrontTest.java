package io.seawall.reach;

import static io.seawall.reach.AzureSide.known;
import static io.seawall.reach.AzureSide.unresolved;
import static io.seawall.reach.Told.MAYBE;
import static io.seawall.reach.Told.NO;
import static io.seawall.reach.Told.YES;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.reach.AzureSide.GroupRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who opens the API server.
///
/// Sources: Microsoft Learn, "Use API server authorized IP ranges in AKS", "Create a private AKS
/// cluster" and "API Server VNet Integration".
class ApiServerFrontTest {
  private static AzureSide aks() {
    return new AzureSide()
        .overlay("10.244.0.0/16")
        .property("outboundType", "loadBalancer")
        .subnet("nodes", "10.1.0.0/16", "", "")
        .interfaces("sys", "")
        .pool("sys", "nodes")
        .done();
  }

  private static Reach reach(AzureSide azure) {
    Cluster cluster = new Cluster().namespace("shop").azure(azure);
    cluster.pods("shop", "web");
    return cluster.reach(Engine.CALICO);
  }

  private static Told from(AzureSide azure, String from) {
    Reach reach = reach(azure);
    Endpoint end =
        from.equals("web") ? Cluster.pods(reach, "shop/web") : Cluster.outside(reach, from);
    return Told.of(reach.between(end, reach.apiServers().getFirst()), Cluster.tcp(443));
  }

  @ParameterizedTest(name = "{0}: an address in it {1}, another one {2}")
  @CsvSource(
      textBlock =
          """
          203.0.113.0/24,             YES, NO
          203.0.113.9,                YES, NO
          203.0.113.0/24 0.0.0.0/32,  YES, NO
          203.0.113.0/24 AzureCloud,  YES, MAYBE
          203.0.113.0/24 203.0.11x.9, YES, MAYBE
          0.0.0.0/0,                  YES, YES
          0.0.0.0/32,                 NO,  NO
          10.0.0.0/8,                 NO,  NO
          """)
  void authorized_ranges_decide(String entries, Told inside, Told other) {
    AzureSide azure = aks().authorized(entries.split(" ", -1));
    assertThat(from(azure, "203.0.113.9")).isEqualTo(inside);
    assertThat(from(azure, "8.8.8.8")).isEqualTo(other);
  }

  @Test
  void a_public_cluster_without_ranges_is_open_to_all() {
    assertThat(from(aks(), "8.8.8.8")).isEqualTo(YES);
    assertThat(from(aks().authorized(), "8.8.8.8")).isEqualTo(YES);
    assertThat(from(aks().apiServerIn("api"), "8.8.8.8")).isEqualTo(YES);
  }

  @Test
  void what_a_template_leaves_open_is_not_known() {
    assertThat(from(aks().authorized(unresolved("var.ranges")), "8.8.8.8")).isEqualTo(MAYBE);
    assertThat(from(aks().privateCluster(unresolved("var.private")), "8.8.8.8")).isEqualTo(MAYBE);
    assertThat(from(aks().publicNetworkAccess("Disabled"), "8.8.8.8")).isEqualTo(MAYBE);
  }

  @Test
  void a_private_address_comes_with_another_that_is_not_known() {
    assertThat(from(aks().authorized("203.0.113.0/24"), "10.9.9.9")).isEqualTo(MAYBE);
    assertThat(from(aks(), "192.168.1.1")).isEqualTo(MAYBE);
  }

  @Test
  void a_private_cluster_has_no_public_endpoint() {
    AzureSide azure = aks().privateCluster(known(true)).authorized("8.8.8.8");
    assertThat(from(azure, "8.8.8.8")).isEqualTo(NO);
    assertThat(from(azure, "10.9.9.9")).isEqualTo(MAYBE);
    assertThat(from(azure, "192.168.1.1")).isEqualTo(MAYBE);
    assertThat(from(azure, "web")).isEqualTo(YES);
  }

  @Test
  void the_group_of_its_own_subnet_decides_for_the_network() {
    PacketSet https = PacketSet.to(Protocol.TCP, 443);
    AzureSide azure =
        aks()
            .privateCluster(known(true))
            .apiServerIn("api")
            .group(
                "nsg-api",
                new GroupRule(
                    Direction.INGRESS,
                    Verdict.ALLOW,
                    AzureSide.addresses("10.1.0.0/16", "10.7.0.0/24"),
                    AzureSide.every(),
                    https),
                new GroupRule(
                    Direction.INGRESS,
                    Verdict.DENY,
                    AzureSide.every(),
                    AzureSide.every(),
                    PacketSet.ALL))
            .subnet("api", "10.2.0.0/28", "nsg-api", "");
    assertThat(from(azure, "10.7.0.9")).isEqualTo(YES);
    assertThat(from(azure, "10.8.0.9")).isEqualTo(NO);
    assertThat(from(azure, "192.168.1.1")).isEqualTo(MAYBE);
    assertThat(from(azure, "8.8.8.8")).isEqualTo(NO);
    assertThat(from(azure, "web")).isEqualTo(YES);
  }

  @Test
  void a_subnet_of_it_that_is_not_in_the_input_leaves_the_network_open() {
    AzureSide azure = aks().privateCluster(known(true)).apiServerIn("elsewhere");
    assertThat(from(azure, "10.7.0.9")).isEqualTo(MAYBE);
    assertThat(from(azure, "web")).isEqualTo(MAYBE);
  }

  @ParameterizedTest(name = "outboundType {0} with {1}, ranges {2}: pods {3}")
  @CsvSource(
      textBlock =
          """
          loadBalancer,           '',            203.0.113.0/24, YES
          loadBalancer,           '',            0.0.0.0/32,     YES
          managedNATGateway,      203.0.113.77,  203.0.113.0/24, YES
          managedNATGateway,      203.0.113.77,  198.51.100.9,   NO
          managedNATGateway,      203.0.113.77,  AzureCloud,     MAYBE
          managedNATGateway,      '',            203.0.113.0/24, MAYBE
          userAssignedNATGateway, '',            203.0.113.0/24, MAYBE
          """)
  void the_cluster_itself_comes_with_the_address_that_it_leaves_by(
      String type, String address, String ranges, Told expected) {
    AzureSide azure = aks().property("outboundType", type).authorized(ranges);
    assertThat(from(address.isEmpty() ? azure : azure.outbound(address), "web"))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "a route {0} {1}: pods {2}")
  @CsvSource(
      textBlock =
          """
          10.244.1.0/24, VIRTUAL_APPLIANCE, YES
          0.0.0.0/0,     INTERNET,          YES
          0.0.0.0/0,     VIRTUAL_APPLIANCE, MAYBE
          """)
  void a_route_to_an_appliance_may_change_the_address(String prefix, String hop, Told expected) {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .property("outboundType", "loadBalancer")
            .routes("table", prefix + " " + hop)
            .subnet("nodes", "10.1.0.0/16", "", "table")
            .interfaces("sys", "")
            .pool("sys", "nodes")
            .done()
            .authorized("203.0.113.0/24");
    assertThat(from(azure, "web")).isEqualTo(expected);
  }

  @Test
  void the_address_of_the_load_balancer_is_admitted_by_aks() {
    AzureSide azure = aks().authorized("203.0.113.0/24").outbound("198.51.100.7");
    assertThat(from(azure, "198.51.100.7")).isEqualTo(YES);
    assertThat(from(azure, "198.51.100.8")).isEqualTo(NO);
  }

  @Test
  void the_hop_says_where_the_ranges_stand() {
    Reach reach = reach(aks().authorized("203.0.113.0/24"));
    List<Path> paths =
        reach.paths(Cluster.outside(reach, "8.8.8.8"), reach.apiServers().getFirst());
    assertThat(paths).hasSize(1);
    Hop front = paths.getFirst().hops().getFirst();
    assertThat(front.place()).isEqualTo("API server front");
    Reason reason = front.why(Cluster.tcp(443));
    assertThat(reason.opinion()).isEqualTo(Reason.Opinion.DENY);
    assertThat(reason.text()).isEqualTo("admits others alone: 203.0.113.0/24");
    assertThat(reason.where())
        .hasValueSatisfying(w -> assertThat(w.file()).isEqualTo("azure.json"));
  }

  @Test
  void without_the_aks_cluster_the_outside_is_not_known() {
    Cluster cluster = new Cluster().namespace("shop");
    cluster.pods("shop", "web");
    Reach reach = cluster.reach(Engine.CALICO);
    Endpoint api = reach.apiServers().getFirst();
    assertThat(Told.ofAll(reach.between(Cluster.outside(reach, "8.8.8.8"), api))).isEqualTo(MAYBE);
    assertThat(Told.ofAll(reach.between(Cluster.pods(reach, "shop/web"), api))).isEqualTo(YES);
  }
}
