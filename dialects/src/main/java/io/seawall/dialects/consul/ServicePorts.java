package io.seawall.dialects.consul;

import io.seawall.dialects.PortLists;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which service of Consul pods are, and to which of their ports its proxy leads.
///
/// Source: Consul documentation, "Annotations and labels" (`connect-service`,
/// `connect-service-port`, `kubernetes-service`, label `service-ignore`); Consul source,
/// consul-k8s, control-plane/connect-inject (`defaultAnnotations`: the first port of the first
/// container).
final class ServicePorts {
  private static final String NAME = ConsulKinds.GROUP + "/connect-service";
  private static final String PORT = ConsulKinds.GROUP + "/connect-service-port";
  private static final String KUBERNETES = ConsulKinds.GROUP + "/kubernetes-service";
  private static final String IGNORED = ConsulKinds.GROUP + "/service-ignore";
  private static final String GATEWAY = ConsulKinds.GROUP + "/gateway-consul-service-name";

  private final List<Service> services;

  ServicePorts(List<Service> services) {
    this.services = List.copyOf(services);
  }

  /// The service that the pods are; empty if several may be meant, or none is known.
  Optional<String> name(Workload workload) {
    Optional<String> written =
        Stream.of(NAME, GATEWAY, KUBERNETES)
            .flatMap(key -> Optional.ofNullable(workload.annotations().get(key)).stream())
            .findFirst();
    if (written.isPresent()) {
      return written.filter(text -> text.indexOf(',') < 0);
    }
    Set<String> names = new LinkedHashSet<>();
    for (Service service : services) {
      if (service.namespace().equals(workload.id().namespace())
          && !service.selector().isEmpty()
          && !service.labels().containsKey(IGNORED)
          && workload.labels().entrySet().containsAll(service.selector().entrySet())) {
        names.add(service.name());
      }
    }
    if (names.contains(workload.serviceAccount())) {
      return Optional.of(workload.serviceAccount());
    }
    return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
  }

  /// The ports to which its proxy leads; empty if they are not known.
  static Optional<Ports> ports(Workload workload) {
    Optional<String> written = Optional.ofNullable(workload.annotations().get(PORT));
    if (written.isPresent()) {
      return written.flatMap(text -> written(text, workload));
    }
    return workload.containers().stream()
        .filter(one -> !one.name().startsWith("consul-dataplane"))
        .findFirst()
        .flatMap(one -> one.ports().stream().findFirst())
        .map(port -> Ports.of(port.number()));
  }

  /// The ports of TCP that containers of the application declare.
  static Ports declared(Workload workload) {
    return Ports.union(
        workload.containers().stream()
            .filter(one -> !one.name().startsWith("consul-dataplane"))
            .flatMap(container -> container.ports().stream())
            .filter(port -> port.protocol().equals(Protocol.TCP))
            .map(port -> Ports.of(port.number()))
            .toList());
  }

  private static Optional<Ports> written(String text, Workload workload) {
    List<Ports> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      Optional<Ports> number =
          PortLists.read(name).filter(ports -> !ports.isEmpty()).or(() -> named(name, workload));
      if (number.isEmpty()) {
        return Optional.empty();
      }
      all.add(number.get());
    }
    return Optional.of(Ports.union(all));
  }

  private static Optional<Ports> named(String name, Workload workload) {
    return workload.containers().stream()
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.name().equals(name) && port.protocol().equals(Protocol.TCP))
        .findFirst()
        .map(port -> Ports.of(port.number()));
  }
}
