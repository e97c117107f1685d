package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads Ingress objects, of today's shape and of the one before Kubernetes 1.22, and their
/// classes.
final class IngressReader {
  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
  private static final String DEFAULT_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";

  private IngressReader() {}

  /// An Ingress.
  ///
  /// Source: Kubernetes API, IngressSpec; for the older shape the Deprecated API Migration Guide.
  static Ingress ingress(ObjectMeta meta, Fields root) {
    Set<String> hosts = new LinkedHashSet<>();
    Set<Ingress.Backend> backends = new LinkedHashSet<>();
    List<String> tlsHosts = new ArrayList<>();
    Optional<Fields> spec = root.child("spec");
    List<Fields> tls = spec.map(fields -> fields.children("tls")).orElse(List.of());
    tls.forEach(entry -> tlsHosts.addAll(entry.texts("hosts")));
    spec.flatMap(fields -> fields.child("defaultBackend"))
        .or(() -> spec.flatMap(fields -> fields.child("backend")))
        .flatMap(IngressReader::backend)
        .ifPresent(backends::add);
    for (Fields rule : spec.map(fields -> fields.children("rules")).orElse(List.of())) {
      hosts.add(rule.text("host").filter(host -> !host.isEmpty()).orElse("*"));
      for (Fields path : rule.child("http").map(http -> http.children("paths")).orElse(List.of())) {
        path.child("backend").flatMap(IngressReader::backend).ifPresent(backends::add);
      }
    }
    return new Ingress(
        meta.namespaceOrDefault(),
        meta.name(),
        spec.flatMap(fields -> fields.text("ingressClassName"))
            .orElse(meta.annotations().getOrDefault(CLASS_ANNOTATION, "")),
        meta.annotationsThatMatter(),
        new ArrayList<>(hosts),
        tlsHosts,
        !tls.isEmpty(),
        new ArrayList<>(backends),
        meta.where());
  }

  /// The Service of a backend; empty if it is something else.
  private static Optional<Ingress.Backend> backend(Fields fields) {
    Optional<Fields> service = fields.child("service");
    if (service.isPresent()) {
      Optional<Fields> port = service.get().child("port");
      String text =
          port.flatMap(inner -> inner.text("name").filter(name -> !name.isEmpty()))
              .or(() -> port.flatMap(inner -> inner.anyText("number")))
              .orElse("");
      return service.get().text("name").map(name -> new Ingress.Backend(name, text));
    }
    String port = fields.anyText("servicePort").orElse("");
    return fields.text("serviceName").map(name -> new Ingress.Backend(name, port));
  }

  /// An IngressClass.
  ///
  /// Source: Kubernetes API, IngressClassSpec.controller; Kubernetes documentation, "Ingress",
  /// default ingress class.
  static IngressClass ingressClass(ObjectMeta meta, Fields root) {
    return new IngressClass(
        meta.name(),
        root.child("spec").flatMap(spec -> spec.text("controller")).orElse(""),
        "true".equals(meta.annotations().get(DEFAULT_ANNOTATION)),
        meta.where());
  }
}
