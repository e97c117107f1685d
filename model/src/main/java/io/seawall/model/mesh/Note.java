package io.seawall.model.mesh;

import io.seawall.model.SourceRef;

/// What is to be said of an object of a mesh that speaks of a workload, besides what its rules do.
///
/// @param text a sentence for people, about the object
public record Note(Kind kind, String text, SourceRef where) {
  /// What follows from it.
  public enum Kind {
    /// The object does nothing, or not what it seems to.
    VAIN,
    /// Connections of its clients will fail.
    BREAKS,
    /// It may change anything: what the proxy does is not known.
    OVERRIDES,
    /// The answer hangs on the order of two objects, or on a setting that may be changed.
    FRAGILE,
    /// It is the case wherever the mesh runs, and nobody needs to act; what is proved holds under
    /// it.
    ASSUMED;

    /// Whether a proof holds only as long as the text is so.
    public boolean qualifiesProofs() {
      return this == FRAGILE || this == ASSUMED;
    }
  }
}
