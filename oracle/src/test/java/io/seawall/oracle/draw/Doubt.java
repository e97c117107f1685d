package io.seawall.oracle.draw;

/// Why the specifications leave the answer to a packet open, so that two correct readings may
/// differ on it.
public enum Doubt {
  /// Kubernetes defines NetworkPolicy for TCP, UDP and SCTP only; what port ranges of a security
  /// rule mean for others is not said.
  OTHER_PROTOCOL,
  /// Azure virtual networks do not list SCTP among the protocols they carry.
  SCTP_IN_AZURE,
  /// Azure NPM has no IPv6; whether such packets then pass or stop is not said.
  NPM_IPV6,
  /// AKS says that policies are not enforced on dual-stack overlay unless by Cilium.
  DUAL_STACK_OVERLAY,
  /// A named port of a pod on the host network: the address is the node's, which has no named
  /// ports.
  NAMED_PORT_OF_HOST,
  /// What comes from outside to a pod comes by a load balancer or gateway, after which rules see
  /// other addresses; nothing outside has a route to an overlay or kubenet address.
  OUTSIDE_TO_POD,
  /// An address inside the cluster's own ranges that no object bears.
  UNKNOWN_MACHINE,
  /// A private address that neither the network nor a peer holds: it comes by a gateway that no
  /// text shows, or not at all.
  STRANGER,
  /// The host address is partly platform, partly ordinary to security rules.
  HOST_ADDRESS,
  /// In node subnet mode, pods bear the node's address outside the network; a peer is arguably
  /// either.
  PEER_OF_NODE_SUBNET,
  /// Whether the group on a machine's interface also sees the pods that live in a subnet of their
  /// own.
  INTERFACE_OF_POD_SUBNET,
  /// Overlay and kubenet addresses are in no service tag, yet the default rules let them by.
  TAG_OF_ROUTED_POD
}
