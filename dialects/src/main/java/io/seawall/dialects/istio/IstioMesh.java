package io.seawall.dialects.istio;

import io.seawall.model.Facts;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.MeshLanguage;
import java.util.Optional;
import java.util.function.Function;

/// What Istio makes of the pods of a cluster.
public final class IstioMesh implements MeshLanguage {
  @Override
  public Function<Workload, Member> in(Facts.Kubernetes facts, Optional<AksCluster> aks) {
    return _ -> Member.NONE;
  }
}
