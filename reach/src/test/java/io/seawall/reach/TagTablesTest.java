package io.seawall.reach;

import static io.seawall.reach.AzureSide.every;
import static io.seawall.reach.AzureSide.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cloud.AksEndpoint.Cloud;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Service tags whose addresses a table in the input tells.
class TagTablesTest {
  private static Told ssh(AzureSide azure, String source) {
    azure
        .overlay("10.244.0.0/16")
        .pool("p", "sn")
        .withPublicAddresses()
        .done()
        .subnet("sn", "10.0.0.0/24", "nsg", "")
        .inApplicationGroups("p")
        .group(
            "nsg",
            new AzureSide.GroupRule(
                Direction.INGRESS,
                Verdict.ALLOW,
                tag("Storage.WestEurope"),
                every(),
                PacketSet.to(Protocol.TCP, 22)));
    Cluster cluster = new Cluster().azure(azure.property("outboundType", "loadBalancer"));
    Reach reach =
        Reach.of(
            cluster.snapshot(), Optional.of(Engine.NONE), List.of(Cluster.set(source + "/32")));
    return Told.of(
        reach.between(Cluster.outside(reach, source), Cluster.nodes(reach, "p")), Cluster.tcp(22));
  }

  @ParameterizedTest(name = "from {0} = {1}")
  @CsvSource({"20.60.0.9, YES", "20.61.0.9, NO"})
  void a_tag_of_the_table_holds_its_addresses_and_no_other(String source, Told expected) {
    AzureSide azure =
        new AzureSide().serviceTag(Cloud.GLOBAL, "Storage.WestEurope", "20.60.0.0/16");
    assertThat(ssh(azure, source)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "from {0} = {1}")
  @CsvSource({"20.60.0.9, YES", "20.60.200.9, MAYBE", "20.61.0.9, NO"})
  void two_tables_that_differ_leave_open_which_holds(String source, Told expected) {
    AzureSide azure =
        new AzureSide()
            .serviceTag(Cloud.GLOBAL, "Storage.WestEurope", "20.60.0.0/16")
            .serviceTag(Cloud.GLOBAL, "Storage.WestEurope", "20.60.0.0/17");
    assertThat(ssh(azure, source)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"a table of another cloud, CHINA, Storage.WestEurope", "without it, GLOBAL, Sql"})
  void a_table_that_lacks_the_tag_tells_nothing(String what, Cloud cloud, String name) {
    AzureSide azure = new AzureSide().serviceTag(cloud, name, "20.60.0.0/16");
    assertThat(ssh(azure, "20.61.0.9")).isEqualTo(Told.MAYBE);
  }
}
