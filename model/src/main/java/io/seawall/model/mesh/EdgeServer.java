package io.seawall.model.mesh;

import io.seawall.model.SourceRef;

/// A port that a gateway at the edge of a mesh listens on.
///
/// @param gateway the object, such as `Gateway shop/front`
/// @param protocol as written, such as `HTTPS`
/// @param outward whether the gateway is for what leaves the mesh
public record EdgeServer(
    String gateway, int port, String protocol, Tls tls, boolean outward, SourceRef where)
    implements MeshObject {
  /// What becomes of a connection.
  public enum Tls {
    /// Plain requests are served.
    NONE,
    /// They are told to come back with TLS.
    REDIRECT,
    /// TLS ends at the gateway.
    ENDS,
    /// TLS goes through to the workload.
    PASSES,
    /// It could not be read.
    UNKNOWN
  }
}
