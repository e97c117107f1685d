package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Consul service mesh on Kubernetes. Source: Consul on Kubernetes, Annotations and Labels;
/// Transparent Proxy.
record Consul(Objects objects, ConsulConfig config, Services services) implements Mesh {
  static final String PREFIX = "consul.hashicorp.com/";

  private static final int FIRST_OF_PROXY = 20000;
  private static final int LAST_OF_PROXY = 20600;

  /// Without transparent proxying, the application is on the pod's address like any other.
  @Override
  public Answer captured(Subject subject, int port) {
    if (FIRST_OF_PROXY <= port && port <= LAST_OF_PROXY) {
      return Answer.OPEN;
    }
    var excluded =
        subject
            .annotation(PREFIX + "transparent-proxy-exclude-inbound-ports")
            .map(SidecarCapture::list)
            .orElse(List.of());
    return excluded.contains(String.valueOf(port)) ? Answer.NO : transparent(subject);
  }

  /// Source: Consul on Kubernetes, Annotations and Labels, `transparent-proxy`: on by default; the
  /// injector notes it in `transparent-proxy-status`.
  private Answer transparent(Subject subject) {
    if (subject.live()) {
      var status = subject.annotation(PREFIX + "transparent-proxy-status").orElse("");
      if (status.equals("enabled")) {
        return Answer.YES;
      }
      return asked(subject).filter("false"::equals).isPresent() ? Answer.NO : Answer.OPEN;
    }
    return Answer.of(!asked(subject).filter("false"::equals).isPresent());
  }

  private Optional<String> asked(Subject subject) {
    var key = PREFIX + "transparent-proxy";
    return subject
        .annotation(key)
        .or(() -> Optional.ofNullable(objects.labelsOfNamespace(subject.namespace()).get(key)));
  }

  @Override
  public TlsMode mode(Subject subject, int port) {
    var modes = new LinkedHashSet<TlsMode>();
    names(subject).forEach(name -> modes.add(config.mode(name)));
    return modes.size() == 1 ? modes.iterator().next() : TlsMode.OPEN;
  }

  /// Source: Consul, Service Defaults, `mutualTLSMode`: in permissive mode, what is no mutual TLS
  /// passes to the port of the service without any intention.
  @Override
  public Answer passes(Subject subject, MeshQuestion question) {
    return names(subject).stream()
        .map(name -> passes(name, subject, question))
        .reduce(Answer::unless)
        .orElse(Answer.OPEN);
  }

  private Answer passes(String service, Subject subject, MeshQuestion question) {
    if (question.identity().isPresent()) {
      return new ConsulIntentions(config)
          .allows(question.identity().get(), service, question.request())
          .and(reaches(subject, question.port()))
          .or(exposed(service, question));
    }
    return config.mode(service) == TlsMode.PERMISSIVE
        ? reaches(subject, question.port())
        : exposed(service, question);
  }

  /// The proxy hands what it lets by to the port of the service; whether anything gets to another
  /// port of the pod is not documented.
  private Answer reaches(Subject subject, int port) {
    return isPortOfService(subject, port) ? Answer.YES : Answer.OPEN;
  }

  /// Source: Consul, Service Defaults, `expose`: paths that the proxy answers without mutual TLS,
  /// on a port of their own.
  private Answer exposed(String service, MeshQuestion question) {
    var expose = config.serviceDefaults(service).map(it -> it.at("expose")).orElse(new Tree(null));
    var checks = expose.at("checks").isTrue() ? Answer.OPEN : Answer.NO;
    return expose.at("paths").items().stream()
        .map(path -> exposed(path, question))
        .reduce(checks, Answer::or);
  }

  private static Answer exposed(Tree path, MeshQuestion question) {
    var matches =
        question
            .request()
            .map(it -> Answer.of(path.at("path").text().orElse("").equals(it.path())))
            .orElse(Answer.OPEN);
    if (path.at("listenerPort").number().filter(it -> it == question.port()).isPresent()) {
      return matches;
    }
    return path.at("localPathPort").number().filter(it -> it == question.port()).isPresent()
        ? matches.and(Answer.OPEN)
        : Answer.NO;
  }

  private boolean isPortOfService(Subject subject, int port) {
    var wanted = subject.annotation(PREFIX + "connect-service-port");
    if (wanted.isEmpty()) {
      return !services.declaring(subject, port).isEmpty();
    }
    return LinkerdPorts.hold(SidecarCapture.list(wanted.get()), subject, port);
  }

  /// The name of the service that a pod is: the annotation, else that of the Services that select
  /// it. Source: Consul on Kubernetes, Annotations and Labels, `connect-service`.
  Set<String> names(Subject subject) {
    var names = new LinkedHashSet<String>();
    subject
        .annotation(PREFIX + "connect-service")
        .ifPresentOrElse(
            names::add,
            () -> services.of(subject).forEach(service -> names.add(Objects.nameOf(service))));
    return names;
  }
}
