package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Gateways.OpenShiftRoute;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The controller of Ingresses and Routes as the netpol-analyzer of NP-Guard reads them: a pod
/// without labels, in a namespace with no label but its name, that can send to a workload where an
/// Ingress or Route leads to it through a Service with a selector. It sends TCP alone, to ports
/// that the pods declare; and the port of a backend may be named by what the Service aims at, which
/// by the API would not work.
final class NpGuardIngress {
  /// The controller; no object of a cluster has its kind.
  static final Workload.Id CONTROLLER =
      new Workload.Id("ingress-controller-ns", "{ingress-controller}", "ingress-controller");

  private static final SourceRef NOWHERE = SourceRef.of("", 0);

  private final Facts.Kubernetes facts;
  private final Map<Workload.Id, Map<Through, PacketSet>> led = new LinkedHashMap<>();

  /// What leads the controller to a workload.
  ///
  /// @param kind `Ingress` or `Route`
  /// @param name such as `shop/web`
  record Through(String kind, String name, String service) {}

  private NpGuardIngress(Facts.Kubernetes facts) {
    this.facts = facts;
    for (Ingress ingress : facts.ingresses()) {
      for (Ingress.Backend backend : ingress.backends()) {
        String name = ingress.namespace() + "/" + ingress.name();
        lead(ingress.namespace(), new Through("Ingress", name, backend.service()), backend.port());
      }
    }
    for (OpenShiftRoute route : facts.gateways().openShiftRoutes()) {
      String name = route.namespace() + "/" + route.name();
      for (String service : route.services()) {
        lead(route.namespace(), new Through("Route", name, service), route.port());
      }
    }
  }

  /// The packets that the controller is led to send to each workload, by what leads it.
  static Map<Workload.Id, Map<Through, PacketSet>> led(Facts.Kubernetes facts) {
    return new NpGuardIngress(facts).led;
  }

  /// The facts with the controller among the workloads, if anything leads it to one.
  static Facts.Kubernetes withController(Facts.Kubernetes facts) {
    if (led(facts).isEmpty()) {
      return facts;
    }
    List<Workload> workloads = new ArrayList<>(facts.workloads());
    workloads.add(controller());
    List<Namespace> namespaces = new ArrayList<>(facts.namespaces());
    String own = CONTROLLER.namespace();
    if (namespaces.stream().noneMatch(namespace -> namespace.name().equals(own))) {
      namespaces.add(new Namespace(own, Map.of("kubernetes.io/metadata.name", own), true, NOWHERE));
    }
    return facts.withWorkloads(workloads).withNamespaces(namespaces);
  }

  private static Workload controller() {
    return new Workload(
        CONTROLLER,
        CONTROLLER,
        Map.of(),
        Map.of(),
        List.of(),
        false,
        false,
        Workload.OperatingSystem.LINUX,
        false,
        "default",
        Map.of(),
        List.of(),
        NOWHERE);
  }

  /// @param port of the Service, by number, name or target; any if empty
  private void lead(String namespace, Through through, String port) {
    for (Service service : facts.services()) {
      if (service.namespace().equals(namespace)
          && service.name().equals(through.service)
          && !service.selector().isEmpty()) {
        lead(service, through, port);
      }
    }
  }

  private void lead(Service service, Through through, String port) {
    for (Workload workload : facts.workloads()) {
      if (service.selects(workload)) {
        for (Service.Port one : service.ports()) {
          if (port.isEmpty() || isNamed(one, port)) {
            led.computeIfAbsent(workload.id(), _ -> new LinkedHashMap<>())
                .merge(through, declared(workload, one.target()), PacketSet::or);
          }
        }
      }
    }
  }

  private static boolean isNamed(Service.Port port, String text) {
    return port.name().equals(text)
        || port.target().equals(text)
        || String.valueOf(port.port()).equals(text);
  }

  /// The TCP ports of the containers that a Service's target stands for.
  private static PacketSet declared(Workload workload, String target) {
    return workload.containers().stream()
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.protocol().equals(Protocol.TCP))
        .filter(port -> port.name().equals(target) || String.valueOf(port.number()).equals(target))
        .map(port -> PacketSet.to(Protocol.TCP, port.number()))
        .reduce(PacketSet.EMPTY, PacketSet::or);
  }
}
