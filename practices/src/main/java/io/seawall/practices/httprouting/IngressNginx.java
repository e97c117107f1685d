package io.seawall.practices.httprouting;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// No ingress controller runs that nobody maintains any more: the community's ingress-nginx ended
/// in March 2026. The managed one of application routing is supported until November 2026.
///
/// Source: Kubernetes blog, "Ingress NGINX Retirement"; Microsoft Learn, "Managed NGINX ingress
/// with the application routing add-on".
public final class IngressNginx implements Check {
  private static final String MANAGED = "app-routing-system";
  private static final String CONTROLLER = "k8s.io/ingress-nginx";

  @Override
  public Practice practice() {
    return Practice.HTTP_APPLICATION_ROUTING;
  }

  @Override
  public String code() {
    return "INGRESS_NGINX";
  }

  @Override
  public String claim() {
    return "no ingress controller runs that is not maintained any more";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    for (Workload workload : situation.workloads().values()) {
      boolean managed = workload.id().namespace().equals(MANAGED);
      image(workload)
          .ifPresent(image ->
              findings.add(
                  managed
                      ? managed(workload.id().toString(), workload.where())
                      : finding(
                          workload.id().toString(),
                          "runs ingress-nginx, which ended in March 2026: " + image,
                          workload.where())));
    }
    situation
        .snapshot()
        .aks()
        .filter(aks -> aks.appRouting().is(true))
        .filter(
            aks -> aks.appRoutingController().known().filter("None"::equalsIgnoreCase).isEmpty())
        .ifPresent(aks -> findings.add(managed("application routing", aks.appRouting().where())));
    situation.snapshot().facts().kubernetes().ingressClasses().stream()
        .filter(named -> named.controller().equals(CONTROLLER))
        .forEach(named ->
            findings.add(
                finding(
                    "IngressClass " + named.name(),
                    "is served by ingress-nginx, which ended in March 2026",
                    named.where())));
    return findings;
  }

  private Finding managed(String subject, SourceRef where) {
    return Finding.proved(
            this, Severity.LOW, subject, "managed NGINX, which is supported until November 2026")
        .assuming(List.of("the support of managed NGINX, until November 2026, has not ended"))
        .at(where);
  }

  private static Optional<String> image(Workload workload) {
    return workload.containers().stream()
        .map(Workload.Container::image)
        .filter(image ->
            Stream.of("ingress-nginx/controller", "nginx-ingress-controller")
                .anyMatch(image::contains))
        .findFirst();
  }

  private Finding finding(String subject, String summary, SourceRef where) {
    return Finding.refuted(this, Severity.MEDIUM, subject, summary)
        .shown(
            new Witness("internet", subject, "tcp/443"),
            List.of(new Step("ingress", "allow", subject, "", Optional.of(where), summary)))
        .at(where);
  }
}
