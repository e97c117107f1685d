package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.MeshConfig;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The settings of the mesh of one cluster, where they bear on who may connect to whom.
///
/// Sources: Istio documentation, "Global Mesh Options"; Microsoft Learn, "Istio-based service mesh
/// add-on for AKS" (namespace `aks-istio-system`, revisions `asm-X-Y`; no revision is the default
/// one, so that `istio-injection=enabled` gives no sidecar).
///
/// @param addon whether the mesh is the add-on of AKS
/// @param revisions those that are installed; empty if that is not known
/// @param trustDomains the trust domain of the mesh, then its aliases
/// @param addonOff whether Azure says that the add-on is not on
/// @param contested settings that revisions of the mesh give different values
/// @param providers whom policies with the action CUSTOM may name; empty if no mesh config is read
/// @param discoverySelectors whether namespaces may be left out by `discoverySelectors`
record Settings(
    boolean addon,
    String rootNamespace,
    Optional<Set<String>> revisions,
    List<String> trustDomains,
    boolean discoverySelectors,
    boolean addonOff,
    List<String> contested,
    Optional<Set<String>> providers) {
  private static final String NAME = "name:";
  private static final String ADDON_ROOT = "aks-istio-system";

  Settings {
    revisions = revisions.map(Set::copyOf);
    trustDomains = List.copyOf(trustDomains);
    contested = List.copyOf(contested);
    providers = providers.map(Set::copyOf);
  }

  static Settings of(Facts.Kubernetes facts, Optional<AksCluster> aks, List<MeshConfig> configs) {
    boolean addon = isAddon(facts, aks, configs);
    List<MeshConfig> own =
        configs.stream().filter(one -> !addon || one.namespace().equals(ADDON_ROOT)).toList();
    List<String> domains = new ArrayList<>();
    domains.add(value(own, "trustDomain").orElse("cluster.local"));
    own.forEach(one -> domains.addAll(one.lists().getOrDefault("trustDomainAliases", List.of())));
    return new Settings(
        addon,
        addon ? ADDON_ROOT : value(own, "rootNamespace").orElse("istio-system"),
        addon ? aks.flatMap(one -> one.meshRevisions().known()).map(Set::copyOf) : Optional.empty(),
        domains,
        own.stream().anyMatch(one -> one.values().containsKey("discoverySelectors")),
        !addon && aks.filter(one -> isKnown(one.serviceMeshMode())).isPresent(),
        Stream.of("rootNamespace", "trustDomain")
            .filter(key -> values(own, key).size() > 1)
            .toList(),
        own.isEmpty() ? Optional.empty() : Optional.of(providers(own)));
  }

  private static Set<String> providers(List<MeshConfig> configs) {
    Set<String> names = new LinkedHashSet<>();
    for (MeshConfig config : configs) {
      for (String item : config.lists().getOrDefault("extensionProviders", List.of())) {
        if (item.startsWith(NAME)) {
          names.add(item.substring(NAME.length()).strip().replace("\"", "").replace("'", ""));
        }
      }
    }
    return names;
  }

  private static boolean isKnown(Fact<String> mode) {
    return mode.isLeftOut() || mode.known().isPresent();
  }

  private static boolean isAddon(
      Facts.Kubernetes facts, Optional<AksCluster> aks, List<MeshConfig> configs) {
    if (aks.isPresent()) {
      return aks.get().serviceMeshMode().known().filter("istio"::equalsIgnoreCase).isPresent();
    }
    return configs.stream().anyMatch(one -> one.namespace().equals(ADDON_ROOT))
        || facts.namespaces().stream().anyMatch(Settings::isOfAddon);
  }

  private static boolean isOfAddon(Namespace namespace) {
    return namespace.name().equals(ADDON_ROOT)
        || namespace.labels().getOrDefault(Injection.REVISION, "").startsWith("asm-");
  }

  private static Set<String> values(List<MeshConfig> configs, String key) {
    Set<String> values = new LinkedHashSet<>();
    configs.forEach(one -> Optional.ofNullable(one.values().get(key)).ifPresent(values::add));
    return values;
  }

  private static Optional<String> value(List<MeshConfig> configs, String key) {
    Set<String> values = values(configs, key);
    return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
  }
}
