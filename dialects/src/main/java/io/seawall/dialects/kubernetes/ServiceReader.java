package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads Services and where they lead.
public final class ServiceReader {
  private static final Set<String> TYPES =
      Set.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");

  private ServiceReader() {}

  /// A Service.
  ///
  /// Source: Kubernetes API, ServiceSpec; `type` is ClusterIP by default.
  public static Service service(ObjectMeta meta, Fields root) {
    Optional<Fields> spec = root.child("spec");
    return new Service(
        meta.namespaceOrDefault(),
        meta.name(),
        spec.map(ServiceReader::type).orElse("ClusterIP"),
        spec.map(fields -> TextMap.read(fields, "selector")).orElse(Map.of()),
        meta.annotationsThatMatter(),
        meta.labels(),
        spec.map(ServiceReader::ports).orElse(List.of()),
        spec.map(fields -> fields.texts("loadBalancerSourceRanges")).orElse(List.of()),
        spec.map(fields -> fields.texts("externalIPs")).orElse(List.of()),
        spec.map(fields -> entry(fields, root)).orElse(Service.Entry.DEFAULT),
        meta.where());
  }

  /// Source: Kubernetes API, ServiceSpec and LoadBalancerIngress.
  private static Service.Entry entry(Fields spec, Fields root) {
    Set<Address> addresses = new LinkedHashSet<>();
    spec.text("loadBalancerIP").flatMap(Address::parse).ifPresent(addresses::add);
    root.child("status")
        .flatMap(status -> status.child("loadBalancer"))
        .map(balancer -> balancer.children("ingress"))
        .orElse(List.of())
        .forEach(one -> one.text("ip").flatMap(Address::parse).ifPresent(addresses::add));
    return new Service.Entry(
        spec.text("externalTrafficPolicy").filter("Local"::equals).isPresent(),
        spec.bool("allocateLoadBalancerNodePorts").orElse(true),
        spec.text("loadBalancerClass").orElse(""),
        new ArrayList<>(addresses),
        families(spec));
  }

  /// Source: Kubernetes documentation, "IPv4/IPv6 dual-stack", Service configuration.
  private static Service.Families families(Fields spec) {
    List<String> families = spec.texts("ipFamilies");
    boolean dual =
        spec.text("ipFamilyPolicy").filter(text -> text.endsWith("DualStack")).isPresent();
    if (dual || families.size() > 1) {
      return Service.Families.BOTH;
    }
    return families.isEmpty()
        ? Service.Families.FIRST
        : families.getFirst().equals("IPv6") ? Service.Families.V6 : Service.Families.V4;
  }

  private static String type(Fields spec) {
    String type = spec.text("type").orElse("ClusterIP");
    if (!TYPES.contains(type)) {
      spec.complain(
          "BAD_SERVICE_TYPE",
          spec.where("type"),
          "the text \"" + type + "\"",
          "ClusterIP, NodePort, LoadBalancer or ExternalName",
          "");
    }
    return type;
  }

  private static List<Service.Port> ports(Fields spec) {
    List<Service.Port> out = new ArrayList<>();
    for (Fields port : spec.children("ports")) {
      OptionalInt number = PortField.number(port, "port");
      Optional<Protocol> protocol = PortField.protocol(port);
      Optional<String> target = port.anyText("targetPort").filter(text -> !text.isEmpty());
      OptionalInt nodePort = PortField.optional(port, "nodePort");
      if (number.isPresent() && protocol.isPresent()) {
        out.add(
            new Service.Port(
                port.text("name").orElse(""),
                protocol.get(),
                number.getAsInt(),
                target.orElse(String.valueOf(number.getAsInt())),
                nodePort.orElse(0),
                port.text("appProtocol").orElse("")));
      }
    }
    return out;
  }

  /// An EndpointSlice. Addresses that are names are left out.
  ///
  /// Source: Kubernetes API, EndpointSlice (discovery.k8s.io/v1); label
  /// `kubernetes.io/service-name`.
  public static EndpointSlice slice(ObjectMeta meta, Fields root) {
    Set<Address> addresses = new LinkedHashSet<>();
    for (Fields endpoint : root.children("endpoints")) {
      endpoint.texts("addresses").forEach(text -> Address.parse(text).ifPresent(addresses::add));
    }
    return new EndpointSlice(
        meta.namespaceOrDefault(),
        meta.name(),
        meta.labels().getOrDefault("kubernetes.io/service-name", ""),
        new ArrayList<>(addresses),
        slicePorts(root),
        meta.where());
  }

  /// An Endpoints object: one for each of its subsets.
  ///
  /// Source: Kubernetes API, EndpointSubset: every address with every port of the subset.
  public static List<EndpointSlice> endpoints(ObjectMeta meta, Fields root) {
    List<EndpointSlice> out = new ArrayList<>();
    for (Fields subset : root.children("subsets")) {
      Set<Address> addresses = new LinkedHashSet<>();
      for (String key : List.of("addresses", "notReadyAddresses")) {
        for (Fields address : subset.children(key)) {
          address.text("ip").flatMap(Address::parse).ifPresent(addresses::add);
        }
      }
      out.add(
          new EndpointSlice(
              meta.namespaceOrDefault(),
              meta.name(),
              meta.name(),
              new ArrayList<>(addresses),
              slicePorts(subset),
              subset.where()));
    }
    return out;
  }

  private static List<EndpointSlice.Port> slicePorts(Fields fields) {
    List<EndpointSlice.Port> out = new ArrayList<>();
    for (Fields port : fields.children("ports")) {
      OptionalInt number = PortField.number(port, "port");
      PortField.protocol(port)
          .ifPresent(protocol -> out.add(new EndpointSlice.Port(protocol, number.orElse(0))));
    }
    return out;
  }
}
