package io.seawall.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whoever has an address.
sealed interface Endpoint {
  List<Ip> addresses();

  /// The node it is or runs on; empty outside the cluster.
  String nodeName();

  default Optional<Ip> address(int family) {
    return addresses().stream().filter(ip -> ip.family() == family).findFirst();
  }

  /// A running pod with a network of its own.
  ///
  /// @param ports the container ports that have a name
  record Pod(
      String namespace,
      String name,
      Map<String, String> labels,
      String nodeName,
      List<Ip> addresses,
      List<NamedPort> ports)
      implements Endpoint {}

  /// A node, and with it every pod with `hostNetwork: true` on it, which has no address but the
  /// node's.
  record Node(String nodeName, Map<String, String> labels, String providerId, List<Ip> addresses)
      implements Endpoint {}

  /// An address that is neither a pod's nor a node's.
  record Outside(Ip ip) implements Endpoint {
    @Override
    public List<Ip> addresses() {
      return List.of(ip);
    }

    @Override
    public String nodeName() {
      return "";
    }
  }

  /// Source: Kubernetes API, ContainerPort.
  record NamedPort(String name, String protocol, int number) {}
}
