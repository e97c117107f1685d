package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pods that Services lead to, and at which of their ports.
///
/// Source: Kubernetes API, ServiceSpec.selector and ServicePort.targetPort; EndpointSlice; the
/// Kubernetes documentation, "Service", Services without selectors.
final class Backends {
  private final Map<String, List<EndpointSlice>> slices = new HashMap<>();

  Backends(Facts.Kubernetes facts) {
    for (EndpointSlice slice : facts.endpointSlices()) {
      slices
          .computeIfAbsent(slice.namespace() + "/" + slice.service(), _ -> new ArrayList<>())
          .add(slice);
    }
  }

  /// Where one port of a Service leads.
  ///
  /// @param ports of the pods; none if they have none of the name that is asked for
  /// @param sure whether it leads to these pods for sure
  record Target(Service.Port port, Ports ports, boolean sure) {}

  /// Where a Service leads among these pods.
  List<Target> of(Service service, Endpoint.Pods pods) {
    if (service.selects(pods.example())) {
      return service.ports().stream()
          .map(port -> new Target(port, target(pods.example(), port), true))
          .toList();
    }
    return service.selector().isEmpty() ? bySlices(service, pods) : List.of();
  }

  private static Ports target(Workload workload, Service.Port port) {
    if (port.target().chars().allMatch(c -> c >= '0' && c <= '9') && port.target().length() <= 5) {
      int number = Integer.parseInt(port.target());
      return number >= 1 && number <= Ports.LAST ? Ports.of(number) : Ports.NONE;
    }
    Ports all = Ports.NONE;
    for (Workload.Container container : workload.containers()) {
      for (Workload.Port own : container.ports()) {
        if (own.name().equals(port.target()) && own.protocol().equals(port.protocol())) {
          all = all.or(Ports.of(own.number()));
        }
      }
    }
    return all;
  }

  /// A Service without a selector leads to the addresses that its slices list.
  private List<Target> bySlices(Service service, Endpoint.Pods pods) {
    List<Target> out = new ArrayList<>();
    for (EndpointSlice slice :
        slices.getOrDefault(service.namespace() + "/" + service.name(), List.of())) {
      AddressSet addresses = addresses(slice);
      if (addresses.disjoint(pods.addresses())) {
        continue;
      }
      boolean here = pods.addresses().implies(addresses);
      for (Service.Port port : service.ports()) {
        List<EndpointSlice.Port> targets =
            slice.ports().stream().filter(one -> one.protocol().equals(port.protocol())).toList();
        for (EndpointSlice.Port target : targets) {
          if (target.number() > 0) {
            out.add(new Target(port, Ports.of(target.number()), here && targets.size() == 1));
          }
        }
      }
    }
    return out;
  }

  private static AddressSet addresses(EndpointSlice slice) {
    List<AddressRange> ranges = new ArrayList<>();
    for (Address address : slice.addresses()) {
      ranges.add(new AddressRange(address, address));
    }
    return AddressSet.of(ranges);
  }

  /// What must be known of pods and addresses to tell where a Service leads.
  static void ask(Service service, Facts.Kubernetes facts, Questions questions) {
    service.selector().keySet().forEach(questions::podKey);
    service.ports().forEach(port -> questions.portName(port.target()));
    if (service.selector().isEmpty()) {
      facts.endpointSlices().stream()
          .filter(slice ->
              slice.namespace().equals(service.namespace())
                  && slice.service().equals(service.name()))
          .forEach(slice -> questions.addresses(addresses(slice)));
    }
  }
}
