package io.seawall.practices;

import java.util.Locale;
import java.util.Optional;

/// The six things that the safety of an AKS cluster's network rests on, in the order in which
/// reports list them.
public enum Practice {
  NODE_SSH("SSH on nodes"),
  API_SERVER("the Kubernetes API"),
  INSTANCE_METADATA("instance metadata and WireServer"),
  EGRESS("what can leave the cluster"),
  HTTP_APPLICATION_ROUTING("HTTP application routing and exposure without TLS"),
  SERVICE_MESH("mutual authentication between pods");

  private final String title;

  Practice(String title) {
    this.title = title;
  }

  /// The stable id: `node-ssh`, `api-server`, ...
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it is about, in a few words.
  public String title() {
    return title;
  }

  /// Finds a practice by its id.
  public static Optional<Practice> parse(String id) {
    for (Practice practice : values()) {
      if (practice.id().equals(id)) {
        return Optional.of(practice);
      }
    }
    return Optional.empty();
  }
}
