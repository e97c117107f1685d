package io.seawall.practices.ssh;

import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.practices.NetworkCase.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.PacketSet;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.NetworkCase.GroupRule;
import io.seawall.practices.Outcome;
import org.junit.jupiter.api.Test;

class LoneGroupTest {
  private static Finding internet(GroupRule... rules) {
    return Case.kubernetes()
        .network(network -> network.group("nsg", rules))
        .judge(new SshFromInternet(), "nsg nsg");
  }

  private static Finding network(GroupRule... rules) {
    return Case.kubernetes()
        .network(network -> network.group("nsg", rules))
        .judge(new SshFromVnet(), "nsg nsg");
  }

  @Test
  void default_rules_let_the_network_in_and_not_the_internet() {
    assertThat(internet().outcome()).isEqualTo(Outcome.PROVED);
    assertThat(network().outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(network().path().getFirst().rule()).isEqualTo("securityRules/AllowVnetInBound");
  }

  @Test
  void any_source() {
    assertThat(internet(in("ssh", ALLOW, "*")).outcome()).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_later_deny_comes_too_late() {
    assertThat(internet(in("ssh", ALLOW, "*"), in("no", DENY, "*")).outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_small_block_that_a_rule_names_for_ssh_counts_as_the_bastions() {
    Finding finding = network(in("ssh", ALLOW, "10.0.0.0/24"), in("no", DENY, "*"));
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.assumptions()).contains("NSG nsg names bastions: 10.0.0.0-10.0.0.255");
  }

  @Test
  void a_large_block_does_not() {
    assertThat(network(in("ssh", ALLOW, "10.0.0.0/16"), in("no", DENY, "*")).outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_small_block_with_every_port_does_not() {
    assertThat(
            network(in("all", ALLOW, "10.0.0.0/24", PacketSet.ALL), in("no", DENY, "*")).outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_deny_of_some_private_space_depends_on_where_the_network_is() {
    Finding finding = network(in("no", DENY, "10.0.0.0/8"));
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().settle()).isEqualTo("az network vnet list -o json");
  }

  @Test
  void a_tag_of_every_tenant() {
    Finding finding = internet(in("cloud", ALLOW, "AzureCloud"));
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.witness().orElseThrow().from()).isEqualTo("service tag AzureCloud");
  }

  @Test
  void a_group_beside_a_cluster_is_judged_where_it_is_attached() {
    Case given =
        Case.aks(aks -> aks.pool("sys", pool -> pool))
            .network(network -> network.group("nsg", in("ssh", ALLOW, "*")));
    assertThat(given.judge(new SshFromInternet()))
        .extracting(Finding::subject)
        .containsExactly("pool sys");
  }

  @Test
  void a_group_alone_says_nothing_of_pods() {
    Case given = Case.kubernetes().network(network -> network.group("nsg"));
    assertThat(given.judge(new SshFromPods())).isEmpty();
    assertThat(given.judge(new SshFromHostNetwork())).isEmpty();
    assertThat(given.judge(new SshThroughService())).isEmpty();
  }
}
