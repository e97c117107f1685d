package io.seawall.model.mesh;

/// The service meshes whose meaning is known.
public enum Mesh {
  /// A proxy beside every pod.
  ISTIO("Istio"),
  /// A proxy on every node, and waypoints.
  ISTIO_AMBIENT("Istio ambient"),
  LINKERD("Linkerd"),
  CONSUL("Consul"),
  /// Mutual TLS between nodes for enrolled namespaces.
  CILIUM("Cilium mutual TLS");

  private final String title;

  Mesh(String title) {
    this.title = title;
  }

  /// Its name.
  public String title() {
    return title;
  }
}
