package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.namespace;
import static io.seawall.dialects.istio.IstioScene.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Installing the Sidecar" and "Add workloads to an ambient mesh";
/// Microsoft Learn, "Deploy Istio-based service mesh add-on for AKS"; Istio source, pkg/kube/inject
/// and cni/pkg/util.
class InjectionTest {
  private static final String PROXY = ", {name: istio-proxy, image: p}";
  private static final String STATUS = "sidecar.istio.io/status: \"{}\"";

  private static Settings settings(String name) {
    return switch (name) {
      case "own" -> IstioScene.PLAIN;
      case "addon" -> IstioScene.addon("asm-1-27");
      case "addon off" ->
          new Settings(
              false,
              IstioScene.ROOT,
              Optional.empty(),
              List.of("cluster.local"),
              false,
              true,
              List.of(),
              Optional.empty());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String standing(Settings settings, boolean visible, String... objects) {
    IstioScene scene = new IstioScene(objects);
    return new Injection(settings, visible)
        .of(scene.web(), scene.shop())
        .map(found -> (found.mesh() == Mesh.ISTIO ? "" : "AMBIENT ") + text(found.standing()))
        .orElse("NONE");
  }

  private static String text(Standing standing) {
    return switch (standing) {
      case Standing.In(var intended, var _) -> intended ? "IN intended" : "IN";
      case Standing.Out(var why, var _, var _) -> "OUT " + why;
      case Standing.Unknown _ -> "UNKNOWN";
    };
  }

  @ParameterizedTest(name = "{0}: namespace {1}, label {2}, annotation {3}: {4}, then {5}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          own       ; ''                                                ; ''                                 ; ''                               ; OUT NOT_ASKED ; OUT NOT_ASKED
          own       ; istio-injection: enabled                          ; ''                                 ; ''                               ; IN intended   ; OUT RESTART
          own       ; istio-injection: disabled                         ; ''                                 ; ''                               ; OUT KEPT_OUT  ; OUT KEPT_OUT
          own       ; istio-injection: enabled                          ; sidecar.istio.io/inject: "false"   ; ''                               ; OUT KEPT_OUT  ; OUT KEPT_OUT
          own       ; istio-injection: enabled                          ; ''                                 ; sidecar.istio.io/inject: "false" ; OUT KEPT_OUT  ; OUT KEPT_OUT
          own       ; istio-injection: enabled                          ; sidecar.istio.io/inject: "true"    ; sidecar.istio.io/inject: "false" ; IN intended   ; OUT RESTART
          own       ; istio-injection: disabled                         ; sidecar.istio.io/inject: "true"    ; ''                               ; OUT KEPT_OUT  ; OUT KEPT_OUT
          own       ; ''                                                ; sidecar.istio.io/inject: "true"    ; ''                               ; IN intended   ; OUT RESTART
          own       ; ''                                                ; ''                                 ; sidecar.istio.io/inject: "true"  ; OUT NOT_ASKED ; OUT NOT_ASKED
          own       ; istio.io/rev: canary                              ; ''                                 ; ''                               ; IN intended   ; OUT RESTART
          own       ; ''                                                ; istio.io/rev: canary               ; ''                               ; IN intended   ; OUT RESTART
          own       ; "istio-injection: disabled, istio.io/rev: canary" ; ''                                 ; ''                               ; OUT KEPT_OUT  ; OUT KEPT_OUT
          addon     ; istio-injection: enabled                          ; ''                                 ; ''                               ; OUT LABELS    ; OUT LABELS
          addon     ; "istio-injection: enabled, istio.io/rev: asm-1-27"; ''                                 ; ''                               ; OUT LABELS    ; OUT LABELS
          addon     ; istio.io/rev: asm-1-27                            ; ''                                 ; ''                               ; IN intended   ; OUT RESTART
          addon     ; istio.io/rev: asm-1-26                            ; ''                                 ; ''                               ; OUT LABELS    ; OUT LABELS
          addon     ; istio.io/rev: asm-1-26                            ; istio.io/rev: asm-1-27             ; ''                               ; OUT LABELS    ; OUT LABELS
          addon     ; ''                                                ; istio.io/rev: asm-1-27             ; ''                               ; IN intended   ; OUT RESTART
          addon     ; ''                                                ; sidecar.istio.io/inject: "true"    ; ''                               ; OUT LABELS    ; OUT LABELS
          addon off ; istio.io/rev: asm-1-27                            ; ''                                 ; ''                               ; OUT LABELS    ; OUT LABELS
          addon off ; istio.io/rev: canary                              ; ''                                 ; ''                               ; IN intended   ; OUT RESTART
          """)
  void labels_ask_for_a_proxy(
      String settings,
      String ofNamespace,
      String labels,
      String annotations,
      String template,
      String live) {
    String space = namespace("shop", ofNamespace.replace("\"istio", "istio").replace("y\"", "y"));
    Settings mesh = settings(settings);
    assertThat(standing(mesh, true, space, deployment(labels, annotations, "")))
        .isEqualTo(template);
    assertThat(standing(mesh, true, space, pod(labels, annotations, "", ""))).isEqualTo(live);
  }

  @ParameterizedTest(name = "namespace {0}, label {1}, annotation {2}, {3}: {4}, then {5}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ambient ; ''      ; ''                                                            ; ''                 ; IN intended      ; OUT NOT_CAPTURED
          ambient ; ''      ; 'ambient.istio.io/redirection: enabled'                       ; ''                 ; IN intended      ; IN
          ''      ; ''      ; 'ambient.istio.io/redirection: enabled'                       ; ''                 ; IN intended      ; IN
          ''      ; ambient ; 'ambient.istio.io/redirection: enabled'                       ; ''                 ; IN intended      ; IN
          ambient ; ''      ; 'ambient.istio.io/redirection: pending'                       ; ''                 ; UNKNOWN          ; UNKNOWN
          ambient ; ''      ; ''                                                            ; 'hostNetwork: true,' ; OUT HOST_NETWORK ; OUT HOST_NETWORK
          ambient ; ''      ; 'sidecar.istio.io/status: "{}"'                               ; ''                 ; OUT NOT_CAPTURED ; OUT NOT_CAPTURED
          """)
  void ambient_asks_otherwise(
      String ofNamespace,
      String label,
      String annotations,
      String spec,
      String template,
      String live) {
    String space = namespace("shop", mode(ofNamespace));
    assertThat(standing(IstioScene.PLAIN, true, space, deployment(mode(label), annotations, spec)))
        .isEqualTo("AMBIENT " + template);
    assertThat(standing(IstioScene.PLAIN, true, space, pod(mode(label), annotations, spec, "")))
        .isEqualTo("AMBIENT " + live);
  }

  private static String mode(String value) {
    return value.isEmpty() ? "" : "istio.io/dataplane-mode: " + value;
  }

  @Test
  void the_label_of_a_pod_keeps_it_out_of_ambient() {
    assertThat(
            standing(
                IstioScene.PLAIN,
                true,
                namespace("shop", mode("ambient")),
                deployment(mode("none"), "", "")))
        .isEqualTo("OUT NOT_ASKED");
  }

  @ParameterizedTest(name = "annotations {0}, containers {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                                                                ; , {name: istio-proxy, image: p} ; UNKNOWN
          sidecar.istio.io/inject: "false"                                  ; , {name: istio-proxy, image: p} ; UNKNOWN
          sidecar.istio.io/status: "{}"                                     ; ''                              ; OUT NOT_CAPTURED
          sidecar.istio.io/status: "{}"                                     ; , {name: istio-proxy, image: p} ; IN
          'sidecar.istio.io/status: "{}", sidecar.istio.io/inject: "false"' ; , {name: istio-proxy, image: p} ; IN
          """)
  void of_live_pods_the_proxy_and_the_mark_of_the_injector_tell(
      String annotations, String containers, String expected) {
    assertThat(standing(IstioScene.PLAIN, false, pod("", annotations, "", containers)))
        .isEqualTo(expected);
  }

  @Test
  void a_template_with_a_proxy_of_its_own_is_in() {
    String template =
        """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {
        template: {spec: {containers: [{name: web, image: i}, {name: istio-proxy, image: p}]}}}}
        """;
    assertThat(standing(IstioScene.PLAIN, false, template)).isEqualTo("IN intended");
  }

  @Test
  void a_proxy_goes_before_ambient() {
    assertThat(
            standing(
                IstioScene.PLAIN,
                true,
                namespace("shop", mode("ambient")),
                pod("", STATUS, "", PROXY)))
        .isEqualTo("IN");
  }

  @Test
  void host_network_stays_out_even_with_a_proxy() {
    String space = namespace("shop", "istio-injection: enabled");
    assertThat(standing(IstioScene.PLAIN, true, space, pod("", "", "hostNetwork: true,", PROXY)))
        .isEqualTo("OUT HOST_NETWORK");
    assertThat(standing(IstioScene.PLAIN, true, space, deployment("", "", "hostNetwork: true,")))
        .isEqualTo("OUT HOST_NETWORK");
  }

  @Test
  void nothing_is_injected_into_namespaces_of_the_system() {
    String pod =
        """
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: kube-system, labels: {
        sidecar.istio.io/inject: "true"}}, spec: {containers: [{name: web, image: i}]}}
        """;
    assertThat(standing(IstioScene.PLAIN, true, pod)).isEqualTo("OUT LABELS");
  }

  @Test
  void where_the_namespace_is_not_read_a_template_may_be_in() {
    assertThat(standing(IstioScene.PLAIN, true, deployment())).isEqualTo("UNKNOWN");
    assertThat(standing(IstioScene.PLAIN, false, deployment())).isEqualTo("NONE");
    assertThat(standing(IstioScene.PLAIN, true, pod("", "", "", ""))).isEqualTo("OUT NOT_ASKED");
    assertThat(standing(IstioScene.PLAIN, false, pod("", "", "", ""))).isEqualTo("NONE");
    assertThat(standing(IstioScene.PLAIN, false, namespace("shop", ""), deployment()))
        .isEqualTo("NONE");
  }
}
