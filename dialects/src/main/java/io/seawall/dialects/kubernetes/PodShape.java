package io.seawall.dialects.kubernetes;

import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.Container;
import io.seawall.model.cluster.Workload.OperatingSystem;
import java.util.List;
import java.util.Map;

/// All of a pod that bears on the network and does not name the pod: pods of one owner with equal
/// shapes are one workload.
record PodShape(
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Container> containers,
    boolean hostNetwork,
    boolean hostPid,
    OperatingSystem os,
    boolean virtualNode,
    String serviceAccount,
    Map<String, String> nodeSelector,
    List<Workload.Setup> setup) {
  PodShape {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    containers = List.copyOf(containers);
    nodeSelector = Map.copyOf(nodeSelector);
    setup = List.copyOf(setup);
  }
}
