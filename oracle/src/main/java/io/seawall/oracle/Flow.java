package io.seawall.oracle;

/// A packet between known ends: who they are, and the addresses they use.
record Flow(
    Endpoint from,
    Ip source,
    Endpoint to,
    Ip destination,
    int protocol,
    int sourcePort,
    int destinationPort) {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int SCTP = 132;

  boolean isTcp() {
    return protocol == TCP;
  }

  boolean isUdp() {
    return protocol == UDP;
  }

  /// Whether the port numbers mean anything.
  boolean hasPorts() {
    return protocol == TCP || protocol == UDP || protocol == SCTP;
  }

  /// The name that Kubernetes gives the protocol; empty for those it has no name for.
  String kubernetesProtocol() {
    return switch (protocol) {
      case TCP -> "TCP";
      case UDP -> "UDP";
      case SCTP -> "SCTP";
      default -> "";
    };
  }

  /// Whether it goes to a port of this name of the pod that receives it, for its own protocol.
  boolean isTo(String portName) {
    return to instanceof Endpoint.Pod pod && hasPortOf(pod, portName);
  }

  /// Whether the pod, be it the receiver or not, has a port of this name where the packet goes to.
  boolean hasPortOf(Endpoint.Pod pod, String portName) {
    return pod.ports().stream()
        .anyMatch(port ->
            port.name().equals(portName)
                && port.protocol().equals(kubernetesProtocol())
                && port.number() == destinationPort);
  }

  /// Whether both ends are on one virtual machine.
  boolean staysOnNode() {
    var node = from.nodeName();
    return !node.isEmpty() && node.equals(to.nodeName());
  }
}
