package io.seawall.dialects.calico;

import io.seawall.dialects.calico.CalicoPolicy.ServiceName;
import io.seawall.dialects.kubernetes.Backends;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.model.AddressBounds;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who stands behind a Service, and at which ports: where the input shows endpoints, those; else
/// the pods that the Service selects.
///
/// Source: Calico documentation, "Use service rules in policy" (rules match the endpoints of the
/// Service and, in a destination, their ports; never its cluster address).
final class ServiceMeaning {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  private final Optional<String> namespace;
  private final Backends backends;

  /// @param namespace of the policy; empty for one of the whole cluster
  ServiceMeaning(Optional<String> namespace, Backends backends) {
    this.namespace = namespace;
    this.backends = backends;
  }

  /// Peers and the ports at which the Service is found there.
  record Backend(Peers peers, PortMatch ports) {}

  List<Backend> of(ServiceName service) {
    Optional<String> where = service.namespace().or(() -> namespace);
    if (where.isEmpty()) {
      return List.of(unknown("in which namespace the Service " + service.name() + " is"));
    }
    return backends
        .slices(where.get(), service.name())
        .map(slices -> slices.stream().map(ServiceMeaning::of).toList())
        .orElseGet(() -> List.of(selected(where.get(), service.name())));
  }

  private static Backend of(EndpointSlice slice) {
    AddressSet addresses =
        slice.addresses().stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or);
    PacketSet packets = PacketSet.EMPTY;
    for (EndpointSlice.Port port : slice.ports()) {
      packets =
          packets.or(
              port.number() == 0
                  ? PacketSet.of(port.protocol())
                  : PacketSet.to(port.protocol(), port.number()));
    }
    return new Backend(
        new Peers.Addresses(AddressBounds.exactly(addresses)), new PortMatch(packets, List.of()));
  }

  private Backend selected(String where, String name) {
    String command =
        " (kubectl get services,endpointslices -n " + where + " -o yaml, name " + name + ")";
    Optional<Service> service =
        backends
            .services(one -> one.namespace().equals(where) && one.name().equals(name))
            .map(List::getFirst);
    if (service.filter(one -> !one.selector().isEmpty()).isEmpty()) {
      return unknown("what stands behind the Service " + where + "/" + name + command);
    }
    return new Backend(
        new Peers.Pods(
            new NamespaceTest.Named(where),
            new LabelSelector(service.get().selector(), List.of()).test()),
        ports(service.get()));
  }

  private static PortMatch ports(Service service) {
    PacketSet packets = PacketSet.EMPTY;
    List<NamedPort> named = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      if (NUMBER.matcher(port.target()).matches()) {
        int number = Integer.parseInt(port.target());
        packets =
            number <= Ports.LAST ? packets.or(PacketSet.to(port.protocol(), number)) : packets;
      } else {
        named.add(new NamedPort(port.protocol(), port.target()));
      }
    }
    return new PortMatch(packets, named);
  }

  private static Backend unknown(String missing) {
    return new Backend(new Peers.Unknown(missing), PortMatch.ALL);
  }
}
