package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ways into pods from outside of the cluster, and out of the network of nodes.
///
/// Sources: Microsoft Learn, "Virtual network traffic routing", "Azure CNI Pod Subnet" and
/// "Customize cluster egress with outbound types in AKS"; Kubernetes documentation, "Service".
class WaysTest {
  private static Told between(Cluster cluster, String from, String to) {
    Reach reach = cluster.reach(Engine.CALICO);
    return Told.ofAll(reach.between(end(reach, from), end(reach, to)));
  }

  private static Endpoint end(Reach reach, String name) {
    return switch (name) {
      case "web" -> Cluster.pods(reach, "shop/web");
      case "node" -> Cluster.nodes(reach, "sys");
      default -> Cluster.outside(reach, name);
    };
  }

  private static Cluster web(AzureSide azure) {
    Cluster cluster = new Cluster().namespace("shop").azure(azure);
    cluster.pods("shop", "web");
    return cluster;
  }

  @ParameterizedTest(name = "{0} from {1} to a pod of an overlay or of its own subnet: {2}, {3}")
  @CsvSource(
      textBlock =
          """
          the Internet,       8.8.8.8,     MAYBE, MAYBE
          the network,        10.9.9.9,    MAYBE, YES
          a private address,  192.168.1.1, MAYBE, MAYBE
          """)
  void only_the_network_reaches_pods_directly(
      String name, String from, Told overlay, Told podSubnet) {
    AzureSide routed =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .subnet("nodes", "10.1.0.0/16", "", "")
            .interfaces("sys", "")
            .pool("sys", "nodes")
            .done();
    AzureSide direct =
        new AzureSide()
            .property("plugin", "azure")
            .subnet("nodes", "10.1.0.0/16", "", "")
            .subnet("pods", "10.2.0.0/16", "", "")
            .interfaces("sys", "")
            .pool("sys", "nodes")
            .podSubnet("pods")
            .done();
    assertThat(between(web(routed), from, "web")).isEqualTo(overlay);
    assertThat(between(web(direct), from, "web")).isEqualTo(podSubnet);
  }

  @Test
  void what_policies_deny_does_not_come_in() {
    Cluster cluster = web(new AzureSide().overlay("10.244.0.0/16").pool("sys", "").done());
    cluster.policy(Written.networkPolicy("shop/deny", Direction.INGRESS, Written.app("web")));
    assertThat(between(cluster, "8.8.8.8", "web")).isEqualTo(Told.NO);
  }

  @Test
  void without_the_azure_side_policies_alone_are_asked() {
    Cluster cluster = new Cluster().namespace("shop");
    cluster.pods("shop", "web");
    assertThat(between(cluster, "8.8.8.8", "web")).isEqualTo(Told.YES);
  }

  @ParameterizedTest(name = "gateway {0}, propagation {1}, route {2}: {3}")
  @CsvSource(
      textBlock =
          """
          false, true,  0.0.0.0/0,  NO
          true,  false, 0.0.0.0/0,  NO
          true,  true,  0.0.0.0/0,  MAYBE
          true,  true,  8.8.8.8/32, NO
          """)
  void a_gateway_may_propagate_a_longer_prefix(
      boolean gateway, boolean propagation, String route, Told expected) {
    AzureSide azure = new AzureSide().property("outboundType", "userDefinedRouting");
    if (!propagation) {
      azure.withoutPropagation();
    }
    if (gateway) {
      azure.subnet("GatewaySubnet", "10.9.0.0/27", "", "");
    }
    azure
        .routes("table", route + " NONE")
        .subnet("nodes", "10.1.0.0/16", "", "table")
        .interfaces("sys", "")
        .pool("sys", "nodes")
        .done();
    assertThat(between(web(azure), "node", "8.8.8.8")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "outbound type {0}, route {1}: from nodes {2}, from pods {3}")
  @CsvSource(
      textBlock =
          """
          none,               '',                   YES,   MAYBE
          userDefinedRouting, 0.0.0.0/0 NONE,       MAYBE, MAYBE
          userDefinedRouting, 0.0.0.0/0 INTERNET,   YES,   MAYBE
          loadBalancer,       '',                   YES,   YES
          """)
  void public_addresses_of_nodes_lead_out_unless_a_route_leads_elsewhere(
      String type, String route, Told nodes, Told pods) {
    AzureSide azure = new AzureSide().property("plugin", "azure").property("outboundType", type);
    azure
        .routes("table", route.isEmpty() ? new String[0] : new String[] {route})
        .subnet("nodes", "10.1.0.0/16", "", "table")
        .subnet("pods", "10.2.0.0/16", "", "")
        .interfaces("sys", "")
        .pool("sys", "nodes")
        .podSubnet("pods")
        .withPublicAddresses()
        .done();
    assertThat(between(web(azure), "node", "8.8.8.8")).isEqualTo(nodes);
    assertThat(between(web(azure), "web", "8.8.8.8")).isEqualTo(pods);
  }
}
