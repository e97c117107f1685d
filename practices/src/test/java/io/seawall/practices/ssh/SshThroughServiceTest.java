package io.seawall.practices.ssh;

import static io.seawall.practices.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SshThroughServiceTest {
  private static Service service(String type, Map<String, String> selector, String target) {
    return new Service(
        "tools",
        "maintenance",
        type,
        selector,
        Map.of(),
        Map.of(),
        List.of(new Service.Port("m", Protocol.TCP, 8022, target, 0)),
        List.of(),
        List.of(),
        at("Service tools/maintenance", ""));
  }

  private static EndpointSlice slice(String address, int port) {
    return new EndpointSlice(
        "tools",
        "maintenance-1",
        "maintenance",
        List.of(Address.parse(address).orElseThrow()),
        List.of(new EndpointSlice.Port(Protocol.TCP, port)),
        at("EndpointSlice tools/maintenance-1", ""));
  }

  private static Case cluster() {
    return Case.aks(aks -> aks.pool("sys", pool -> pool))
        .node("node-0", "sys", Map.of(), "10.10.0.4")
        .deployment("tools", "web");
  }

  @Test
  void a_slice_that_lists_a_node() {
    Finding finding =
        cluster()
            .service(service("LoadBalancer", Map.of(), "22"))
            .slice(slice("10.10.0.4", 22))
            .judge(new SshThroughService(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary())
        .isEqualTo(
            "Service tools/maintenance leads to TCP 22 from the Internet; sshAccess is LocalUser");
    assertThat(finding.witness().orElseThrow().from()).isEqualTo("internet");
  }

  @Test
  void a_slice_that_lists_another_port_or_another_machine() {
    assertThat(cluster().slice(slice("10.10.0.4", 2222)).judge(new SshThroughService(), "pool sys"))
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.PROVED);
    assertThat(cluster().slice(slice("10.99.0.4", 22)).judge(new SshThroughService(), "pool sys"))
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.PROVED);
  }

  @Test
  void a_selector_that_picks_pods_on_the_network_of_the_node() {
    Case given =
        cluster()
            .workload("tools", "jump", workload -> workload.hostNetwork = true)
            .service(service("NodePort", Map.of("app", "jump"), "22"));
    Finding finding = given.judge(new SshThroughService(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.witness().orElseThrow().from()).isEqualTo("vnet");
  }

  @Test
  void ssh_26_a_service_to_an_ordinary_pod() {
    Finding finding =
        cluster()
            .service(service("LoadBalancer", Map.of("app", "web"), "22"))
            .judge(new SshThroughService(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.assumptions())
        .containsExactly("Services and EndpointSlices are those in the input");
  }

  @Test
  void a_service_without_selector_whose_slices_were_not_read() {
    Finding finding =
        cluster()
            .service(service("ClusterIP", Map.of(), "22"))
            .judge(new SshThroughService(), "pool sys");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding.missing().getFirst().settle())
        .isEqualTo("kubectl get endpointslices -n tools -o json");
  }

  @Test
  void without_the_kubernetes_side_only_sshd_can_prove_it() {
    assertThat(
            Case.aks(aks -> aks.pool("sys", pool -> pool))
                .judge(new SshThroughService(), "pool sys")
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(
            Case.aks(aks -> aks.pool("sys", pool -> pool.ssh("Disabled")))
                .judge(new SshThroughService(), "pool sys")
                .outcome())
        .isEqualTo(Outcome.PROVED);
  }
}
