package io.seawall.practices.ssh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Optional;

/// No pod that uses the network of its node can open TCP 22 of a node. To the network such a pod is
/// the node: no Kubernetes policy speaks of it. Those of system namespaces are the platform's own.
public final class SshFromHostNetwork implements Check {
  @Override
  public Practice practice() {
    return Practice.NODE_SSH;
  }

  @Override
  public String code() {
    return "SSH_FROM_HOST_NETWORK";
  }

  @Override
  public String claim() {
    return "no pod with hostNetwork can open SSH on a node";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    SshPools pools = SshPools.of(situation);
    int own = situation.ownWorkloads(true);
    return pools.judge(this, Severity.MEDIUM, pool -> way(situation, pools, pool, own));
  }

  private static Way way(Situation situation, SshPools pools, Pool pool, int own) {
    if (!situation.showsPods()) {
      return Way.maybe(
          "pods with hostNetwork may open TCP 22",
          Optional.empty(),
          List.of(),
          List.of(
              new Missing(
                  "whether pods use the network of their nodes", "kubectl get pods -A -o json")));
    }
    if (own == 0) {
      return Way.closed(
          "no workload outside of the system namespaces uses hostNetwork",
          List.of(situation.allPods()));
    }
    return new PodWays(situation, pool, true, pools.listening())
        .way(own, "workloads with hostNetwork");
  }
}
