package io.seawall.dialects.aks;

import io.seawall.dialects.AzureProperties;
import io.seawall.model.Bounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.NodePool;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a node pool, which has the same properties inline and as a resource of its own.
///
/// Source: Microsoft.ContainerService REST API, ManagedClusterAgentPoolProfileProperties.
final class PoolReader {
  private static final PacketSet TCP_AND_UDP =
      PacketSet.of(Protocol.TCP).or(PacketSet.of(Protocol.UDP));

  private PoolReader() {}

  static NodePool read(
      String name, Optional<String> apiVersion, AzureProperties pool, List<Diagnostic> complaints) {
    return new NodePool(
        name,
        apiVersion,
        type(pool),
        pool.text("mode"),
        pool.text("osType"),
        pool.id("vnetSubnetID"),
        pool.id("podSubnetID"),
        pool.in("securityProfile").text("sshAccess"),
        pool.bool("enableNodePublicIP"),
        pool.id("nodePublicIPPrefixID"),
        pool.in("windowsProfile").bool("disableOutboundNat"),
        pool.text("nodeImageVersion"),
        pool.number("count"),
        hostPorts(pool.in("networkProfile").children("allowedHostPorts"), complaints),
        pool.in("networkProfile").ids("applicationSecurityGroups"),
        pool.where());
  }

  /// The command line gives `type` to the resource, and this to the property.
  private static Fact<String> type(AzureProperties pool) {
    Fact<String> renamed = pool.text("typePropertiesType");
    return renamed.isLeftOut() ? pool.text("type") : renamed;
  }

  private static Bounds hostPorts(
      Fact<List<AzureProperties>> entries, List<Diagnostic> complaints) {
    return switch (entries) {
      case Fact.Absent<List<AzureProperties>> _, Fact.Null<List<AzureProperties>> _ -> Bounds.NONE;
      case Fact.Unresolved<List<AzureProperties>> _ -> new Bounds(PacketSet.EMPTY, TCP_AND_UDP);
      case Fact.Known<List<AzureProperties>>(var ranges, var _) ->
          ranges.stream()
              .map(range -> hostPorts(range, complaints))
              .reduce(Bounds.NONE, Bounds::or);
    };
  }

  private static Bounds hostPorts(AzureProperties range, List<Diagnostic> complaints) {
    Fact<Integer> start = range.number("portStart");
    Fact<Integer> end = range.number("portEnd");
    Optional<PacketSet> protocol = protocol(range.text("protocol"), complaints);
    if (start instanceof Fact.Unresolved<Integer>
        || end instanceof Fact.Unresolved<Integer>
        || protocol.isEmpty()) {
      return new Bounds(PacketSet.EMPTY, TCP_AND_UDP);
    }
    int first = start.known().orElse(-1);
    int last = end.known().orElse(-1);
    if (first < 1 || first > last || last > Ports.LAST) {
      SourceRef at = start.known().isPresent() ? start.where() : range.where();
      complaints.add(
          Diagnostic.error(
              "PORT_RANGE",
              at,
              "a range from "
                  + start.known().map(Object::toString).orElse("nothing")
                  + " to "
                  + end.known().map(Object::toString).orElse("nothing"),
              "portStart and portEnd from 1 to 65535, in this order",
              ""));
      return new Bounds(PacketSet.EMPTY, TCP_AND_UDP);
    }
    Ports ports = Ports.range(first, last);
    PacketSet all =
        PacketSet.of(Protocol.TCP, ports, Ports.ALL)
            .or(PacketSet.of(Protocol.UDP, ports, Ports.ALL));
    return Bounds.exactly(all.and(protocol.get()));
  }

  /// @return empty if it cannot be told
  private static Optional<PacketSet> protocol(Fact<String> written, List<Diagnostic> complaints) {
    String text = written.known().orElse("").toUpperCase(Locale.ROOT);
    return switch (text) {
      case "TCP" -> Optional.of(PacketSet.of(Protocol.TCP));
      case "UDP" -> Optional.of(PacketSet.of(Protocol.UDP));
      default -> {
        if (!(written instanceof Fact.Unresolved<String>)) {
          complaints.add(
              Diagnostic.error(
                  "WRONG_VALUE",
                  written.where(),
                  written.known().map(t -> "the text \"" + t + "\"").orElse("no protocol"),
                  "TCP or UDP",
                  ""));
        }
        yield Optional.empty();
      }
    };
  }
}
