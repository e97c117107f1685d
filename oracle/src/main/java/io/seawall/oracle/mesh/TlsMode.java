package io.seawall.oracle.mesh;

/// What the transport of a port takes, before any rule is asked.
public enum TlsMode {
  /// Mutual TLS alone.
  STRICT,
  /// Mutual TLS and plaintext.
  PERMISSIVE,
  /// Plaintext alone.
  DISABLE,
  /// Whatever it is: no proxy is in the way.
  NONE,
  /// The texts do not tell.
  OPEN
}
