package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a HostEndpoint.
///
/// Source: Calico documentation, "Host endpoint".
final class HostReader {
  private static final int LAST_PORT = 65_535;

  private HostReader() {}

  /// @param complaints those about this object so far; grows
  static HostEndpoint read(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    Optional<Fields> spec = root.child("spec");
    Optional<String> node = spec.flatMap(fields -> fields.text("node"));
    Optional<String> name = spec.flatMap(fields -> fields.text("interfaceName"));
    AddressSet addresses =
        spec.map(fields -> Sets.addresses(fields, "expectedIPs")).orElse(AddressSet.EMPTY);
    List<String> profiles = spec.map(fields -> fields.texts("profiles")).orElse(List.of());
    Map<NamedPort, PacketSet> ports = spec.map(HostReader::ports).orElse(Map.of());
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
    boolean sure =
        complaints.stream()
            .noneMatch(complaint -> complaint.severity() == Diagnostic.Severity.ERROR);
    return new HostEndpoint(
        meta.name(),
        node,
        name.filter(text -> !text.isEmpty()),
        addresses,
        meta.labels(),
        profiles,
        ports,
        sure,
        meta.where());
  }

  private static Map<NamedPort, PacketSet> ports(Fields spec) {
    Map<NamedPort, PacketSet> ports = new HashMap<>();
    for (Fields fields : spec.children("ports")) {
      Optional<String> name = fields.text("name");
      Optional<Integer> port = fields.integer("port", 1, LAST_PORT);
      Optional<Protocol> protocol = fields.anyText("protocol").flatMap(Protocol::parse);
      fields.close();
      if (name.isPresent() && port.isPresent() && protocol.isPresent()) {
        ports.merge(
            new NamedPort(protocol.get(), name.get()),
            PacketSet.to(protocol.get(), port.get()),
            PacketSet::or);
      }
    }
    return ports;
  }
}
