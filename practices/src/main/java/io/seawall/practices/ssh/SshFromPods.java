package io.seawall.practices.ssh;

import io.seawall.model.SourceRef;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// No pod with a network of its own can open TCP 22 of a node: neither of the node it runs on,
/// which no security group can stop, nor of another.
public final class SshFromPods implements Check {
  @Override
  public Practice practice() {
    return Practice.NODE_SSH;
  }

  @Override
  public String code() {
    return "SSH_FROM_PODS";
  }

  @Override
  public String claim() {
    return "no pod can open SSH on a node";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    SshPools pools = SshPools.of(situation);
    int own = situation.ownWorkloads(false);
    List<Finding> findings =
        new ArrayList<>(pools.judge(this, Severity.HIGH, pool -> way(situation, pools, pool, own)));
    situation.autoProvisioning().ifPresent(where -> findings.add(unlisted(where)));
    return findings;
  }

  /// Nodes that the cluster makes as pods need them are in no pool.
  private Finding unlisted(SourceRef where) {
    return Finding.unknown(
            this,
            Severity.HIGH,
            "auto-provisioned nodes",
            "nodeProvisioningProfile Auto makes nodes that no pool lists",
            List.of(
                new Missing(
                    "whether sshd runs on auto-provisioned nodes",
                    "kubectl get aksnodeclasses,nodes -o json, and connect to port 22 of one")))
        .at(where);
  }

  private static Way way(Situation situation, SshPools pools, Pool pool, int own) {
    Way way =
        situation.showsPods()
            ? new PodWays(situation, pool, false, pools.listening()).way(own, "workloads")
            : unseen();
    Optional<Way> always = situation.engine().filter(Engine::ownNodeAlwaysOpen).map(_ -> npm(pool));
    boolean noEngine = situation.engine().filter(engine -> !engine.enforces()).isPresent();
    if (way.state() == Way.State.OPEN || (situation.showsPods() && own == 0)) {
      return way;
    }
    return noEngine ? unlimited(pool) : always.orElse(way);
  }

  /// Nothing on the platform stops a pod that no policy limits.
  private static Way unlimited(Pool pool) {
    return anyPod(pool, "no policy engine (networkPolicy none), and no NSG sees it");
  }

  private static Way npm(Pool pool) {
    return anyPod(pool, "Azure NPM always lets a pod open its own node, and no NSG sees it");
  }

  private static Way anyPod(Pool pool, String text) {
    Step step = new Step("same node", "allow", "", "", Optional.empty(), text);
    return Way.open(
        "any pod can open TCP 22 of its own node",
        new Witness("any pod", pool.asked(), "tcp/22"),
        List.of(step),
        List.of());
  }

  private static Way unseen() {
    return Way.maybe(
        "pods may open TCP 22",
        Optional.empty(),
        List.of(),
        List.of(
            new Missing(
                "pods and the policies that limit them",
                "kubectl get pods,networkpolicies,namespaces -A -o json")));
  }
}
