package io.seawall.dialects.linkerd;

import io.seawall.dialects.linkerd.LinkerdObject.Server;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The ports of a workload that Servers claim.
///
/// Source: Linkerd documentation, "Authorization Policy", Server: pods of its own namespace, a port
/// by number or by name, and a name may stand for several ports.
final class Claims {
  private final List<Claim> claims = new ArrayList<>();

  /// Ports that a Server claims.
  ///
  /// @param sure whether it is known that it does
  record Claim(Server server, Ports ports, boolean sure) {}

  Claims(List<Server> servers, Workload workload) {
    for (Server server : servers) {
      if (!server.namespace().equals(workload.id().namespace()) || !selects(server, workload)) {
        continue;
      }
      Ports ports = server.port().map(one -> ports(one, workload)).orElse(Ports.ALL);
      if (!ports.isEmpty()) {
        claims.add(new Claim(server, ports, !server.broken()));
      }
    }
  }

  /// One that cannot be read may select any pod.
  private static boolean selects(Server server, Workload workload) {
    return server.pods().map(test -> test.passes(workload.labels())).orElse(server.broken());
  }

  private static Ports ports(LinkerdObject.Port port, Workload workload) {
    if (port.number() > 0) {
      return Ports.of(port.number());
    }
    return numbers(workload, one -> one.name().equals(port.name()));
  }

  /// The numbers of the ports of TCP that pass.
  static Ports numbers(Workload workload, Predicate<Workload.Port> wanted) {
    return Ports.union(
        workload.containers().stream()
            .flatMap(container -> container.ports().stream())
            .filter(port -> port.protocol().equals(Protocol.TCP) && wanted.test(port))
            .map(port -> Ports.of(port.number()))
            .toList());
  }

  /// The ports of TCP that containers of the application declare.
  static Ports ofApplication(Workload workload) {
    return Ports.union(
        workload.containers().stream()
            .filter(container -> !container.name().equals(Injection.PROXY))
            .flatMap(container -> container.ports().stream())
            .filter(port -> port.protocol().equals(Protocol.TCP))
            .map(port -> Ports.of(port.number()))
            .toList());
  }

  List<Claim> all() {
    return claims;
  }

  /// The ports of a claim that no other Server claims as well: of the others it is not known which
  /// of the Servers counts.
  Ports alone(Claim claim) {
    Ports alone = claim.ports();
    for (Claim other : claims) {
      if (!other.equals(claim)) {
        alone = alone.minus(other.ports());
      }
    }
    return alone;
  }
}
