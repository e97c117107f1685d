package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import java.util.Map;

/// A namespace.
///
/// @param labels with `kubernetes.io/metadata.name`, which the API server always sets (Kubernetes
///   API, Namespace, since 1.22)
/// @param declared false if an object names the namespace but no Namespace object was read: its
///   other labels are not known
public record Namespace(
    String name, Map<String, String> labels, boolean declared, SourceRef where) {
  public Namespace {
    labels = Map.copyOf(labels);
  }
}
