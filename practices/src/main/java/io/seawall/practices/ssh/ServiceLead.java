package io.seawall.practices.ssh;

import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.practices.httprouting.PublicService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Service, or an EndpointSlice without one, that leads to TCP 22 of nodes.
///
/// @param title `Service shop/maintenance`
/// @param reachedFrom who it opens the port to: `internet`, `vnet` or `any pod`
/// @param sure whether the address is a node's for sure
/// @param missing what would settle it
record ServiceLead(
    String title, String reachedFrom, boolean sure, List<Step> steps, Missing missing) {
  private static final String INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
  private static final Missing NODES =
      new Missing("whether the address is that of a node", "kubectl get nodes,pods -A -o json");

  /// Every lead, by the name of the pool that it leads to.
  static Map<String, List<ServiceLead>> byPool(Situation situation) {
    Map<String, List<ServiceLead>> leads = new HashMap<>();
    Search search = new Search(situation, leads);
    var kubernetes = situation.snapshot().facts().kubernetes();
    kubernetes.endpointSlices().forEach(search::slice);
    kubernetes.services().forEach(search::service);
    leads.values().forEach(list -> list.sort((a, b) -> Boolean.compare(b.sure, a.sure)));
    return leads;
  }

  private static final class Search {
    private final Situation situation;
    private final Map<String, List<ServiceLead>> leads;
    private final List<Pool> pools;
    private final Map<Address, String> nodes = new HashMap<>();
    private final Set<Address> pods = new HashSet<>();
    private final Map<String, Service> services = new HashMap<>();
    private final Set<String> withSlice = new HashSet<>();
    private final List<Workload> onHostNetwork = new ArrayList<>();

    Search(Situation situation, Map<String, List<ServiceLead>> leads) {
      this.situation = situation;
      this.leads = leads;
      this.pools = situation.pools();
      var kubernetes = situation.snapshot().facts().kubernetes();
      for (ClusterNode node : kubernetes.nodes()) {
        node.addresses().forEach(address -> nodes.put(address, node.pool()));
      }
      for (Workload workload : kubernetes.workloads()) {
        if (workload.hostNetwork()) {
          onHostNetwork.add(workload);
        } else {
          workload.pods().forEach(pod -> pods.addAll(pod.addresses()));
        }
      }
      for (Service service : kubernetes.services()) {
        services.put(service.namespace() + "/" + service.name(), service);
      }
      for (EndpointSlice slice : kubernetes.endpointSlices()) {
        withSlice.add(slice.namespace() + "/" + slice.service());
      }
    }

    void slice(EndpointSlice slice) {
      boolean ssh =
          slice.ports().stream()
              .anyMatch(port -> port.protocol().equals(Protocol.TCP) && port.number() == 22);
      if (!ssh) {
        return;
      }
      Optional<Service> service =
          Optional.ofNullable(services.get(slice.namespace() + "/" + slice.service()));
      String title =
          slice.service().isEmpty()
              ? "EndpointSlice " + slice.namespace() + "/" + slice.name()
              : "Service " + slice.namespace() + "/" + slice.service();
      for (Address address : slice.addresses()) {
        Step step =
            new Step(
                "Service",
                "allow",
                "EndpointSlice " + slice.namespace() + "/" + slice.name(),
                "endpoints",
                Optional.of(slice.where()),
                "sends packets to " + address + ", port 22");
        address(title, service.map(this::from).orElse("any pod"), address, step);
      }
    }

    private void address(String title, String from, Address address, Step step) {
      if (nodes.containsKey(address)) {
        String pool = nodes.get(address);
        add(pool, new ServiceLead(title, from, true, List.of(step), NODES));
        return;
      }
      if (pods.contains(address)) {
        return;
      }
      for (Pool pool : pools) {
        boolean mayBe =
            pool.nodeSubnet()
                .map(Pool.Place::subnet)
                .flatMap(Subnet::prefixes)
                .map(prefixes -> prefixes.contains(address))
                .orElse(nodes.isEmpty());
        if (mayBe) {
          add(pool.name(), new ServiceLead(title, from, false, List.of(step), NODES));
        }
      }
    }

    /// A Service whose selector picks pods that share the network of their node, or that has
    /// neither a selector nor anything that says where it leads.
    void service(Service service) {
      for (Service.Port port : service.ports()) {
        if (!port.protocol().equals(Protocol.TCP)) {
          continue;
        }
        if (service.selector().isEmpty()) {
          unknownEnd(service, port);
          continue;
        }
        for (Workload workload : onHostNetwork) {
          if (service.selects(workload) && isSsh(port, workload)) {
            Step step =
                new Step(
                    "Service",
                    "allow",
                    title(service),
                    "spec.ports",
                    Optional.of(service.where()),
                    "sends packets to port 22 of " + workload.id() + ", which uses hostNetwork");
            add("", new ServiceLead(title(service), from(service), true, List.of(step), NODES));
          }
        }
      }
    }

    private void unknownEnd(Service service, Service.Port port) {
      if (port.target().equals("22")
          && !service.type().equals("ExternalName")
          && !withSlice.contains(service.namespace() + "/" + service.name())) {
        Step step =
            new Step(
                "Service",
                "unknown",
                title(service),
                "spec.ports",
                Optional.of(service.where()),
                "has no selector, and its EndpointSlices are not in the input");
        Missing missing =
            new Missing(
                "where " + title(service) + " leads",
                "kubectl get endpointslices -n " + service.namespace() + " -o json");
        add("", new ServiceLead(title(service), from(service), false, List.of(step), missing));
      }
    }

    private static boolean isSsh(Service.Port port, Workload workload) {
      return port.target().equals("22")
          || workload.containers().stream()
              .flatMap(container -> container.ports().stream())
              .anyMatch(own ->
                  own.name().equals(port.target())
                      && own.number() == 22
                      && own.protocol().equals(Protocol.TCP));
    }

    private static String title(Service service) {
      return "Service " + service.namespace() + "/" + service.name();
    }

    /// The widest that is sure: every pod reaches a Service by its cluster address.
    private String from(Service service) {
      return switch (service.type()) {
        case "LoadBalancer" ->
            "true".equals(service.annotations().get(INTERNAL))
                ? "vnet"
                : PublicService.isOpen(situation, service) ? "internet" : "any pod";
        case "NodePort" -> "vnet";
        default -> service.externalIps().isEmpty() ? "any pod" : "vnet";
      };
    }

    /// @param pool empty if it may be any
    private void add(String pool, ServiceLead lead) {
      for (Pool one : pools) {
        if (pool.isEmpty() || one.name().equals(pool)) {
          leads.computeIfAbsent(one.name(), _ -> new ArrayList<>()).add(lead);
        }
      }
    }
  }
}
