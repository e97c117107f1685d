package io.seawall.model.mesh;

import io.seawall.model.SourceRef;

/// Whether the pods of a workload are in a mesh, and what tells.
public sealed interface Standing {
  /// Every packet that is not excluded goes through a proxy.
  ///
  /// @param intended whether labels alone tell that they will be: a proxy comes with a new pod
  record In(boolean intended, SourceRef where) implements Standing {}

  /// They have no proxy, though something speaks of this mesh.
  ///
  /// @param why what keeps them out
  /// @param text a sentence for people, about the workload
  record Out(Cause why, String text, SourceRef where) implements Standing {}

  /// It hangs on a fact that the input lacks.
  ///
  /// @param missing what would have to be known
  /// @param settle the command that tells
  record Unknown(String missing, String settle, SourceRef where) implements Standing {}

  /// What keeps pods out of a mesh.
  enum Cause {
    /// The network of the node: no proxy takes its packets.
    HOST_NETWORK,
    /// Its own label or annotation, or that of its namespace.
    KEPT_OUT,
    /// Labels that the mesh installed does not act on.
    LABELS,
    /// Live pods that are older than the label.
    RESTART,
    /// A proxy takes nothing that comes in.
    NOT_CAPTURED,
    /// Nothing asks for a proxy.
    NOT_ASKED
  }

  /// Where it is told.
  SourceRef where();
}
