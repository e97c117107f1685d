package io.seawall.practices.egress;

import static io.seawall.practices.Given.known;
import static io.seawall.practices.NetworkCase.packets;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Peers;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Case;
import io.seawall.practices.Config;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressFromPodTest {
  private static final String WEB = "shop/web[Deployment]";

  private static Peers blocks(String text) {
    return new Peers.AnyOf(
        Arrays.stream(text.split(" ", -1))
            .<Peers>map(block -> new Peers.Block(Cidr.of(block), List.of()))
            .toList());
  }

  private static Case allowing(String text) {
    return Case.kubernetes()
        .deployment("shop", "web")
        .egress("shop", "web", blocks(text), PacketSet.ALL);
  }

  private static Config declaring(String... blocks) {
    return new Config(
        AddressSet.EMPTY,
        Optional.empty(),
        new Config.Egress(
            Config.DEFAULT.egress().threshold(), AddressSet.ofBlocks(blocks), Set.of()),
        Config.AKS_NAMESPACES,
        List.of(),
        List.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          20.40.0.0/16,                     PROVED
          20.40.0.0/15,                     REFUTED
          20.40.0.0/16 20.50.0.0/32,        REFUTED
          20.40.0.0/16 20.40.0.0/17,        PROVED
          10.0.0.0/8,                       PROVED
          0.0.0.0/0,                        REFUTED
          0.0.0.0/1 128.0.0.0/1,            REFUTED
          2a00:1450::/48,                   PROVED
          2a00:1450::/47,                   REFUTED
          """)
  void public_addresses_are_counted_over_the_union(String allowed, Outcome outcome) {
    assertThat(allowing(allowed).judge(new EgressFromPod(), WEB).outcome()).isEqualTo(outcome);
  }

  @Test
  void the_number_is_exact_and_the_rule_is_named() {
    Finding finding = allowing("20.40.0.0/15").judge(new EgressFromPod(), WEB);
    assertThat(finding.summary()).isEqualTo("reaches 131,072 public addresses");
    assertThat(finding.witness().orElseThrow())
        .isEqualTo(new Finding.Witness(WEB, "20.40.0.0", "tcp/443"));
    assertThat(finding.path().getFirst().object()).isEqualTo("NetworkPolicy shop/web");
    assertThat(finding.path().getFirst().rule()).isEqualTo("spec.egress[0]");
  }

  @Test
  void both_families_are_counted_apart() {
    Finding finding = allowing("0.0.0.0/0 2a00::/16").judge(new EgressFromPod(), WEB);
    assertThat(finding.summary())
        .isEqualTo("reaches 3,702,390,527 public IPv4 and 2^112 IPv6 addresses");
  }

  @Test
  void ports_are_named_where_they_are_few() {
    Finding finding =
        Case.kubernetes()
            .deployment("shop", "web")
            .egress("shop", "web", new Peers.Everybody(), packets(Protocol.TCP, 15_128, 15_128))
            .judge(new EgressFromPod(), WEB);
    assertThat(finding.summary()).endsWith("public addresses (TCP 15128)");
    assertThat(finding.witness().orElseThrow().port()).isEqualTo("tcp/15128");
  }

  @Test
  void a_declared_allow_list_takes_the_place_of_the_threshold() {
    assertThat(
            allowing("20.40.0.0/15")
                .config(declaring("20.40.0.0/15"))
                .judge(new EgressFromPod(), WEB)
                .outcome())
        .isEqualTo(Outcome.PROVED);
    assertThat(
            allowing("20.40.0.0/15 8.8.8.8/32")
                .config(declaring("20.40.0.0/15"))
                .judge(new EgressFromPod(), WEB)
                .summary())
        .isEqualTo("reaches 1 public address");
  }

  @Test
  void default_deny_closes_dns_too_and_says_so() {
    Finding finding =
        Case.kubernetes()
            .deployment("shop", "web")
            .denyEgress("shop")
            .judge(new EgressFromPod(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.summary())
        .isEqualTo("reaches no public address, nor DNS: it cannot resolve a name");
    assertThat(finding.assumptions()).containsExactly("the pods are those in the input");
  }

  @Test
  void no_policy_no_limit() {
    assertThat(
            Case.kubernetes().deployment("shop", "web").judge(new EgressFromPod(), WEB).outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_pod_on_the_network_of_its_node() {
    Finding finding =
        Case.kubernetes()
            .workload("shop", "web", workload -> workload.hostNetwork = true)
            .denyEgress("shop")
            .judge(new EgressFromPod(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("uses hostNetwork and leaves with its node");
  }

  @Test
  void no_way_out_of_azure_is_no_way_out_for_pods() {
    Finding finding =
        Case.aks(
                aks -> {
                  aks.outboundType = known("none");
                  aks.pool("sys", pool -> pool);
                })
            .deployment("shop", "web")
            .judge(new EgressFromPod(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void an_unknown_engine_leaves_it_open() {
    Finding finding =
        Case.kubernetes()
            .engine(Optional.empty())
            .deployment("shop", "web")
            .denyEgress("shop")
            .judge(new EgressFromPod(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().fact()).contains("who enforces policies");
  }

  @Test
  void a_policy_whose_rules_are_not_known_makes_its_namespace_unknown() {
    Case given =
        Case.kubernetes()
            .deployment("shop", "web")
            .deployment("pay", "web")
            .unread("GlobalNetworkPolicy", "pay", "provider");
    assertThat(given.judge(new EgressFromPod(), WEB).outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(given.judge(new EgressFromPod(), "pay/web[Deployment]").outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void system_namespaces_are_left_out() {
    assertThat(Case.kubernetes().deployment("kube-system", "coredns").judge(new EgressFromPod()))
        .isEmpty();
  }
}
