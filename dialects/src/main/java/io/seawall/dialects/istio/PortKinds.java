package io.seawall.dialects.istio;

import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which ports of a workload may speak HTTP, as the proxy sees it: those that a Service in front of
/// it declares so, and those of which it finds out by itself. At any other port it sees connections
/// alone.
///
/// Source: Istio documentation, "Protocol Selection" (name of the port or `appProtocol`, else found
/// out); Istio source, pilot/pkg/networking/core (ports of no Service pass as TCP).
final class PortKinds {
  private static final Set<String> HTTP = Set.of("http", "http2", "grpc", "grpc-web", "https2");
  private static final Set<String> OTHERS =
      Set.of("tcp", "tls", "https", "mongo", "mysql", "redis", "udp", "auto");

  private PortKinds() {}

  /// The connections that may carry requests.
  static PacketSet http(Workload workload, List<Service> services) {
    PacketSet http = PacketSet.EMPTY;
    for (Service service : services) {
      if (service.selects(workload)) {
        for (Service.Port port : service.ports()) {
          if (port.protocol().equals(Protocol.TCP) && mayBeHttp(port)) {
            http = http.or(target(port, workload));
          }
        }
      }
    }
    return http;
  }

  /// A port whose name tells nothing is looked into.
  private static boolean mayBeHttp(Service.Port port) {
    String word = word(port.name());
    return HTTP.contains(word) || !OTHERS.contains(word);
  }

  private static String word(String name) {
    int dash = name.indexOf('-');
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("grpc-web")
        ? "grpc-web"
        : dash < 0 ? lower : lower.substring(0, dash);
  }

  private static PacketSet target(Service.Port port, Workload workload) {
    PacketSet found = PacketSet.EMPTY;
    for (Workload.Container container : workload.containers()) {
      for (Workload.Port one : container.ports()) {
        if (one.name().equals(port.target()) && one.protocol().equals(Protocol.TCP)) {
          found = found.or(PacketSet.to(Protocol.TCP, one.number()));
        }
      }
    }
    try {
      int number = port.target().isEmpty() ? port.port() : Integer.parseInt(port.target());
      return number > 0 && number <= Ports.LAST
          ? found.or(PacketSet.to(Protocol.TCP, number))
          : found;
    } catch (NumberFormatException e) {
      return found;
    }
  }
}
