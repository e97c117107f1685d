package io.seawall.reach;

import io.seawall.model.cluster.Workload;
import java.util.List;

/// Who takes requests from outside and leads them on to the backends of an Ingress or a route.
sealed interface Proxy {
  /// Pods of the cluster.
  ///
  /// @param workloads at least one; of several it is not known which
  record Pods(List<Workload.Id> workloads) implements Proxy {
    public Pods {
      workloads = List.copyOf(workloads);
    }
  }

  /// Somebody who cannot be asked about.
  ///
  /// @param why in words, such as `its pods are not in the input`
  record Unknown(String why) implements Proxy {}
}
