package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The controller of Ingresses and Routes in maps that are compared with those of NP-Guard.
class IngressControllerTest {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
            - name: web
              ports:
              - { name: http, containerPort: 8080 }
              - { name: dns, containerPort: 5353, protocol: UDP }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports:
        - { name: front, port: 80, targetPort: http }
        - { name: bare, port: 81, targetPort: 9090 }
        - { name: names, port: 53, targetPort: dns, protocol: UDP }
      ---
      """;

  private static String ingress(String port) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web, namespace: shop }
    spec: { defaultBackend: { service: { name: web, port: %s } } }
    ---
    """
        .formatted(port);
  }

  private static String route(String port) {
    return """
    apiVersion: route.openshift.io/v1
    kind: Route
    metadata: { name: web, namespace: shop }
    spec: { to: { kind: Service, name: web }%s }
    ---
    """
        .formatted(port);
  }

  private static List<String> lines(String input, String... options) {
    List<String> words =
        new java.util.ArrayList<>(List.of("map", "-", "--compat", "np-guard", "-o", "txt"));
    words.addAll(List.of(options));
    Ran ran = Ran.withInput(input, words.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    return ran.out().lines().filter(line -> line.startsWith("{ingress-controller}")).toList();
  }

  private static final String REACHES = "{ingress-controller} => shop/web[Deployment] : TCP 8080";

  @ParameterizedTest(name = "an Ingress to port {0} leads: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {number: 80}   | true
          {name: front}  | true
          {name: http}   | true
          {number: 81}   | false
          {name: names}  | false
          {number: 8080} | false
          {name: absent} | false
          """)
  void an_ingress_leads_to_declared_tcp_ports(String port, boolean leads) {
    assertThat(lines(WEB + ingress(port))).isEqualTo(leads ? List.of(REACHES) : List.of());
  }

  @ParameterizedTest(name = "a Route with {0} leads: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                           | true
          ', port: {targetPort: http}' | true
          ', port: {targetPort: 9090}' | false
          """)
  void a_route_leads_to_declared_tcp_ports(String port, boolean leads) {
    assertThat(lines(WEB + route(port))).isEqualTo(leads ? List.of(REACHES) : List.of());
  }

  @Test
  void without_an_ingress_or_route_there_is_no_controller() {
    assertThat(lines(WEB)).isEmpty();
  }

  @Test
  void policies_judge_the_controller_as_a_pod_without_labels() {
    String deny =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: own, namespace: shop }
        spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }
        ---
        """;
    assertThat(lines(WEB + ingress("{number: 80}") + deny)).isEmpty();
    String all = deny.replace("podSelector: {} }]", "namespaceSelector: {} }]");
    assertThat(lines(WEB + ingress("{number: 80}") + all)).containsExactly(REACHES);
  }

  @Test
  void it_can_be_in_focus() {
    String input = WEB + ingress("{number: 80}");
    assertThat(lines(input, "--focus-workload", "ingress-controller")).containsExactly(REACHES);
    assertThat(lines(input, "--focus-workload", "absent")).isEmpty();
  }

  @Test
  void a_difference_names_it(@TempDir Path folder) throws IOException {
    Path before = Files.writeString(folder.resolve("before.yaml"), WEB);
    Path after = Files.writeString(folder.resolve("after.yaml"), WEB + ingress("{number: 80}"));
    Ran ran =
        Ran.of("diff", before.toString(), after.toString(), "--compat", "np-guard", "-o", "txt");
    assertThat(ran.out())
        .isEqualTo(
            """
            Connectivity diff:
            diff-type: added, source: {ingress-controller}, destination: shop/web[Deployment], \
            ref1: No Connections, ref2: TCP 8080
            """);
  }
}
