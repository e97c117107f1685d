package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import java.util.Map;

/// A namespace.
///
/// @param labels with `kubernetes.io/metadata.name`, which the API server always sets (Kubernetes
///   API, Namespace, since 1.22)
/// @param annotations as far as they bear on the network
/// @param declared false if an object names the namespace but no Namespace object was read: its
///   other labels are not known
public record Namespace(
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    boolean declared,
    SourceRef where) {
  public Namespace {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /// A namespace without annotations.
  public Namespace(String name, Map<String, String> labels, boolean declared, SourceRef where) {
    this(name, labels, Map.of(), declared, where);
  }
}
