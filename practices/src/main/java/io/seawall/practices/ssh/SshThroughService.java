package io.seawall.practices.ssh;

import io.seawall.model.Bounds;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// No Service leads to TCP 22 of a node: neither by an EndpointSlice that lists a node's address
/// nor by a selector that picks pods with hostNetwork. A Service that leads to port 22 of an
/// ordinary pod is not meant.
///
/// Source: Kubernetes documentation, "Service" (Services without selectors; the EndpointSlices say
/// where packets go).
public final class SshThroughService implements Check {
  @Override
  public Practice practice() {
    return Practice.NODE_SSH;
  }

  @Override
  public String code() {
    return "SSH_THROUGH_SERVICE";
  }

  @Override
  public String claim() {
    return "no Service leads to SSH on a node";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    Map<String, List<ServiceLead>> leads = ServiceLead.byPool(situation);
    return SshPools.of(situation)
        .judge(
            this,
            Severity.HIGH,
            pool -> way(situation, pool, leads.getOrDefault(pool.name(), List.of())));
  }

  private static Way way(Situation situation, Pool pool, List<ServiceLead> leads) {
    Bounds admitted =
        pool.endpoints().stream()
            .map(situation.reach()::admitted)
            .reduce(Bounds::either)
            .orElse(Bounds.ALL);
    if (!leads.isEmpty() && admitted.possible().disjoint(PodWays.SSH)) {
      return Way.closed(
          leads.getFirst().title() + " leads to TCP 22, but policies for nodes let nobody by",
          List.of("Services, EndpointSlices and policies are those in the input"));
    }
    boolean open = PodWays.SSH.implies(admitted.sure());
    Optional<ServiceLead> sure =
        leads.stream().filter(ServiceLead::sure).filter(_ -> open).findFirst();
    if (sure.isPresent()) {
      return Way.open(
          sure.get().title() + " leads to TCP 22" + exposure(sure.get()),
          new Witness(sure.get().reachedFrom(), pool.asked(), "tcp/22"),
          sure.get().steps(),
          List.of());
    }
    if (!leads.isEmpty()) {
      ServiceLead first = leads.getFirst();
      return Way.maybe(
          first.title() + " may lead to TCP 22",
          Optional.of(new Witness(first.reachedFrom(), pool.asked(), "tcp/22")),
          first.steps(),
          List.of(open ? first.missing() : GUARDED));
    }
    var kubernetes = situation.snapshot().facts().kubernetes();
    if (kubernetes.isEmpty()) {
      return Way.maybe(
          "a Service may lead to TCP 22",
          Optional.empty(),
          List.of(),
          List.of(
              new Missing(
                  "Services and where they lead",
                  "kubectl get services,endpointslices -A -o json")));
    }
    return Way.closed(
        "none of " + kubernetes.services().size() + " Services leads to TCP 22 of a node",
        List.of("Services and EndpointSlices are those in the input"));
  }

  private static final Missing GUARDED =
      new Missing(
          "whether policies for nodes let the packets by that a Service leads there",
          "kubectl get nodes,hostendpoints,felixconfigurations -o yaml");

  private static String exposure(ServiceLead lead) {
    return lead.reachedFrom().equals("internet") ? " from the Internet" : "";
  }
}
