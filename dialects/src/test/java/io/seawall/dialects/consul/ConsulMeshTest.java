package io.seawall.dialects.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.MeshText;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Consul documentation, "Service intentions overview", "Annotations and labels",
/// "Transparent proxy overview", "Onboard services while in permissive mTLS mode"; Consul source,
/// consul-k8s, control-plane/connect-inject.
class ConsulMeshTest {
  private static final String GROUP = "consul.hashicorp.com/";
  private static final String INJECT = GROUP + "connect-inject: \"true\"";
  private static final String ACL =
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: consul-server-config, namespace: consul},
      data: {server.json: "{'bootstrap_expect': 1}", acl-config.json:
      "{'acl': {'enabled': true, 'default_policy': 'deny'}}"}}
      """
          .replace("'", "\\\"");

  private static String namespace(String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {%s}}}"
        .formatted(labels);
  }

  private static String deployment(String annotations, String spec) {
    return """
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {
    template: {metadata: {labels: {app: web}, annotations: {%s}}, spec: {serviceAccountName: web,
    %s
    containers: [{name: web, image: i, ports: [{name: http, containerPort: 8080}]}]}}}}
    """
        .formatted(annotations, spec);
  }

  private static String pod(String annotations, String sidecar) {
    return """
    {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web},
    annotations: {%s}}, spec: {serviceAccountName: web, nodeName: n, containers: [
    {name: web, image: i, ports: [{name: http, containerPort: 8080}]}%s]},
    status: {phase: Running, podIP: 10.1.0.1}}
    """
        .formatted(annotations, sidecar);
  }

  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector:"
          + " {app: web}, ports: [{port: 80, targetPort: http}]}}";

  private static String object(String kind, String name, String spec) {
    return object(kind, name, spec, "status: {conditions: [{type: Synced, status: \"True\"}]}");
  }

  private static String object(String kind, String name, String spec, String status) {
    return """
    {apiVersion: consul.hashicorp.com/v1alpha1, kind: %s, metadata: {name: %s, namespace: shop},
    spec: %s, %s}
    """
        .formatted(kind, name, spec, status);
  }

  private static String intentions(String sources) {
    return object("ServiceIntentions", "i", "{destination: {name: web}, sources: " + sources + "}");
  }

  private static MeshText mesh(String... objects) {
    return new MeshText(new ConsulMesh(), objects);
  }

  /// The service `web` with access control lists on, with these objects.
  private static MeshText web(String... objects) {
    return mesh(
        Stream.concat(Stream.of(namespace(""), deployment(INJECT, ""), SERVICE), Stream.of(objects))
            .toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "true, IN intended",
    "T, IN intended",
    "1, IN intended",
    "false, OUT KEPT_OUT",
    "yes, OUT KEPT_OUT"
  })
  void an_annotation_asks_for_a_proxy(String value, String expected) {
    String annotation = GROUP + "connect-inject: \"" + value + "\"";
    assertThat(mesh(namespace(""), deployment(annotation, "")).standing("web")).isEqualTo(expected);
  }

  @Test
  void without_it_a_setting_of_the_injector_decides() {
    String settings = object("Mesh", "mesh", "{}");
    assertThat(mesh(namespace(""), deployment("", "")).standing("web")).isEqualTo("NONE");
    assertThat(mesh(namespace(""), deployment("", ""), settings).standing("web"))
        .isEqualTo("UNKNOWN");
    assertThat(mesh(namespace(""), pod("", ""), settings).standing("web"))
        .isEqualTo("OUT NOT_ASKED");
  }

  @Test
  void of_pods_that_run_the_proxy_tells() {
    String proxy = ", {name: consul-dataplane, image: p}";
    assertThat(mesh(pod("", proxy)).standing("web")).isEqualTo("IN");
    assertThat(mesh(pod(INJECT, "")).standing("web")).isEqualTo("OUT RESTART");
    assertThat(mesh(deployment(INJECT, "hostNetwork: true,")).standing("web"))
        .isEqualTo("OUT HOST_NETWORK");
  }

  @Test
  void a_proxy_takes_all_that_comes_in_only_if_it_is_transparent() {
    String off = "capture %s shop/web: ALLOW everybody at TCP all";
    String proxy = ", {name: consul-dataplane, image: p}";
    assertThat(web().captured("web")).doesNotContain("capture");
    assertThat(mesh(pod("", proxy)).captured("web")).contains(off.formatted("Pod"));
    assertThat(mesh(pod(GROUP + "transparent-proxy-status: enabled", proxy)).captured("web"))
        .doesNotContain("capture");
    assertThat(
            mesh(namespace(GROUP + "transparent-proxy: \"false\""), deployment(INJECT, ""))
                .captured("web"))
        .contains(off.formatted("Deployment"));
    assertThat(
            mesh(
                    namespace(GROUP + "transparent-proxy: \"false\""),
                    deployment(INJECT + ", " + GROUP + "transparent-proxy: \"true\"", ""))
                .captured("web"))
        .doesNotContain("capture");
    assertThat(mesh(deployment(INJECT, "")).captured("web"))
        .contains("capture Deployment shop/web?: ALLOW everybody");
  }

  @Test
  void ports_may_be_excluded() {
    MeshText mesh =
        mesh(
            namespace(""),
            deployment(
                INJECT
                    + ", "
                    + GROUP
                    + "transparent-proxy-exclude-inbound-ports: \"9090,8080\", "
                    + GROUP
                    + "enable-metrics: \"true\", "
                    + GROUP
                    + "transparent-proxy-overwrite-probes: \"false\"",
                ""));
    assertThat(mesh.captured("web"))
        .isEqualTo(
            """
            capture Deployment shop/web: ALLOW everybody at TCP 8080, TCP 9090
            own_ports Deployment shop/web: ALLOW everybody at TCP 20200\
            """);
  }

  @Test
  void a_port_of_the_application_is_none_of_the_proxy() {
    MeshText mesh =
        mesh(
            namespace(""),
            deployment(
                INJECT
                    + ", "
                    + GROUP
                    + "enable-metrics: \"true\", "
                    + GROUP
                    + "prometheus-scrape-port: \"8080\"",
                ""));
    assertThat(mesh.captured("web"))
        .contains("capture Deployment shop/web: ALLOW everybody at TCP 8080");
  }

  @Test
  void proofs_assume_that_intentions_are_made_in_kubernetes() {
    assertThat(web().assumed("web")).anyMatch(text -> text.contains("consul intention list"));
  }

  @Test
  void pods_show_which_service_they_are() {
    Member.Sends sends = web().member("web").place().orElseThrow().sends();
    assertThat(sends.identity())
        .isEqualTo(
            Map.of(
                Identity.SERVICE, "web",
                Identity.NAMESPACE, "default",
                Identity.PRINCIPAL, "ns/default/svc/web",
                Identity.SERVICE_ACCOUNT, "shop/web"));
    assertThat(sends.stranger())
        .containsEntry(Identity.SERVICE, Identity.NOBODY)
        .containsEntry(Identity.NAMESPACE, "default");
    assertThat(sends.tunnel()).contains(PacketSet.to(Protocol.TCP, 20000));
    assertThat(sends.plainToo()).isTrue();
    String other =
        SERVICE.replace(
            "name: web,", "name: extra, labels: {consul.hashicorp.com/service-ignore: \"true\"},");
    assertThat(web(other).member("web").place().orElseThrow().sends().identity())
        .containsEntry(Identity.SERVICE, "web");
    Member.Sends closed =
        web(object("Mesh", "mesh", "{transparentProxy: {meshDestinationsOnly: true}}"))
            .member("web")
            .place()
            .orElseThrow()
            .sends();
    assertThat(closed.plainToo()).isFalse();
    Member.Sends named =
        mesh(deployment(INJECT + ", " + GROUP + "connect-service: shop-web", ""), SERVICE)
            .member("web")
            .place()
            .orElseThrow()
            .sends();
    assertThat(named.identity()).containsEntry(Identity.SERVICE, "shop-web");
  }

  @Test
  void without_a_service_it_is_not_known_which_they_are() {
    MeshText mesh =
        mesh(
            namespace(""), deployment(INJECT, ""), ACL, intentions("[{name: api, action: allow}]"));
    assertThat(mesh.inbound("web"))
        .contains(
            "ranked ServiceIntentions shop/i: ALLOW ?\nranked ServiceIntentions shop/i: DENY ?");
  }

  @Test
  void the_intention_with_the_most_exact_names_decides() {
    MeshText mesh =
        web(
            ACL,
            intentions("[{name: api, action: allow}, {name: \"*\", action: deny}]"),
            object(
                "ServiceIntentions",
                "all",
                "{destination: {name: \"*\"}, sources: [{name: job, action: allow}, {name: \"*\","
                    + " action: deny}]}"),
            object(
                "ServiceIntentions",
                "other",
                "{destination: {name: db}, sources: [{name: job, action: allow}]}"));
    assertThat(mesh.inbound("web"))
        .isEqualTo(
            """
            transport Deployment shop/web: DENY not identified *
            denial Deployment shop/web: DENY everybody at TCP 0-8079, TCP 8081-65535
            ranked ServiceIntentions shop/i: ALLOW identified service=api
            ranked ServiceIntentions shop/i: DENY everybody
            ranked ServiceIntentions shop/all: ALLOW identified service=job
            ranked ServiceIntentions shop/all: DENY everybody
            default ConfigMap consul/consul-server-config: DENY everybody\
            """);
    assertThat(mesh.member("web").inbound())
        .filteredOn(policy -> policy.tier().name().equals("ranked"))
        .extracting(policy -> policy.title() + " " + policy.priority())
        .containsExactly(
            "ServiceIntentions shop/i 1.0",
            "ServiceIntentions shop/i 2.0",
            "ServiceIntentions shop/all 4.0",
            "ServiceIntentions shop/all 5.0");
  }

  @ParameterizedTest(name = "{0} admits {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          [{name: api, action: allow}]                              ; ALLOW identified service=api
          [{name: api, action: deny}]                               ; DENY identified service=api
          [{name: "*", action: allow}]                              ; ALLOW identified *
          [{name: api, namespace: team, action: allow}]             ; ALLOW identified service=api,namespace=team
          [{name: "*", namespace: team, action: allow}]             ; ALLOW identified namespace=team
          [{name: api, peer: east, action: allow}]                  ; ALLOW (outside & ?)
          [{name: api, partition: default, action: allow}]          ; ALLOW identified service=api
          [{name: api, partition: east, action: allow}]             ; ALLOW (identified service=api & ?)
          """)
  void an_intention_means_services_by_name(String sources, String expected) {
    assertThat(web(intentions(sources)).inbound("web").lines())
        .contains("ranked ServiceIntentions shop/i: " + expected);
  }

  @Test
  void permissions_are_asked_in_order() {
    String sources =
        "[{name: api, permissions: [{action: deny, http: {pathPrefix: /admin}}, {action: allow,"
            + " http: {pathExact: /a, methods: [GET, POST], header: [{name: X, present: true},"
            + " {name: Y, suffix: b, invert: true}]}}, {action: allow, http: {pathRegex: /c.*}}]}]";
    String http = object("ServiceDefaults", "web", "{protocol: http}");
    String before = "ranked ServiceIntentions shop/i: ";
    assertThat(web(intentions(sources), http).inbound("web"))
        .contains(
            before
                + "DENY (identified service=api & (sending path has /admin at START))\n"
                + before
                + "ALLOW (identified service=api & (sending path=/a & sending method=GET/POST &"
                + " sending header.x & sending !header.y has b at END))\n"
                + before
                + "ALLOW (identified service=api & (?))\n"
                + before
                + "ALLOW (identified service=api & ?)\n"
                + before
                + "DENY identified service=api\n");
    MeshText tcp = web(intentions(sources));
    assertThat(tcp.inbound("web").lines().filter(line -> line.startsWith(before)))
        .containsExactly(before + "DENY identified service=api");
    assertThat(tcp.notes("web")).contains("BREAKS: ServiceIntentions shop/i has permissions");
  }

  @Test
  void the_protocol_may_be_that_of_all_proxies() {
    String sources = "[{name: api, permissions: [{action: allow}]}]";
    String proxies = object("ProxyDefaults", "global", "{config: {protocol: http}}");
    assertThat(web(intentions(sources), proxies).inbound("web"))
        .contains("ALLOW (identified service=api & everybody)");
    String own = object("ServiceDefaults", "web", "{protocol: tcp}");
    assertThat(web(intentions(sources), proxies, own).inbound("web"))
        .doesNotContain("ALLOW (identified service=api & everybody)");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          status: {conditions: [{type: Synced, status: "True"}]}    ; shop/i:
          status: {conditions: [{type: Synced, status: "False"}]}   ; shop/i?:
          status: {}                                                ; shop/i?:
          ''                                                        ; shop/i:
          """)
  void an_intention_counts_if_consul_has_it(String status, String title) {
    String spec = "{destination: {name: web}, sources: [{name: api, action: allow}]}";
    MeshText mesh = web(object("ServiceIntentions", "i", spec, status));
    assertThat(mesh.inbound("web"))
        .contains("ranked ServiceIntentions " + title + " ALLOW identified service=api");
    assertThat(mesh.notes("web").contains("Synced")).isEqualTo(title.contains("?"));
  }

  @Test
  void a_live_object_without_a_condition_is_in_doubt() {
    String live =
        intentions("[{name: api, action: allow}]")
            .replace("name: i,", "name: i, uid: a,")
            .replace("status: {conditions: [{type: Synced, status: \"True\"}]}", "");
    assertThat(web(live).inbound("web")).contains("ServiceIntentions shop/i?: ALLOW");
  }

  @Test
  void what_no_intention_speaks_of_hangs_on_the_servers() {
    assertThat(web().inbound("web"))
        .endsWith("default Deployment shop/web: ALLOW ?\ndefault Deployment shop/web: DENY ?");
    assertThat(web(ACL).inbound("web"))
        .endsWith("default ConfigMap consul/consul-server-config: DENY everybody");
    String off = ACL.replace("true", "false");
    assertThat(web(off).inbound("web"))
        .contains("default ConfigMap consul/consul-server-config: ALLOW identified *");
    String denies =
        off.replace(
            "bootstrap_expect", "default_intention_policy\\\": \\\"deny\\\", \\\"bootstrap_expect");
    assertThat(web(denies).inbound("web")).doesNotContain("ALLOW");
  }

  @Test
  void without_access_control_lists_a_pod_may_take_a_name_that_is_allowed() {
    String allowed = intentions("[{name: api, action: allow}]");
    String borrowed =
        "ranked ServiceIntentions shop/i: ALLOW (identified service=seawall-nobody & ?)";
    assertThat(web(allowed).inbound("web")).contains(borrowed);
    assertThat(web(allowed, ACL).inbound("web")).doesNotContain(borrowed);
    assertThat(web(intentions("[{name: \"*\", action: deny}]")).inbound("web"))
        .doesNotContain(borrowed);
  }

  @Test
  void in_permissive_mode_plain_text_gets_to_the_port_of_the_service() {
    String own = object("ServiceDefaults", "web", "{mutualTLSMode: permissive}");
    String expected = "transport ServiceDefaults shop/web: ALLOW not identified * at TCP 8080";
    MeshText mesh = web(own);
    assertThat(mesh.inbound("web"))
        .contains(expected + "\ntransport ServiceDefaults shop/web: DENY not identified *");
    assertThat(mesh.notes("web")).contains("FRAGILE: ServiceDefaults shop/web is permissive");
    String allowed = object("Mesh", "mesh", "{allowEnablingPermissiveMutualTLS: true}");
    assertThat(web(own, allowed).notes("web")).doesNotContain("is permissive");
    String all = object("ProxyDefaults", "global", "{mutualTLSMode: permissive}");
    assertThat(web(all).inbound("web"))
        .contains("transport ProxyDefaults shop/global: ALLOW not identified * at TCP 8080");
    String strict = object("ServiceDefaults", "web", "{mutualTLSMode: strict}");
    assertThat(web(all, strict).inbound("web"))
        .contains("transport Deployment shop/web: DENY not identified *");
    String unsynced = object("ServiceDefaults", "web", "{mutualTLSMode: permissive}", "status: {}");
    assertThat(web(unsynced).inbound("web")).contains("ALLOW (not identified * & ?) at TCP 8080");
  }

  @Test
  void paths_may_be_exposed() {
    String own =
        object(
            "ServiceDefaults",
            "web",
            "{expose: {checks: true, paths: [{listenerPort: 21000, path: /health}]}}");
    assertThat(web(own).captured("web"))
        .contains("capture ServiceDefaults shop/web: ALLOW everybody at TCP 21000")
        .contains("capture ServiceDefaults shop/web?: ALLOW everybody at TCP 21500-21755");
  }

  @Test
  void extensions_may_change_anything() {
    String own =
        object(
            "ServiceDefaults",
            "web",
            "{envoyExtensions: [{name: builtin/lua, arguments: {script: a}}]}");
    assertThat(web(own).captured("web"))
        .contains(
            "capture ServiceDefaults shop/web: ALLOW ?\ncapture ServiceDefaults shop/web: DENY ?");
    assertThat(web(own).notes("web")).contains("OVERRIDES: ServiceDefaults shop/web");
    String text = GROUP + "proxy-config-map: \"{\\\"envoy_public_listener_json\\\": 1}\"";
    assertThat(mesh(namespace(""), deployment(INJECT + ", " + text, "")).captured("web"))
        .contains("capture Deployment shop/web: ALLOW ?");
  }

  @Test
  void a_gateway_takes_connections_from_outside() {
    MeshText mesh =
        mesh(
            pod(
                GROUP
                    + "gateway-kind: ingress-gateway, "
                    + GROUP
                    + "gateway-consul-service-name: edge",
                ", {name: consul-dataplane, image: p}"));
    assertThat(mesh.captured("web")).startsWith("capture Pod shop/web: ALLOW everybody at TCP all");
    assertThat(mesh.member("web").place().orElseThrow().sends().identity())
        .containsEntry(Identity.SERVICE, "edge");
  }

  @Test
  void what_cannot_be_read_is_in_doubt() {
    String unread =
        "ranked ServiceIntentions shop/i: ALLOW ?\nranked ServiceIntentions shop/i: DENY ?";
    assertThat(web(intentions("[{name: api, action: permit}]")).inbound("web")).contains(unread);
    String nowhere = object("ServiceIntentions", "i", "{sources: [{name: api, action: allow}]}");
    assertThat(web(nowhere).inbound("web")).contains(unread);
    String elsewhere =
        object("ServiceIntentions", "i", "{destination: {name: db}, sources: [{name: api}]}");
    assertThat(web(elsewhere).inbound("web")).doesNotContain("ranked");
    String defaults = object("ServiceDefaults", "web", "{mutualTlsMode: permissive}");
    assertThat(web(defaults).captured("web")).contains("capture ServiceDefaults shop/web: ALLOW ?");
  }
}
