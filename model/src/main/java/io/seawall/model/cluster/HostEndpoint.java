package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An interface of a node, or all of them, that policies of Calico guard.
///
/// Source: Calico documentation, "Host endpoint".
///
/// @param node the name of its node; empty if it cannot be read
/// @param interfaceName `*` for every interface of the node; empty where its addresses tell
/// @param addresses those that the interface is expected to have
/// @param profiles what decides where no policy picks it, in their order
/// @param ports what names of ports stand for there
/// @param sure false if Calico may not take the object
public record HostEndpoint(
    String name,
    Optional<String> node,
    Optional<String> interfaceName,
    AddressSet addresses,
    Map<String, String> labels,
    List<String> profiles,
    Map<NamedPort, PacketSet> ports,
    boolean sure,
    SourceRef where) {
  /// The interface name that means all of them.
  public static final String EVERY_INTERFACE = "*";

  /// The profile that lets everything by.
  public static final String ALLOWING_PROFILE = "projectcalico-default-allow";

  public HostEndpoint {
    labels = Map.copyOf(labels);
    profiles = List.copyOf(profiles);
    ports = Map.copyOf(ports);
  }

  /// The same, if it is not known whether Calico knows it.
  public HostEndpoint doubted() {
    return with(false, where);
  }

  /// The same at another place.
  public HostEndpoint at(SourceRef place) {
    return with(sure, place);
  }

  private HostEndpoint with(boolean certain, SourceRef place) {
    return new HostEndpoint(
        name, node, interfaceName, addresses, labels, profiles, ports, certain, place);
  }

  /// Whether it stands for every interface of its node.
  public boolean isOfEveryInterface() {
    return interfaceName.filter(EVERY_INTERFACE::equals).isPresent();
  }
}
