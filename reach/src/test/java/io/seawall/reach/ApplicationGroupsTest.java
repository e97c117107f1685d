package io.seawall.reach;

import static io.seawall.model.policy.Direction.INGRESS;
import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.reach.AzureSide.applicationGroup;
import static io.seawall.reach.AzureSide.every;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Peers;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.reach.AzureSide.GroupRule;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules that name application security groups.
///
/// Source: Microsoft Learn, "Application security groups".
class ApplicationGroupsTest {
  private static final PacketSet SSH = PacketSet.to(Protocol.TCP, 22);

  /// Pools p and q in one subnet, 10.0.0.0/24, of the network 10.0.0.0/8; the group `asg` holds the
  /// nodes of p, and a machine at 10.0.9.9.
  private static AzureSide azure(GroupRule... rules) {
    return new AzureSide()
        .overlay("10.244.0.0/16")
        .pool("p", "sn")
        .done()
        .pool("q", "sn")
        .done()
        .subnet("sn", "10.0.0.0/24", "nsg", "")
        .subnet("others", "10.0.9.0/24", "", "")
        .inApplicationGroups("p", "asg")
        .inApplicationGroups("q")
        .machine("others", "10.0.9.9", "asg")
        .machine("others", "10.0.9.8")
        .group("nsg", rules);
  }

  private static Reach reach(AzureSide azure) {
    Cluster cluster =
        new Cluster().namespace("shop").azure(azure.property("outboundType", "loadBalancer"));
    cluster.node("node-p", "p", "10.0.0.4").node("node-q", "q", "10.0.0.5");
    cluster.pods("shop", "web").on("node-p", "10.244.0.5");
    return Reach.of(
        cluster.snapshot(),
        Optional.of(Engine.NONE),
        Stream.of("10.0.9.7/32", "10.0.9.8/32", "10.0.9.9/32").map(Cluster::set).toList());
  }

  private static GroupRule inbound(Peers source, Peers destination) {
    return new GroupRule(INGRESS, DENY, source, destination, SSH);
  }

  @ParameterizedTest(name = "SSH on pool {0} = {1}")
  @CsvSource({"p, NO", "q, YES"})
  void as_a_destination_it_means_the_machines_in_it_and_not_their_subnet(
      String pool, Told expected) {
    Reach reach = reach(azure(inbound(every(), applicationGroup("asg"))));
    assertThat(
            Told.of(
                reach.between(Cluster.outside(reach, "10.0.9.200"), Cluster.nodes(reach, pool)),
                Cluster.tcp(22)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: SSH on pool q from pool {1} = {2}")
  @CsvSource({"a member, p, NO", "another machine, q, YES"})
  void as_a_source_it_means_the_machines_in_it(String what, String pool, Told expected) {
    Reach reach = reach(azure(inbound(applicationGroup("asg"), every())));
    Path across =
        Told.way(
            reach.paths(Cluster.nodes(reach, pool), Cluster.nodes(reach, "q")), "another node");
    assertThat(Told.of(across.packets(), Cluster.tcp(22))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: SSH on pool q from {1} = {2}")
  @CsvSource(
      textBlock =
          """
          a machine in it,                   10.0.9.9, NO
          a machine that is in none,         10.0.9.8, YES
          a machine that was not read,       10.0.9.7, MAYBE
          """)
  void other_machines_are_told_by_their_addresses(String what, String source, Told expected) {
    Reach reach = reach(azure(inbound(applicationGroup("asg"), every())));
    assertThat(
            Told.of(
                reach.between(Cluster.outside(reach, source), Cluster.nodes(reach, "q")),
                Cluster.tcp(22)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "from {0}: SSH on pool q = {1}")
  @CsvSource({"172.16.0.9, YES", "10.0.9.7, MAYBE"})
  void its_members_are_of_one_network(String source, Told expected) {
    Reach reach =
        reach(
            azure(
                    inbound(applicationGroup("asg"), every()),
                    new GroupRule(INGRESS, ALLOW, every(), every(), SSH))
                .peering("partner", false, "172.16.0.0/16"));
    assertThat(
            Told.of(
                reach.between(Cluster.outside(reach, source), Cluster.nodes(reach, "q")),
                Cluster.tcp(22)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: the pool says {1}, the scale set {2}: SSH = {3}")
  @CsvSource(
      textBlock =
          """
          the pool alone,             asg,   absent, NO
          the pool alone and other,   other, absent, YES
          both,                       asg,   asg,    NO
          the scale set alone,        none,  asg,    NO
          they differ,                asg,   other,  MAYBE
          neither,                    none,  other,  YES
          """)
  void the_pool_and_its_scale_set_tell_it(String what, String pool, String set, Told expected) {
    AzureSide azure = new AzureSide().overlay("10.244.0.0/16");
    AzureSide.Pool q = azure.pool("q", "sn");
    (pool.equals("none") ? q : q.inGroups(pool)).done();
    azure
        .subnet("sn", "10.0.0.0/24", "nsg", "")
        .group("nsg", inbound(every(), applicationGroup("asg")));
    if (!set.equals("absent")) {
      azure.inApplicationGroups("q", set);
    }
    Reach reach = reach(azure);
    Path path =
        reach.paths(Cluster.outside(reach, "10.0.9.200"), Cluster.nodes(reach, "q")).getFirst();
    Hop hop =
        path.hops().stream()
            .filter(one -> one.place().equals("subnet NSG inbound"))
            .findFirst()
            .orElseThrow();
    assertThat(Told.of(hop.packets(), Cluster.tcp(22))).isEqualTo(expected);
  }
}
