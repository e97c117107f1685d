package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.reach.AzureSide.GroupRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Services and host ports lead in from outside.
///
/// Sources: Kubernetes API, ServiceSpec; Kubernetes documentation, "Virtual IPs and Service
/// Proxies" and "Network Policies"; cloud-provider-azure documentation, "Azure LoadBalancer".
class WaysInTest {
  private static final String PREFIX = "service.beta.kubernetes.io/azure-";

  /// A Service `shop/web` that leads port 80 to port `http` of pods, as far as it was said.
  private static final class Open {
    private String type = "LoadBalancer";
    private String target = "http";
    private int nodePort;
    private boolean local = true;
    private boolean nodePorts = true;
    private boolean selects = true;
    private final Map<String, String> annotations = new HashMap<>();
    private List<String> ranges = List.of();
    private List<String> externalIps = List.of();
    private Protocol protocol = Protocol.TCP;

    Open annotation(String name, String value) {
      annotations.put(PREFIX + name, value);
      return this;
    }

    Service service() {
      return new Service(
          "shop",
          "web",
          type,
          selects ? Map.of("app", "web") : Map.of(),
          annotations,
          Map.of(),
          List.of(new Service.Port("web", protocol, 80, target, nodePort)),
          ranges,
          externalIps,
          new Service.Entry(local, nodePorts, "", List.of(), Service.Families.FIRST),
          new SourceRef("web.yaml", 1, "Service shop/web", ""));
    }
  }

  /// A cluster with an overlay, its nodes in a subnet of the team, without any group.
  private static Cluster cluster() {
    return cluster(azure("").interfaces("sys", ""));
  }

  /// The same with a group on the subnet.
  private static Cluster cluster(GroupRule... rules) {
    return cluster(azure("own").group("own", rules).interfaces("sys", ""));
  }

  private static AzureSide azure(String group) {
    return new AzureSide().overlay("10.244.0.0/16").subnet("nodes", "10.1.0.0/16", group, "");
  }

  private static GroupRule rule(Verdict verdict, Peers from, int first, int last) {
    return new GroupRule(
        Direction.INGRESS,
        verdict,
        from,
        AzureSide.every(),
        PacketSet.of(Protocol.TCP, Ports.range(first, last), Ports.ALL));
  }

  private static Cluster cluster(AzureSide azure) {
    azure.pool("sys", "nodes").done();
    Cluster cluster = new Cluster().namespace("shop").azure(azure);
    cluster.pods("shop", "web").port("http", Protocol.TCP, 8080);
    cluster.pods("shop", "other");
    return cluster;
  }

  private static Told told(Cluster cluster, Engine engine, String from, String to, Packet packet) {
    Reach reach = cluster.reach(engine);
    return Told.of(
        reach.between(Cluster.outside(reach, from), Cluster.pods(reach, "shop/" + to)), packet);
  }

  private static Told told(Cluster cluster, String from) {
    return told(cluster, Engine.CALICO, from, "web", Cluster.tcp(8080));
  }

  @ParameterizedTest(name = "{0} TCP {1}: {2}")
  @CsvSource({
    "web,   8080, YES",
    "web,   80,   NO",
    "web,   9090, NO",
    "other, 8080, NO",
  })
  void a_load_balancer_leads_to_the_target_port_of_the_pods_that_are_selected(
      String to, int port, Told expected) {
    Cluster cluster = cluster().service(new Open().service());
    assertThat(told(cluster, Engine.CALICO, "8.8.8.8", to, Cluster.tcp(port))).isEqualTo(expected);
  }

  @Test
  void without_any_service_in_the_input_nothing_is_known() {
    assertThat(told(cluster(), "8.8.8.8")).isEqualTo(Told.MAYBE);
  }

