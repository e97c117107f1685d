package io.seawall.practices.mesh;

import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Standing;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// No workload is outside of a mesh: one that is talks in plain text, and nobody asks who it is.
///
/// A workload is outside where its pods have no proxy and nothing asks for one, and where live pods
/// have none whatever is asked: a proxy comes with a new pod. Whether a namespace asks is only
/// known if the Namespace object was read.
///
/// Source: Microsoft Learn, "Deploy Istio-based service mesh add-on for AKS" (`istio.io/rev`; pods
/// are restarted after labelling; `istio-injection` skips them).
public final class MeshAbsent implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_ABSENT";
  }

  @Override
  public String claim() {
    return "every workload is part of a service mesh";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    MeshSigns signs = MeshSigns.of(situation);
    List<Workload> shown =
        MeshScope.of(situation).stream().filter(w -> !w.containers().isEmpty()).toList();
    if (shown.isEmpty() && signs.isEmpty() && situation.snapshot().aks().isPresent()) {
      return List.of(unseen(situation));
    }
    List<Finding> findings = new ArrayList<>();
    if (shown.isEmpty()) {
      situation.snapshot().facts().kubernetes().namespaces().stream()
          .filter(namespace -> !situation.config().systemNamespaces().contains(namespace.name()))
          .filter(MeshSigns::isKeptOut)
          .forEach(namespace -> findings.add(keptOut(namespace)));
    }
    Map<String, Finding> worst = new TreeMap<>();
    for (Workload workload : shown) {
      finding(signs, workload)
          .ifPresent(found -> worst.merge(found.subject(), found, MeshOpenings::worse));
    }
    findings.addAll(worst.values());
    return findings;
  }

  private Optional<Finding> finding(MeshSigns signs, Workload workload) {
    Optional<Standing> told = workload.mesh().place().map(Member.Place::standing);
    if (signs.isOfUnjudged(workload)) {
      told = Optional.empty();
    }
    if (told.isPresent()) {
      return switch (told.get()) {
        case Standing.In _ -> Optional.empty();
        case Standing.Out(var _, var text, var where) ->
            Optional.of(outside(workload, text).at(where));
        case Standing.Unknown(var missing, var settle, var _) ->
            Optional.of(undeclared(workload, missing, settle));
      };
    }
    if (MeshSigns.hasProxy(workload)) {
      return Optional.empty();
    }
    if (MeshSigns.isKeptOut(workload)) {
      return Optional.of(
          outside(workload, "is kept out of the mesh by its own label or annotation"));
    }
    if (workload.hostNetwork()) {
      return Optional.of(outside(workload, "uses hostNetwork: no proxy takes its packets"));
    }
    if (signs.isMislabelled(workload)) {
      return Optional.of(
          outside(
              workload,
              "its namespace has istio-injection, by which the add-on of AKS leaves it out"));
    }
    if (signs.isAskedFor(workload)) {
      return workload.pods().isEmpty() || signs.isWithoutProxy(workload)
          ? Optional.empty()
          : Optional.of(
              outside(workload, "asks for a proxy, and its pods, which are older, have none"));
    }
    if (!signs.isDeclared(workload) || (signs.injectsByDefault() && workload.pods().isEmpty())) {
      return Optional.of(undeclared(workload));
    }
    return Optional.of(
        outside(
            workload,
            signs.isEmpty()
                ? "no mesh: no proxy, and nothing asks for one"
                : "is outside of the mesh: no proxy, and nothing asks for one"));
  }

  private Finding outside(Workload workload, String summary) {
    String subject = workload.id().toString();
    Step step =
        new Step("peer", "allow", subject, "", Optional.of(workload.where()), "accepts plain text");
    return Finding.refuted(this, Severity.MEDIUM, subject, summary)
        .shown(new Witness("any pod", subject, port(workload)), List.of(step))
        .at(workload.where());
  }

  private Finding keptOut(Namespace namespace) {
    String subject = "namespace " + namespace.name();
    String summary = "keeps its pods out of the mesh by a label or annotation";
    Step step = new Step("peer", "allow", subject, "", Optional.of(namespace.where()), summary);
    return Finding.refuted(this, Severity.MEDIUM, subject, summary)
        .shown(new Witness("any pod", subject, "any"), List.of(step))
        .at(namespace.where());
  }

  private static String port(Workload workload) {
    return workload.containers().stream()
        .flatMap(container -> container.ports().stream())
        .findFirst()
        .map(port -> port.protocol().toString().toLowerCase(Locale.ROOT) + "/" + port.number())
        .orElse("any");
  }

  private Finding undeclared(Workload workload) {
    String namespace = workload.id().namespace();
    return undeclared(
        workload,
        "labels and annotations of Namespace " + namespace,
        "kubectl get namespace " + namespace + " -o json");
  }

  private Finding undeclared(Workload workload, String missing, String settle) {
    return Finding.unknown(
            this,
            Severity.MEDIUM,
            workload.id().toString(),
            "has no proxy in this input; one may be added where it runs",
            List.of(new Missing(missing, settle)))
        .at(workload.where());
  }

  private Finding unseen(Situation situation) {
    return Finding.unknown(
        this,
        Severity.MEDIUM,
        situation.clusterSubject(),
        "Azure shows no mesh; whether the team runs its own is not in the input",
        List.of(
            new Missing(
                "pods, namespaces and mesh objects",
                "kubectl get pods,namespaces,crd -A -o json")));
  }
}
