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
///
/// @param http the connections that may carry requests: a Service declares it so, or the proxy
///   finds out by itself
/// @param others those of which a Service declares that they carry none
record PortKinds(PacketSet http, PacketSet others) {
  private static final Set<String> HTTP = Set.of("http", "http2", "grpc", "grpc-web", "https2");
  private static final Set<String> OTHERS =
      Set.of("tcp", "tls", "https", "mongo", "mysql", "redis", "udp", "auto");

  /// Values of `appProtocol` of Kubernetes that are HTTP (Kubernetes documentation, "Service",
  /// application protocol).
  private static final Set<String> HTTP_APP = Set.of("kubernetes.io/h2c", "kubernetes.io/ws");

  /// Every connection is seen as one: what a proxy does that does not look into them.
  static final PortKinds CONNECTIONS = new PortKinds(PacketSet.EMPTY, OperationMeaning.TCP);

  /// The ports of a workload. Where two Services differ, a port may carry requests.
  static PortKinds of(Workload workload, List<Service> services) {
    PacketSet http = PacketSet.EMPTY;
    PacketSet others = PacketSet.EMPTY;
    for (Service service : services) {
      if (service.selects(workload)) {
        for (Service.Port port : service.ports()) {
          if (port.protocol().equals(Protocol.TCP)) {
            PacketSet target = target(port, workload);
            http = mayBeHttp(port) ? http.or(target) : http;
            others = mayBeHttp(port) ? others : others.or(target);
          }
        }
      }
    }
    return new PortKinds(http, others.minus(http));
  }

  /// Those of which no Service speaks. Whether the proxy looks into them for requests its
  /// documentation does not tell.
  PacketSet undeclared() {
    return OperationMeaning.TCP.minus(http).minus(others);
  }

  /// What a port says by itself goes before its name; one that says nothing is looked into.
  private static boolean mayBeHttp(Service.Port port) {
    String said = port.appProtocol().toLowerCase(Locale.ROOT);
    String word = said.isEmpty() ? word(port.name()) : said.substring(said.indexOf('/') + 1);
    return HTTP.contains(word)
        || HTTP_APP.contains(said)
        || (said.isEmpty() && !OTHERS.contains(word));
  }

  private static String word(String name) {
    int dash = name.indexOf('-');
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("grpc-web") ? "grpc-web" : dash < 0 ? lower : lower.substring(0, dash);
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
