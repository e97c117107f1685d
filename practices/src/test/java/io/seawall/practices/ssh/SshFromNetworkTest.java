package io.seawall.practices.ssh;

import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.known;
import static io.seawall.practices.NetworkCase.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.practices.AksCase;
import io.seawall.practices.Case;
import io.seawall.practices.Config;
import io.seawall.practices.Finding;
import io.seawall.practices.NetworkCase.GroupRule;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.practices.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SshFromNetworkTest {
  private static Case cluster(boolean publicIp, GroupRule... rules) {
    return Case.aks(aks ->
            aks.pool(
                "sys", pool -> publicIp ? pool.in("snet-aks").reachable() : pool.in("snet-aks")))
        .network(network ->
            network
                .space("10.10.0.0/16")
                .subnet("snet-aks", new SubnetCase().group("nsg-aks"), "10.10.0.0/22")
                .group("nsg-aks", rules)
                .scaleSet("sys", ""));
  }

  private static Outcome internet(Case given) {
    return given.judge(new SshFromInternet(), "pool sys").outcome();
  }

  private static Outcome network(Case given) {
    return given.judge(new SshFromVnet(), "pool sys").outcome();
  }

  @Test
  void ssh_01_any_ipv4_source() {
    Case given = cluster(true, in("allow-ssh", ALLOW, "0.0.0.0/0"));
    Finding finding = given.judge(new SshFromInternet(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.severity()).isEqualTo(Finding.Severity.CRITICAL);
    assertThat(finding.summary())
        .startsWith("3,702,390,527 addresses of the Internet can open TCP 22");
    assertThat(finding.path().getLast().rule()).isEqualTo("securityRules/allow-ssh");
    assertThat(network(cluster(true, in("allow-ssh", ALLOW, "0.0.0.0/0"))))
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void ssh_01_without_public_addresses_nobody_can_say() {
    Finding finding =
        cluster(false, in("allow-ssh", ALLOW, "0.0.0.0/0"))
            .judge(new SshFromInternet(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().settle())
        .isEqualTo("deny it in the NSG of the nodes' subnet, then az network nsg list -o json");
  }

  @Test
  void ssh_02_any_ipv6_source_of_a_dual_stack_cluster() {
    Case given =
        Case.aks(
                aks -> {
                  aks.families = known(List.of("IPv4", "IPv6"));
                  aks.pool("sys", pool -> pool.in("snet-aks").reachable());
                })
            .network(network ->
                network
                    .space("10.10.0.0/16", "fd00:10::/48")
                    .subnet(
                        "snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/22", "fd00:10::/64")
                    .group("nsg", in("six", ALLOW, "::/0"), in("none", DENY, "*"))
                    .scaleSet("sys", ""));
    Finding finding = given.judge(new SshFromInternet(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("2^125 IPv6 addresses of the Internet");
  }

  @Test
  void ssh_03_two_halves_are_everything() {
    assertThat(internet(cluster(true, in("halves", ALLOW, "0.0.0.0/1,128.0.0.0/1"))))
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void ssh_06_any_source_any_port() {
    assertThat(internet(cluster(true, in("all", ALLOW, "*", PacketSet.ALL))))
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void ssh_07_a_tag_of_every_tenant() {
    Finding finding =
        cluster(true, in("cloud", ALLOW, "AzureCloud")).judge(new SshFromInternet(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("whoever is behind the service tag AzureCloud");
  }

  @Test
  void a_tag_behind_a_deny_of_everybody_opens_nothing() {
    assertThat(internet(cluster(true, in("no", DENY, "*"), in("cloud", ALLOW, "AzureCloud"))))
        .isEqualTo(Outcome.PROVED);
  }

  private static Case twoGroups(GroupRule ofSubnet, List<GroupRule> ofNic) {
    return Case.aks(aks -> aks.pool("sys", pool -> pool.in("snet-aks").reachable()))
        .network(network ->
            network
                .space("10.10.0.0/16")
                .subnet("snet-aks", new SubnetCase().group("subnet"), "10.10.0.0/22")
                .group("subnet", ofSubnet)
                .group("nic", ofNic.toArray(GroupRule[]::new))
                .scaleSet("sys", "nic"));
  }

  @Test
  void ssh_10_both_groups_must_allow() {
    GroupRule deny = in("deny", DENY, "Internet");
    GroupRule allow = in("allow", ALLOW, "*");
    assertThat(internet(twoGroups(deny, List.of(allow)))).isEqualTo(Outcome.PROVED);
    assertThat(network(twoGroups(deny, List.of(allow)))).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void ssh_11_default_rules_of_the_other_group_save_it() {
    assertThat(internet(twoGroups(in("allow", ALLOW, "*"), List.of()))).isEqualTo(Outcome.PROVED);
  }

  @Test
  void ssh_13_a_group_that_was_not_read() {
    Case given =
        Case.aks(aks -> aks.pool("sys", pool -> pool.in("snet-aks")))
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .subnet("snet-aks", new SubnetCase(), "10.10.0.0/22")
                    .group("closed", in("no", DENY, "*")));
    Finding finding = given.judge(new SshFromVnet(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().settle()).contains("-g MC_rg_shop_westeurope");
    assertThat(given.judge(new SshFromVnet())).hasSize(1);
  }

  @Test
  void ssh_15_host_ports_that_aks_opens_itself() {
    Case given =
        Case.aks(aks ->
            aks.pool(
                "edge",
                pool -> {
                  pool.hostPorts = AksCase.opened(PacketSet.to(Protocol.TCP, 22));
                  return pool.reachable();
                }));
    assertThat(given.judge(new SshFromInternet(), "pool edge").outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void ssh_21_the_source_port_opens_nothing() {
    PacketSet fromSsh = PacketSet.of(Protocol.TCP, Ports.of(443), Ports.of(22));
    assertThat(internet(cluster(true, in("odd", ALLOW, "*", fromSsh)))).isEqualTo(Outcome.PROVED);
  }

  @Test
  void ssh_24_a_peer_is_let_in_by_the_default_rules() {
    Case given =
        Case.aks(aks -> aks.pool("sys", pool -> pool.in("snet-aks")))
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .peer("partner", "10.72.0.0/20")
                    .subnet("snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/22")
                    .group("nsg", in("own", DENY, "10.10.0.0/16"))
                    .scaleSet("sys", ""));
    Finding finding = given.judge(new SshFromVnet(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("4,096 addresses of the network and its peers");
    assertThat(finding.witness().orElseThrow().from()).isEqualTo("10.72.0.0");
  }

  @Test
  void a_declared_bastion_is_excepted_and_another_is_not() {
    GroupRule[] rules = {in("bastion", ALLOW, "10.10.9.0/26"), in("no", DENY, "*")};
    Config declared =
        new Config(
            AddressSet.ofBlocks("10.10.9.0/26"),
            Config.DEFAULT.operators(),
            Config.DEFAULT.egress(),
            Set.of(),
            List.of(),
            List.of());
    assertThat(network(cluster(false, rules).config(declared))).isEqualTo(Outcome.PROVED);
    assertThat(network(cluster(false, rules))).isEqualTo(Outcome.REFUTED);
  }

  @Test
  void a_network_of_which_nothing_is_known() {
    Case given = Case.kubernetes().deployment("shop", "web");
    assertThat(given.judge(new SshFromVnet(), "nodes").outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(given.judge(new SshFromInternet(), "nodes").outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void a_gateway_may_lead_to_more_than_is_written() {
    Case given =
        Case.aks(aks ->
                aks.pool(
                    "sys",
                    pool -> {
                      pool.podSubnet = absent();
                      return pool.in("snet-aks");
                    }))
            .network(network ->
                network
                    .space("10.10.0.0/16")
                    .subnet("GatewaySubnet", new SubnetCase(), "10.10.255.0/27")
                    .subnet("snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/22")
                    .group("nsg", in("own", DENY, "10.10.0.0/16"))
                    .scaleSet("sys", ""));
    assertThat(network(given)).isEqualTo(Outcome.UNKNOWN);
  }
}
