package io.seawall.practices.mesh;

import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeshTest {
  private static final String WEB = "shop/web[Deployment]";

  @Test
  void a_declared_namespace_without_a_mesh() {
    Case given = Case.kubernetes().deployment("shop", "web");
    Finding finding = given.judge(new MeshAbsent(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).isEqualTo("no mesh: no proxy, and nothing asks for one");
    assertThat(given.judge(new MeshUnjudged())).isEmpty();
  }

  @Test
  void a_namespace_that_was_not_read_may_ask_for_a_proxy() {
    Finding finding =
        Case.kubernetes().mentioned("shop").deployment("shop", "web").judge(new MeshAbsent(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().settle())
        .isEqualTo("kubectl get namespace shop -o json");
  }

  @Test
  void an_opt_out_is_outside_whatever_the_namespace_says() {
    Finding finding =
        Case.kubernetes()
            .mentioned("shop")
            .workload(
                "shop",
                "web",
                workload -> workload.labels = Map.of("sidecar.istio.io/inject", "false"))
            .judge(new MeshAbsent(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
  }

  @ParameterizedTest(name = "namespace label {0}: {1}")
  @CsvSource(
      textBlock =
          """
          istio.io/rev,                asm-1-29
          istio-injection,             enabled
          istio.io/dataplane-mode,     ambient
          io.cilium/mtls-enabled,      true
          """)
  void a_namespace_that_asks_for_a_mesh_that_is_read_is_left_to_its_checks(
      String key, String value) {
    Case given = Case.kubernetes().namespace("shop", Map.of(key, value)).deployment("shop", "web");
    assertThat(given.judge(new MeshAbsent())).isEmpty();
    assertThat(given.judge(new MeshUnjudged())).isEmpty();
  }

  @Test
  void a_namespace_that_asks_for_a_mesh_that_is_not_read_is_not_judged() {
    Case given =
        Case.kubernetes()
            .namespace("shop", Map.of("kuma.io/sidecar-injection", "enabled"))
            .deployment("shop", "web");
    assertThat(given.judge(new MeshAbsent())).isEmpty();
    assertThat(given.judge(new MeshUnjudged(), "cluster shop").outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @ParameterizedTest(name = "namespace label {0}: {1} keeps out")
  @CsvSource(
      textBlock =
          """
          istio-injection,         disabled
          istio.io/dataplane-mode, none
          """)
  void a_namespace_that_refuses_a_proxy_is_outside(String key, String value) {
    assertThat(
            Case.kubernetes()
                .namespace("shop", Map.of(key, value))
                .deployment("shop", "web")
                .judge(new MeshAbsent(), WEB)
                .outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void proxies_and_objects_of_a_mesh_that_is_not_read_are_found_and_not_judged() {
    Case given =
        Case.kubernetes()
            .workload(
                "shop",
                "web",
                workload ->
                    workload.containers =
                        List.of(
                            Case.container("kuma-sidecar", "kumahq/kuma-dp"),
                            Case.container("web", "shop/web")))
            .other("kuma.io", "Mesh", "shop", "default")
            .other("kuma.io", "TrafficPermission", "shop", "a")
            .other("kuma.io", "TrafficPermission", "shop", "b");
    assertThat(given.judge(new MeshAbsent())).isEmpty();
    Finding finding = given.judge(new MeshUnjudged(), "cluster shop");
    assertThat(finding.summary())
        .isEqualTo("found Mesh, TrafficPermission x2; 1 workload with a proxy");
  }

  @Test
  void a_live_pod_without_a_proxy_beside_a_mesh() {
    Finding finding =
        Case.kubernetes()
            .workload(
                "shop",
                "web",
                workload ->
                    workload.pods =
                        List.of(
                            new Workload.Pod(
                                "web-0",
                                List.of(Address.parse("10.244.0.7").orElseThrow()),
                                "node-0")))
            .other("consul.hashicorp.com", "Mesh", "consul", "mesh")
            .judge(new MeshAbsent(), WEB);
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).startsWith("is outside of the mesh");
  }

  @Test
  void a_mesh_that_may_add_a_proxy_by_itself() {
    assertThat(
            Case.kubernetes()
                .deployment("shop", "web")
                .other("consul.hashicorp.com", "Mesh", "consul", "mesh")
                .judge(new MeshAbsent(), WEB)
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void a_pod_on_the_network_of_its_node_is_outside() {
    assertThat(
            Case.kubernetes()
                .namespace("shop", Map.of("istio.io/rev", "asm-1-29"))
                .workload("shop", "web", workload -> workload.hostNetwork = true)
                .judge(new MeshAbsent(), WEB)
                .outcome())
        .isEqualTo(Outcome.REFUTED);
  }

  @Test
  void azure_alone_excludes_no_mesh_of_the_team() {
    Case given = Case.aks(aks -> aks.pool("sys", pool -> pool));
    assertThat(given.judge(new MeshAbsent(), "cluster shop").outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(given.judge(new MeshUnjudged())).isEmpty();
  }

  @Test
  void the_istio_add_on_alone_is_not_judged() {
    Case given = Case.aks(aks -> aks.meshMode = known("Istio"));
    assertThat(given.judge(new MeshAbsent())).isEmpty();
    assertThat(given.judge(new MeshUnjudged(), "cluster shop").outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void mesh_38_open_service_mesh_is_named_with_its_end() {
    Finding finding =
        Case.aks(aks -> aks.addon("openServiceMesh", known(true), Map.of()))
            .judge(new MeshUnjudged(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).contains("2027-09-30");
  }

  @Test
  void a_namespace_that_keeps_its_pods_out_needs_no_pods_to_refute() {
    Case given =
        Case.kubernetes()
            .namespace("shop", Map.of("istio-injection", "disabled"))
            .namespace("pay", Map.of());
    assertThat(given.judge(new MeshAbsent()))
        .extracting(Finding::subject, Finding::outcome)
        .containsExactly(tuple("namespace shop", Outcome.REFUTED));
  }

  @Test
  void pods_that_nobody_has_shown_are_not_judged() {
    assertThat(
            Case.kubernetes()
                .workload("shop", "web", workload -> workload.containers = List.of())
                .judge(new MeshAbsent()))
        .isEmpty();
  }
}
