package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What policies for nodes let by, as the engine in force reads them.
final class NodePolicies {
  private final Function<Flow, Answer> ofEngine;

  /// @param managedCluster the Azure side, if there is one
  NodePolicies(Documents documents, Cluster cluster, Engine engine, Optional<Tree> managedCluster) {
    var addressing =
        managedCluster.map(
            tree -> new Addressing(tree, documents, new VirtualNetworks(documents), cluster));
    Function<Flow, List<Flow>> seen = flow -> seen(flow, cluster, addressing);
    this.ofEngine =
        switch (engine) {
          case CALICO -> new CalicoHosts(documents, cluster, seen)::answer;
          case CILIUM -> new CiliumHosts(documents, cluster, seen)::answer;
          case AZURE, NONE -> _ -> Answer.YES;
        };
  }

  Answer answer(Flow flow) {
    return flow.from().equals(flow.to()) ? Answer.YES : ofEngine.apply(flow);
  }

  /// A packet as the node that receives it may see it: from the pod, or from the node of the pod,
  /// whose address it then bears.
  private static List<Flow> seen(Flow flow, Cluster cluster, Optional<Addressing> addressing) {
    if (!(flow.from() instanceof Pod pod)) {
      return List.of(flow);
    }
    var node = cluster.node(pod.nodeName());
    var translated =
        node.address(flow.source().family())
            .map(ip ->
                new Flow(
                    node,
                    ip,
                    flow.to(),
                    flow.destination(),
                    flow.protocol(),
                    flow.sourcePort(),
                    flow.destinationPort()));
    if (addressing.isEmpty() || translated.isEmpty()) {
      return Stream.concat(Stream.of(flow), translated.stream()).toList();
    }
    var bears = addressing.get().sourceSeen(flow);
    return List.of(bears.filter(flow.source()::equals).isPresent() ? flow : translated.get());
  }
}
