package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Selectors;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Linkerd. Source: Linkerd, Authorization Policy; Proxy Configuration.
record Linkerd(Objects objects, LinkerdConfig config, Addresses addresses) implements Mesh {
  static final String GROUP = "policy.linkerd.io";
  static final String PREFIX = "config.linkerd.io/";

  private static final Set<Integer> OF_PROXY = Set.of(4140, 4143);

  /// The proxy's own metrics and administration.
  private static final Set<Integer> SERVED = Set.of(4190, 4191);

  /// In a live pod the arguments of the init container are the truth; where nodes set the rules up,
  /// the annotation is. Source: Linkerd, Proxy Configuration, `skip-inbound-ports`.
  @Override
  public Answer captured(Subject subject, int port) {
    if (OF_PROXY.contains(port)) {
      return Answer.OPEN;
    }
    var ignored =
        LinkerdPorts.argument(subject, "--inbound-ports-to-ignore")
            .or(() -> subject.annotation(PREFIX + "skip-inbound-ports"))
            .map(SidecarCapture::list)
            .orElse(config.ignoredInboundPorts());
    return Answer.of(!SERVED.contains(port) && !LinkerdPorts.hold(ignored, subject, port));
  }

  /// The transport takes both everywhere; who may come is for authorizations.
  @Override
  public TlsMode mode(Subject subject, int port) {
    return TlsMode.PERMISSIVE;
  }

  /// What the Server that claims the port admits; without one, what the default of the pod admits.
  /// Of several Servers, either may be the one that counts.
  @Override
  public Answer passes(Subject subject, MeshQuestion question) {
    var clients = new LinkerdClients(objects, config, question.identity(), addresses.of(question));
    var servers = servers(subject, question.port());
    if (servers.isEmpty()) {
      return byDefault(subject, question, clients)
          .or(new LinkerdRoutes(objects, clients).probe(subject, question, List.of()));
    }
    return servers.stream()
        .map(server -> byServer(server, subject, question, clients))
        .reduce(Answer::unless)
        .orElseThrow();
  }

  /// Source: Linkerd, Authorization Policy, Server: `podSelector`, and a port by number or by name.
  private List<Tree> servers(Subject subject, int port) {
    return objects.of(GROUP, "Server").stream()
        .filter(server -> Objects.namespaceOf(server).equals(subject.namespace()))
        .filter(server -> !server.at("spec").at("podSelector").isAbsent())
        .filter(server -> Selectors.matches(server.at("spec").at("podSelector"), subject.labels()))
        .filter(server -> isPort(server.at("spec").at("port"), subject, port))
        .toList();
  }

  private static boolean isPort(Tree wanted, Subject subject, int port) {
    return wanted.isNumber()
        ? wanted.number().orElseThrow() == port
        : subject.portsNamed(wanted.text().orElseThrow()).contains(port);
  }

  private Answer byDefault(Subject subject, MeshQuestion question, LinkerdClients clients) {
    var needsIdentity =
        subject
            .annotation(PREFIX + "proxy-require-identity-inbound-ports")
            .map(SidecarCapture::list)
            .filter(ports -> LinkerdPorts.hold(ports, subject, question.port()))
            .isPresent();
    return clients.byDefault(defaultPolicy(subject), needsIdentity);
  }

  /// Source: Linkerd, Authorization Policy, "Default policies": the annotation, which the injector
  /// copied from the namespace when the pod was made; a value that is none is as if it were
  /// missing.
  private String defaultPolicy(Subject subject) {
    var key = PREFIX + "default-inbound-policy";
    return subject
        .annotation(key)
        .or(() ->
            subject.live()
                ? Optional.empty()
                : Optional.ofNullable(objects.annotationsOfNamespace(subject.namespace()).get(key)))
        .filter(LinkerdConfig.DEFAULTS::contains)
        .orElse(config.defaultPolicy());
  }

  private Answer byServer(
      Tree server, Subject subject, MeshQuestion question, LinkerdClients clients) {
    var atServer = admitted(server, clients);
    var routes = new LinkerdRoutes(objects, clients);
    return routes
        .answer(server, subject, question, atServer)
        .or(routes.probe(subject, question, routes.of(server)));
  }

  /// Source: Linkerd, Authorization Policy: authorizations add up: those that select the Server,
  /// those that target it or its namespace, and its access policy.
  private Answer admitted(Tree server, LinkerdClients clients) {
    var namespace = Objects.namespaceOf(server);
    var byAuthorization =
        objects.of(GROUP, "ServerAuthorization").stream()
            .filter(it -> Objects.namespaceOf(it).equals(namespace))
            .filter(it -> selects(it.at("spec").at("server"), server))
            .map(clients::byServerAuthorization)
            .reduce(Answer.NO, Answer::or);
    var byPolicy =
        objects.of(GROUP, "AuthorizationPolicy").stream()
            .filter(it -> Objects.namespaceOf(it).equals(namespace))
            .filter(it -> targets(it.at("spec").at("targetRef"), server))
            .map(clients::byPolicy)
            .reduce(Answer.NO, Answer::or);
    var access = server.at("spec").at("accessPolicy").text().orElse("deny");
    return byAuthorization.or(byPolicy).or(clients.byDefault(access, false));
  }

  private static boolean selects(Tree reference, Tree server) {
    return reference
        .at("name")
        .text()
        .map(name -> name.equals(Objects.nameOf(server)))
        .orElseGet(() -> Selectors.matches(reference.at("selector"), Objects.labelsOf(server)));
  }

  private static boolean targets(Tree target, Tree server) {
    var name = target.at("name").text().orElse("");
    return switch (target.at("kind").text().orElse("")) {
      case "Server" -> name.equals(Objects.nameOf(server));
      case "Namespace" -> name.equals(Objects.namespaceOf(server));
      default -> false;
    };
  }
}
