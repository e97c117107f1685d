package io.seawall.oracle;

import io.seawall.oracle.Endpoint.NamedPort;
import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The nodes, pods and namespaces, and who is meant by a name or an address.
final class Cluster {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<Ip>> nodeAddresses = new LinkedHashMap<>();
  private final Map<String, Endpoint> pods = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, Map<String, String>> namespaceLabels = new LinkedHashMap<>();

  Cluster(Documents documents) {
    for (var node : documents.kind("Node")) {
      nodes.put(nameOf(node), node(node));
      nodeAddresses.put(nameOf(node), addresses(node, Set.of("InternalIP", "ExternalIP")));
    }
    for (var pod : documents.kind("Pod")) {
      var name = namespaceOf(pod) + "/" + nameOf(pod);
      if (isRunning(pod)) {
        pods.put(name, endpoint(pod));
      } else {
        ended.add(name);
      }
    }
    for (var namespace : documents.kind("Namespace")) {
      namespaceLabels.put(nameOf(namespace), namespace.at("metadata").at("labels").texts());
    }
  }

  static String nameOf(Tree object) {
    return object.at("metadata").at("name").text().orElseThrow();
  }

  /// Source: Kubernetes, Namespaces: an object that names none is in `default`.
  static String namespaceOf(Tree object) {
    return object.at("metadata").at("namespace").text().orElse("default");
  }

  /// Every namespace has the label `kubernetes.io/metadata.name`, set by the control plane. Source:
  /// Kubernetes, Namespaces, "Automatic labelling".
  Map<String, String> labelsOfNamespace(String namespace) {
    var labels = new LinkedHashMap<>(namespaceLabels.getOrDefault(namespace, Map.of()));
    labels.put("kubernetes.io/metadata.name", namespace);
    return labels;
  }

  Node node(String name) {
    return Optional.ofNullable(nodes.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no Node " + name));
  }

  /// The nodes among whose addresses, internal or external, is this one.
  List<Node> nodesAt(Ip ip) {
    return nodes.values().stream()
        .filter(node -> nodeAddresses.getOrDefault(node.nodeName(), List.of()).contains(ip))
        .toList();
  }

  /// The running pods with a network of their own.
  Stream<Pod> pods() {
    return pods.values().stream().filter(Pod.class::isInstance).map(Pod.class::cast);
  }

  /// Who is meant; empty for a pod that has ended, which has no address any more.
  Optional<Endpoint> endpoint(String end) {
    if (end.startsWith("node:")) {
      return Optional.of(node(end.substring("node:".length())));
    }
    if (!end.contains("/")) {
      return Optional.of(owner(Ip.of(end)));
    }
    if (!pods.containsKey(end) && !ended.contains(end)) {
      throw new IllegalArgumentException("no Pod " + end);
    }
    return Optional.ofNullable(pods.get(end));
  }

  private Endpoint owner(Ip ip) {
    return Stream.concat(nodes.values().stream(), pods.values().stream())
        .filter(endpoint -> endpoint.addresses().contains(ip))
        .findFirst()
        .orElse(new Outside(ip));
  }

  /// Source: Kubernetes API, PodStatus.phase: a pod that Succeeded or Failed never runs again.
  private static boolean isRunning(Tree pod) {
    return !Set.of("Succeeded", "Failed")
        .contains(pod.at("status").at("phase").text().orElse("Running"));
  }

  /// Source: Kubernetes API, PodSpec.hostNetwork: such a pod uses the network namespace of its
  /// node.
  private Endpoint endpoint(Tree pod) {
    var spec = pod.at("spec");
    var node = spec.at("nodeName").text().orElseThrow();
    if (spec.at("hostNetwork").isTrue()) {
      return node(node);
    }
    var labels = pod.at("metadata").at("labels").texts();
    return new Pod(
        namespaceOf(pod), nameOf(pod), labels, node, addresses(pod.at("status")), namedPorts(spec));
  }

  /// Source: Kubernetes API, PodStatus.podIPs, of which podIP is the first.
  private static List<Ip> addresses(Tree status) {
    return Stream.concat(
            status.at("podIP").text().stream(),
            status.at("podIPs").items().stream().map(entry -> entry.at("ip").text().orElseThrow()))
        .map(Ip::of)
        .distinct()
        .toList();
  }

  /// The named ports of the containers that run as long as the pod does: init containers only if
  /// they restart always. Source: Kubernetes, Sidecar Containers.
  private static List<NamedPort> namedPorts(Tree spec) {
    var sidecars =
        spec.at("initContainers").items().stream()
            .filter(container -> container.at("restartPolicy").text().orElse("").equals("Always"));
    return Stream.concat(spec.at("containers").items().stream(), sidecars)
        .flatMap(container -> container.at("ports").items().stream())
        .filter(port -> !port.at("name").isAbsent())
        .map(port ->
            new NamedPort(
                port.at("name").text().orElseThrow(),
                port.at("protocol").text().orElse("TCP"),
                port.at("containerPort").number().orElseThrow()))
        .toList();
  }

  private static Node node(Tree node) {
    return new Node(
        nameOf(node),
        node.at("metadata").at("labels").texts(),
        node.at("spec").at("providerID").text().orElse(""),
        addresses(node, Set.of("InternalIP")));
  }

  /// Source: Kubernetes API, NodeStatus.addresses.
  private static List<Ip> addresses(Tree node, Set<String> types) {
    return node.at("status").at("addresses").items().stream()
        .filter(address -> types.contains(address.at("type").text().orElse("")))
        .map(address -> Ip.of(address.at("address").text().orElseThrow()))
        .toList();
  }
}