  @ParameterizedTest(name = "{0}, from {1}: {2}")
  @CsvSource({
    "public,   8.8.8.8,  YES",
    "public,   10.9.9.9, MAYBE", // with which public address it comes is not known
    "internal, 8.8.8.8,  NO",
    "internal, 10.9.9.9, YES",
    "internal, 192.168.1.1, MAYBE", // whether it is joined to the network is not known
  })
  void a_load_balancer_is_public_or_internal(String kind, String from, Told expected) {
    Open open = new Open();
    open.nodePorts = false;
    if (kind.equals("internal")) {
      open.annotation("load-balancer-internal", "true");
    }
    assertThat(told(cluster().service(open.service()), from)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "from {0}: {1}")
  @CsvSource({"203.0.113.9, YES", "8.8.8.8, NO"})
  void source_ranges_are_kept_by_the_nodes(String from, Told expected) {
    Open open = new Open();
    open.nodePorts = false;
    open.ranges = List.of("203.0.113.0/24");
    assertThat(told(cluster().service(open.service()), from)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "a group of the team with {0} {1} from the Internet: {2}")
  @CsvSource({"ALLOW, 80, YES", "ALLOW, 8080, NO", "DENY, 80, NO"})
  void groups_see_the_port_of_the_service(Verdict verdict, int port, Told expected) {
    Open open = new Open();
    open.nodePorts = false;
    Cluster cluster = cluster(rule(verdict, AzureSide.tag("Internet"), port, port));
    assertThat(told(cluster.service(open.service()), "8.8.8.8")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} = {1}, where a group allows 198.51.100.140 alone: {2}")
  @CsvSource({
    "load-balancer-ipv4, 198.51.100.140, YES",
    "load-balancer-ipv4, 198.51.100.141, NO",
    "pip-name, pip-web, MAYBE", // the public address is not in the input
    "none, '', MAYBE",
  })
  void groups_see_the_address_of_the_load_balancer(String annotation, String value, Told expected) {
    Open open = new Open().annotation(annotation, value);
    open.nodePorts = false;
    GroupRule allow =
        new GroupRule(
            Direction.INGRESS,
            Verdict.ALLOW,
            AzureSide.tag("Internet"),
            AzureSide.addresses("198.51.100.140/32"),
            PacketSet.ALL);
    assertThat(told(cluster(allow).service(open.service()), "8.8.8.8")).isEqualTo(expected);
  }

  @Test
  void every_address_of_a_load_balancer_counts() {
    Open open =
        new Open()
            .annotation("load-balancer-ipv4", "198.51.100.140")
            .annotation("additional-public-ips", "198.51.100.150");
    open.nodePorts = false;
    GroupRule allow =
        new GroupRule(
            Direction.INGRESS,
            Verdict.ALLOW,
            AzureSide.tag("Internet"),
            AzureSide.addresses("198.51.100.150/32"),
            PacketSet.ALL);
    assertThat(told(cluster(allow).service(open.service()), "8.8.8.8")).isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "{0} = {1}, from {2}: {3}")
  @CsvSource({
    "none, '', 8.8.8.8, YES",
    "allowed-ip-ranges, 203.0.113.0/24, 203.0.113.9, YES",
    "allowed-ip-ranges, 203.0.113.0/24, 8.8.8.8, MAYBE",
    "allowed-ip-ranges, office, 203.0.113.9, MAYBE",
    "allowed-service-tags, AzureFrontDoor.Backend, 8.8.8.8, MAYBE",
    "disable-load-balancer-nsg-rule, true, 8.8.8.8, MAYBE",
  })
  void what_aks_opens_for_it_is_sure_in_a_group_that_was_not_read(
      String annotation, String value, String from, Told expected) {
    Open open = new Open().annotation(annotation, value);
    assertThat(told(cluster(azure("")).service(open.service()), from)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "a group of {0}: {1}")
  @CsvSource({"MC_shop, MAYBE", "rg, NO"})
  void a_group_of_aks_may_be_older_than_the_service(String resourceGroup, Told expected) {
    Open open = new Open();
    open.nodePorts = false;
    String group = "/subscriptions/s/resourceGroups/" + resourceGroup + "/providers/x/own";
    AzureSide azure = azure("").group(group).interfaces("sys", group);
    assertThat(told(cluster(azure).service(open.service()), "8.8.8.8")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "node ports {0}, number {1}, from {2}: {3}")
  @CsvSource({
    "true,  30080, 10.9.9.9, YES",
    "true,  0,     10.9.9.9, YES",
    "false, 30080, 10.9.9.9, NO",
    "true,  30080, 8.8.8.8,  MAYBE",
  })
  void nodes_have_ports_for_it_unless_it_says_no(
      boolean nodePorts, int number, String from, Told expected) {
    Open open = new Open().annotation("load-balancer-internal", "true");
    open.nodePort = number;
    open.nodePorts = nodePorts;
    // The load balancer is closed by its ranges; node ports are not.
    open.ranges = List.of("192.0.2.0/24");
    assertThat(told(cluster().service(open.service()), from)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "node port {0}, a group that allows {1} to {2}: {3}")
  @CsvSource({
    "30080, 30080, 30080, YES",
    "30080, 30081, 30081, NO",
    "0,     30080, 30080, MAYBE",
    "0,     30000, 32767, YES",
    "0,     22,    22,    NO",
  })
  void a_node_port_that_is_not_written_may_be_any(int number, int first, int last, Told expected) {
    Open open = new Open();
    open.type = "NodePort";
    open.nodePort = number;
    Cluster cluster =
        cluster(
            rule(Verdict.ALLOW, AzureSide.addresses("10.9.0.0/16"), first, last),
            rule(Verdict.DENY, AzureSide.every(), 0, Ports.LAST));
    assertThat(told(cluster.service(open.service()), "10.9.9.9")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "kept {0}, engine {1}, sender allowed {2}, nodes allowed {3}: {4}")
  @CsvSource({
    "true,  CALICO, true,  false, YES",
    "true,  CALICO, false, true,  NO",
    "false, CALICO, true,  false, MAYBE",
    "false, CALICO, false, true,  MAYBE",
    "false, CALICO, true,  true,  YES",
    "false, CALICO, false, false, NO",
    "false, CILIUM, true,  true,  MAYBE", // a block never means nodes
    "false, AZURE,  false, false, MAYBE", // it may go past policies
    "true,  AZURE,  false, false, NO",
  })
  void policies_see_the_sender_or_a_node(
      boolean kept, Engine engine, boolean sender, boolean nodes, Told expected) {
    Open open = new Open();
    open.local = kept;
    open.nodePorts = false;
    List<String> blocks = new ArrayList<>();
    if (sender) {
      blocks.add("8.8.8.0/24");
    }
    if (nodes) {
      blocks.add("10.1.0.0/16");
    }
    Cluster cluster = cluster().service(open.service());
    cluster.policy(
        Written.networkPolicy(
            "shop/web",
            Direction.INGRESS,
            Written.app("web"),
            blocks.stream()
                .map(block -> Written.allow(Written.block(block)))
                .toArray(Rule[]::new)));
    assertThat(told(cluster, engine, "8.8.8.8", "web", Cluster.tcp(8080))).isEqualTo(expected);
  }

  @Test
  void where_packets_for_an_external_ip_go_is_not_known() {
    Open open = new Open();
    open.type = "ClusterIP";
    open.externalIps = List.of("198.51.100.7");
    assertThat(told(cluster().service(open.service()), "8.8.8.8")).isEqualTo(Told.MAYBE);
  }

  @ParameterizedTest(name = "a host port, from {0}: {1}")
  @CsvSource({"10.9.9.9, YES", "8.8.8.8, MAYBE"})
  void a_host_port_leads_to_its_pod(String from, Told expected) {
    Cluster cluster = cluster();
    cluster.pods("shop", "agent").hostPort(Protocol.TCP, 8125, 8126);
    assertThat(told(cluster, Engine.CALICO, from, "agent", Cluster.tcp(8126))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "a slice with {0}: {1}")
  @CsvSource({"10.244.0.7, YES", "10.244.0.8, NO"})
  void a_service_without_a_selector_leads_where_its_slices_do(String address, Told expected) {
    Open open = new Open();
    open.selects = false;
    open.nodePorts = false;
    Cluster cluster = cluster().service(open.service());
    cluster.node("n1", "sys", "10.1.0.4");
    cluster.pods("shop", "db").on("n1", "10.244.0.7");
    cluster.slice(
        new EndpointSlice(
            "shop",
            "web-1",
            "web",
            List.of(Cluster.address(address)),
            List.of(new EndpointSlice.Port(Protocol.TCP, 5432)),
            SourceRef.of("slice.yaml", 1)));
    assertThat(told(cluster, Engine.CALICO, "8.8.8.8", "db", Cluster.tcp(5432)))
        .isEqualTo(expected);
  }

  @Test
  void pods_of_one_policy_are_told_apart_by_the_services_that_select_them() {
    Cluster cluster = cluster().service(new Open().service());
    cluster.pods("shop", "like-web").labels("app=like-web").port("http", Protocol.TCP, 8080);
    assertThat(told(cluster, Engine.CALICO, "8.8.8.8", "like-web", Cluster.tcp(8080)))
        .isEqualTo(Told.NO);
    assertThat(told(cluster, "8.8.8.8")).isEqualTo(Told.YES);
  }

  @Test
  void a_protocol_that_azure_does_not_balance_is_not_known() {
    Open open = new Open();
    open.protocol = Protocol.SCTP;
    open.target = "9000";
    open.nodePorts = false;
    assertThat(
            told(
                cluster().service(open.service()),
                Engine.CALICO,
                "8.8.8.8",
                "web",
                new Packet(Protocol.SCTP, 9000, 50_000)))
        .isEqualTo(Told.MAYBE);
  }

  private record Setting(
      String type, boolean local, boolean internal, boolean ranges, int nodePort, int allowed) {
    Cluster cluster() {
      Open open = new Open();
      open.type = type;
      open.local = local;
      open.nodePort = nodePort;
      open.ranges = ranges ? List.of("203.0.113.0/24") : List.of();
      if (internal) {
        open.annotation("load-balancer-internal", "true");
      }
      Cluster cluster =
          (allowed == 0
                  ? WaysInTest.cluster(azure(""))
                  : WaysInTest.cluster(rule(Verdict.ALLOW, AzureSide.every(), allowed, allowed)))
              .service(open.service());
      return cluster.policy(
          Written.networkPolicy(
              "shop/web",
              Direction.INGRESS,
              Written.app("web"),
              Written.allow(Written.block("8.8.8.0/24"))));
    }
  }

  private static List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    for (String type : List.of("LoadBalancer", "NodePort")) {
      for (int bits = 0; bits < 16; bits++) {
        for (int allowed : new int[] {0, 80, 30_080}) {
          all.add(
              new Setting(
                  type,
                  (bits & 1) > 0,
                  (bits & 2) > 0,
                  (bits & 4) > 0,
                  (bits & 8) > 0 ? 30_080 : 0,
                  allowed));
        }
      }
    }
    return all;
  }

  @Test
  void reasons_say_what_the_hops_do() {
    for (Setting setting : settings()) {
      for (Engine engine : List.of(Engine.CALICO, Engine.AZURE)) {
        Reach reach = setting.cluster().reach(engine);
        Endpoint.Pods web = Cluster.pods(reach, "shop/web");
        for (String from : List.of("8.8.8.8", "203.0.113.9", "10.9.9.9", "192.168.1.1")) {
          Endpoint.Outside sender = Cluster.outside(reach, from);
          List<Path> paths = reach.paths(sender, web);
          assertThat(paths).as("%s from %s", setting, from).isNotEmpty();
          paths.forEach(
              path -> path.hops().forEach(hop -> ExplanationTest.check(hop, sender, web)));
        }
      }
    }
  }
}
