package io.seawall.dialects.consul;

import io.seawall.dialects.PortLists;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Ports;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ports of pods that go past a transparent proxy, or on which the proxy itself answers without a
/// certificate.
///
/// Source: Consul documentation, "Annotations and labels"; Consul source, consul-k8s,
/// control-plane/connect-inject/webhook/redirect_traffic.go.
final class ExcludedPorts {
  private static final String PREFIX = ConsulKinds.GROUP + "/";

  private ExcludedPorts() {}

  /// Ports that go past the proxy.
  ///
  /// @param sure whether they do; a list that cannot be read may mean any port
  record Excluded(Ports ports, boolean sure) {}

  static Optional<Excluded> excluded(Workload workload) {
    return Optional.ofNullable(
            workload.annotations().get(PREFIX + "transparent-proxy-exclude-inbound-ports"))
        .filter(text -> !text.isBlank())
        .map(text ->
            PortLists.read(text)
                .map(ports -> new Excluded(ports, true))
                .orElseGet(() -> new Excluded(Ports.ALL, false)));
  }

  /// Ports of the proxy itself, by what it answers there.
  static Map<String, Ports> ofProxy(Workload workload) {
    Map<String, Ports> found = new LinkedHashMap<>();
    Map<String, String> annotations = workload.annotations();
    if (isOn(annotations, "enable-metrics")) {
      String port = annotations.getOrDefault(PREFIX + "prometheus-scrape-port", "20200");
      found.put("metrics of the proxy", PortLists.read(port).orElse(Ports.of(20_200)));
    }
    if (isOn(annotations, "use-proxy-health-check")) {
      found.put("health of the proxy", Ports.of(21_000));
    }
    if (!isOff(annotations, "transparent-proxy-overwrite-probes")) {
      int last = Math.max(workload.containers().size() - 1, 0);
      found.put(
          "paths of probes",
          Ports.union(
              List.of(
                  Ports.range(20_300, 20_300 + last),
                  Ports.range(20_400, 20_400 + last),
                  Ports.range(20_500, 20_500 + last))));
    }
    return found;
  }

  private static boolean isOn(Map<String, String> annotations, String key) {
    return Injection.bool(annotations.getOrDefault(PREFIX + key, "")).orElse(false);
  }

  private static boolean isOff(Map<String, String> annotations, String key) {
    return !Injection.bool(annotations.getOrDefault(PREFIX + key, "")).orElse(true);
  }
}
