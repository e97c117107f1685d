package io.seawall.practices.egress;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.NetworkCase;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.practices.Outcome;
import io.seawall.reach.Engine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EgressEngineTest {
  private static Case policies(Case given) {
    return given.deployment("shop", "web").denyEgress("shop");
  }

  @Test
  void policies_without_an_engine() {
    Finding finding =
        policies(Case.aks(aks -> aks.pool("sys", pool -> pool)))
            .judge(new EgressEngine(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary())
        .isEqualTo("networkPolicy is none: nobody enforces NetworkPolicy shop/all");
  }

  @Test
  void an_engine_that_enforces_them() {
    assertThat(policies(Case.kubernetes()).judge(new EgressEngine(), "cluster shop").summary())
        .isEqualTo("calico enforces NetworkPolicy shop/all");
  }

  @Test
  void an_engine_that_is_not_known() {
    Finding finding =
        policies(
                Case.aks(aks -> {
                  aks.plugin = known("none");
                  aks.policy = absent();
                  aks.pool("sys", pool -> pool);
                }))
            .engine(Optional.empty())
            .judge(new EgressEngine(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().fact()).contains("networkPlugin none");
  }

  @Test
  void egr_21_policies_of_another_engine() {
    Finding finding =
        Case.kubernetes()
            .engine(Optional.of(Engine.CALICO))
            .deployment("shop", "web")
            .unread("CiliumNetworkPolicy", "shop", "web")
            .judge(new EgressEngine(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).isEqualTo("calico does not read CiliumNetworkPolicy shop/web");
  }

  @Test
  void policies_without_pods_prove_nothing() {
    assertThat(Case.kubernetes().denyEgress("shop").judge(new EgressEngine())).isEmpty();
  }

  @Test
  void cilium_beside_windows_nodes() {
    Finding finding =
        policies(
                Case.aks(aks -> {
                  aks.policy = known("cilium");
                  aks.pool(
                      "win",
                      pool -> {
                        pool.osType = known("Windows");
                        return pool;
                      });
                }))
            .judge(new EgressEngine(), "pool win");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void no_policies_no_question() {
    assertThat(Case.kubernetes().deployment("shop", "web").judge(new EgressEngine())).isEmpty();
  }

  private static Outcome required(String type, String source) {
    return Case.aks(
            aks -> {
              aks.outboundType = known(type);
              aks.artifactSource = source.isEmpty() ? absent() : known(source);
              aks.pool("sys", pool -> pool);
            })
        .judge(new EgressRequired(), "cluster shop")
        .outcome();
  }

  @Test
  void what_aks_requires_is_in_reach() {
    assertThat(required("loadBalancer", "Direct")).isEqualTo(Outcome.PROVED);
    assertThat(required("none", "Cache")).isEqualTo(Outcome.PROVED);
    assertThat(required("none", "Direct")).isEqualTo(Outcome.REFUTED);
    assertThat(required("userDefinedRouting", "Direct")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void an_isolated_cluster_that_does_not_name_its_source_fetches_from_the_internet() {
    assertThat(
            Case.aks(
                    aks -> {
                      aks.outboundType = known("none");
                      aks.pool("sys", pool -> pool);
                    })
                .judge(new EgressRequired(), "cluster shop")
                .outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_group_that_denies_everything_breaks_nodes() {
    Finding finding =
        Case.aks(aks -> aks.pool("sys", pool -> pool.in("snet-aks")))
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .subnet("snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/24")
                    .group("nsg", NetworkCase.out("no", Verdict.DENY, "Internet", PacketSet.ALL))
                    .scaleSet("sys", ""))
            .judge(new EgressRequired(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
  }
}
