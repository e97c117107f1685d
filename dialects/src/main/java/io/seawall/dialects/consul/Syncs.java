package io.seawall.dialects.consul;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.consul.ConsulObject.Sync;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads whether Consul has what an object says.
///
/// Source: Consul documentation, "Custom Resource Definitions (CRDs) for Consul on Kubernetes",
/// condition `Synced`.
final class Syncs {
  private static final String VERSION = "v1alpha1";

  private Syncs() {}

  /// Complains of what nobody asked for, and reads the condition.
  static Sync close(
      ObjectMeta meta, Fields root, Optional<Fields> spec, List<Diagnostic> complaints) {
    if (!meta.type().version().equals(VERSION)) {
      root.complain(
          "API_NOT_SERVED",
          root.where("apiVersion"),
          meta.type().apiVersion(),
          ConsulKinds.GROUP + "/" + VERSION,
          "no release of Consul serves it");
    }
    Optional<Fields> status = root.child("status");
    Optional<String> synced =
        status.stream()
            .flatMap(one -> one.children("conditions").stream())
            .filter(one -> one.text("type").filter("Synced"::equals).isPresent())
            .flatMap(one -> one.text("status").stream())
            .findFirst();
    if (Specs.close(root, spec, complaints)) {
      return Sync.REFUSED;
    }
    if (synced.isPresent()) {
      return synced.get().equals("True") ? Sync.SYNCED : Sync.NOT_SYNCED;
    }
    boolean live =
        root.child("metadata")
            .filter(one -> Stream.of("uid", "resourceVersion").anyMatch(one::has))
            .isPresent();
    return live || status.isPresent() ? Sync.NOT_SYNCED : Sync.NOT_ASKED;
  }
}
