package io.seawall.dialects.linkerd;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who is let in where no Server claims a port, or beside the authorizations of a Server.
///
/// Source: Linkerd documentation, "Authorization Policy", "Default policies"; Linkerd source,
/// policy-controller/k8s/index/src/defaults.rs.
enum DefaultPolicy {
  ALL_UNAUTHENTICATED("all-unauthenticated", false, false),
  ALL_AUTHENTICATED("all-authenticated", true, false),
  CLUSTER_UNAUTHENTICATED("cluster-unauthenticated", false, true),
  CLUSTER_AUTHENTICATED("cluster-authenticated", true, true),
  DENY("deny", false, false),
  /// Lets everybody in, and tells of it.
  AUDIT("audit", false, false);

  private final String text;
  private final boolean authenticated;
  private final boolean clusterOnly;

  DefaultPolicy(String text, boolean authenticated, boolean clusterOnly) {
    this.text = text;
    this.authenticated = authenticated;
    this.clusterOnly = clusterOnly;
  }

  /// As settings spell it.
  String text() {
    return text;
  }

  /// How settings spell them.
  static Set<String> names() {
    return Stream.of(values()).map(DefaultPolicy::text).collect(Collectors.toSet());
  }

  static Optional<DefaultPolicy> of(String text) {
    return Stream.of(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  /// Whom it lets in.
  ///
  /// @param cluster the networks of the cluster
  Optional<Peers> peers(Peers cluster) {
    return peers(cluster, authenticated);
  }

  /// Whom it lets in at a port where everybody must show who they are. That setting bears on the
  /// values that let some clients in, and not on `audit`.
  Optional<Peers> identifiedPeers(Peers cluster) {
    return peers(cluster, this != AUDIT);
  }

  private Optional<Peers> peers(Peers cluster, boolean identified) {
    if (this == DENY) {
      return Optional.empty();
    }
    Peers anyIdentity = new Peers.Identified(LabelTest.any());
    if (clusterOnly) {
      return Optional.of(identified ? new Peers.AllOf(List.of(anyIdentity, cluster)) : cluster);
    }
    return Optional.of(identified ? anyIdentity : new Peers.Everybody());
  }
}
