package io.seawall.dialects.istio;

import io.seawall.dialects.PortLists;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Mesh;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which connections to a workload go past its proxy, though it has one.
///
/// Sources: Istio documentation, "Resource Annotations" and "Application Requirements" (ports of
/// the proxy itself); Istio source, cni/pkg/util (`ambient.istio.io/bypass-inbound-capture`).
final class Capture {
  private static final String PREFIX = "traffic.sidecar.istio.io/";

  /// The annotation that leaves ports out.
  static final String EXCLUDED = PREFIX + "excludeInboundPorts";

  private static final PacketSet OWN = to(Ports.range(15_020, 15_021)).or(to(Ports.of(15_090)));

  private Capture() {}

  /// Connections that go past the proxy.
  ///
  /// @param sure whether they do for sure
  /// @param name what says so
  /// @param byDesign whether every pod of the mesh has these open
  record Bypass(PacketSet packets, boolean sure, String name, boolean byDesign) {}

  /// What goes past the proxy of the workload.
  static List<Bypass> of(Workload workload, Mesh mesh) {
    Map<String, String> annotations = workload.annotations();
    List<Bypass> found = new ArrayList<>();
    if (mesh == Mesh.ISTIO_AMBIENT) {
      String key = "ambient.istio.io/bypass-inbound-capture";
      if (annotations.getOrDefault(key, "").equals("true")) {
        found.add(new Bypass(OperationMeaning.TCP, true, key, false));
      }
      return found;
    }
    found.add(new Bypass(OWN, true, "ports of the proxy itself", true));
    Optional.ofNullable(annotations.get(EXCLUDED))
        .ifPresent(ports -> found.add(past(ports, EXCLUDED)));
    String included = PREFIX + "includeInboundPorts";
    Optional.ofNullable(annotations.get(included))
        .filter(ports -> !ports.contains("*"))
        .ifPresent(ports -> found.add(allBut(ports, included)));
    for (Workload.Setup setup : workload.setup()) {
      told(setup, found);
    }
    if (annotations.getOrDefault("sidecar.istio.io/interceptionMode", "").equals("NONE")) {
      found.add(new Bypass(OperationMeaning.TCP, true, "sidecar.istio.io/interceptionMode", false));
    }
    if (!annotations.getOrDefault(PREFIX + "excludeInterfaces", "").isBlank()) {
      found.add(new Bypass(OperationMeaning.TCP, false, PREFIX + "excludeInterfaces", false));
    }
    if (annotations.getOrDefault("proxy.istio.io/config", "").contains("interceptionMode")) {
      found.add(new Bypass(OperationMeaning.TCP, false, "proxy.istio.io/config", false));
    }
    return found;
  }

  /// The arguments of the init container are what a live pod got, whatever annotations say.
  ///
  /// Source: Istio source, tools/istio-iptables/pkg/cmd (`-b` and `-d`: ports of which packets are
  /// redirected, or not; `-m`: mode).
  private static void told(Workload.Setup setup, List<Bypass> found) {
    argument(setup, "-d").ifPresent(ports -> found.add(past(ports, setup.name() + " -d")));
    argument(setup, "-b")
        .filter(ports -> !ports.contains("*"))
        .ifPresent(ports -> found.add(allBut(ports, setup.name() + " -b")));
    argument(setup, "-m")
        .filter(mode -> mode.contains("NONE"))
        .ifPresent(
            _ -> found.add(new Bypass(OperationMeaning.TCP, true, setup.name() + " -m", false)));
  }

  private static Optional<String> argument(Workload.Setup setup, String flag) {
    int at = setup.args().indexOf(flag);
    return at >= 0 && at + 1 < setup.args().size()
        ? Optional.of(setup.args().get(at + 1))
        : Optional.empty();
  }

  /// What a list of ports leads past the proxy: none may, where the list cannot be read.
  private static Bypass past(String ports, String name) {
    return PortLists.read(ports)
        .map(read -> new Bypass(to(read), true, name, false))
        .orElse(new Bypass(OperationMeaning.TCP, false, name, false));
  }

  /// What a list of the only ports that a proxy takes leads past it.
  private static Bypass allBut(String ports, String name) {
    return PortLists.read(ports)
        .map(read -> new Bypass(OperationMeaning.TCP.minus(to(read)), true, name, false))
        .orElse(new Bypass(OperationMeaning.TCP, false, name, false));
  }

  private static PacketSet to(Ports ports) {
    return PacketSet.of(Protocol.TCP, ports, Ports.ALL);
  }
}
