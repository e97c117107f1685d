package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.ROOT;
import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.namespace;
import static io.seawall.dialects.istio.IstioScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.MeshText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Configure waypoint proxies", "Use Layer 4 security policy" and
/// "Use Layer 7 features".
class WaypointsTest {
  private static final String KIND = "AuthorizationPolicy";
  private static final String USE = "istio.io/use-waypoint";
  private static final String GATEWAY = gateway("shop", "wp", "istio-waypoint");

  private static String gateway(String namespace, String name, String className) {
    return """
    {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: %s, namespace: %s},
    spec: {gatewayClassName: %s, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}}
    """
        .formatted(name, namespace, className);
  }

  private static String service(String labels) {
    return """
    {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, labels: {%s}}, spec: {
    selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}}
    """
        .formatted(labels);
  }

  /// The ambient workload `web` behind a Service, with the labels of its namespace.
  private static MeshText mesh(String ofNamespace, String ofService, String... objects) {
    List<String> all = new ArrayList<>(List.of(objects));
    all.add(
        namespace(
            "shop",
            "istio.io/dataplane-mode: ambient"
                + (ofNamespace.isEmpty() ? "" : ", " + ofNamespace)));
    all.add(service(ofService));
    all.add(deployment());
    return new MeshText(new IstioMesh(), all.toArray(String[]::new));
  }

  private static String through(MeshText mesh) {
    return mesh.inbound("web")
        .lines()
        .filter(line -> line.startsWith("waypoint "))
        .map(line -> line.substring("waypoint ".length()))
        .collect(Collectors.joining("; "));
  }

  private static String direct(String rules) {
    return policy(KIND, "direct", "{rules: [" + rules + "]}");
  }

  private static String bound(String kind, String name, String rest) {
    return policy(
        KIND, "bound", "{targetRefs: [{kind: " + kind + ", name: " + name + "}]" + rest + "}");
  }

  private static final String OPEN =
      "Gateway shop/wp: ALLOW (identified * & identified *) at TCP 8080";

  @ParameterizedTest(name = "namespace {0}, service {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                                                        ; ''                              ; ''
          istio.io/use-waypoint: wp                                 ; ''                              ; open
          ''                                                        ; istio.io/use-waypoint: wp       ; open
          istio.io/use-waypoint: wp                                 ; istio.io/use-waypoint: none     ; ''
          'istio.io/use-waypoint: wp, istio.io/use-waypoint-namespace: shop' ; ''                     ; open
          istio.io/use-waypoint: other                              ; ''                              ; unread
          """)
  void labels_lead_calls_of_services_through_a_waypoint(
      String ofNamespace, String ofService, String expected) {
    String meant =
        switch (expected) {
          case "open" -> OPEN;
          case "unread" -> "waypoint shop/other: ALLOW (identified * & ?) at TCP all";
          default -> "";
        };
    assertThat(through(mesh(ofNamespace, ofService, GATEWAY))).isEqualTo(meant);
  }

  @Test
  void a_gateway_of_another_class_is_none() {
    assertThat(through(mesh(USE + ": wp", "", gateway("shop", "wp", "istio"))))
        .isEqualTo("waypoint shop/wp: ALLOW (identified * & ?) at TCP all");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {from: [{source: {serviceAccounts: [wp]}}]}                                    ; open
          {from: [{source: {principals: [cluster.local/ns/shop/sa/wp]}}]}                ; open
          {from: [{source: {namespaces: [shop]}}]}                                       ; open
          {from: [{source: {serviceAccounts: [client]}}]}                                ; ''
          {from: [{source: {namespaces: [shop]}}], to: [{operation: {ports: ["9090"]}}]} ; ''
          {from: [{source: {notNamespaces: [shop]}}]}                                    ; ''
          """)
  void whom_the_proxy_of_the_node_does_not_let_by_leads_nobody(String rule, String expected) {
    MeshText mesh = mesh(USE + ": wp", "", GATEWAY, direct(rule));
    assertThat(through(mesh)).isEqualTo(expected.isEmpty() ? "" : OPEN);
    String note = "BREAKS: AuthorizationPolicy shop/direct names clients whose calls come through";
    if (expected.isEmpty()) {
      assertThat(mesh.notes("web")).startsWith(note);
    } else {
      assertThat(mesh.notes("web")).doesNotContain(note);
    }
  }

  @Test
  void where_the_address_of_the_waypoint_decides_it_is_doubted() {
    assertThat(
            through(
                mesh(
                    USE + ": wp",
                    "",
                    GATEWAY,
                    direct("{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}"))))
        .isEqualTo("Gateway shop/wp: ALLOW (? & identified * & identified *) at TCP 8080");
  }

  private static final String BANK = ", rules: [{from: [{source: {namespaces: [bank]}}]}]";

  @ParameterizedTest(name = "bound to {0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Gateway ; wp    ; true
          Service ; web   ; true
          Gateway ; other ; false
          Service ; db    ; false
          """)
  void a_waypoint_looks_at_what_is_bound_to_it_or_to_a_service_behind_it(
      String kind, String name, boolean looks) {
    MeshText mesh = mesh(USE + ": wp", "", GATEWAY, bound(kind, name, BANK));
    assertThat(through(mesh))
        .isEqualTo(
            looks
                ? "AuthorizationPolicy shop/bound: ALLOW (identified * & identified namespace=bank)"
                    + " at TCP 8080"
                : OPEN);
  }

  @ParameterizedTest(name = "in {0}: {1}")
  @CsvSource({"istio-system, true", "shop, false"})
  void in_the_root_namespace_a_policy_may_speak_of_all_waypoints(String namespace, boolean looks) {
    String all =
        policy(
            KIND,
            namespace,
            "bound",
            "{targetRefs: [{kind: GatewayClass, name: istio-waypoint}]" + BANK + "}");
    assertThat(through(mesh(USE + ": wp", "", GATEWAY, all)))
        .isEqualTo(
            looks
                ? "AuthorizationPolicy "
                    + ROOT
                    + "/bound: ALLOW (identified * & identified namespace=bank) at TCP 8080"
                : OPEN);
  }

  @Test
  void what_it_denies_is_taken_away_port_by_port() {
    assertThat(
            through(
                mesh(USE + ": wp", "", GATEWAY, bound("Gateway", "wp", ", action: DENY" + BANK))))
        .isEqualTo(
            "Gateway shop/wp: ALLOW (identified * & (identified * & not identified namespace=bank))"
                + " at TCP 8080");
  }

  @Test
  void what_is_bound_to_nothing_is_told() {
    assertThat(mesh("", "", GATEWAY, bound("Gateway", "other", BANK)).notes("web"))
        .contains("VAIN: AuthorizationPolicy shop/bound is bound to Gateway other");
    assertThat(mesh("", "", GATEWAY, bound("Service", "web", BANK)).notes("web"))
        .contains("VAIN: AuthorizationPolicy shop/bound is bound to Service web");
    assertThat(mesh(USE + ": wp", "", GATEWAY, bound("Service", "web", BANK)).notes("web"))
        .doesNotContain("VAIN");
  }
}
