package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
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
  private final Backends backends;
  private final boolean known;

  Entrances(Facts.Kubernetes facts) {
    this.services = facts.services().stream().filter(Entrances::isOpen).toList();
    this.known = !facts.services().isEmpty();
    this.backends = new Backends(facts);
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
      for (Backends.Target target : backends.of(service, pods)) {
        add(service, target, out);
      }
    }
    if (!pods.hostNetwork()) {
      hostPorts(pods.example(), out);
    }
    return out;
  }

  private static void add(Service service, Backends.Target target, List<Entrance> out) {
    boolean balanced = LoadBalancer.isLoadBalancer(service);
    if (balanced) {
      out.add(entrance(Entrance.Kind.LOAD_BALANCER, service, target));
    }
    if (service.type().equals("NodePort") || (balanced && service.entry().nodePorts())) {
      out.add(entrance(Entrance.Kind.NODE_PORT, service, target));
    }
    if (!service.externalIps().isEmpty()) {
      out.add(entrance(Entrance.Kind.EXTERNAL_IP, service, target));
    }
  }

  private static Entrance entrance(Entrance.Kind kind, Service service, Backends.Target target) {
    Service.Port port = target.port();
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
        target.ports(),
        Optional.of(service),
        target.sure());
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
        Backends.ask(service, facts, questions);
        LoadBalancer balancer = new LoadBalancer(service);
        LoadBalancer.blocks(balancer.sourceRanges()).ifPresent(questions::addresses);
        LoadBalancer.blocks(balancer.allowedRanges()).ifPresent(questions::addresses);
      }
    }
  }

  /// Whether the protocol can be balanced; Azure's load balancer knows TCP and UDP only (Microsoft
  /// Learn, "Azure Load Balancer components").
  static boolean isBalanced(Protocol protocol) {
    return protocol.equals(Protocol.TCP) || protocol.equals(Protocol.UDP);
  }
}
