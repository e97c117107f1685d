package io.seawall.practices;

import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.practices.NetworkCase.out;
import static io.seawall.practices.NetworkCase.packets;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Peers;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Reach;
import io.seawall.reach.Region;
import io.seawall.reach.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Regions are a short way to say what `between` says for each range of addresses.
class RegionsTest {
  private static Peers block(String block, String... exceptions) {
    return new Peers.Block(Cidr.of(block), Arrays.stream(exceptions).map(Cidr::of).toList());
  }

  private static Case policies(Case given) {
    return given
        .deployment("shop", "open")
        .deployment("shop", "closed")
        .deployment("shop", "some")
        .deployment("shop", "many")
        .workload("shop", "host", workload -> workload.hostNetwork = true)
        .egress("shop", "closed", new Peers.Everybody(), PacketSet.EMPTY)
        .egress("shop", "some", block("0.0.0.0/0", "10.0.0.0/8", "20.0.0.0/8"), PacketSet.ALL)
        .egress("shop", "many", block("20.40.0.0/16"), packets(Protocol.TCP, 443, 443))
        .egress("shop", "many", block("20.40.7.0/24"), packets(Protocol.UDP, 53, 53))
        .egress("shop", "many", block("2a00::/16"), PacketSet.ALL);
  }

  private static void agree(Case given) {
    Reach reach = given.situation().reach();
    AddressSet space = Space.PUBLIC.or(Space.PRIVATE);
    for (Endpoint from : reach.universe().endpoints()) {
      if (from instanceof Endpoint.Outside) {
        continue;
      }
      List<Region> regions = reach.leaving(from, space);
      for (Endpoint.Outside to : reach.universe().outside(space)) {
        Bounds expected = reach.between(from, to);
        Bounds found =
            regions.stream()
                .filter(region -> region.addresses().contains(to.addresses().first()))
                .map(Region::packets)
                .reduce(Bounds.NONE, Bounds::or);
        assertThat(found).as("%s to %s", from, to).isEqualTo(expected);
      }
    }
  }

  @Test
  void they_agree_with_policies_alone() {
    agree(policies(Case.kubernetes()));
  }

  @Test
  void they_agree_where_the_engine_is_not_known() {
    agree(policies(Case.kubernetes().engine(Optional.empty())));
  }

  @Test
  void they_agree_with_groups_and_routes_on_the_way() {
    agree(
        policies(
            Case.aks(
                    aks -> {
                      aks.policy = Given.known("calico");
                      aks.outboundType = Given.known("userDefinedRouting");
                      aks.pool("sys", pool -> pool.in("snet-aks"));
                    })
                .network(network ->
                    network
                        .space("10.10.0.0/16")
                        .peer("hub", "10.200.0.0/16")
                        .subnet(
                            "snet-aks", new SubnetCase().group("nsg").routes("rt"), "10.10.0.0/22")
                        .routes(
                            "rt", "0.0.0.0/0 VIRTUAL_APPLIANCE 10.200.1.4", "20.40.0.0/14 INTERNET")
                        .group(
                            "nsg",
                            out("web", ALLOW, "20.0.0.0/8", packets(Protocol.TCP, 443, 443)),
                            out("no", DENY, "20.40.0.0/16", PacketSet.ALL))
                        .scaleSet("sys", ""))));
  }

  @Test
  void regions_are_disjoint_and_few() {
    Reach reach = policies(Case.kubernetes()).situation().reach();
    for (Endpoint from : reach.universe().endpoints()) {
      if (from instanceof Endpoint.Pods pods) {
        List<Region> regions = reach.leaving(pods, Space.PUBLIC);
        assertThat(regions).hasSizeLessThan(4);
        AddressSet seen = AddressSet.EMPTY;
        for (Region region : regions) {
          assertThat(region.addresses().disjoint(seen)).isTrue();
          seen = seen.or(region.addresses());
        }
      }
    }
  }

  @Test
  void pods_that_run_on_one_of_two_open_pools_are_sure_to_get_out() {
    Reach reach =
        Case.aks(aks -> aks.pool("a", pool -> pool).pool("b", pool -> pool))
            .deployment("shop", "web")
            .situation()
            .reach();
    Endpoint from =
        reach.universe().endpoints().stream()
            .filter(Endpoint.Pods.class::isInstance)
            .findFirst()
            .orElseThrow();
    assertThat(reach.leaving(from, Space.PUBLIC))
        .singleElement()
        .extracting(region -> region.packets().sure().isAll())
        .isEqualTo(true);
  }
}
