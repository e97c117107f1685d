package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which ports the sidecar of Istio takes. Source: Istio, Resource Annotations; Application
/// Requirements, "Ports used by Istio".
record SidecarCapture(Objects objects) {
  private static final String PREFIX = "traffic.sidecar.istio.io/";

  /// Merged metrics, health and Envoy's own metrics, which the proxy answers without mutual TLS.
  private static final Set<Integer> SERVED = Set.of(15020, 15021, 15090);

  private static final Set<Integer> OF_PROXY = Set.of(15000, 15001, 15004, 15006, 15008, 15053);

  Answer captured(Subject subject, int port) {
    if (OF_PROXY.contains(port)) {
      return Answer.OPEN;
    }
    if (isServed(subject, port) || excluded(subject).contains(String.valueOf(port))) {
      return Answer.NO;
    }
    var included = included(subject);
    if (!included.contains("*") && !included.contains(String.valueOf(port))) {
      return Answer.NO;
    }
    if (isIntercepting(subject)) {
      return hasInterfaces(subject) ? Answer.OPEN : Answer.YES;
    }
    return hasIngressListener(subject) ? Answer.OPEN : Answer.NO;
  }

  private static boolean isServed(Subject subject, int port) {
    return SERVED.contains(port)
        || subject
            .annotation("status.sidecar.istio.io/port")
            .filter(String.valueOf(port)::equals)
            .isPresent();
  }

  /// In a live pod the arguments of the init container are the truth; where nodes set the rules up,
  /// the annotations are. Source: Istio, `istio-iptables`, `-b` and `-d`.
  private static List<String> included(Subject subject) {
    return argument(subject, "-b", "--istio-inbound-ports")
        .or(() -> subject.annotation(PREFIX + "includeInboundPorts"))
        .map(SidecarCapture::list)
        .orElse(List.of("*"));
  }

  private static List<String> excluded(Subject subject) {
    return argument(subject, "-d", "--istio-local-exclude-ports")
        .or(() -> subject.annotation(PREFIX + "excludeInboundPorts"))
        .map(SidecarCapture::list)
        .orElse(List.of());
  }

  static List<String> list(String text) {
    return List.of(text.split(",", -1)).stream().map(String::strip).toList();
  }

  private static boolean isIntercepting(Subject subject) {
    return !argument(subject, "-m", "--istio-inbound-interception-mode")
        .or(() -> subject.annotation("sidecar.istio.io/interceptionMode"))
        .orElse("REDIRECT")
        .equals("NONE");
  }

  private static boolean hasInterfaces(Subject subject) {
    return subject.annotation(PREFIX + "excludeInterfaces").filter(it -> !it.isEmpty()).isPresent();
  }

  private static Optional<String> argument(Subject subject, String brief, String full) {
    var arguments =
        subject.live()
            ? subject
                .container("istio-init")
                .map(it -> Objects.texts(it.at("args")))
                .orElse(List.of())
            : List.<String>of();
    for (var i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals(brief) || arguments.get(i).equals(full)) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /// Source: Istio, Sidecar, IstioIngressListener: without interception, only such a listener is in
  /// the way.
  private boolean hasIngressListener(Subject subject) {
    return objects.of("networking.istio.io", "Sidecar").stream()
        .anyMatch(it ->
            !it.at("spec").at("ingress").items().isEmpty()
                && Objects.namespaceOf(it).equals(subject.namespace()));
  }
}
