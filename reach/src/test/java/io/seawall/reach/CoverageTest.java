package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pods that an engine leaves open whatever their policies say.
///
/// Sources: Microsoft Learn, "Secure traffic between pods by using network policies in AKS" and
/// "Virtual nodes".
class CoverageTest {
  private static final Policy DENY_ALL =
      Written.networkPolicy("shop/deny", Direction.EGRESS, Written.app("web"));

  private static Told toTheInternet(Reach reach) {
    return Told.ofAll(
        reach.policies(Cluster.pods(reach, "shop/web"), Cluster.outside(reach, "8.8.8.8")));
  }

  @ParameterizedTest(name = "{0}, {1}: packets that policies deny pass = {2}")
  @CsvSource(
      textBlock =
          """
          CILIUM, LINUX,   NO
          CILIUM, WINDOWS, YES
          CILIUM, UNKNOWN, MAYBE
          CALICO, WINDOWS, NO
          CALICO, UNKNOWN, NO
          AZURE,  LINUX,   NO
          AZURE,  WINDOWS, MAYBE
          AZURE,  UNKNOWN, MAYBE
          """)
  void engines_differ_on_windows(Engine engine, OperatingSystem os, Told expected) {
    AzureSide azure = new AzureSide().pool("sys", "").done().pool("win", "").windows().done();
    Cluster cluster = new Cluster().namespace("shop").azure(azure).policy(DENY_ALL);
    cluster.pods("shop", "web").runs(os);
    assertThat(toTheInternet(cluster.reach(engine))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} where every pool runs Linux")
  @CsvSource({"CILIUM", "AZURE"})
  void pods_that_ask_for_no_system_run_what_their_pools_run(Engine engine) {
    Cluster cluster =
        new Cluster()
            .namespace("shop")
            .azure(new AzureSide().pool("sys", "").done())
            .policy(DENY_ALL);
    cluster.pods("shop", "web").runs(OperatingSystem.UNKNOWN);
    assertThat(toTheInternet(cluster.reach(engine))).isEqualTo(Told.NO);
  }

  @ParameterizedTest(name = "{0}: packets that policies deny pass = {1}")
  @CsvSource({"CILIUM, NO", "CALICO, MAYBE", "AZURE, MAYBE"})
  void on_a_dual_stack_overlay_cilium_alone_is_known_to_act(Engine engine, Told expected) {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16", "fd00:1::/64")
            .families("IPv4", "IPv6")
            .pool("sys", "")
            .done();
    Cluster cluster = new Cluster().namespace("shop").azure(azure).policy(DENY_ALL);
    cluster.pods("shop", "web");
    assertThat(toTheInternet(cluster.reach(engine))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} of Kubernetes {1}: port {2} of 60 to 90 passes = {3}")
  @CsvSource(
      textBlock =
          """
          CILIUM, 1.31.9, 60, YES
          CILIUM, 1.31.9, 61, MAYBE
          CILIUM, 1.31.9, 91, NO
          CILIUM, 1.32.0, 61, YES
          CILIUM, '',     61, MAYBE
          CALICO, 1.31.9, 61, YES
          """)
  void cilium_of_old_knows_the_first_port_of_a_range(
      Engine engine, String version, int port, Told expected) {
    PacketSet range = PacketSet.of(Protocol.TCP, Ports.range(60, 90), Ports.ALL);
    Rule any = Written.allow(Written.everybody());
    Rule ranged =
        new Rule(
            any.verdict(),
            any.local(),
            any.peers(),
            new PortMatch(range, List.of(), range.minus(PacketSet.to(Protocol.TCP, 60))),
            any.where());
    Cluster cluster =
        new Cluster()
            .namespace("shop")
            .azure(new AzureSide().kubernetes(version).pool("sys", "").done())
            .policy(
                Written.networkPolicy("shop/web", Direction.EGRESS, Written.app("web"), ranged));
    cluster.pods("shop", "web");
    Reach reach = cluster.reach(engine);
    Endpoint to = Cluster.outside(reach, "8.8.8.8");
    Path way = reach.paths(Cluster.pods(reach, "shop/web"), to).getFirst();
    Hop hop = way.hops().getFirst();
    assertThat(Told.of(hop.packets(), Cluster.tcp(port))).isEqualTo(expected);
    assertThat(hop.why(Cluster.tcp(port)).opinion() == Reason.Opinion.UNKNOWN)
        .isEqualTo(expected == Told.MAYBE);
  }

  @Test
  void pods_of_a_virtual_node_are_beyond_policies_and_nodes() {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .property("outboundType", "none")
            .pool("sys", "")
            .done();
    Cluster cluster = new Cluster().namespace("shop").azure(azure).policy(DENY_ALL);
    cluster.pods("shop", "web").onVirtualNode();
    cluster.pods("shop", "db");
    Reach reach = cluster.reach(Engine.CALICO);
    Endpoint web = Cluster.pods(reach, "shop/web");
    for (String to : List.of("8.8.8.8", "169.254.169.254", "168.63.129.16")) {
      assertThat(Told.ofAll(reach.between(web, Cluster.outside(reach, to)))).isEqualTo(Told.MAYBE);
    }
    assertThat(Told.ofAll(reach.between(web, Cluster.nodes(reach, "sys")))).isEqualTo(Told.MAYBE);
    assertThat(Told.ofAll(reach.between(web, Cluster.pods(reach, "shop/db"))))
        .isEqualTo(Told.MAYBE);
    assertThat(Told.ofAll(reach.between(Cluster.pods(reach, "shop/db"), web)))
        .isEqualTo(Told.MAYBE);
  }

  @ParameterizedTest(name = "gateway {0}: packets that policies deny pass = {1}")
  @CsvSource({"true, MAYBE", "false, NO"})
  void a_static_egress_gateway_goes_past_policies(boolean gateway, Told expected) {
    AzureSide azure = new AzureSide().overlay("10.244.0.0/16").pool("sys", "").done();
    Cluster cluster =
        new Cluster()
            .namespace("shop")
            .azure(gateway ? azure.staticGateway() : azure)
            .policy(DENY_ALL);
    cluster.pods("shop", "web").forStaticGateway();
    Reach reach = cluster.reach(Engine.CALICO);
    Endpoint web = Cluster.pods(reach, "shop/web");
    assertThat(Told.ofAll(reach.between(web, Cluster.outside(reach, "8.8.8.8"))))
        .isEqualTo(expected);
    assertThat(reach.leaving(web, Cluster.set("8.8.8.8/32")).isEmpty())
        .isEqualTo(expected == Told.NO);
  }
}
