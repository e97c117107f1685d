package io.seawall.model.mesh;

import io.seawall.model.SourceRef;

/// An object of a mesh. What it means hangs on the other objects of its cluster, so only the
/// [MeshLanguage] that read it can tell, once clusters are told apart.
public interface MeshObject {
  /// Its place in the input.
  SourceRef where();
}
