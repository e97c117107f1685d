package io.seawall.practices.httprouting;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.at;
import static io.seawall.practices.Given.expression;
import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Protocol;
import io.seawall.practices.AksCase;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRoutingTest {
  private static Finding addon(Consumer<AksCase> shape) {
    return Case.aks(shape).judge(new HttpRoutingAddon(), "cluster shop");
  }

  @ParameterizedTest(name = "key {0}")
  @CsvSource({"httpApplicationRouting", "httpapplicationrouting", "HTTPApplicationRouting"})
  void the_key_is_compared_without_case(String key) {
    Finding finding = addon(aks -> aks.addon(key, known(true), Map.of()));
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary()).contains(key);
  }

  @Test
  void the_add_on_is_off_or_not_there() {
    assertThat(addon(aks -> aks.addon("httpApplicationRouting", known(false), Map.of())).outcome())
        .isEqualTo(Outcome.PROVED);
    assertThat(addon(_ -> {}).outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void http_13_a_zone_in_the_configuration_is_a_hint() {
    Finding finding =
        addon(aks ->
            aks.addon(
                "httpApplicationRouting",
                known(false),
                Map.of("HTTPApplicationRoutingZoneName", "x.westeurope.aksapp.io")));
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.summary()).contains("x.westeurope.aksapp.io");
  }

  @Test
  void an_expression_or_a_key_without_a_value_is_unknown() {
    assertThat(
            addon(aks -> aks.addon("httpApplicationRouting", expression("[p]"), Map.of()))
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(addon(aks -> aks.addon("httpApplicationRouting", absent(), Map.of())).outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(addon(aks -> aks.unlistedAddons = expression("[p]")).outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void a_template_is_taken_at_its_word() {
    assertThat(addon(aks -> aks.template = true).assumptions())
        .containsExactly("the running cluster is as the template says");
  }

  private static Service service(String name, Map<String, String> annotations, String... ranges) {
    return new Service(
        name.startsWith("addon") ? "kube-system" : "shop",
        name,
        "LoadBalancer",
        Map.of("app", name),
        annotations,
        Map.of(),
        List.of(new Service.Port("http", Protocol.TCP, 80, "8080", 0)),
        List.of(ranges),
        List.of(),
        at("Service " + name, ""));
  }

  private static Ingress ingress(
      String name, String className, List<String> hosts, boolean tls, List<String> tlsHosts) {
    return new Ingress(
        "shop",
        name,
        className,
        Map.of(),
        hosts,
        tlsHosts,
        tls,
        List.of(),
        at("Ingress shop/" + name, ""));
  }

  @Test
  void everything_that_the_add_on_leaves_is_named() {
    String prefix = "addon-http-application-routing";
    Case given =
        Case.kubernetes()
            .service(service(prefix + "-nginx-ingress", Map.of()))
            .deployment("kube-system", prefix + "-external-dns")
            .ingress(ingress("web", prefix, List.of("a.example"), true, List.of()))
            .ingressClass(prefix, "k8s.io/ingress-nginx")
            .other("", "ConfigMap", "kube-system", prefix + "-tcp-services")
            .other("", "ConfigMap", "kube-system", "ingress-controller-leader-" + prefix)
            .other("rbac.authorization.k8s.io", "ClusterRole", "", prefix + "-nginx-ingress")
            .other("", "ConfigMap", "kube-system", "coredns");
    assertThat(given.judge(new HttpRoutingLeftover()))
        .extracting(Finding::subject, Finding::severity)
        .containsExactly(
            tuple("Service kube-system/" + prefix + "-nginx-ingress", Severity.HIGH),
            tuple("kube-system/" + prefix + "-external-dns[Deployment]", Severity.HIGH),
            tuple("Ingress shop/web", Severity.MEDIUM),
            tuple("IngressClass " + prefix, Severity.LOW),
            tuple("ConfigMap kube-system/" + prefix + "-tcp-services", Severity.LOW),
            tuple("ConfigMap kube-system/ingress-controller-leader-" + prefix, Severity.LOW),
            tuple("ClusterRole " + prefix + "-nginx-ingress", Severity.LOW));
  }

  @Test
  void nothing_is_left() {
    assertThat(
            Case.kubernetes()
                .deployment("kube-system", "coredns")
                .judge(new HttpRoutingLeftover(), "cluster shop")
                .outcome())
        .isEqualTo(Outcome.PROVED);
    assertThat(
            Case.kubernetes()
                .deployment("shop", "web")
                .judge(new HttpRoutingLeftover(), "cluster shop")
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(Case.aks(_ -> {}).judge(new HttpRoutingLeftover())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no TLS at all               | a.example    | false | ''          | UNKNOWN
          a certificate for all       | a.example    | true  | ''          | PROVED
          every host named            | a.example    | true  | a.example   | PROVED
          a host that is not named    | b.example    | true  | a.example   | UNKNOWN
          a wildcard for one label    | b.a.example  | true  | *.a.example | PROVED
          a wildcard for two labels   | c.b.a.example| true  | *.a.example | UNKNOWN
          any host                    | *            | true  | a.example   | UNKNOWN
          """)
  void an_ingress_by_its_tls(
      String name, String host, boolean tls, String tlsHost, Outcome outcome) {
    List<String> named = tlsHost.isEmpty() ? List.of() : List.of(tlsHost);
    assertThat(
            Case.kubernetes()
                .ingress(ingress("web", "nginx", List.of(host), tls, named))
                .judge(new IngressWithoutTls(), "Ingress shop/web")
                .outcome())
        .isEqualTo(outcome);
  }

  @Test
  void a_controller_that_nobody_maintains() {
    Case given =
        Case.kubernetes()
            .workload(
                "edge",
                "nginx",
                workload ->
                    workload.containers =
                        List.of(
                            Case.container(
                                "controller", "registry.k8s.io/ingress-nginx/controller:v1.12.1")))
            .workload(
                "edge",
                "inc",
                workload ->
                    workload.containers =
                        List.of(Case.container("controller", "nginx/nginx-ingress:4.0")))
            .workload(
                "app-routing-system",
                "nginx",
                workload ->
                    workload.containers =
                        List.of(Case.container("c", "mcr/oss/ingress-nginx/controller:v1")))
            .ingressClass("nginx", "k8s.io/ingress-nginx")
            .ingressClass("traefik", "traefik.io/ingress-controller");
    assertThat(given.judge(new IngressNginx()))
        .filteredOn(finding -> finding.outcome() == Outcome.REFUTED)
        .extracting(Finding::subject)
        .containsExactly("edge/nginx[Deployment]", "IngressClass nginx");
    assertThat(given.judge(new IngressNginx(), "app-routing-system/nginx[Deployment]").outcome())
        .isEqualTo(Outcome.PROVED);
  }
}
