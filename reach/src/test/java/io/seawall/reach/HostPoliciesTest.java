package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.cluster.OtherObject;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the table: Calico documentation, "Configuring Felix", FailsafeInboundHostPorts and
/// FailsafeOutboundHostPorts.
class HostPoliciesTest {
  private static Cluster cluster(String... kinds) {
    Cluster cluster = new Cluster().namespace("shop").node("n", "p", "10.0.0.4");
    cluster.pods("shop", "web").on("n", "10.244.0.5");
    for (String kind : kinds) {
      cluster.other("projectcalico.org", kind, "", "h");
    }
    return cluster;
  }

  private static Told told(Cluster cluster, Engine engine, boolean inbound, Packet packet) {
    Reach reach = cluster.reach(engine);
    Endpoint node = Cluster.nodes(reach, "p");
    Endpoint pod = Cluster.pods(reach, "shop/web");
    Bounds packets = inbound ? reach.between(pod, node) : reach.between(node, pod);
    return Told.of(packets, packet);
  }

  @ParameterizedTest(name = "{0} {1}: in {2}, out {3}")
  @CsvSource({
    "TCP, 22,   YES,   MAYBE",
    "TCP, 179,  YES,   YES",
    "TCP, 2379, YES,   YES",
    "TCP, 2380, YES,   YES",
    "TCP, 5473, YES,   YES",
    "TCP, 6443, YES,   YES",
    "TCP, 6666, YES,   YES",
    "TCP, 6667, YES,   YES",
    "UDP, 68,   YES,   MAYBE",
    "UDP, 53,   MAYBE, YES",
    "UDP, 67,   MAYBE, YES",
    "TCP, 443,  MAYBE, MAYBE"
  })
  void failsafe_ports_stay_open(String protocol, int port, Told in, Told out) {
    Packet packet = new Packet(Protocol.parse(protocol).orElseThrow(), port, 50_000);
    Cluster guarded = cluster("HostEndpoint");
    assertThat(told(guarded, Engine.CALICO, true, packet)).isEqualTo(in);
    assertThat(told(guarded, Engine.CALICO, false, packet)).isEqualTo(out);
  }

  @Test
  void other_failsafe_ports_may_be_configured() {
    Cluster configured = cluster("HostEndpoint", "FelixConfiguration");
    assertThat(told(configured, Engine.CALICO, true, Cluster.tcp(22))).isEqualTo(Told.MAYBE);
  }

  @Test
  void a_policy_of_cilium_for_nodes_leaves_nothing_sure() {
    Cluster guarded = cluster().other("cilium.io", OtherObject.POLICY_OF_NODES, "", "h");
    assertThat(told(guarded, Engine.CILIUM, true, Cluster.tcp(22))).isEqualTo(Told.MAYBE);
    assertThat(told(guarded, Engine.CILIUM, false, Cluster.tcp(22))).isEqualTo(Told.MAYBE);
    assertThat(told(guarded, Engine.CALICO, true, Cluster.tcp(22))).isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "{0} under {1}")
  @CsvSource({"HostEndpoint, AZURE", "HostEndpoint, CILIUM", "BGPPeer, CALICO"})
  void without_calico_or_a_host_endpoint_nodes_are_open(String kind, Engine engine) {
    assertThat(told(cluster(kind), engine, true, Cluster.tcp(443))).isEqualTo(Told.YES);
  }
}
