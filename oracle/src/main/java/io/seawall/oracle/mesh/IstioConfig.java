package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one control plane of Istio is told. Source: Istio, Global Mesh Options.
///
/// @param mesh the mesh configuration; absent where none is visible
record IstioConfig(String rootNamespace, Tree mesh) {
  TrustDomains trustDomains() {
    return new TrustDomains(
        Stream.concat(
                Stream.of(mesh.at("trustDomain").text().orElse("cluster.local")),
                Objects.texts(mesh.at("trustDomainAliases")).stream())
            .distinct()
            .toList());
  }

  /// Source: Istio, Global Mesh Options, `enableAutoMtls`: true if it is missing.
  boolean hasAutoMtls() {
    return mesh.at("enableAutoMtls").bool().orElse(true);
  }

  boolean isVisible() {
    return !mesh.isAbsent();
  }

  Optional<Tree> provider(String name) {
    return mesh.at("extensionProviders").items().stream()
        .filter(provider -> provider.at("name").text().orElse("").equals(name))
        .findFirst();
  }

  /// Source: Istio, Global Mesh Options, `discoverySelectors`: without any, all namespaces are
  /// read.
  boolean reads(Map<String, String> labelsOfNamespace) {
    var selectors = mesh.at("discoverySelectors").items();
    return selectors.isEmpty()
        || selectors.stream().anyMatch(one -> Objects.selects(one, labelsOfNamespace));
  }

  /// The fields of both, where both have one that of `over`.
  static Tree merged(Tree under, Tree over) {
    return new Tree(
        Stream.of(under, over)
            .flatMap(tree -> tree.fields().entrySet().stream())
            .filter(field -> !field.getValue().isAbsent())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    field -> java.util.Objects.requireNonNull(field.getValue().value()),
                    (_, later) -> later)));
  }

  static IstioConfig unseen(String rootNamespace) {
    return new IstioConfig(rootNamespace, new Tree(null));
  }
}
