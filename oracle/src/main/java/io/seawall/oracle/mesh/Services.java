package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The Services, as meshes read them.
record Services(Objects objects) {
  /// How Istio treats what comes in to a port.
  enum Protocol {
    HTTP,
    TCP,
    /// It looks at the first bytes.
    SNIFFED,
    /// No Service declares the port.
    UNDECLARED
  }

  private static final Set<String> OF_HTTP =
      Set.of("http", "http2", "grpc", "grpc-web", "http_proxy");
  private static final Set<String> OF_TCP =
      Set.of("tcp", "tls", "https", "mongo", "mysql", "redis");
  private static final Set<Integer> SERVER_FIRST = Set.of(25, 53, 3306, 27017);

  /// A port of a Service that leads to a port of a pod.
  record Declared(Tree service, Tree port) {}

  /// Source: Kubernetes API, ServiceSpec.selector, ServicePort.targetPort: the same as `port` where
  /// it is missing; a name is that of a container port.
  List<Declared> declaring(Subject subject, int containerPort) {
    var found = new ArrayList<Declared>();
    for (var service : of(subject)) {
      for (var port : service.at("spec").at("ports").items()) {
        if (port.at("protocol").text().orElse("TCP").equals("TCP")
            && leadsTo(port, subject, containerPort)) {
          found.add(new Declared(service, port));
        }
      }
    }
    return found;
  }

  /// The Services that select a pod.
  List<Tree> of(Subject subject) {
    return objects.core("Service").stream()
        .filter(service -> Objects.namespaceOf(service).equals(subject.namespace()))
        .filter(service -> !service.at("spec").at("selector").fields().isEmpty())
        .filter(service ->
            service.at("spec").at("selector").texts().entrySet().stream()
                .allMatch(wanted ->
                    subject.label(wanted.getKey()).filter(wanted.getValue()::equals).isPresent()))
        .toList();
  }

  Optional<Tree> named(String name) {
    return objects.core("Service").stream()
        .filter(
            service -> (Objects.namespaceOf(service) + "/" + Objects.nameOf(service)).equals(name))
        .findFirst();
  }

  static boolean leadsTo(Tree port, Subject subject, int containerPort) {
    var target = port.at("targetPort");
    if (target.isAbsent()) {
      return port.at("port").number().orElseThrow() == containerPort;
    }
    return target.isNumber()
        ? target.number().orElseThrow() == containerPort
        : subject.portsNamed(target.text().orElseThrow()).contains(containerPort);
  }

  /// The protocols that the Services declare for a port; more than one where they differ.
  Set<Protocol> protocols(Subject subject, int containerPort) {
    var protocols = new TreeSet<Protocol>();
    declaring(subject, containerPort).forEach(found -> protocols.add(protocol(found.port())));
    return protocols.isEmpty() ? Set.of(Protocol.UNDECLARED) : protocols;
  }

  /// Source: Istio, Protocol Selection: `appProtocol`, else the port's name up to the first hyphen;
  /// ports of protocols in which the server speaks first are TCP.
  static Protocol protocol(Tree port) {
    var name =
        port.at("appProtocol")
            .text()
            .orElse(port.at("name").text().orElse(""))
            .toLowerCase(Locale.ROOT);
    if (name.startsWith("grpc-web")
        || Set.of("kubernetes.io/h2c", "kubernetes.io/ws").contains(name)) {
      return Protocol.HTTP;
    }
    var hyphen = name.indexOf('-');
    var word = hyphen < 0 ? name : name.substring(0, hyphen);
    if (OF_HTTP.contains(word)) {
      return Protocol.HTTP;
    }
    return OF_TCP.contains(word)
            || name.equals("kubernetes.io/wss")
            || SERVER_FIRST.contains(port.at("port").number().orElseThrow())
        ? Protocol.TCP
        : Protocol.SNIFFED;
  }
}
