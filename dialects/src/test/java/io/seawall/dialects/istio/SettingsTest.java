package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.istio.IstioObject.MeshConfig;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Global Mesh Options"; Microsoft Learn, "Istio-based service mesh
/// add-on for AKS".
class SettingsTest {
  private static String config(String namespace, String name, String mesh) {
    return """
    {apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: %s}, data: {mesh: "%s"}}
    """
        .formatted(name, namespace, mesh);
  }

  private static Settings settings(String... objects) {
    IstioScene scene = new IstioScene(objects);
    return Settings.of(scene.facts(), Optional.empty(), scene.all(MeshConfig.class));
  }

  @Test
  void without_anything_the_defaults_hold() {
    Settings settings = settings();
    assertThat(settings.addon()).isFalse();
    assertThat(settings.addonOff()).isFalse();
    assertThat(settings.rootNamespace()).isEqualTo("istio-system");
    assertThat(settings.trustDomains()).containsExactly("cluster.local");
    assertThat(settings.discoverySelectors()).isFalse();
    assertThat(settings.contested()).isEmpty();
    assertThat(settings.providers()).isEmpty();
    assertThat(settings.revisions()).isEmpty();
  }

  @Test
  void the_mesh_config_tells() {
    Settings settings =
        settings(
            config(
                "istio-system",
                "istio",
                """
                rootNamespace: mesh
                trustDomain: td
                trustDomainAliases:
                - old
                - older
                extensionProviders:
                - name: ask
                  port: 1
                - name: other
                discoverySelectors:
                - matchLabels: {}
                """));
    assertThat(settings.rootNamespace()).isEqualTo("mesh");
    assertThat(settings.trustDomains()).containsExactly("td", "old", "older");
    assertThat(settings.providers()).isEqualTo(Optional.of(Set.of("ask", "other")));
    assertThat(settings.discoverySelectors()).isTrue();
    assertThat(settings.contested()).isEmpty();
  }

  @Test
  void revisions_may_give_several_values() {
    Settings settings =
        settings(
            config("istio-system", "istio", "trustDomain: a"),
            config("istio-system", "istio-canary", "trustDomain: b\nrootNamespace: c"));
    assertThat(settings.contested()).containsExactly("trustDomain");
  }

  @ParameterizedTest(name = "{0}, labels {1}: {2}")
  @CsvSource({
    "aks-istio-system, '', true",
    "shop, 'istio.io/rev: asm-1-27', true",
    "shop, 'istio.io/rev: canary', false",
    "shop, 'istio-injection: enabled', false"
  })
  void the_add_on_is_known_by_its_namespace_and_revisions(
      String name, String labels, boolean addon) {
    Settings settings = settings(namespace(name, labels));
    assertThat(settings.addon()).isEqualTo(addon);
    assertThat(settings.rootNamespace()).isEqualTo(addon ? "aks-istio-system" : "istio-system");
  }

  @Test
  void the_add_on_reads_its_own_config_alone_and_has_its_own_root() {
    Settings settings =
        settings(
            config(
                "aks-istio-system",
                "istio-shared-configmap-asm-1-27",
                "trustDomain: a\nrootNamespace: b"),
            config("istio-system", "istio", "trustDomain: c"));
    assertThat(settings.addon()).isTrue();
    assertThat(settings.trustDomains()).containsExactly("a");
    assertThat(settings.rootNamespace()).isEqualTo("aks-istio-system");
  }
}
