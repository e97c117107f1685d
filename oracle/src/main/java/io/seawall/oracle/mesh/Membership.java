package io.seawall.oracle.mesh;

/// Whose proxy takes what comes in to a pod.
public enum Membership {
  /// Nobody's.
  OUT,
  /// A sidecar of Istio.
  SIDECAR,
  /// The node proxy of Istio's ambient mode.
  AMBIENT,
  /// A proxy of Linkerd.
  LINKERD,
  /// A proxy of Consul.
  CONSUL,
  /// The node proxy of Cilium's mutual TLS.
  CILIUM,
  /// The texts do not tell, or tell of several.
  OPEN
}
