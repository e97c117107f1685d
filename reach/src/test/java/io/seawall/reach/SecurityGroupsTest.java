package io.seawall.reach;

import static io.seawall.model.policy.Direction.EGRESS;
import static io.seawall.model.policy.Direction.INGRESS;
import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.reach.AzureSide.addresses;
import static io.seawall.reach.AzureSide.every;
import static io.seawall.reach.AzureSide.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.reach.AzureSide.GroupRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Network security groups on the way of a packet.
///
/// Source: Microsoft Learn, "How network security groups filter network traffic", "Network security
/// groups" (default rules, platform considerations) and "Virtual network service tags".
class SecurityGroupsTest {
  private static final PacketSet SSH = PacketSet.to(Protocol.TCP, 22);

  /// Overlay; pool p in 10.0.0.0/24 and pool q in 10.0.1.0/24, a pod on each.
  private static Cluster cluster(AzureSide azure) {
    Cluster cluster =
        new Cluster().namespace("shop").azure(azure.property("outboundType", "loadBalancer"));
    cluster.node("node-p", "p", "10.0.0.4").node("node-q", "q", "10.0.1.4");
    cluster.pods("shop", "web").on("node-p", "10.244.0.5");
    cluster.pods("shop", "db").on("node-q", "10.244.1.5");
    cluster.pods("shop", "agent").withHostNetwork().on("node-p", "10.0.0.4");
    return cluster;
  }

  private static AzureSide overlay(String groupOfP, String groupOfQ, String tableOfQ) {
    return new AzureSide()
        .overlay("10.244.0.0/16")
        .pool("p", "sn-p")
        .done()
        .pool("q", "sn-q")
        .done()
        .subnet("sn-p", "10.0.0.0/24", groupOfP, "")
        .subnet("sn-q", "10.0.1.0/24", groupOfQ, tableOfQ)
        .interfaces("p", "")
        .interfaces("q", "");
  }

  private static GroupRule inbound(Verdict verdict, Peers source, PacketSet packets) {
    return new GroupRule(INGRESS, verdict, source, every(), packets);
  }

  private static GroupRule outbound(Verdict verdict, Peers destination, PacketSet packets) {
    return new GroupRule(EGRESS, verdict, every(), destination, packets);
  }

  private static Bounds fromOutside(Reach reach, String source) {
    return reach.between(Cluster.outside(reach, source), Cluster.nodes(reach, "q"));
  }

  @Test
  void outbound_asks_the_interface_and_then_the_subnet_and_inbound_the_other_way_round() {
    Reach reach =
        cluster(
                overlay("nsg-sn", "nsg-sn", "")
                    .group("nsg-sn")
                    .group("nsg-nic")
                    .interfaces("p", "nsg-nic")
                    .interfaces("q", "nsg-nic"))
            .reach(Engine.NONE);
    Path path =
        Told.way(
            reach.paths(Cluster.pods(reach, "shop/web"), Cluster.nodes(reach, "q")),
            "another node");
    assertThat(path.hops().stream().map(Hop::place))
        .containsExactly(
            "pod egress",
            "NIC NSG outbound",
            "subnet NSG outbound",
            "subnet NSG inbound",
            "NIC NSG inbound");
  }

  @ParameterizedTest(name = "subnet {0}, interface {1}: SSH passes = {2}")
  @CsvSource({"ALLOW, ALLOW, YES", "DENY, ALLOW, NO", "ALLOW, DENY, NO", "DENY, DENY, NO"})
  void each_group_must_allow(Verdict subnet, Verdict nic, Told expected) {
    Reach reach =
        cluster(
                overlay("", "nsg-sn", "")
                    .group("nsg-sn", inbound(subnet, every(), SSH))
                    .group("nsg-nic", inbound(nic, every(), SSH))
                    .interfaces("q", "nsg-nic"))
            .reach(Engine.NONE);
    assertThat(Told.of(fromOutside(reach, "10.0.2.9"), Cluster.tcp(22))).isEqualTo(expected);
  }

  @Test
  void the_first_rule_that_matches_decides() {
    Reach reach =
        cluster(
                overlay("", "nsg", "")
                    .group(
                        "nsg",
                        inbound(ALLOW, addresses("10.0.2.0/25"), SSH),
                        inbound(DENY, addresses("10.0.2.0/24"), PacketSet.ALL),
                        inbound(ALLOW, addresses("10.0.2.0/24"), PacketSet.ALL)))
            .reach(Engine.NONE);
    assertThat(fromOutside(reach, "10.0.2.9")).isEqualTo(Bounds.exactly(SSH));
    assertThat(fromOutside(reach, "10.0.2.200")).isEqualTo(Bounds.NONE);
  }

