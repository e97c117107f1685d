package io.seawall.practices.apiserver;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.at;
import static io.seawall.practices.Given.expression;
import static io.seawall.practices.Given.id;
import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.packets.Address;
import io.seawall.practices.AksCase;
import io.seawall.practices.Case;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.practices.Outcome;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiChecksTest {
  private static Finding judge(Check check, Consumer<AksCase> shape) {
    return Case.aks(shape).judge(check, "cluster shop");
  }

  private static List<String> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "20.0." + i / 256 + "." + i % 256).toList();
  }

  @Test
  void api_21_more_ranges_than_azure_accepts() {
    Finding finding = judge(new ApiRanges(), aks -> aks.ranges = known(many(201)));
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.summary()).isEqualTo("201 authorized ranges, and Azure accepts at most 200");
  }

  @Test
  void api_21_with_network_integration_it_accepts_more() {
    Finding finding =
        judge(
            new ApiRanges(),
            aks -> {
              aks.ranges = known(many(201));
              aks.vnetIntegration = known(true);
            });
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void api_04_an_entry_without_effect_is_noted() {
    Finding finding =
        judge(new ApiRanges(), aks -> aks.ranges = known(List.of("10.0.0.0/8", "192.168.0.0/16")));
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.summary())
        .isEqualTo(
            "10.0.0.0/8 is ineffective: the public endpoint sees public addresses (and 1 more)");
  }

  @Test
  void ranges_of_a_private_cluster_are_noted() {
    Finding finding =
        judge(
            new ApiRanges(),
            aks -> {
              aks.ranges = known(List.of("203.0.113.0/24"));
              aks.privateCluster = known(true);
            });
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void a_block_that_names_a_host_is_noted() {
    assertThat(
            judge(new ApiRanges(), aks -> aks.ranges = known(List.of("203.0.113.9/24"))).summary())
        .isEqualTo("203.0.113.9/24 names a host inside its block");
  }

  @Test
  void no_ranges_no_finding() {
    assertThat(Case.aks(_ -> {}).judge(new ApiRanges())).isEmpty();
  }

  @Test
  void api_08_run_command_that_is_written_as_on() {
    assertThat(judge(new ApiRunCommand(), aks -> aks.runCommandDisabled = known(false)).outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void run_command_that_nobody_switched_off_is_on() {
    Finding finding = judge(new ApiRunCommand(), aks -> aks.runCommandDisabled = absent());
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.severity()).isEqualTo(Severity.LOW);
  }

  @Test
  void run_command_that_is_off_or_an_expression() {
    assertThat(judge(new ApiRunCommand(), aks -> aks.runCommandDisabled = known(true)).outcome())
        .isEqualTo(Outcome.PROVED);
    assertThat(
            judge(new ApiRunCommand(), aks -> aks.runCommandDisabled = expression("[x]")).outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void local_accounts_are_noted_only() {
    Finding finding =
        judge(new ApiLocalAccounts(), aks -> aks.localAccountsDisabled = known(false));
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.summary()).startsWith("local accounts are on");
  }

  private static Case throughNat(String address, String range) {
    return Case.aks(
            aks -> {
              aks.outboundType = known("managedNATGateway");
              aks.outboundIps = List.of(id("publicIPAddresses", "nat"));
              aks.ranges = known(List.of(range));
            })
        .publicAddress(
            new PublicAddress(
                id("publicIPAddresses", "nat"), Address.parse(address), at("nat", "")));
  }

  @Test
  void the_clusters_own_address_must_be_listed() {
    Finding finding =
        throughNat("203.0.113.77", "198.51.100.7/32").judge(new ApiSelfEgress(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary())
        .isEqualTo("nodes leave by 203.0.113.77, which no authorized range holds");
    assertThat(
            throughNat("203.0.113.77", "203.0.113.0/24")
                .judge(new ApiSelfEgress(), "cluster shop")
                .outcome())
        .isEqualTo(Outcome.PROVED);
  }

  @Test
  void an_own_address_that_is_not_in_the_input_is_unknown() {
    Finding finding =
        judge(
            new ApiSelfEgress(),
            aks -> {
              aks.outboundType = known("userDefinedRouting");
              aks.ranges = known(List.of("198.51.100.7/32"));
            });
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  private static Outcome behindGateway(boolean complete, String range) {
    return Case.aks(
            aks -> {
              aks.outboundType = known("userAssignedNATGateway");
              aks.ranges = known(List.of(range));
              aks.pool("sys", pool -> pool.in("snet-aks"));
            })
        .network(network -> {
          SubnetCase subnet = new SubnetCase();
          subnet.nat = known(id("natGateways", "ng"));
          network.space("10.10.0.0/16").subnet("snet-aks", subnet, "10.10.0.0/22");
        })
        .natGateway(
            new NatGateway(
                id("natGateways", "ng"),
                "ng",
                List.of(id("publicIPAddresses", "nat")),
                complete,
                at("NAT gateway ng", "")))
        .publicAddress(
            new PublicAddress(
                id("publicIPAddresses", "nat"), Address.parse("203.0.113.77"), at("nat", "")))
        .judge(new ApiSelfEgress(), "cluster shop")
        .outcome();
  }

  @Test
  void a_nat_gateway_of_the_subnet_has_the_address() {
    assertThat(behindGateway(true, "198.51.100.7/32")).isEqualTo(Outcome.REFUTED);
    assertThat(behindGateway(true, "203.0.113.0/24")).isEqualTo(Outcome.PROVED);
    assertThat(behindGateway(false, "203.0.113.0/24")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void the_address_of_the_load_balancer_is_added_by_itself() {
    assertThat(
            Case.aks(aks -> aks.ranges = known(List.of("198.51.100.7/32")))
                .judge(new ApiSelfEgress()))
        .isEmpty();
  }

  @Test
  void pods_that_reach_the_api_are_counted_and_refute_nothing() {
    Finding finding =
        Case.aks(
                aks -> {
                  aks.policy = known("calico");
                  aks.pool("sys", pool -> pool);
                })
            .deployment("shop", "web")
            .deployment("pay", "ledger")
            .denyEgress("pay")
            .judge(new ApiFromPods(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.summary())
        .isEqualTo("1 of 2 workloads can open kubernetes.default (TCP 443)");
  }
}
