package io.seawall.model.mesh;

import io.seawall.model.Facts;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Workload;
import java.util.Optional;
import java.util.function.Function;

/// What the objects of one mesh mean in one cluster.
public interface MeshLanguage {
  /// Reads the objects of a cluster.
  ///
  /// @param facts of this cluster alone
  /// @param aks empty if the Azure side is not in the input
  /// @return what the mesh makes of each workload; [Member#NONE] where it has nothing to say. Equal
  ///   answers should be one object
  Function<Workload, Member> in(Facts.Kubernetes facts, Optional<AksCluster> aks);
}
