package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.istio.Capture.Bypass;
import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.Setup;
import io.seawall.model.mesh.Mesh;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Resource Annotations" and "Application Requirements"; Istio
/// source, tools/istio-iptables/pkg/cmd and cni/pkg/util.
class CaptureTest {
  private static Workload annotated(String annotations) {
    return new IstioScene(deployment("app: web", annotations, "")).web();
  }

  /// `sure 22,80`, or `perhaps all` for what may go past, which is TCP alone; several by `+`.
  private static String past(Workload workload, Mesh mesh) {
    return Capture.of(workload, mesh).stream()
        .filter(one -> !one.byDesign())
        .map(CaptureTest::text)
        .collect(Collectors.joining(" + "));
  }

  private static String text(Bypass bypass) {
    return (bypass.sure() ? "sure " : "perhaps ")
        + bypass.packets().blocks().stream()
            .map(block -> block.destinations().toString())
            .collect(Collectors.joining(","));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                                                        ; ''
          traffic.sidecar.istio.io/excludeInboundPorts: "22"        ; sure 22
          traffic.sidecar.istio.io/excludeInboundPorts: "22,80-81"  ; sure 22,80-81
          traffic.sidecar.istio.io/excludeInboundPorts: ssh         ; perhaps all
          traffic.sidecar.istio.io/includeInboundPorts: "*"         ; ''
          traffic.sidecar.istio.io/includeInboundPorts: "8080"      ; sure 0-8079,8081-65535
          traffic.sidecar.istio.io/includeInboundPorts: http        ; perhaps all
          sidecar.istio.io/interceptionMode: NONE                   ; sure all
          sidecar.istio.io/interceptionMode: TPROXY                 ; ''
          traffic.sidecar.istio.io/excludeInterfaces: eth1          ; perhaps all
          traffic.sidecar.istio.io/excludeInterfaces: ""            ; ''
          proxy.istio.io/config: "interceptionMode: NONE"           ; perhaps all
          proxy.istio.io/config: "concurrency: 2"                   ; ''
          ambient.istio.io/bypass-inbound-capture: "true"           ; ''
          """)
  void annotations_lead_past_the_proxy(String annotation, String expected) {
    assertThat(past(annotated(annotation), Mesh.ISTIO)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                                                      ; ''
          ambient.istio.io/bypass-inbound-capture: "true"         ; sure all
          ambient.istio.io/bypass-inbound-capture: "false"        ; ''
          traffic.sidecar.istio.io/excludeInboundPorts: "22"      ; ''
          sidecar.istio.io/interceptionMode: NONE                 ; ''
          """)
  void ambient_has_an_annotation_of_its_own(String annotation, String expected) {
    assertThat(past(annotated(annotation), Mesh.ISTIO_AMBIENT)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          -p 15001 -b *         ; ''
          -b 8080               ; sure 0-8079,8081-65535
          -d 22,80              ; sure 22,80
          -d ssh                ; perhaps all
          -m NONE               ; sure all
          -m REDIRECT           ; ''
          -b * -d 22 -m NONE    ; sure 22 + sure all
          -d                    ; ''
          """)
  void arguments_of_the_init_container_tell(String args, String expected) {
    Workload workload =
        annotated("").with(List.of(new Setup("istio-init", List.of(args.split(" ", -1)))));
    assertThat(past(workload, Mesh.ISTIO)).isEqualTo(expected);
  }

  @Test
  void arguments_are_read_from_live_pods() {
    String init =
        "initContainers: [{name: istio-init, image: i, args: [istio-iptables, -d, \"22\"]}],";
    Workload workload = new IstioScene(pod("app: web", "", init, "")).web();
    assertThat(past(workload, Mesh.ISTIO)).isEqualTo("sure 22");
  }

  @Test
  void the_ports_of_the_proxy_are_open_by_design() {
    assertThat(Capture.of(annotated(""), Mesh.ISTIO))
        .singleElement()
        .satisfies(bypass -> {
          assertThat(bypass.byDesign()).isTrue();
          assertThat(text(bypass)).isEqualTo("sure 15020-15021,15090");
        });
    assertThat(Capture.of(annotated(""), Mesh.ISTIO_AMBIENT)).isEmpty();
  }
}