  @ParameterizedTest(name = "{0}: from {1} = {2}")
  @CsvSource(
      textBlock =
          """
          the network itself,       10.0.2.9,      YES
          no peer and not public,   192.168.0.9,   NO
          the Internet,             8.8.8.8,       NO
          probes of balancers,      168.63.129.16, YES
          """)
  void the_default_rules_let_in_the_network_and_probes(String what, String source, Told expected) {
    Reach reach = cluster(overlay("", "nsg", "").group("nsg")).reach(Engine.NONE);
    assertThat(Told.ofAll(inboundGroup(reach, source))).isEqualTo(expected);
  }

  private static Bounds inboundGroup(Reach reach, String source) {
    return hop(
            reach.paths(Cluster.outside(reach, source), Cluster.nodes(reach, "q")).getFirst(),
            "subnet NSG inbound")
        .packets();
  }

  private static Hop hop(Path path, String place) {
    return path.hops().stream().filter(hop -> hop.place().equals(place)).findFirst().orElseThrow();
  }

  @Test
  void probes_of_a_balancer_are_filtered_like_anything_else() {
    Reach reach =
        cluster(
                overlay("", "nsg", "")
                    .group("nsg", inbound(DENY, tag("AzureLoadBalancer"), PacketSet.ALL)))
            .reach(Engine.NONE);
    assertThat(inboundGroup(reach, "168.63.129.16")).isEqualTo(Bounds.NONE);
  }

