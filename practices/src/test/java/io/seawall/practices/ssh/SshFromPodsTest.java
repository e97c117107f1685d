package io.seawall.practices.ssh;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.seawall.model.policy.Peers;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.practices.Outcome;
import io.seawall.reach.Engine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshFromPodsTest {
  private static Case cluster(String engine) {
    return Case.aks(
            aks -> {
              aks.policy = known(engine);
              aks.pool("sys", pool -> pool.in("snet-aks"));
            })
        .network(network ->
            network
                .space("10.10.0.0/16")
                .subnet("snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/22")
                .group("nsg")
                .scaleSet("sys", ""))
        .deployment("shop", "web")
        .deployment("shop", "api");
  }

  private static Peers everywhere() {
    return new Peers.Block(Cidr.of("0.0.0.0/0"), List.of());
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      textBlock =
          """
          calico, no policy,            REFUTED
          calico, default deny,         PROVED
          calico, 0.0.0.0/0,            REFUTED
          cilium, no policy,            REFUTED
          cilium, default deny,         PROVED
          cilium, 0.0.0.0/0,            PROVED
          azure,  default deny,         REFUTED
          none,   default deny,         REFUTED
          """)
  void the_engine_decides_what_a_policy_means_for_nodes(
      String engine, String policy, Outcome outcome) {
    Case given = cluster(engine);
    switch (policy) {
      case "default deny" -> given.denyEgress("shop");
      case "0.0.0.0/0" -> given.egress("shop", "", everywhere(), PacketSet.ALL);
      default -> {}
    }
    assertThat(given.judge(new SshFromPods(), "pool sys").outcome()).isEqualTo(outcome);
  }

  @Test
  void workloads_are_counted_and_the_first_is_the_witness() {
    Finding finding =
        cluster("calico")
            .egress("shop", "api", new Peers.AnyOf(List.of()), PacketSet.EMPTY)
            .judge(new SshFromPods(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary())
        .isEqualTo(
            "1 of 2 workloads can open TCP 22 (shop/web on the same node); sshAccess is LocalUser");
    assertThat(finding.witness().orElseThrow())
        .isEqualTo(new Finding.Witness("shop/web[Deployment]", "node:sys", "tcp/22"));
    assertThat(finding.path()).isNotEmpty();
  }

  @Test
  void sshd_that_is_off_proves_it_whatever_the_way() {
    Finding finding =
        Case.aks(aks -> aks.pool("sys", pool -> pool.ssh("Disabled")))
            .deployment("shop", "web")
            .judge(new SshFromPods(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.assumptions())
        .containsExactly("node images were upgraded after sshAccess was disabled");
  }

  @Test
  void an_open_way_with_sshd_unknown_is_unknown() {
    Finding finding =
        Case.aks(
                aks -> {
                  aks.apiVersion = Optional.of("2023-07-01");
                  aks.pool(
                      "sys",
                      pool -> {
                        pool.sshAccess = absent();
                        return pool;
                      });
                })
            .deployment("shop", "web")
            .judge(new SshFromPods(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().settle()).startsWith("az aks nodepool show");
  }

  @Test
  void a_closed_way_with_sshd_unknown_is_proved() {
    Finding finding =
        Case.kubernetes()
            .deployment("shop", "web")
            .denyEgress("shop")
            .judge(new SshFromPods(), "nodes");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.assumptions()).containsExactly("the pods are those in the input");
  }

  @ParameterizedTest(name = "engine {0} and no pods in the input: {1}")
  @CsvSource(
      textBlock =
          """
          none,   REFUTED
          azure,  REFUTED
          calico, UNKNOWN
          cilium, UNKNOWN
          """)
  void without_pods_only_an_engine_could_close_the_own_node(String engine, Outcome outcome) {
    Finding finding =
        Case.aks(
                aks -> {
                  aks.policy = known(engine);
                  aks.pool("sys", pool -> pool);
                })
            .judge(new SshFromPods(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(outcome);
  }

  @Test
  void each_pool_is_judged_by_its_own_setting() {
    Case given =
        Case.aks(aks ->
            aks.pool("a", pool -> pool.ssh("Disabled")).pool("b", pool -> pool.ssh("LocalUser")));
    assertThat(given.judge(new SshFromPods()))
        .extracting(Finding::subject, Finding::outcome)
        .containsExactly(tuple("pool a", Outcome.PROVED), tuple("pool b", Outcome.REFUTED));
  }

  @Test
  void pods_that_may_run_on_any_of_two_listening_pools_are_sure_to_reach_one() {
    Case given =
        Case.aks(
                aks -> {
                  aks.policy = known("calico");
                  aks.pool("a", pool -> pool).pool("b", pool -> pool);
                })
            .deployment("shop", "web");
    assertThat(given.judge(new SshFromPods(), "pool a").outcome()).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void nodes_that_no_pool_lists_are_unknown() {
    Finding finding =
        Case.aks(
                aks -> {
                  aks.provisioning = known("Auto");
                  aks.pool("sys", pool -> pool.ssh("Disabled"));
                })
            .judge(new SshFromPods(), "auto-provisioned nodes");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void pods_of_system_namespaces_are_not_counted() {
    Finding finding =
        Case.kubernetes()
            .engine(Optional.of(Engine.CALICO))
            .deployment("kube-system", "coredns")
            .judge(new SshFromPods(), "nodes");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
  }
}
