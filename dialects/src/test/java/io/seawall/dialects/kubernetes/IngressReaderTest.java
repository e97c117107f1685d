package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import org.junit.jupiter.api.Test;

class IngressReaderTest {

  @Test
  void todays_shape() {
    String object =
        """
        {apiVersion: networking.k8s.io/v1, kind: Ingress,
        metadata: {name: web, namespace: shop, annotations: {kubernetes.io/ingress.class: old}},
        spec: {ingressClassName: nginx, tls: [{hosts: [a.example], secretName: s}],
        defaultBackend: {service: {name: fallback, port: {number: 80}}},
        rules: [{host: a.example, http: {paths: [
        {path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}},
        {path: /x, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}},
        {path: /y, pathType: Prefix, backend: {resource: {kind: Bucket, name: b}}}]}},
        {http: {paths: [{backend: {service: {name: api, port: {number: 8080}}}}]}}]}}
        """;

    Ingress ingress = Kube.facts(object).ingresses().getFirst();

    assertThat(ingress.className()).isEqualTo("nginx");
    assertThat(ingress.hosts()).containsExactly("a.example", "*");
    assertThat(ingress.tls()).isTrue();
    assertThat(ingress.tlsHosts()).containsExactly("a.example");
    assertThat(ingress.backends())
        .containsExactly(
            new Ingress.Backend("fallback", "80"),
            new Ingress.Backend("web", "http"),
            new Ingress.Backend("api", "8080"));
    assertThat(Kube.messages(object)).isEmpty();
  }

  @Test
  void the_shape_before_1_22() {
    String object =
        """
        {apiVersion: extensions/v1beta1, kind: Ingress,
        metadata: {name: web, annotations: {kubernetes.io/ingress.class: addon-http-application-routing}},
        spec: {backend: {serviceName: fallback, servicePort: 80},
        rules: [{host: a.example, http: {paths: [{backend: {serviceName: web, servicePort: http}}]}}]}}
        """;

    Ingress ingress = Kube.facts(object).ingresses().getFirst();

    assertThat(ingress.className()).isEqualTo("addon-http-application-routing");
    assertThat(ingress.tls()).isFalse();
    assertThat(ingress.backends())
        .containsExactly(new Ingress.Backend("fallback", "80"), new Ingress.Backend("web", "http"));
    assertThat(Kube.messages(object))
        .isEqualTo(
            """
            dir/0.yaml:1: warning: Ingress web, apiVersion [API_NOT_SERVED]
              found extensions/v1beta1, expected networking.k8s.io/v1
              help: Kubernetes 1.22 and later refuse it; read as networking.k8s.io/v1
            """);
  }

  @Test
  void an_ingress_class_tells_its_controller() {
    assertThat(
            Kube.facts(
                    """
                    {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx,
                    annotations: {ingressclass.kubernetes.io/is-default-class: "true"}},
                    spec: {controller: k8s.io/ingress-nginx}}
                    """,
                    """
                    {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: other}}
                    """)
                .ingressClasses())
        .extracting(IngressClass::name, IngressClass::controller, IngressClass::isDefault)
        .containsExactly(tuple("nginx", "k8s.io/ingress-nginx", true), tuple("other", "", false));
  }
}
