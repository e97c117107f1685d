package io.seawall.practices.egress;

import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody enforces the policies that are written. Without an engine, or for another one's kinds,
/// policies are stored and have no effect.
///
/// Source: Microsoft Learn, "Secure traffic between pods by using network policies in AKS"
/// (`networkPolicy` none or absent: no engine; Cilium runs on Linux nodes only).
public final class EgressEngine implements Check {
  @Override
  public Practice practice() {
    return Practice.EGRESS;
  }

  @Override
  public String code() {
    return "EGRESS_ENGINE";
  }

  @Override
  public String claim() {
    return "somebody enforces the policies that limit egress";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    List<Policy> policies =
        situation.snapshot().facts().kubernetes().policies().stream()
            .filter(policy -> policy.direction() == Direction.EGRESS && !Engine.isSetting(policy))
            .toList();
    if (policies.isEmpty()) {
      return List.of();
    }
    if (situation.engine().isEmpty()) {
      return List.of(unknown(situation, policies));
    }
    Engine engine = situation.engine().get();
    if (!engine.enforces()) {
      return List.of(without(situation, policies));
    }
    List<Finding> findings = new ArrayList<>();
    List<Policy> foreign =
        policies.stream()
            .filter(policy -> !Engine.isUnread(policy) && !engine.reads(policy))
            .toList();
    if (!foreign.isEmpty()) {
      findings.add(foreign(situation, engine, foreign));
    } else if (situation.showsPods()) {
      findings.add(
          ignored(situation)
              .map(why -> doubted(situation, policies, why))
              .orElseGet(() ->
                  Finding.proved(
                          this,
                          Severity.HIGH,
                          situation.clusterSubject(),
                          engine.label() + " enforces " + count(policies))
                      .at(policies.getFirst().where())));
    }
    if (engine == Engine.CILIUM) {
      findings.addAll(windows(situation));
    }
    return findings;
  }

  private Finding unknown(Situation situation, List<Policy> policies) {
    return Finding.unknown(
            this,
            Severity.HIGH,
            situation.clusterSubject(),
            "whether anybody enforces " + count(policies) + " is not known",
            List.of(whoEnforces(situation)))
        .at(policies.getFirst().where());
  }

  /// Why the engine may not act on some pods, where that is not known.
  private static Optional<String> ignored(Situation situation) {
    return situation.ownWorkloads().stream()
        .flatMap(workload -> situation.reach().universe().of(workload.id()).stream())
        .flatMap(endpoint ->
            endpoint instanceof Endpoint.Pods pods && !pods.hostNetwork()
                ? situation.reach().ignored(pods).stream()
                : Stream.empty())
        .findFirst();
  }

  private Finding doubted(Situation situation, List<Policy> policies, String why) {
    return Finding.unknown(
            this,
            Severity.HIGH,
            situation.clusterSubject(),
            "whether " + count(policies) + " is enforced everywhere is not known: " + why,
            List.of(
                new Missing(
                    "whether the engine acts there: " + why,
                    "two pods and a policy that denies ingress: a new connection before and after")))
        .at(policies.getFirst().where());
  }

  private Finding without(Situation situation, List<Policy> policies) {
    return idle(
        situation,
        why(situation) + ": nobody enforces " + count(policies),
        policies.getFirst(),
        "is stored and has no effect");
  }

  /// Policies of a kind that only another engine reads.
  private Finding foreign(Situation situation, Engine engine, List<Policy> policies) {
    return idle(
        situation,
        engine.label() + " does not read " + count(policies),
        policies.getFirst(),
        "is of a kind that " + engine.label() + " does not read");
  }

  private Finding idle(Situation situation, String summary, Policy first, String text) {
    return Finding.refuted(this, Severity.HIGH, situation.clusterSubject(), summary)
        .shown(
            new Witness("any pod", "internet", "any"),
            List.of(
                new Step(
                    "pod egress",
                    "no opinion",
                    first.title(),
                    "",
                    Optional.of(first.where()),
                    text)))
        .at(first.where());
  }

  private static String count(List<Policy> policies) {
    return policies.size() == 1
        ? policies.getFirst().title()
        : policies.size() + " policies that limit egress";
  }

  private static String why(Situation situation) {
    Optional<Fact<String>> policy =
        situation.snapshot().aks().map(AksCluster::network).map(network -> network.policy());
    if (policy.isEmpty()) {
      return "no policy engine";
    }
    return policy
        .get()
        .known()
        .map(value -> "networkPolicy is " + value)
        .orElse("networkPolicy is not set");
  }

  private static Missing whoEnforces(Situation situation) {
    boolean ownPlugin =
        situation
            .snapshot()
            .aks()
            .flatMap(aks -> aks.network().plugin().known())
            .filter(plugin -> plugin.equalsIgnoreCase("none"))
            .isPresent();
    return ownPlugin
        ? new Missing(
            "who enforces policies: networkPlugin none leaves it to the team",
            "kubectl get daemonsets -A -o json")
        : new Missing("who enforces policies (networkPolicy)", situation.showCluster());
  }

  private List<Finding> windows(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    for (Pool pool : situation.pools()) {
      pool.azure()
          .filter(azure ->
              azure.osType().known().filter(os -> os.equalsIgnoreCase("Windows")).isPresent())
          .map(NodePool::where)
          .ifPresent(where ->
              findings.add(
                  Finding.refuted(
                          this,
                          Severity.HIGH,
                          pool.subject(),
                          "cilium does not run on Windows nodes: nobody enforces policies there")
                      .shown(new Witness("any pod", "internet", "any"), List.of())
                      .at(where)));
    }
    return findings;
  }
}
