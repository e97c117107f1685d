package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;

/// One kind of mesh, asked of pods that are in it.
interface Mesh {
  /// Whether what comes in to the port goes through the proxy.
  Answer captured(Subject subject, int port);

  /// What the transport of a captured port takes.
  TlsMode mode(Subject subject, int port);

  /// Whether a captured port lets the connection, or the request, reach the process.
  Answer passes(Subject subject, MeshQuestion question);
}
