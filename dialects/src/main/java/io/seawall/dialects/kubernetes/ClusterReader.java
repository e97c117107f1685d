package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.packets.Address;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what a cluster is made of besides workloads and Services.
final class ClusterReader {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private ClusterReader() {}

  /// A Namespace. The label that holds its name is the API server's, whatever is written
  /// (Kubernetes documentation, "Namespaces", automatic labelling).
  static Namespace namespace(ObjectMeta meta) {
    Map<String, String> labels = new LinkedHashMap<>(meta.labels());
    labels.put(NAME_LABEL, meta.name());
    return new Namespace(
        meta.name(), labels, PodReader.relevant(meta.annotations()), true, meta.where());
  }

  /// A Node. Addresses that are names are left out (Kubernetes API, NodeAddress).
  static ClusterNode node(ObjectMeta meta, Fields root) {
    Set<Address> addresses = new LinkedHashSet<>();
    root.child("status")
        .map(status -> status.children("addresses"))
        .orElse(List.of())
        .forEach(
            address -> address.text("address").flatMap(Address::parse).ifPresent(addresses::add));
    Map<String, String> labels = meta.labels();
    String pool =
        labels.getOrDefault("kubernetes.azure.com/agentpool", labels.getOrDefault("agentpool", ""));
    return new ClusterNode(meta.name(), pool, labels, List.copyOf(addresses), meta.where());
  }

  /// An object of any other kind.
  static OtherObject other(ObjectMeta meta) {
    return new OtherObject(
        meta.type().group(),
        meta.type().kind(),
        meta.namespace(),
        meta.name().equals(ObjectMeta.UNREADABLE) ? "" : meta.name(),
        meta.labels(),
        meta.where());
  }

  /// A Secret: its name and nothing else.
  static OtherObject secret(ObjectMeta meta) {
    return new OtherObject(
        meta.type().group(),
        meta.type().kind(),
        meta.namespaceOrDefault(),
        meta.name(),
        Map.of(),
        meta.where());
  }
}
