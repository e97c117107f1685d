package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What policies for nodes can pick: a host endpoint of Calico, or under Cilium a node itself.
///
/// @param name as people know it
/// @param labels by which policies pick it
/// @param labelsKnown false if it may have more labels
/// @param everyInterface false if it stands for one interface of its node
/// @param otherwise what becomes of packets that no policy decides
/// @param ports what names of ports stand for; empty if that is not known
/// @param where its object; empty if it has none
record Guard(
    String name,
    Map<String, String> labels,
    boolean labelsKnown,
    boolean everyInterface,
    Otherwise otherwise,
    Optional<Map<NamedPort, PacketSet>> ports,
    Optional<SourceRef> where) {
  Guard {
    labels = Map.copyOf(labels);
  }

  /// What becomes of packets that no policy decides.
  enum Otherwise {
    OPEN,
    CLOSED,
    UNKNOWN
  }

  /// Source: Calico documentation, "Host endpoint", default behavior of external traffic: denied,
  /// unless the profile `projectcalico-default-allow` is there. Other profiles can have rules and
  /// labels of their own, which the input does not hold.
  static Guard of(HostEndpoint endpoint) {
    List<String> profiles = endpoint.profiles();
    boolean others =
        profiles.stream().anyMatch(name -> !name.equals(HostEndpoint.ALLOWING_PROFILE));
    boolean allows = profiles.contains(HostEndpoint.ALLOWING_PROFILE);
    return new Guard(
        endpoint.name(),
        endpoint.labels(),
        !others,
        endpoint.isOfEveryInterface(),
        others ? Otherwise.UNKNOWN : allows ? Otherwise.OPEN : Otherwise.CLOSED,
        Optional.of(endpoint.ports()),
        Optional.of(endpoint.where()));
  }
}
