package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.Container;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.cluster.Workload.Port;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {

  @ParameterizedTest(name = "{0}: {1} runs {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          field                    | os: {name: windows}                                      | WINDOWS
          label                    | nodeSelector: {kubernetes.io/os: linux}                  | LINUX
          old label                | nodeSelector: {beta.kubernetes.io/os: windows}           | WINDOWS
          the field beats the label| os: {name: linux}, nodeSelector: {kubernetes.io/os: windows} | LINUX
          nothing                  | nodeSelector: {}                                         | UNKNOWN
          another value            | nodeSelector: {kubernetes.io/os: plan9}                  | UNKNOWN
          """)
  void operating_system(String row, String spec, OperatingSystem os) {
    assertThat(pod(spec).os()).isEqualTo(os);
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          selector of virtual kubelet  | nodeSelector: {type: virtual-kubelet}                                    | true
          selector of the second kind  | nodeSelector: {virtualization: virtualnode2}                             | true
          runs on one                  | nodeName: virtual-node-aci-linux                                         | true
          may run on one               | tolerations: [{key: virtual-kubelet.io/provider, operator: Exists}]      | true
          may run on one, by effect    | tolerations: [{key: azure.com/aci, effect: NoSchedule}]                  | true
          may, and runs elsewhere      | tolerations: [{key: azure.com/aci}], nodeName: aks-1                     | false
          tolerates everything         | tolerations: [{operator: Exists}]                                        | false
          an ordinary pod              | nodeSelector: {type: fast}                                               | false
          """)
  void virtual_nodes(String row, String spec, boolean virtual) {
    assertThat(pod(spec).virtualNode()).isEqualTo(virtual);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not written       | nodeSelector: {}                                   | default
          written           | serviceAccountName: sa                             | sa
          by the old name   | serviceAccount: sa                                 | sa
          by both           | serviceAccount: old, serviceAccountName: sa        | sa
          """)
  void service_account(String row, String spec, String name) {
    assertThat(pod(spec).serviceAccount()).isEqualTo(name);
  }

  @Test
  void containers_that_live_as_long_as_the_pod_count() {
    Workload pod =
        pod(
            """
            initContainers: [{name: setup, image: a, ports: [{containerPort: 1}]},
            {name: proxy, image: b, restartPolicy: Always, ports: [{containerPort: 2}]}],
            containers: [{name: main, image: c, securityContext: {privileged: true}}]\
            """);

    assertThat(pod.containers())
        .containsExactly(
            new Container("proxy", "b", false, List.of(new Port("", Protocol.TCP, 2, 0))),
            new Container("main", "c", true, List.of()));
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          number alone             | false | {containerPort: 80}                                           | TCP 80 0
          with a name              | false | {containerPort: 53, name: dns, protocol: UDP}                 | dns UDP 53 0
          SCTP                     | false | {containerPort: 53, protocol: SCTP}                           | SCTP 53 0
          on the node              | false | {containerPort: 80, hostPort: 8080}                           | TCP 80 8080
          hostPort 0 is none       | false | {containerPort: 80, hostPort: 0}                              | TCP 80 0
          network of the node      | true  | {containerPort: 80}                                           | TCP 80 80
          out of range             | false | {containerPort: 65536}                                        |
          no number                | false | {name: http}                                                  |
          """)
  void container_ports(String row, boolean hostNetwork, String port, String expected) {
    Workload pod =
        pod("hostNetwork: " + hostNetwork + ", containers: [{name: c, ports: [" + port + "]}]");

    assertThat(
            pod.containers().getFirst().ports().stream()
                .map(p ->
                    (p.name() + " " + p.protocol() + " " + p.number() + " " + p.hostPort()).strip())
                .collect(Collectors.joining(";")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0}: {1} is kept = {2}")
  @CsvSource({
    "Istio, sidecar.istio.io/status, true",
    "Istio by its own name, istio.io/rev, true",
    "Linkerd, config.linkerd.io/skip-outbound-ports, true",
    "Consul, consul.hashicorp.com/connect-inject, true",
    "AKS, kubernetes.azure.com/static-gateway-configuration, true",
    "workload identity, azure.workload.identity/inject-proxy-sidecar, true",
    "further networks, k8s.v1.cni.cncf.io/networks, true",
    "state of further networks, k8s.v1.cni.cncf.io/network-status, false",
    "copy of the pod, consul.hashicorp.com/original-pod, false",
    "address, cni.projectcalico.org/podIP, false",
    "a name that ends alike, notistio.io/rev, false",
    "no domain, istio.io, false"
  })
  void annotations(String row, String key, boolean kept) {
    Workload workload =
        Kube.facts(
                "{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {"
                    + key
                    + ": x}}, spec: {containers: []}}")
            .workloads()
            .getFirst();

    assertThat(workload.annotations().containsKey(key)).isEqualTo(kept);
  }

  @Test
  void what_is_wrong_in_a_pod_is_told_and_the_rest_is_read() {
    String object =
        """
        {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: web, version: 2}},
        spec: {hostNetwork: "yes",
        containers: [{name: c, ports: [
        {containerPort: "80"},
        {containerPort: 70000},
        {name: http, containerport: 80},
        {containerPort: 53, protocol: udp},
        {containerPort: 443}]}]}}
        """;

    assertThat(Kube.messages(object))
        .isEqualTo(
            """
            dir/0.yaml:1: error: Pod a, metadata.labels.version [WRONG_TYPE]
              found the number 2, expected text
              help: put the value in quotes
            dir/0.yaml:2: error: Pod a, spec.hostNetwork [WRONG_TYPE]
              found the text "yes", expected true or false
              help:\s
            dir/0.yaml:4: error: Pod a, spec.containers[0].ports[0].containerPort [WRONG_TYPE]
              found the text "80", expected a number from 1 to 65535
              help:\s
            dir/0.yaml:5: error: Pod a, spec.containers[0].ports[1].containerPort [PORT_RANGE]
              found 70000, expected a number from 1 to 65535
              help:\s
            dir/0.yaml:6: error: Pod a, spec.containers[0].ports[2].containerPort [MISSING_FIELD]
              found no containerPort, expected a number from 1 to 65535
              help:\s
            dir/0.yaml:6: error: Pod a, spec.containers[0].ports[2].containerport [UNKNOWN_FIELD]
              found the field containerport, expected one of containerPort, hostIP, hostPort, name, protocol
              help: did you mean containerPort?
            dir/0.yaml:7: error: Pod a, spec.containers[0].ports[3].protocol [BAD_PROTOCOL]
              found the text "udp", expected TCP, UDP or SCTP
              help: other protocols cannot be named here; write one of these in capitals
            """);
    Workload workload = Kube.facts(object).workloads().getFirst();
    assertThat(workload.id()).hasToString("default/a[Pod]");
    assertThat(workload.labels()).containsOnlyKeys("app");
    assertThat(workload.containers().getFirst().ports())
        .containsExactly(new Port("", Protocol.TCP, 443, 0));
  }

  @ParameterizedTest(name = "{0}: no {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiVersion: v1, kind: Pod, metadata: {name: a}}                                       | spec
          {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}                           | spec
          {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {}}                 | spec.template
          {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {}}}     | spec.template.spec
          {apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {}}                   | spec.jobTemplate
          {apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {jobTemplate: {}}}    | spec.jobTemplate.spec
          """)
  void a_part_that_must_be_there(String object, String field) {
    String name = field.substring(field.lastIndexOf('.') + 1);

    assertThat(Kube.messages(object))
        .contains(", " + field + " [MISSING_FIELD]\n  found no " + name + ", expected a mapping\n");
  }

  private static Workload pod(String spec) {
    String containers = spec.contains("containers:") ? "" : ", containers: []";
    return Kube.facts(
            "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {"
                + spec
                + containers
                + "}}")
        .workloads()
        .getFirst();
  }
}
