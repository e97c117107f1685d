package io.seawall.oracle.draw;

/// The mesh of a drawn cluster.
public enum MeshKind {
  SIDECAR,
  AMBIENT,
  LINKERD,
  CONSUL;

  boolean isIstio() {
    return this == SIDECAR || this == AMBIENT;
  }
}
