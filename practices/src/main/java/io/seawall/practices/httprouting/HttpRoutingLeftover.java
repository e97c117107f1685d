package io.seawall.practices.httprouting;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.LoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Nothing of the add-on is left: switched off, it leaves objects behind, among them a Service with
/// a public address.
///
/// Source: Microsoft Learn, "HTTP application routing add-on for AKS (retired)", "Remove HTTP
/// routing": objects in kube-system with the prefix `addon-http-application-routing`, Ingress
/// objects of that class, DNS zones below aksapp.io.
public final class HttpRoutingLeftover implements Check {
  private static final String PREFIX = "addon-http-application-routing";
  private static final String LEADER = "ingress-controller-leader-" + PREFIX;

  @Override
  public Practice practice() {
    return Practice.HTTP_APPLICATION_ROUTING;
  }

  @Override
  public String code() {
    return "HTTP_ROUTING_LEFTOVER";
  }

  @Override
  public String claim() {
    return "nothing of the HTTP application routing add-on is left";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    Facts.Kubernetes objects = situation.snapshot().facts().kubernetes();
    List<Finding> left = new ArrayList<>();
    left.addAll(services(objects));
    left.addAll(workloads(situation));
    left.addAll(ingresses(objects));
    left.addAll(others(objects));
    left.addAll(zones(situation));
    if (!left.isEmpty() || objects.isEmpty()) {
      return left;
    }
    return List.of(showsSystem(situation) ? proved(situation) : unseen(situation));
  }

  private List<Finding> services(Facts.Kubernetes objects) {
    List<Finding> left = new ArrayList<>();
    for (Service service : objects.services()) {
      if (isOfAddon(service.name())) {
        boolean isPublic = LoadBalancer.isPublic(service);
        left.add(
            finding(
                isPublic ? Severity.HIGH : Severity.MEDIUM,
                "Service " + service.namespace() + "/" + service.name(),
                isPublic ? "its Service is there, with a public address" : "its Service is there",
                service.where()));
      }
    }
    return left;
  }

  private List<Finding> workloads(Situation situation) {
    return situation.workloads().values().stream()
        .filter(workload -> isOfAddon(workload.id().name()))
        .map(workload ->
            finding(
                Severity.HIGH,
                workload.id().toString(),
                "pods of the add-on run, unpatched since it was retired",
                workload.where()))
        .toList();
  }

  private List<Finding> ingresses(Facts.Kubernetes objects) {
    return objects.ingresses().stream()
        .filter(ingress -> ingress.className().equals(PREFIX))
        .map(ingress ->
            finding(
                Severity.MEDIUM,
                "Ingress " + ingress.namespace() + "/" + ingress.name(),
                "asks for the class " + PREFIX,
                ingress.where()))
        .toList();
  }

  private List<Finding> others(Facts.Kubernetes objects) {
    List<Finding> left = new ArrayList<>();
    for (IngressClass named : objects.ingressClasses()) {
      if (isOfAddon(named.name())) {
        left.add(
            finding(
                Severity.LOW, "IngressClass " + named.name(), "its class is there", named.where()));
      }
    }
    for (OtherObject object : objects.others()) {
      if (isOfAddon(object.name())) {
        String namespace = object.namespace().isEmpty() ? "" : object.namespace() + "/";
        left.add(
            finding(
                Severity.LOW,
                object.kind() + " " + namespace + object.name(),
                "an object of the add-on is there",
                object.where()));
      }
    }
    return left;
  }

  private static boolean isOfAddon(String name) {
    return name.startsWith(PREFIX) || name.equals(LEADER);
  }

  private List<Finding> zones(Situation situation) {
    return situation.snapshot().facts().azure().others().stream()
        .filter(resource -> resource.type().equalsIgnoreCase("Microsoft.Network/dnsZones"))
        .filter(resource -> resource.name().endsWith(".aksapp.io"))
        .map(resource ->
            finding(
                Severity.MEDIUM,
                "DNS zone " + resource.name(),
                "its public zone is there: a name left in it can be taken over",
                resource.where()))
        .toList();
  }

  /// Whether the input holds what runs in kube-system, where the add-on was.
  private static boolean showsSystem(Situation situation) {
    Facts.Kubernetes objects = situation.snapshot().facts().kubernetes();
    return objects.services().stream().anyMatch(service -> isSystem(service.namespace()))
        || objects.workloads().stream()
            .anyMatch(workload ->
                isSystem(workload.id().namespace()) && !workload.containers().isEmpty());
  }

  private static boolean isSystem(String namespace) {
    return namespace.equals("kube-system");
  }

  private Finding unseen(Situation situation) {
    return Finding.unknown(
        this,
        Severity.HIGH,
        situation.clusterSubject(),
        "whether anything of the add-on is left in kube-system is not known",
        List.of(
            new Missing(
                "the objects of kube-system",
                "kubectl get deployments,services,configmaps -n kube-system -o json")));
  }

  private Finding proved(Situation situation) {
    return Finding.proved(
            this, Severity.HIGH, situation.clusterSubject(), "nothing of the add-on is left")
        .assuming(List.of("the objects are those in the input"));
  }

  private Finding finding(Severity severity, String subject, String summary, SourceRef where) {
    return Finding.refuted(this, severity, subject, summary)
        .shown(
            new Witness("internet", subject, "tcp/80"),
            List.of(new Step("leftover", "allow", subject, "", Optional.of(where), summary)))
        .at(where);
  }
}
