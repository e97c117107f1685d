package io.seawall.analysis;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.model.document.Document;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts that are read, for tests of what meshes make of a cluster.
final class MeshScene {
  private MeshScene() {}

  /// The documents of texts.
  static List<Document> documents(String... texts) {
    List<Document> documents = new ArrayList<>();
    byte[] bytes = String.join("\n---\n", texts).getBytes(StandardCharsets.UTF_8);
    Sources.of(List.of("-"), new ByteArrayInputStream(bytes), Limits.DEFAULT)
        .read(
            documents::add,
            complaint -> {
              throw new AssertionError(complaint);
            });
    return documents;
  }

  /// The objects of texts as one cluster, before meshes are asked.
  static Snapshot snapshot(String... texts) {
    Dialect.Reading reading = Dialects.open();
    documents(texts).forEach(reading::accept);
    return of(reading.close().value());
  }

  static Snapshot of(Facts facts) {
    return new Snapshot("shop", Optional.empty(), facts);
  }

  /// A live pod, which has the mark of Istio's injector if it has its proxy.
  ///
  /// @param containers the names of its containers
  static String pod(String name, String... containers) {
    List<String> all = new ArrayList<>();
    for (String container : containers) {
      all.add("{name: " + container + ", image: i}");
    }
    boolean marked = List.of(containers).contains("istio-proxy");
    return "{apiVersion: v1, kind: Pod, metadata: {name: "
        + name
        + ", namespace: shop"
        + (marked ? ", annotations: {sidecar.istio.io/status: '{}'}" : "")
        + "}, spec: {nodeName: n, serviceAccountName: web, containers: ["
        + String.join(", ", all)
        + "]}, status: {phase: Running, podIP: 10.1.0.1}}";
  }

  static Workload workload(Snapshot snapshot, String name) {
    return snapshot.facts().kubernetes().workloads().stream()
        .filter(one -> one.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
