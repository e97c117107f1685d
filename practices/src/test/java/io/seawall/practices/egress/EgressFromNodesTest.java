package io.seawall.practices.egress;

import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.id;
import static io.seawall.practices.Given.known;
import static io.seawall.practices.NetworkCase.out;
import static io.seawall.practices.NetworkCase.packets;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.NetworkCase;
import io.seawall.practices.NetworkCase.GroupRule;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.practices.Outcome;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressFromNodesTest {
  private static final String FIREWALL = "0.0.0.0/0 VIRTUAL_APPLIANCE 10.200.1.4";

  private static Finding managed(String outboundType) {
    return Case.aks(
            aks -> {
              aks.outboundType = known(outboundType);
              aks.pool("sys", pool -> pool);
            })
        .judge(new EgressFromNodes(), "pool sys");
  }

  private static Case routed(UnaryOperator<SubnetCase> subnet, String... routes) {
    return Case.aks(
            aks -> {
              aks.outboundType = known("userDefinedRouting");
              aks.pool("sys", pool -> pool.in("snet-aks"));
            })
        .network(network ->
            network
                .space("10.10.0.0/16")
                .subnet("snet-aks", subnet.apply(new SubnetCase()), "10.10.0.0/22")
                .routes("rt-aks", routes)
                .scaleSet("sys", ""));
  }

  private static Finding judge(Case given) {
    return given.judge(new EgressFromNodes(), "pool sys");
  }

  @ParameterizedTest(name = "outboundType {0}: {1}")
  @CsvSource(
      textBlock =
          """
          loadBalancer,           REFUTED
          LoadBalancer,           REFUTED
          managedNATGateway,      REFUTED
          userAssignedNATGateway, REFUTED
          none,                   PROVED
          block,                  PROVED
          userDefinedRouting,     UNKNOWN
          somethingNew,           UNKNOWN
          """)
  void the_outbound_type_alone(String type, Outcome outcome) {
    assertThat(managed(type).outcome()).isEqualTo(outcome);
  }

  @Test
  void a_load_balancer_filters_nothing() {
    Finding finding = managed("loadBalancer");
    assertThat(finding.summary())
        .isEqualTo(
            "3,702,390,527 public addresses in reach: outboundType loadBalancer filters nothing");
    assertThat(finding.witness().orElseThrow().from()).isEqualTo("node:sys");
  }

  @Test
  void an_outbound_type_that_is_not_in_the_answer() {
    Case live =
        Case.aks(aks -> {
          aks.outboundType = absent();
          aks.pool("sys", pool -> pool);
        });
    Case template =
        Case.aks(aks -> {
          aks.outboundType = absent();
          aks.template = true;
          aks.pool("sys", pool -> pool);
        });
    assertThat(judge(live).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(judge(template).outcome()).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void an_appliance_whose_rules_are_not_known() {
    Finding finding = judge(routed(subnet -> subnet.routes("rt-aks"), FIREWALL));
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().fact()).contains("10.200.1.4");
  }

  @Test
  void two_halves_are_a_default_route() {
    assertThat(
            judge(
                    routed(
                        subnet -> subnet.routes("rt-aks"),
                        "0.0.0.0/1 VIRTUAL_APPLIANCE 10.200.1.4",
                        "128.0.0.0/1 VIRTUAL_APPLIANCE 10.200.1.4"))
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void egr_33_a_route_to_the_internet() {
    Finding finding = judge(routed(subnet -> subnet.routes("rt-aks"), "0.0.0.0/0 INTERNET"));
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).contains("route route-0 of rt-aks");
  }

  @Test
  void egr_33_a_hole_beside_the_firewall() {
    Finding finding =
        judge(routed(subnet -> subnet.routes("rt-aks"), FIREWALL, "20.0.0.0/8 INTERNET"));
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("16,777,216 public addresses in reach: route route-1");
    assertThat(finding.witness().orElseThrow().to()).isEqualTo("20.0.0.0");
  }

  @Test
  void a_route_that_drops_everything() {
    assertThat(judge(routed(subnet -> subnet.routes("rt-aks"), "0.0.0.0/0 NONE")).outcome())
        .isEqualTo(Outcome.PROVED);
  }

  @Test
  void egr_35_the_route_table_is_on_another_subnet() {
    Finding finding = judge(routed(EgressFromNodesTest::letOut, FIREWALL));
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("subnet snet-aks has no route table");
    assertThat(judge(routed(subnet -> subnet, FIREWALL)).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  private static SubnetCase letOut(SubnetCase subnet) {
    subnet.defaultOutbound = known(true);
    return subnet;
  }

  @Test
  void egr_36_each_pool_by_its_own_subnet() {
    Case given =
        Case.aks(
                aks -> {
                  aks.outboundType = known("userDefinedRouting");
                  aks.pool("sys", pool -> pool.in("one")).pool("user", pool -> pool.in("two"));
                })
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .subnet("one", new SubnetCase().routes("rt"), "10.10.0.0/24")
                    .subnet("two", letOut(new SubnetCase()), "10.10.1.0/24")
                    .routes("rt", FIREWALL)
                    .scaleSet("sys", "")
                    .scaleSet("user", ""));
    assertThat(given.judge(new EgressFromNodes()))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.UNKNOWN, Outcome.REFUTED);
  }

  @Test
  void egr_43_a_nat_gateway_of_its_own() {
    Finding finding =
        judge(
            routed(subnet -> {
              subnet.nat = known(id("natGateways", "ng"));
              return subnet;
            }));
    assertThat(finding.summary()).endsWith("NAT gateway ng of subnet snet-aks leads out");
  }

  @Test
  void egr_43_a_gateway_pool() {
    Case given =
        Case.aks(aks -> {
          aks.outboundType = known("none");
          aks.pool(
              "gw",
              pool -> {
                pool.mode = known("Gateway");
                return pool;
              });
        });
    assertThat(given.judge(new EgressFromNodes(), "pool gw").outcome()).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void egr_46_a_service_endpoint_goes_past_the_routes() {
    Finding finding =
        judge(
            routed(
                subnet -> {
                  subnet.serviceEndpoints = List.of("Microsoft.Storage");
                  return subnet.routes("rt-aks");
                },
                FIREWALL));
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("service endpoint Microsoft.Storage");
  }

  @Test
  void a_pod_subnet_without_the_route_table_of_the_nodes() {
    Case given =
        Case.aks(
                aks -> {
                  aks.outboundType = known("userDefinedRouting");
                  aks.pluginMode = absent();
                  aks.pool(
                      "sys",
                      pool -> {
                        pool.podSubnet = known(id("virtualNetworks/vnet/subnets", "snet-pods"));
                        return pool.in("snet-aks");
                      });
                })
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .subnet("snet-aks", new SubnetCase().routes("rt"), "10.10.0.0/24")
                    .subnet("snet-pods", new SubnetCase(), "10.10.8.0/21")
                    .routes("rt", FIREWALL)
                    .scaleSet("sys", ""));
    assertThat(judge(given).summary()).startsWith("subnet snet-pods has no route table");
  }

  @Test
  void a_default_route_for_one_family_only() {
    Case given =
        Case.aks(
                aks -> {
                  aks.outboundType = known("userDefinedRouting");
                  aks.families = known(List.of("IPv4", "IPv6"));
                  aks.pool("sys", pool -> pool.in("snet-aks"));
                })
            .network(network ->
                network
                    .space("10.10.0.0/16", "fd00::/48")
                    .subnet("snet-aks", new SubnetCase().routes("rt"), "10.10.0.0/24", "fd00::/64")
                    .routes("rt", FIREWALL)
                    .scaleSet("sys", ""));
    assertThat(judge(given).summary()).startsWith("route table rt has no route for IPv6");
  }

  @Test
  void public_addresses_of_nodes_are_a_way_out_of_their_own() {
    Case given =
        Case.aks(aks -> {
          aks.outboundType = known("none");
          aks.pool("sys", pool -> pool).pool("edge", pool -> pool.reachable());
        });
    assertThat(given.judge(new EgressFromNodes(), "pool sys").outcome()).isEqualTo(Outcome.PROVED);
    assertThat(given.judge(new EgressFromNodes(), "pool edge").outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_group_that_lets_little_out() {
    Case given =
        Case.aks(aks -> aks.pool("sys", pool -> pool.in("snet-aks")))
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .subnet("snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/24")
                    .group(
                        "nsg",
                        out("one", ALLOW, "20.40.0.0/24", packets(Protocol.TCP, 443, 443)),
                        out("no", DENY, "*", PacketSet.ALL))
                    .scaleSet("sys", ""));
    Finding finding = judge(given);
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.summary())
        .isEqualTo("outboundType loadBalancer: at most 256 public addresses in reach");
  }

  private static Finding alone(GroupRule... rules) {
    return Case.kubernetes()
        .network(network -> network.group("nsg", rules))
        .judge(new EgressFromNodes(), "nsg nsg");
  }

  @Test
  void a_group_without_a_cluster() {
    Finding open = alone();
    assertThat(open.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(open.path().getFirst().rule()).isEqualTo("securityRules/AllowInternetOutBound");
    assertThat(alone(out("no", DENY, "*", PacketSet.ALL)).outcome()).isEqualTo(Outcome.PROVED);
    Finding udp =
        alone(
            out("udp", ALLOW, "*", PacketSet.of(Protocol.UDP)),
            out("no", DENY, "*", PacketSet.ALL));
    assertThat(udp.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(udp.summary()).endsWith("addresses (UDP)");
    Finding tag =
        alone(
            out("storage", ALLOW, "Storage", NetworkCase.packets(Protocol.TCP, 443, 443)),
            out("no", DENY, "*", PacketSet.ALL));
    assertThat(tag.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void kubernetes_objects_alone_say_nothing_of_nodes() {
    assertThat(Case.kubernetes().deployment("shop", "web").judge(new EgressFromNodes())).isEmpty();
  }
}
