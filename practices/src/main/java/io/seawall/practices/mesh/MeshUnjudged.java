package io.seawall.practices.mesh;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Optional;

/// A mesh that is there requires mutual TLS and authorises nothing by default. That its objects are
/// there proves nothing; as long as their meaning is not judged, the answer is not known. The Open
/// Service Mesh add-on refutes it: it is archived, and lets everybody in unless told otherwise.
///
/// Source: Microsoft Learn, "Migration guidance for Open Service Mesh configurations to Istio".
public final class MeshUnjudged implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_UNJUDGED";
  }

  @Override
  public String claim() {
    return "the mesh requires mutual TLS and authorises nothing by default";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    MeshSigns signs = MeshSigns.of(situation);
    if (signs.isEmpty()) {
      return List.of();
    }
    Optional<AksCluster> retired = situation.snapshot().aks().filter(MeshSigns::hasOpenServiceMesh);
    if (retired.isPresent()) {
      return List.of(retired(situation, retired.get(), signs));
    }
    boolean alone = situation.showsPods() && signs.isJudged() && !isRefused(situation);
    return alone ? List.of() : List.of(unjudged(situation, signs));
  }

  /// Whether the input holds an answer that the API server did not show something.
  private static boolean isRefused(Situation situation) {
    return situation.snapshot().facts().kubernetes().others().stream()
        .anyMatch(object -> object.apiGroup().isEmpty() && object.kind().equals("Status"));
  }

  private Finding unjudged(Situation situation, MeshSigns signs) {
    return Finding.unknown(
        this,
        Severity.MEDIUM,
        situation.clusterSubject(),
        "found " + signs.found(),
        List.of(
            signs.isJudged()
                ? new Missing(
                    "the pods of the mesh and its policies",
                    "kubectl get pods,namespaces,peerauthentications,authorizationpolicies -A"
                        + " -o json")
                : new Missing(
                    "whether the mesh requires mutual TLS and authorises nothing by default:"
                        + " objects of its kind are counted and not judged",
                    "read its policies by hand")));
  }

  private Finding retired(Situation situation, AksCluster aks, MeshSigns signs) {
    String subject = situation.clusterSubject();
    String summary = "found " + signs.found() + "; nobody develops it any more";
    SourceRef where = aks.addonEnabled("openServiceMesh").where();
    Step step =
        new Step(
            "peer", "allow", subject, where.field(), Optional.of(where), "may accept plain text");
    return Finding.refuted(this, Severity.MEDIUM, subject, summary)
        .shown(new Witness("any pod", "any pod", "any"), List.of(step))
        .at(where);
  }
}
