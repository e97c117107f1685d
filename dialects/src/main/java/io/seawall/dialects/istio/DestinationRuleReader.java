package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import io.seawall.dialects.istio.IstioObject.DestinationRule;
import io.seawall.dialects.kubernetes.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads how a DestinationRule has clients connect.
///
/// Source: Istio documentation, "Destination Rule", ClientTLSSettings: a mode at the top, for a
/// port of the Service, and in subsets.
final class DestinationRuleReader {
  private DestinationRuleReader() {}

  static DestinationRule read(ObjectMeta meta, Fields root) {
    Map<String, String> modes = new TreeMap<>();
    Optional<Fields> spec = root.child("spec");
    spec.ifPresent(fields -> {
      fields.child("trafficPolicy").ifPresent(policy -> modes(policy, modes));
      for (Fields subset : fields.children("subsets")) {
        subset.child("trafficPolicy").ifPresent(policy -> modes(policy, modes));
      }
    });
    String host = spec.flatMap(fields -> fields.text("host")).orElse("");
    return new DestinationRule(
        meta.namespaceOrDefault(), meta.name(), host, modes, false, meta.where());
  }

  private static void modes(Fields policy, Map<String, String> modes) {
    tls(policy, modes);
    List<Fields> ports = policy.children("portLevelSettings");
    ports.forEach(port -> tls(port, modes));
  }

  private static void tls(Fields fields, Map<String, String> modes) {
    fields
        .child("tls")
        .ifPresent(tls -> modes.put(tls.where("mode").field(), tls.text("mode").orElse("DISABLE")));
  }
}