  @ParameterizedTest(name = "{0}: {1} in VirtualNetwork = {2}")
  @CsvSource(
      textBlock =
          """
          plain,             10.200.0.9,  YES
          plain,             8.8.8.8,     NO
          plain,             172.20.0.9,  NO
          peering,           172.20.0.9,  YES
          peering,           172.21.0.9,  NO
          peering unknown,   172.21.0.9,  MAYBE
          peering unknown,   8.8.8.8,     NO
          gateway,           172.21.0.9,  MAYBE
          default route,     8.8.8.8,     YES
          route,             192.168.7.9, YES
          route,             192.168.8.9, NO
          table not read,    8.8.8.8,     MAYBE
          """)
  void the_tag_of_the_network(String state, String source, Told expected) {
    AzureSide side =
        overlay(
            "",
            "nsg",
            switch (state) {
              case "default route", "route" -> "rt";
              case "table not read" -> "rt-unread";
              default -> "";
            });
    switch (state) {
      case "peering" -> side.peering("hub", false, "172.20.0.0/16");
      case "peering unknown" -> side.peering("hub", false);
      case "gateway" -> side.peering("hub", true, "172.20.0.0/16");
      case "default route" -> side.routes("rt", "0.0.0.0/0 VIRTUAL_APPLIANCE");
      case "route" -> side.routes("rt", "192.168.7.0/24 VIRTUAL_APPLIANCE");
      default -> {}
    }
    Reach reach =
        cluster(
                side.group(
                    "nsg",
                    inbound(ALLOW, tag("VirtualNetwork"), SSH),
                    inbound(DENY, every(), PacketSet.ALL)))
            .reach(Engine.NONE);
    assertThat(Told.of(inboundGroup(reach, source), Cluster.tcp(22))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1} in {0} = {2}")
  @CsvSource(
      textBlock =
          """
          Internet,          8.8.8.8,       YES
          internet,          8.8.8.8,       YES
          Internet,          10.0.2.9,      NO
          Internet,          192.168.0.9,   NO
          Internet,          168.63.129.16, NO
          AzureLoadBalancer, 168.63.129.16, YES
          AzureLoadBalancer, 8.8.8.8,       NO
          AzureCloud,        20.1.2.3,      MAYBE
          Storage.WestEurope, 20.1.2.3,     MAYBE
          AzureCloud,        10.0.2.9,      NO
          """)
  void other_tags(String name, String source, Told expected) {
    Reach reach =
        cluster(
                overlay("", "nsg", "")
                    .group(
                        "nsg",
                        inbound(ALLOW, tag(name), SSH),
                        inbound(DENY, every(), PacketSet.ALL)))
            .reach(Engine.NONE);
    assertThat(Told.of(inboundGroup(reach, source), Cluster.tcp(22))).isEqualTo(expected);
  }

  @Test
  void a_rule_whose_tag_is_not_known_leaves_no_doubt_where_the_next_rules_say_the_same() {
    Reach reach =
        cluster(
                overlay("", "nsg", "")
                    .group(
                        "nsg",
                        inbound(ALLOW, tag("AzureCloud"), SSH),
                        inbound(ALLOW, every(), PacketSet.ALL)))
            .reach(Engine.NONE);
    assertThat(inboundGroup(reach, "20.1.2.3")).isEqualTo(Bounds.ALL);
  }

  @Test
  void source_ports_are_not_destination_ports() {
    PacketSet fromPort22 = PacketSet.of(Protocol.TCP, Ports.ALL, Ports.of(22));
    Reach reach =
        cluster(
                overlay("", "nsg", "")
                    .group(
                        "nsg",
                        inbound(ALLOW, every(), fromPort22),
                        inbound(DENY, every(), PacketSet.ALL)))
            .reach(Engine.NONE);
    Bounds packets = inboundGroup(reach, "10.0.2.9");
    assertThat(Told.of(packets, new Packet(Protocol.TCP, 22, 50_000))).isEqualTo(Told.NO);
    assertThat(Told.of(packets, new Packet(Protocol.TCP, 80, 22))).isEqualTo(Told.YES);
  }

  @Test
  void a_block_of_one_family_says_nothing_of_the_other() {
    Cluster cluster =
        cluster(
            overlay("", "nsg", "")
                .families("IPv4", "IPv6")
                .group(
                    "nsg",
                    inbound(DENY, addresses("0.0.0.0/0"), SSH),
                    inbound(ALLOW, every(), SSH)));
    Reach reach = cluster.reach(Engine.NONE);
    for (Endpoint.Nodes nodes : reach.universe().nodes()) {
      if (nodes.pool().equals("q")) {
        Endpoint from = Cluster.outside(reach, nodes.v6() ? "2001:db8::1" : "8.8.8.8");
        Bounds packets = hop(reach.paths(from, nodes).getFirst(), "subnet NSG inbound").packets();
        assertThat(Told.of(packets, Cluster.tcp(22))).isEqualTo(nodes.v6() ? Told.YES : Told.NO);
      }
    }
  }

  @Test
  void the_same_node_meets_no_group() {
    Reach reach =
        cluster(
                overlay("nsg", "nsg", "")
                    .group(
                        "nsg",
                        inbound(DENY, every(), PacketSet.ALL),
                        outbound(DENY, every(), PacketSet.ALL))
                    .interfaces("p", "nsg"))
            .reach(Engine.NONE);
    for (String pod : List.of("shop/web", "shop/agent")) {
      List<Path> paths = reach.paths(Cluster.pods(reach, pod), Cluster.nodes(reach, "p"));
      Path own = Told.way(paths, "same node");
      assertThat(own.certain()).isTrue();
      assertThat(own.packets()).isEqualTo(Bounds.ALL);
      assertThat(own.hops()).noneMatch(hop -> hop.place().contains("NSG"));
      assertThat(Told.way(paths, "another node").packets()).isEqualTo(Bounds.NONE);
    }
  }

  /// A deny of SSH from one range, met by a pod that opens another node.
  @ParameterizedTest(name = "{0}: SSH denied from {1} stops a pod = {2}")
  @CsvSource(
      textBlock =
          """
          overlay,     10.244.0.0/16, YES
          overlay,     10.0.0.0/24,   NO
          kubenet,     10.244.0.0/16, YES
          kubenet,     10.0.0.0/24,   NO
          pod subnet,  10.0.0.0/24,   YES
          pod subnet,  10.9.0.0/24,   NO
          node subnet, 10.0.0.0/24,   NO
          node subnet, 10.0.0.5/32,   NO
          node subnet, 10.0.0.4/32,   YES
          unknown,     10.0.0.0/24,   MAYBE
          unknown,     10.244.0.0/16, MAYBE
          unknown,     10.0.0.0/8,    NO
          """)
  void what_a_group_sees_of_a_pod_follows_from_the_addressing_mode(
      String mode, String denied, Told expected) {
    AzureSide side =
        overlay("", "nsg", "")
            .subnet("sn-pods", "10.9.0.0/24", "", "")
            .group(
                "nsg",
                inbound(DENY, addresses(denied), SSH),
                inbound(ALLOW, every(), PacketSet.ALL));
    String pod =
        switch (mode) {
          case "overlay", "kubenet", "unknown" -> "10.244.0.5";
          case "pod subnet" -> "10.9.0.5";
          default -> "10.0.0.5";
        };
    AzureSide azure =
        switch (mode) {
          case "overlay" -> side;
          case "kubenet" ->
              side.property("plugin", "kubenet").property("pluginMode", AzureSide.absent());
          case "unknown" -> side.property("plugin", "none");
          case "node subnet" -> side.property("pluginMode", AzureSide.absent());
          default -> podSubnets(denied);
        };
    Cluster cluster = new Cluster().namespace("shop").azure(azure);
    cluster.node("node-p", "p", "10.0.0.4").node("node-q", "q", "10.0.1.4");
    cluster.pods("shop", "web").on("node-p", pod);
    Reach reach = cluster.reach(Engine.NONE);
    Bounds packets =
        Told.way(
                reach.paths(Cluster.pods(reach, "shop/web"), Cluster.nodes(reach, "q")),
                "another node")
            .packets();
    assertThat(Told.of(packets, Cluster.tcp(22))).isEqualTo(expected);
  }

  private static AzureSide podSubnets(String denied) {
    return new AzureSide()
        .property("plugin", "azure")
        .pool("p", "sn-p")
        .podSubnet("sn-pods")
        .done()
        .pool("q", "sn-q")
        .podSubnet("sn-pods")
        .done()
        .subnet("sn-p", "10.0.0.0/24", "", "")
        .subnet("sn-q", "10.0.1.0/24", "nsg", "")
        .subnet("sn-pods", "10.9.0.0/24", "", "")
        .interfaces("p", "")
        .interfaces("q", "")
        .group(
            "nsg", inbound(DENY, addresses(denied), SSH), inbound(ALLOW, every(), PacketSet.ALL));
  }

  @Test
  void the_group_of_the_own_pool_is_asked_on_the_way_out() {
    GroupRule closed = outbound(DENY, every(), PacketSet.ALL);
    Cluster cluster = cluster(overlay("", "nsg-closed", "").group("nsg-closed", closed));
    cluster.pods("shop", "anywhere");
    Reach reach = cluster.reach(Engine.NONE);
    Endpoint.Outside internet = Cluster.outside(reach, "8.8.8.8");
    assertThat(reach.between(Cluster.pods(reach, "shop/web"), internet)).isEqualTo(Bounds.ALL);
    assertThat(reach.between(Cluster.pods(reach, "shop/db"), internet)).isEqualTo(Bounds.NONE);
    assertThat(reach.between(Cluster.pods(reach, "shop/anywhere"), internet))
        .isEqualTo(Bounds.UNKNOWN);
  }

  @ParameterizedTest(name = "{0}: metadata {1}, WireServer {2}")
  @CsvSource(
      textBlock =
          """
          all outbound,      YES, YES
          the address,       YES, YES
          AzurePlatformIMDS, NO,  YES
          AzurePlatformDNS,  YES, NO
          """)
  void platform_traffic_is_filtered_only_by_rules_that_name_its_tag(
      String denied, Told metadata, Told wireServer) {
    Peers destination =
        switch (denied) {
          case "all outbound" -> every();
          case "the address" -> addresses("169.254.169.254/32", "168.63.129.16/32");
          default -> new Peers.AnyOf(List.of(tag("Storage"), tag(denied)));
        };
    Reach reach =
        cluster(overlay("nsg", "", "").group("nsg", outbound(DENY, destination, PacketSet.ALL)))
            .reach(Engine.NONE);
    for (Endpoint from :
        List.of(
            Cluster.pods(reach, "shop/web"),
            Cluster.pods(reach, "shop/agent"),
            Cluster.nodes(reach, "p"))) {
      assertThat(Told.of(to(reach, from, "169.254.169.254"), Cluster.tcp(443))).isEqualTo(metadata);
      assertThat(Told.of(to(reach, from, "168.63.129.16"), Cluster.tcp(53))).isEqualTo(wireServer);
    }
  }

  private static Bounds to(Reach reach, Endpoint from, String address) {
    return reach.between(from, Cluster.outside(reach, address));
  }

  @Test
  void platform_traffic_takes_no_way_out() {
    Reach reach =
        cluster(overlay("", "", ""))
            .azure(overlay("", "", "").property("outboundType", "none"))
            .reach(Engine.NONE);
    Endpoint nodes = Cluster.nodes(reach, "p");
    assertThat(to(reach, nodes, "8.8.8.8")).isEqualTo(Bounds.NONE);
    assertThat(to(reach, nodes, "169.254.169.254")).isEqualTo(Bounds.ALL);
  }

  @ParameterizedTest(name = "{0}: in {1}, out {2}")
  @CsvSource(
      textBlock =
          """
          attached and not read,   MAYBE, MAYBE
          a parameter,             MAYBE, MAYBE
          subnet not read,         MAYBE, MAYBE
          group of AKS not read,   MAYBE, YES
          no group,                YES,   YES
          """)
  void a_group_that_was_not_read_is_not_known(String state, Told in, Told out) {
    AzureSide side =
        new AzureSide().overlay("10.244.0.0/16").property("outboundType", "loadBalancer");
    switch (state) {
      case "attached and not read" ->
          side.pool("q", "sn").done().subnet("sn", "10.0.1.0/24", "nsg", "").interfaces("q", "");
      case "a parameter" ->
          side.pool("q", "sn")
              .done()
              .subnet(
                  "sn",
                  "10.0.1.0/24",
                  AzureSide.unresolved("parameters('nsg')"),
                  AzureSide.absent())
              .interfaces("q", "");
      case "subnet not read" -> side.pool("q", "sn").done().interfaces("q", "");
      case "group of AKS not read" -> side.pool("q", "").done();
      default ->
          side.pool("q", "sn").done().subnet("sn", "10.0.1.0/24", "", "").interfaces("q", "");
    }
    Cluster cluster = new Cluster().namespace("shop").azure(side).node("n", "q", "10.0.1.4");
    Reach reach = cluster.reach(Engine.NONE);
    Endpoint nodes = Cluster.nodes(reach, "q");
    Bounds inward = reach.between(Cluster.outside(reach, "10.0.2.9"), nodes);
    assertThat(Told.of(inward, Cluster.tcp(22))).isEqualTo(in);
    assertThat(Told.of(to(reach, nodes, "8.8.8.8"), Cluster.tcp(443))).isEqualTo(out);
  }

  @Test
  void ports_that_aks_opens_itself_are_open_in_a_group_that_was_not_read() {
    AzureSide side =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .pool("q", "")
            .withPublicAddresses()
            .hostPorts(SSH)
            .done();
    Cluster cluster = new Cluster().namespace("shop").azure(side).node("n", "q", "10.0.1.4");
    Reach reach = cluster.reach(Engine.NONE);
    Bounds packets = fromOutside(reach, "8.8.8.8");
    assertThat(Told.of(packets, Cluster.tcp(22))).isEqualTo(Told.YES);
    assertThat(Told.of(packets, Cluster.tcp(23))).isEqualTo(Told.MAYBE);
  }

  @Test
  void without_a_public_address_only_something_else_could_lead_the_internet_to_a_node() {
    Reach reach =
        cluster(overlay("", "nsg", "").group("nsg", inbound(ALLOW, every(), SSH)))
            .reach(Engine.NONE);
    assertThat(Told.of(fromOutside(reach, "8.8.8.8"), Cluster.tcp(22))).isEqualTo(Told.MAYBE);
    assertThat(Told.of(fromOutside(reach, "8.8.8.8"), Cluster.tcp(80))).isEqualTo(Told.NO);
  }

  @Test
  void a_reason_names_the_rule_and_its_place() {
    Reach reach =
        cluster(
                overlay("", "nsg", "")
                    .group(
                        "nsg",
                        inbound(DENY, tag("Storage"), SSH),
                        inbound(ALLOW, addresses("10.0.2.0/24"), SSH)))
            .reach(Engine.NONE);
    Hop hop =
        hop(
            reach.paths(Cluster.outside(reach, "10.0.2.9"), Cluster.nodes(reach, "q")).getFirst(),
            "subnet NSG inbound");
    Reason reason = hop.why(Cluster.tcp(22));
    assertThat(reason.opinion()).isEqualTo(Reason.Opinion.ALLOW);
    assertThat(reason.object()).isEqualTo("NSG nsg");
    assertThat(reason.rule()).isEqualTo("securityRules[1]");
    assertThat(reason.where()).map(where -> where.file()).contains("nsg.json");
  }
}
