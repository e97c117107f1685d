package io.seawall.dialects.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.istio.IstioObject.InjectorValues;
import io.seawall.dialects.istio.IstioObject.MeshConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Global Mesh Options" and "Sidecar Injection"; Microsoft Learn,
/// "Configure Istio-based service mesh add-on".
class MeshConfigReaderTest {
  private static IstioScene map(String name, String namespace, String key, String text) {
    return new IstioScene(
        """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: %s}, data: {%s: "%s"}}
        """
            .formatted(name, namespace, key, text.replace("\"", "\\\"")));
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource({
    "istio, istio-system, true",
    "istio, mesh, true",
    "istio-canary, istio-system, true",
    "istio-canary, mesh, false",
    "istio-shared-configmap-asm-1-27, aks-istio-system, true",
    "istio-asm-1-27, aks-istio-system, true",
    "mesh, istio-system, false"
  })
  void a_config_is_known_by_its_name(String name, String namespace, boolean read) {
    assertThat(map(name, namespace, "mesh", "trustDomain: a").all(MeshConfig.class))
        .hasSize(read ? 1 : 0);
  }

  @Test
  void fields_at_the_top_are_read() {
    MeshConfig read =
        map(
                "istio",
                "istio-system",
                "mesh",
                """
                # trustDomain: no
                trustDomain: "td"
                rootNamespace: 'mesh'

                defaultConfig:
                  rootNamespace: inner
                  discoveryAddress: a:15012
                trustDomainAliases: [old, "older"]
                extensionProviders:
                - name: a
                  port: 9000
                - "b"
                """)
            .one(MeshConfig.class);
    assertThat(read.values())
        .containsEntry("trustDomain", "td")
        .containsEntry("rootNamespace", "mesh")
        .containsEntry("defaultConfig", "")
        .doesNotContainKey("discoveryAddress");
    assertThat(read.lists())
        .isEqualTo(
            Map.of(
                "trustDomainAliases",
                List.of("old", "older"),
                "extensionProviders",
                List.of("name: a", "b")));
  }

  @Test
  void without_text_there_is_no_config() {
    assertThat(map("istio", "istio-system", "meshNetworks", "a: b").all(MeshConfig.class))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {"global": {"proxy": {"excludeInboundPorts": "22, 80-81"}}} ; 22, 80-81
          {"global": {"proxy": {"excludeInboundPorts" : "22"}}}       ; 22
          {"global": {"proxy": {"excludeInboundPorts": ""}}}          ; ''
          {"global": {"proxy": {"includeInboundPorts": "*"}}}         ; ''
          """)
  void the_injector_may_leave_ports_out(String values, String expected) {
    List<InjectorValues> read =
        map("istio-sidecar-injector", "istio-system", "values", values).all(InjectorValues.class);
    assertThat(read)
        .extracting(InjectorValues::excluded)
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }
}
