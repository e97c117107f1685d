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

  /// By the reason; empty ports if a list cannot be read.
  static Map<String, Optional<Ports>> of(Workload workload) {
    Map<String, Optional<Ports>> found = new LinkedHashMap<>();
    Map<String, String> annotations = workload.annotations();
    String key = PREFIX + "transparent-proxy-exclude-inbound-ports";
    if (!annotations.getOrDefault(key, "").isBlank()) {
      found.put("transparent-proxy-exclude-inbound-ports", PortLists.read(annotations.get(key)));
    }
    if (isOn(annotations, "enable-metrics")) {
      String port = annotations.getOrDefault(PREFIX + "prometheus-scrape-port", "20200");
      found.put("metrics of the proxy", PortLists.read(port));
    }
    if (isOn(annotations, "use-proxy-health-check")) {
      found.put("health of the proxy", Optional.of(Ports.of(21_000)));
    }
    if (!isOff(annotations, "transparent-proxy-overwrite-probes")) {
      int last = Math.max(workload.containers().size() - 1, 0);
      found.put(
          "paths of probes",
          Optional.of(
              Ports.union(
                  List.of(
                      Ports.range(20_300, 20_300 + last),
                      Ports.range(20_400, 20_400 + last),
                      Ports.range(20_500, 20_500 + last)))));
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
