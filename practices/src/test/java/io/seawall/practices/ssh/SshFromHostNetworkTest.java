package io.seawall.practices.ssh;

import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import org.junit.jupiter.api.Test;

class SshFromHostNetworkTest {
  private static Case cluster(String sshAccess) {
    return Case.aks(aks -> {
      aks.policy = known("calico");
      aks.pool("sys", pool -> pool.ssh(sshAccess));
    });
  }

  @Test
  void no_policy_speaks_of_them() {
    Finding finding =
        cluster("LocalUser")
            .workload("shop", "probe", workload -> workload.hostNetwork = true)
            .denyEgress("shop")
            .judge(new SshFromHostNetwork(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("1 of 1 workloads with hostNetwork can open TCP 22");
  }

  @Test
  void there_are_none() {
    Finding finding =
        cluster("LocalUser").deployment("shop", "web").judge(new SshFromHostNetwork(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void those_of_the_platform_do_not_count() {
    Finding finding =
        cluster("LocalUser")
            .workload("kube-system", "kube-proxy", workload -> workload.hostNetwork = true)
            .judge(new SshFromHostNetwork(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void whether_there_are_any_is_not_known() {
    assertThat(cluster("LocalUser").judge(new SshFromHostNetwork(), "pool sys").outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(cluster("Disabled").judge(new SshFromHostNetwork(), "pool sys").outcome())
        .isEqualTo(Outcome.PROVED);
  }
}
