package io.seawall.bench;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Policy;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes a drawn cluster as facts, without any text between: what reading the output of
/// [ClusterJson] must give, places included.
final class ClusterFacts {
  private final ClusterPlan plan;
  private final String file;
  private final List<Namespace> namespaces = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private int line = 1;

  private ClusterFacts(ClusterPlan plan, String file) {
    this.plan = plan;
    this.file = file;
  }

  /// @param file the name of the file that the objects are in
  static Facts of(ClusterPlan plan, String file) {
    return new ClusterFacts(plan, file).facts();
  }

  private Facts facts() {
    for (int i = 0; i < plan.scale().nodes(); i++) {
      node(plan.node(i));
    }
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      Drawn.Namespace namespace = plan.namespace(i);
      namespaces.add(
          new Namespace(
              namespace.name(), namespace.labels(), true, next("Namespace", "", namespace.name())));
    }
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      plan.workloads(plan.namespace(i)).forEach(this::workload);
    }
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      Drawn.Namespace namespace = plan.namespace(i);
      plan.services(namespace, plan.workloads(namespace)).forEach(this::service);
    }
    for (int i = 0; i < plan.scale().namespaces(); i++) {
      Drawn.Namespace namespace = plan.namespace(i);
      for (Drawn.Policy policy : plan.policies(namespace, plan.workloads(namespace))) {
        policies.addAll(
            PolicyFacts.of(policy, next("NetworkPolicy", policy.namespace(), policy.name())));
      }
    }
    Facts.Kubernetes kubernetes =
        new Facts.Kubernetes(
            namespaces,
            workloads,
            services,
            List.of(),
            List.of(),
            List.of(),
            nodes,
            policies,
            List.of());
    return new Facts(kubernetes, Facts.NONE.azure());
  }

  /// The place of the object of the next line.
  private SourceRef next(String kind, String namespace, String name) {
    line++;
    String title = namespace.isEmpty() ? name : namespace + "/" + name;
    return new SourceRef(file, line, kind + " " + title, "");
  }

  private void node(Drawn.Node node) {
    nodes.add(
        new ClusterNode(
            node.name(),
            node.pool(),
            node.labels(),
            List.of(Address.parse(node.address()).orElseThrow()),
            next("Node", "", node.name())));
  }

  /// Pods with the same labels are one workload.
  private void workload(Drawn.Workload owner) {
    Map<Map<String, String>, List<Workload.Pod>> alike = new LinkedHashMap<>();
    Map<Map<String, String>, SourceRef> places = new LinkedHashMap<>();
    for (int i = 0; i < owner.count(); i++) {
      Drawn.Pod pod = plan.pod(owner, i);
      SourceRef where = next("Pod", owner.namespace(), pod.name());
      Map<String, String> labels = pod.labels(owner);
      places.putIfAbsent(labels, where);
      alike
          .computeIfAbsent(labels, _ -> new ArrayList<>())
          .add(
              new Workload.Pod(
                  pod.name(), List.of(Address.parse(pod.address()).orElseThrow()), pod.node()));
    }
    List<Workload.Container> containers = containers(owner);
    places.forEach((labels, where) ->
        workloads.add(
            new Workload(
                new Workload.Id(owner.namespace(), owner.kind().text(), owner.name()),
                new Workload.Id(owner.namespace(), owner.controllerKind(), owner.controllerName()),
                labels,
                Map.of(),
                containers,
                owner.hostNetwork(),
                false,
                Workload.OperatingSystem.LINUX,
                false,
                owner.name(),
                owner.nodeSelector(),
                alike.getOrDefault(labels, List.of()),
                where)));
  }

  private static List<Workload.Container> containers(Drawn.Workload owner) {
    return owner.containers().stream()
        .map(container ->
            new Workload.Container(
                container.name(),
                container.image(),
                false,
                container.ports().stream()
                    .map(port ->
                        new Workload.Port(
                            port.name(),
                            Protocol.TCP,
                            port.number(),
                            owner.hostNetwork() ? port.number() : 0))
                    .toList()))
        .toList();
  }

  private void service(Drawn.Service service) {
    Map<String, String> selector = ClusterJson.selector(service);
    services.add(
        new Service(
            service.namespace(),
            service.name(),
            "ClusterIP",
            selector,
            Map.of(),
            selector,
            service.ports().stream()
                .map(port ->
                    new Service.Port(port.name(), Protocol.TCP, port.number(), port.name(), 0))
                .toList(),
            List.of(),
            List.of(),
            next("Service", service.namespace(), service.name())));
  }
}
