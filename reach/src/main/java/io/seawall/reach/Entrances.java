package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a cluster is open to packets from outside: Services of type LoadBalancer and NodePort,
/// external IPs, and ports of nodes that lead to a pod.
///
/// Source: Kubernetes API, ServiceSpec, EndpointSlice and ContainerPort.hostPort.
final class Entrances {
  /// Where node ports lie that are not written (Kubernetes documentation, "Service", type
  /// NodePort).
  private static final Ports NODE_PORTS = Ports.range(30_000, 32_767);

  private final List<Service> services;
  private final Map<String, List<EndpointSlice>> slices = new HashMap<>();
  private final boolean known;

  Entrances(Facts.Kubernetes facts) {
    this.services = facts.services().stream().filter(Entrances::isOpen).toList();
    this.known = !facts.services().isEmpty();
    for (EndpointSlice slice : facts.endpointSlices()) {
      slices
          .computeIfAbsent(slice.namespace() + "/" + slice.service(), _ -> new ArrayList<>())
          .add(slice);
    }
  }

  /// Whether packets from outside may come to the Service without a proxy.
  static boolean isOpen(Service service) {
    return switch (service.type()) {
      case "LoadBalancer", "NodePort" -> true;
      case "ClusterIP" -> !service.externalIps().isEmpty();
      default -> false;
    };
  }

  /// Whether the input holds any Service: then it is taken to hold all.
  boolean areKnown() {
    return known;
  }

  /// The entrances that lead to these pods.
  List<Entrance> to(Endpoint.Pods pods) {
    List<Entrance> out = new ArrayList<>();
    for (Service service : services) {
      if (service.selects(pods.example())) {
        for (Service.Port port : service.ports()) {
          add(service, port, target(pods.example(), port), true, out);
        }
      } else if (service.selector().isEmpty()) {
        bySlices(service, pods, out);
      }
    }
    if (!pods.hostNetwork()) {
      hostPorts(pods.example(), out);
    }
    return out;
  }

  private static Ports target(Workload workload, Service.Port port) {
    if (port.target().chars().allMatch(c -> c >= '0' && c <= '9') && port.target().length() <= 5) {
      int number = Integer.parseInt(port.target());
      return number >= 1 && number <= Ports.LAST ? Ports.of(number) : Ports.NONE;
    }
    Ports all = Ports.NONE;
    for (Workload.Container container : workload.containers()) {
      for (Workload.Port own : container.ports()) {
        if (own.name().equals(port.target()) && own.protocol().equals(port.protocol())) {
          all = all.or(Ports.of(own.number()));
        }
      }
    }
    return all;
  }

  private static void add(
      Service service, Service.Port port, Ports target, boolean sure, List<Entrance> out) {
    boolean balanced = LoadBalancer.isLoadBalancer(service);
    if (balanced) {
      out.add(entrance(Entrance.Kind.LOAD_BALANCER, service, port, target, sure));
    }
    if (service.type().equals("NodePort") || (balanced && service.entry().nodePorts())) {
      out.add(entrance(Entrance.Kind.NODE_PORT, service, port, target, sure));
    }
    if (!service.externalIps().isEmpty()) {
      out.add(entrance(Entrance.Kind.EXTERNAL_IP, service, port, target, sure));
    }
  }

  private static Entrance entrance(
      Entrance.Kind kind, Service service, Service.Port port, Ports target, boolean sure) {
    boolean byNode =
        kind == Entrance.Kind.NODE_PORT
            || (kind == Entrance.Kind.LOAD_BALANCER
                && new LoadBalancer(service).isWithoutFloatingIp());
    Ports ports =
        !byNode
            ? Ports.of(port.port())
            : port.nodePort() == 0 ? NODE_PORTS : Ports.of(port.nodePort());
    return new Entrance(
        kind,
        service.title(),
        "spec.ports",
        service.where(),
        port.protocol(),
        ports,
        target,
        Optional.of(service),
        sure);
  }

  /// A Service without a selector leads to the addresses that its slices list.
  private void bySlices(Service service, Endpoint.Pods pods, List<Entrance> out) {
    for (EndpointSlice slice :
        slices.getOrDefault(service.namespace() + "/" + service.name(), List.of())) {
      AddressSet addresses = addresses(slice);
      if (addresses.disjoint(pods.addresses())) {
        continue;
      }
      boolean here = pods.addresses().implies(addresses);
      for (Service.Port port : service.ports()) {
        List<EndpointSlice.Port> targets =
            slice.ports().stream().filter(one -> one.protocol().equals(port.protocol())).toList();
        for (EndpointSlice.Port target : targets) {
          if (target.number() > 0) {
            boolean sure = here && targets.size() == 1;
            add(service, port, Ports.of(target.number()), sure, out);
          }
        }
      }
    }
  }

  private static AddressSet addresses(EndpointSlice slice) {
    List<AddressRange> ranges = new ArrayList<>();
    for (Address address : slice.addresses()) {
      ranges.add(new AddressRange(address, address));
    }
    return AddressSet.of(ranges);
  }

  private static void hostPorts(Workload workload, List<Entrance> out) {
    for (Workload.Container container : workload.containers()) {
      for (Workload.Port port : container.ports()) {
        if (port.hostPort() > 0) {
          SourceRef where = workload.where();
          out.add(
              new Entrance(
                  Entrance.Kind.HOST_PORT,
                  where.object().isEmpty() ? workload.id().toString() : where.object(),
                  "hostPort",
                  where,
                  port.protocol(),
                  Ports.of(port.hostPort()),
                  Ports.of(port.number()),
                  Optional.empty(),
                  true));
        }
      }
    }
  }

  /// What Services that are open ask of pods and addresses.
  static void ask(Facts.Kubernetes facts, Questions questions) {
    for (Service service : facts.services()) {
      if (isOpen(service)) {
        service.selector().keySet().forEach(questions::podKey);
        service.ports().forEach(port -> questions.portName(port.target()));
        LoadBalancer balancer = new LoadBalancer(service);
        LoadBalancer.blocks(balancer.sourceRanges()).ifPresent(questions::addresses);
        LoadBalancer.blocks(balancer.allowedRanges()).ifPresent(questions::addresses);
        if (service.selector().isEmpty()) {
          facts.endpointSlices().stream()
              .filter(slice ->
                  slice.namespace().equals(service.namespace())
                      && slice.service().equals(service.name()))
              .forEach(slice -> questions.addresses(addresses(slice)));
        }
      }
    }
  }

  /// Whether the protocol can be balanced; Azure's load balancer knows TCP and UDP only (Microsoft
  /// Learn, "Azure Load Balancer components").
  static boolean isBalanced(Protocol protocol) {
    return protocol.equals(Protocol.TCP) || protocol.equals(Protocol.UDP);
  }
}
