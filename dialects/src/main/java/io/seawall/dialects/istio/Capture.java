package io.seawall.dialects.istio;

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
/// Sources: Istio documentation, "Resource Annotations" and "Application Requirements" (ports of the
/// proxy itself); Istio source, cni/pkg/util (`ambient.istio.io/bypass-inbound-capture`).
final class Capture {
  private static final String PREFIX = "traffic.sidecar.istio.io/";
  private static final PacketSet OWN = packets(List.of("15020", "15021", "15090"));

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
    ports(annotations, "excludeInboundPorts")
        .ifPresent(ports ->
            found.add(new Bypass(packets(ports), true, PREFIX + "excludeInboundPorts", false)));
    ports(annotations, "includeInboundPorts")
        .filter(ports -> !ports.contains("*"))
        .ifPresent(ports ->
            found.add(
                new Bypass(
                    OperationMeaning.TCP.minus(packets(ports)),
                    true,
                    PREFIX + "includeInboundPorts",
                    false)));
    for (Workload.Setup setup : workload.setup()) {
      told(setup, found);
    }
    if (annotations.getOrDefault("sidecar.istio.io/interceptionMode", "").equals("NONE")) {
      found.add(
          new Bypass(OperationMeaning.TCP, true, "sidecar.istio.io/interceptionMode", false));
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
    argument(setup, "-d")
        .map(ports -> packets(ports).minus(OWN))
        .filter(packets -> !packets.isEmpty())
        .ifPresent(packets ->
            found.add(new Bypass(packets, true, setup.name() + " -d", false)));
    argument(setup, "-b")
        .filter(ports -> !ports.contains("*"))
        .map(ports -> OperationMeaning.TCP.minus(packets(ports)).minus(OWN))
        .ifPresent(packets ->
            found.add(new Bypass(packets, true, setup.name() + " -b", false)));
    argument(setup, "-m")
        .filter(mode -> mode.contains("NONE"))
        .ifPresent(_ ->
            found.add(new Bypass(OperationMeaning.TCP, true, setup.name() + " -m", false)));
  }

  private static Optional<List<String>> argument(Workload.Setup setup, String flag) {
    int at = setup.args().indexOf(flag);
    return at >= 0 && at + 1 < setup.args().size()
        ? Optional.of(List.of(setup.args().get(at + 1).split(",", -1)))
        : Optional.empty();
  }

  private static Optional<List<String>> ports(Map<String, String> annotations, String name) {
    return Optional.ofNullable(annotations.get(PREFIX + name))
        .map(text -> List.of(text.split(",", -1)));
  }

  private static PacketSet packets(List<String> texts) {
    List<Ports> all = new ArrayList<>();
    for (String text : texts) {
      range(text.strip()).ifPresent(all::add);
    }
    return all.isEmpty()
        ? PacketSet.EMPTY
        : PacketSet.of(Protocol.TCP, Ports.union(all), Ports.ALL);
  }

  private static Optional<Ports> range(String text) {
    int dash = text.indexOf('-');
    try {
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(text.substring(dash + 1));
      return first >= 0 && last <= Ports.LAST && first <= last
          ? Optional.of(Ports.range(first, last))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
