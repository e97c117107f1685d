package io.seawall.dialects.cilium;

import io.seawall.model.Facts;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.MeshLanguage;
import io.seawall.model.mesh.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Mutual TLS of Cilium: connections between pods of enrolled namespaces are encrypted and
/// authenticated. If one side is not enrolled they are plain text, so that nothing is refused and
/// nobody is authorised.
///
/// Source: Microsoft Learn, "Mutual TLS encryption with Advanced Container Networking Services"
/// (namespace label `io.cilium/mtls-enabled=true`; both sides must be enrolled; not for pods with
/// hostNetwork).
public final class CiliumMesh implements MeshLanguage {
  private static final String LABEL = "io.cilium/mtls-enabled";

  @Override
  public Function<Workload, Member> in(Facts.Kubernetes facts, Optional<AksCluster> aks) {
    Map<String, Member> known = new HashMap<>();
    for (Namespace namespace : facts.namespaces()) {
      if (namespace.labels().getOrDefault(LABEL, "").equals("true")) {
        known.put(namespace.name(), enrolled(namespace));
      }
    }
    return workload ->
        workload.hostNetwork()
            ? Member.NONE
            : known.getOrDefault(workload.id().namespace(), Member.NONE);
  }

  private static Member enrolled(Namespace namespace) {
    Member.Sends sends =
        new Member.Sends(
            Map.of(Identity.NAMESPACE, namespace.name()),
            Map.of(Identity.NAMESPACE, Identity.NOBODY),
            true,
            Optional.empty());
    return new Member(
        Optional.of(new Member.Place(Mesh.CILIUM, new Standing.In(true, namespace.where()), sends)),
        List.of(),
        List.of());
  }
}
