package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import java.util.List;

/// Where the packets to a Service go: an EndpointSlice, or an Endpoints object.
///
/// @param service the name of the Service; empty if it does not say
public record EndpointSlice(
    String namespace,
    String name,
    String service,
    List<Address> addresses,
    List<Port> ports,
    SourceRef where) {
  public EndpointSlice {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }

  /// One port of every address.
  ///
  /// @param number 0 if it does not say
  public record Port(Protocol protocol, int number) {}
}
