package io.seawall.dialects.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.MeshText;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Linkerd documentation, "Authorization Policy", "Automatic Proxy Injection" and "Proxy
/// Configuration"; Linkerd source, pkg/inject/report.go and policy-controller/k8s/index.
class LinkerdMeshTest {
  private static final String INJECT = "linkerd.io/inject";
  private static final String DEFAULT = "config.linkerd.io/default-inbound-policy";
  private static final String SERVER =
      "{podSelector: {matchLabels: {app: web}}, port: http, proxyProtocol: HTTP/1}";
  private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";

  private static String namespace(String annotations, String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: shop, annotations: {%s}, labels: {%s}}}"
        .formatted(annotations, labels);
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
    annotations: {%s}}, spec: {serviceAccountName: web, nodeName: n, containers: [%s
    {name: web, image: i, ports: [{name: http, containerPort: 8080}]}]},
    status: {phase: Running, podIP: 10.1.0.1}}
    """
        .formatted(annotations, sidecar);
  }

  private static String object(String kind, String name, String spec) {
    return """
    {apiVersion: policy.linkerd.io/v1alpha1, kind: %s, metadata: {name: %s, namespace: shop},
    spec: %s}
    """
        .formatted(kind, name, spec);
  }

  private static MeshText mesh(String... objects) {
    return new MeshText(new LinkerdMesh(), objects);
  }

  /// A workload that denies by default, with these objects.
  private static MeshText denying(String... objects) {
    return mesh(
        Stream.concat(
                Stream.of(
                    namespace(INJECT + ": enabled, " + DEFAULT + ": deny", ""), deployment("", "")),
                Stream.of(objects))
            .toArray(String[]::new));
  }

  private static String policy(String required) {
    return object(
        "AuthorizationPolicy",
        "p",
        "{targetRef: {group: policy.linkerd.io, kind: Server, name: s},"
            + " requiredAuthenticationRefs: "
            + required
            + "}");
  }

  @ParameterizedTest(name = "namespace {0}, pods {1}: {2}")
  @CsvSource(
      textBlock =
          """
          '',       '',       OUT NOT_ASKED
          enabled,  '',       IN intended
          ingress,  '',       IN intended
          enabled,  enabled,  IN intended
          enabled,  disabled, OUT KEPT_OUT
          disabled, enabled,  IN intended
          disabled, '',       OUT KEPT_OUT
          '',       enabled,  IN intended
          '',       disabled, OUT KEPT_OUT
          'true',   '',       OUT KEPT_OUT
          enabled,  'true',   OUT KEPT_OUT
          'true',   enabled,  OUT KEPT_OUT
          """)
  void annotations_ask_for_a_proxy(String general, String own, String expected) {
    MeshText mesh =
        mesh(
            namespace(INJECT + ": \"" + general + "\"", ""),
            deployment(own.isEmpty() ? "" : INJECT + ": \"" + own + "\"", ""));
    assertThat(mesh.standing("web")).isEqualTo(expected);
  }

  @Test
  void without_the_namespace_it_is_not_known_whether_pods_get_a_proxy() {
    String server = object("Server", "s", SERVER);
    assertThat(mesh(deployment("", ""), server).standing("web")).isEqualTo("UNKNOWN");
    assertThat(mesh(deployment(INJECT + ": enabled", ""), server).standing("web"))
        .isEqualTo("IN intended");
    assertThat(mesh(deployment(INJECT + ": disabled", ""), server).standing("web"))
        .isEqualTo("OUT KEPT_OUT");
    assertThat(mesh(deployment("", "")).standing("web")).isEqualTo("NONE");
  }

  @Test
  void pods_on_the_network_of_their_node_get_no_proxy() {
    MeshText mesh = mesh(namespace(INJECT + ": enabled", ""), deployment("", "hostNetwork: true,"));
    assertThat(mesh.standing("web")).isEqualTo("OUT HOST_NETWORK");
    assertThat(mesh.inbound("web")).isEmpty();
  }

  @Test
  void a_namespace_may_be_left_out_by_the_webhook() {
    MeshText mesh =
        mesh(
            namespace(INJECT + ": enabled", "config.linkerd.io/admission-webhooks: disabled"),
            deployment("", ""));
    assertThat(mesh.standing("web")).isEqualTo("OUT KEPT_OUT");
  }

  @Test
  void of_pods_that_run_the_proxy_tells() {
    String asking = namespace(INJECT + ": enabled", "");
    assertThat(mesh(asking, pod("", "{name: linkerd-proxy, image: p},")).standing("web"))
        .isEqualTo("IN");
    assertThat(mesh(asking, pod("", "")).standing("web")).isEqualTo("OUT RESTART");
    assertThat(
            mesh(asking, pod(INJECT + ": disabled", ""), object("Server", "s", SERVER))
                .standing("web"))
        .isEqualTo("OUT KEPT_OUT");
    assertThat(mesh(pod("", ""), object("Server", "s", SERVER)).standing("web"))
        .isEqualTo("OUT NOT_ASKED");
  }

  @Test
  void pods_show_who_they_are() {
    Member.Sends sends = denying().member("web").place().orElseThrow().sends();
    assertThat(sends.identity())
        .isEqualTo(
            Map.of(
                Identity.PRINCIPAL, WEB,
                Identity.NAMESPACE, "shop",
                Identity.SERVICE_ACCOUNT, "shop/web",
                Identity.TRUST_DOMAIN, "linkerd.cluster.local"));
    assertThat(sends.stranger())
        .containsEntry(
            Identity.PRINCIPAL,
            "default.seawall-nobody.serviceaccount.identity.linkerd.cluster.local");
    assertThat(sends.plainToo()).isFalse();
    assertThat(sends.tunnel().orElseThrow()).isEqualTo(PacketSet.to(Protocol.TCP, 4143));
    Member other =
        mesh(deployment(INJECT + ": enabled, config.linkerd.io/skip-outbound-ports: \"5432\"", ""))
            .member("web");
    assertThat(other.place().orElseThrow().sends().plainToo()).isTrue();
  }

  @Test
  void proofs_assume_what_every_pod_has() {
    assertThat(denying().assumed("web"))
        .anyMatch(text -> text.contains("probes"))
        .anyMatch(text -> text.contains("webhookFailurePolicy"));
  }

  @Test
  void the_settings_of_the_installation_count() {
    String config =
        """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: linkerd-config, namespace: l5d},
        data: {values: "clusterNetworks: 10.9.0.0/16
        identityTrustDomain: prod.example
        proxy:
          defaultInboundPolicy: cluster-authenticated
        proxyInit:
          ignoreInboundPorts: '25'
        "}}
        """;
    MeshText mesh = mesh(config, deployment(INJECT + ": enabled", ""));
    assertThat(mesh.inbound("web"))
        .isEqualTo(
            """
            default ConfigMap l5d/linkerd-config: ALLOW (identified * & (10.9.0.0/16))
            default ConfigMap l5d/linkerd-config: DENY everybody\
            """);
    assertThat(mesh.captured("web"))
        .isEqualTo(
            """
            own_ports Deployment shop/web: ALLOW everybody at TCP 4190-4191
            capture Deployment shop/web: ALLOW everybody at TCP 25\
            """);
    assertThat(mesh.member("web").place().orElseThrow().sends().identity())
        .containsEntry(Identity.PRINCIPAL, "web.shop.serviceaccount.identity.l5d.prod.example");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          all-unauthenticated     ; ALLOW everybody, DENY everybody
          audit                   ; ALLOW everybody, DENY everybody
          all-authenticated       ; ALLOW identified *, DENY everybody
          cluster-unauthenticated ; ALLOW (10.0.0.0/8 | 100.64.0.0/10 | 172.16.0.0/12 | 192.168.0.0/16 | fd00::/8), DENY everybody
          cluster-authenticated   ; ALLOW (identified * & (10.0.0.0/8 | 100.64.0.0/10 | 172.16.0.0/12 | 192.168.0.0/16 | fd00::/8)), DENY everybody
          deny                    ; DENY everybody
          closed                  ; ALLOW ?, DENY ?
          """)
  void the_default_policy_decides_where_no_server_does(String policy, String expected) {
    MeshText mesh = mesh(deployment(INJECT + ": enabled, " + DEFAULT + ": " + policy, ""));
    String before = "default Deployment shop/web: ";
    assertThat(mesh.inbound("web"))
        .isEqualTo(before + expected.replace(", DENY", "\n" + before + "DENY"));
    assertThat(mesh.notes("web").isEmpty()).isEqualTo(!policy.equals("closed"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "all-unauthenticated, ALLOW identified *",
    "audit, ALLOW everybody",
    "deny, DENY everybody"
  })
  void some_ports_may_require_an_identity(String policy, String first) {
    MeshText mesh =
        mesh(
            deployment(
                INJECT
                    + ": enabled, "
                    + DEFAULT
                    + ": "
                    + policy
                    + ", config.linkerd.io/proxy-require-identity-inbound-ports: \"8080\"",
                ""));
    assertThat(mesh.inbound("web").lines())
        .first()
        .isEqualTo("default Deployment shop/web: " + first + " at TCP 8080");
  }

  @Test
  void a_change_of_the_namespace_does_not_reach_pods_that_run() {
    MeshText mesh =
        mesh(
            namespace(INJECT + ": enabled, " + DEFAULT + ": deny", ""),
            pod(DEFAULT + ": all-authenticated", "{name: linkerd-proxy, image: p},"));
    assertThat(mesh.inbound("web")).startsWith("default Pod shop/web: ALLOW identified *");
    assertThat(mesh.notes("web"))
        .isEqualTo(
            "FRAGILE: its pods have the default policy all-authenticated, and its namespace has"
                + " deny: new pods will get that");
  }

  @ParameterizedTest(name = "{0} admits {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: exact}] ; identified principal=web.shop.serviceaccount.identity.linkerd.cluster.local
          [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: any}]   ; identified *
          [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: ends}]  ; identified principal has .shop.serviceaccount.identity.linkerd.cluster.local at END
          [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: refs}]  ; identified one of {principal=a.bank.serviceaccount.identity.linkerd.cluster.local/principal has .bank.serviceaccount.identity.linkerd.cluster.local at END}
          [{kind: ServiceAccount, name: web}]                                    ; identified principal=web.shop.serviceaccount.identity.linkerd.cluster.local
          [{kind: serviceaccount, group: core, name: web, namespace: bank}]      ; identified principal=web.bank.serviceaccount.identity.linkerd.cluster.local
          [{group: policy.linkerd.io, kind: NetworkAuthentication, name: part}]  ; (10.0.0.0/8 but [10.1.0.0/16])
          [{group: policy.linkerd.io, kind: NetworkAuthentication, name: all}]   ; everybody
          [{kind: ServiceAccount, name: web}, {group: policy.linkerd.io, kind: NetworkAuthentication, name: part}] ; (identified principal=web.shop.serviceaccount.identity.linkerd.cluster.local & (10.0.0.0/8 but [10.1.0.0/16]))
          []                                                                     ; everybody
          [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: e, namespace: bank}] ; ?
          """)
  void a_policy_admits_whom_all_that_it_requires_means(String required, String expected) {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER),
            policy(required),
            object("MeshTLSAuthentication", "exact", "{identities: [" + WEB + "]}"),
            object("MeshTLSAuthentication", "any", "{identities: [\"*\"]}"),
            object(
                "MeshTLSAuthentication",
                "ends",
                "{identities: [\"*.shop.serviceaccount.identity.linkerd.cluster.local\"]}"),
            object(
                "MeshTLSAuthentication",
                "refs",
                "{identityRefs: [{kind: ServiceAccount, name: a, namespace: bank}, {kind:"
                    + " Namespace, name: bank}]}"),
            object(
                "NetworkAuthentication",
                "part",
                "{networks: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}]}"),
            object(
                "NetworkAuthentication",
                "all",
                "{networks: [{cidr: 0.0.0.0/0}, {cidr: \"::/0\"}]}"));
    assertThat(mesh.inbound("web"))
        .isEqualTo(
            """
            authorization AuthorizationPolicy shop/p: ALLOW %s at TCP 8080
            ranked Server shop/s: DENY everybody at TCP 8080
            default Namespace shop: DENY everybody\
            """
                .formatted(expected));
  }

  @Test
  void a_policy_that_requires_what_there_is_not_is_left_out() {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER),
            policy("[{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: lost}]"));
    assertThat(mesh.inbound("web")).doesNotContain("ALLOW");
    assertThat(mesh.notes("web"))
        .isEqualTo(
            "VAIN: AuthorizationPolicy shop/p requires an object that there is not, so Linkerd"
                + " leaves it out");
  }

  @ParameterizedTest(name = "{0} admits {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {unauthenticated: true}                                                   ; CLUSTER
          {unauthenticated: true, networks: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]}    ; everybody
          {meshTLS: {unauthenticatedTLS: true}, networks: [{cidr: 10.0.0.0/8}]}     ; ((identified * | ?) & (10.0.0.0/8))
          {meshTLS: {identities: ["*"]}, networks: [{cidr: 10.0.0.0/8}]}            ; (identified * & (10.0.0.0/8))
          {meshTLS: {serviceAccounts: [{name: a}, {name: b, namespace: bank}]}}     ; (identified principal=a.shop.serviceaccount.identity.linkerd.cluster.local/b.bank.serviceaccount.identity.linkerd.cluster.local & CLUSTER)
          """)
  void a_server_authorization_admits_its_client(String client, String expected) {
    String spec = "{server: {selector: {matchLabels: {tier: a}}}, client: " + client + "}";
    MeshText mesh =
        denying(
            "{apiVersion: policy.linkerd.io/v1beta1, kind: Server, metadata: {name: s, namespace:"
                + " shop, labels: {tier: a}}, spec: "
                + SERVER
                + "}",
            object("ServerAuthorization", "sa", spec));
    String cluster = "(10.0.0.0/8 | 100.64.0.0/10 | 172.16.0.0/12 | 192.168.0.0/16 | fd00::/8)";
    assertThat(mesh.inbound("web").lines())
        .first()
        .isEqualTo(
            "authorization ServerAuthorization shop/sa: ALLOW "
                + expected.replace("CLUSTER", cluster)
                + " at TCP 8080");
  }

  @Test
  void a_policy_for_the_namespace_speaks_of_servers_alone() {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER.replace("port: http", "port: 9090")),
            object(
                "AuthorizationPolicy",
                "p",
                "{targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: [{kind:"
                    + " ServiceAccount, name: web}]}"));
    assertThat(mesh.inbound("web").lines())
        .first()
        .isEqualTo(
            "authorization AuthorizationPolicy shop/p: ALLOW identified principal="
                + WEB
                + " at TCP 9090");
  }

  @Test
  void a_server_without_such_a_port_claims_nothing() {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER.replace("http,", "grpc,")),
            object("Server", "t", SERVER.replace("app: web", "app: api")));
    assertThat(mesh.inbound("web")).isEqualTo("default Namespace shop: DENY everybody");
  }

  @Test
  void an_access_policy_is_one_more_authorization() {
    MeshText mesh =
        denying(
            object(
                "Server",
                "s",
                SERVER.replace(
                    "proxyProtocol", "accessPolicy: all-unauthenticated, proxyProtocol")));
    assertThat(mesh.inbound("web").lines())
        .first()
        .isEqualTo("authorization Server shop/s: ALLOW everybody at TCP 8080");
  }

  @Test
  void of_two_servers_for_a_port_either_may_count() {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER),
            object("Server", "t", "{podSelector: {}, port: 8080}"),
            policy("[{kind: ServiceAccount, name: web}]"));
    assertThat(mesh.inbound("web"))
        .isEqualTo(
            """
            authorization AuthorizationPolicy shop/p?: ALLOW identified principal=%s at TCP 8080
            ranked Server shop/s: DENY everybody at TCP 8080
            ranked Server shop/t: DENY everybody at TCP 8080
            default Namespace shop: DENY everybody\
            """
                .formatted(WEB));
    assertThat(mesh.notes("web")).contains("FRAGILE: several Servers claim one port");
  }

  @Test
  void what_cannot_be_read_is_in_doubt() {
    MeshText server = denying(object("Server", "s", "{podSelector: {}, port: \"80\"}"));
    assertThat(server.inbound("web")).doesNotContain("Server shop/s: ");
    MeshText lost = denying(object("Server", "s", "{podSelector: [], port: http}"));
    assertThat(lost.inbound("web")).contains("ranked Server shop/s?: DENY everybody at TCP 8080");
    MeshText policy =
        denying(
            object("Server", "s", SERVER),
            policy("[{kind: User, name: a}]"),
            object("ServerAuthorization", "sa", "{server: {name: other}, client: {}}"));
    assertThat(policy.inbound("web"))
        .contains("authorization AuthorizationPolicy shop/p?: ALLOW ? at TCP 8080")
        .contains("authorization ServerAuthorization shop/sa?: ALLOW ? at TCP 8080");
  }

  private static final String ROUTE =
      """
      {parentRefs: [{group: policy.linkerd.io, kind: Server, name: s}], rules: [{matches:
      [{path: {value: /a}, method: GET}, {path: {type: Exact, value: /b}, headers: [{name: X-A,
      value: c}]}, {path: {type: RegularExpression, value: /c.*}}]}]}
      """;

  @Test
  void a_server_with_routes_refuses_other_requests() {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER),
            object("HTTPRoute", "r", ROUTE),
            object(
                "AuthorizationPolicy",
                "p",
                "{targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: r},"
                    + " requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]}"));
    String requests =
        "((sending one of {path=/a/path has /a/ at START} & sending method=GET) | (sending path=/b"
            + " & sending header.x-a=c) | (?))";
    assertThat(mesh.inbound("web"))
        .isEqualTo(
            """
            denial Server shop/s: DENY not (%s) at TCP 8080
            authorization AuthorizationPolicy shop/p: ALLOW (identified principal=%s & %s) at TCP 8080
            ranked Server shop/s: DENY everybody at TCP 8080
            default Namespace shop: DENY everybody\
            """
                .formatted(requests, WEB, requests));
  }

  @Test
  void routes_of_the_gateway_api_count_as_well() {
    String route =
        """
        {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace:
        shop}, spec: {parentRefs: [{group: policy.linkerd.io, kind: Server, name: s}], hostnames:
        ["*.example", a.b]}}
        """;
    assertThat(denying(object("Server", "s", SERVER), route).inbound("web"))
        .startsWith(
            "denial Server shop/s: DENY not ((sending one of {host has .example at END/host=a.b} &"
                + " everybody)) at TCP 8080");
  }

  @Test
  void a_server_that_sees_no_requests_has_no_use_for_routes() {
    MeshText mesh =
        denying(
            object("Server", "s", SERVER.replace("HTTP/1", "opaque")),
            object("HTTPRoute", "r", ROUTE));
    assertThat(mesh.inbound("web")).doesNotContain("denial");
    assertThat(mesh.notes("web")).startsWith("VAIN: HTTPRoute shop/r does nothing");
  }

  @Test
  void ports_that_are_skipped_go_past_the_proxy() {
    assertThat(denying().captured("web").lines().toList())
        .isEqualTo(
            List.of(
                "own_ports Deployment shop/web: ALLOW everybody at TCP 4190-4191",
                "own_ports Deployment shop/web: ALLOW everybody at TCP 4567-4568"));
    MeshText listening =
        mesh(
            deployment(INJECT + ": enabled", "")
                .replace("containerPort: 8080", "containerPort: 4567"));
    assertThat(listening.captured("web"))
        .contains("own_ports Deployment shop/web: ALLOW everybody at TCP 4568")
        .contains("capture Deployment shop/web: ALLOW everybody at TCP 4567");
    MeshText some =
        mesh(
            deployment(
                INJECT + ": enabled, config.linkerd.io/skip-inbound-ports: \"8080, 9000-9001\"",
                ""));
    assertThat(some.captured("web"))
        .contains("capture Deployment shop/web: ALLOW everybody at TCP 8080, TCP 9000-9001")
        .doesNotContain("4567");
    MeshText moved =
        mesh(deployment(INJECT + ": enabled, config.linkerd.io/admin-port: \"9999\"", ""));
    assertThat(moved.captured("web"))
        .contains("own_ports Deployment shop/web: ALLOW everybody at TCP 4190, TCP 9999");
    MeshText range =
        mesh(deployment(INJECT + ": enabled, config.linkerd.io/admin-port: \"1-65535\"", ""));
    assertThat(range.captured("web"))
        .contains("own_ports Deployment shop/web: ALLOW everybody at TCP 4190-4191");
    MeshText unread =
        mesh(deployment(INJECT + ": enabled, config.linkerd.io/skip-inbound-ports: \"http\"", ""));
    assertThat(unread.captured("web"))
        .contains("capture Deployment shop/web?: ALLOW everybody at TCP");
  }
}
