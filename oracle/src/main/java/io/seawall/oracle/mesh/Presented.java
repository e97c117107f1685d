package io.seawall.oracle.mesh;

/// What a client shows to the proxy of a destination.
public sealed interface Presented {
  /// An identity of the mesh.
  record Identity(String name) implements Presented {}

  /// No identity.
  record Plaintext() implements Presented {}

  /// The texts do not tell.
  record Open() implements Presented {}
}
