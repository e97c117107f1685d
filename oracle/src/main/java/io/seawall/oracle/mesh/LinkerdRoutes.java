package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Routes of Linkerd's Servers. Source: Linkerd, HTTPRoute; Authorization Policy, "Policies
/// targeting HTTPRoutes".
record LinkerdRoutes(Objects objects, LinkerdClients clients) {
  private static final List<String> GROUPS = List.of(Linkerd.GROUP, "gateway.networking.k8s.io");
  private static final Set<String> WITHOUT_HTTP = Set.of("opaque", "TLS");

  /// The routes bound to a Server.
  List<Tree> of(Tree server) {
    return Stream.concat(of(server, "HTTPRoute"), of(server, "GRPCRoute")).toList();
  }

  private Stream<Tree> of(Tree server, String kind) {
    return GROUPS.stream()
        .flatMap(group -> objects.of(group, kind).stream())
        .filter(route -> Objects.namespaceOf(route).equals(Objects.namespaceOf(server)))
        .filter(route ->
            route.at("spec").at("parentRefs").items().stream()
                .anyMatch(parent ->
                    parent.at("kind").text().orElse("").equals("Server")
                        && parent.at("name").text().orElse("").equals(Objects.nameOf(server))));
  }

  /// What the routes leave of what the Server admits: a request that no route matches is refused,
  /// one that a route matches is admitted by the Server or by what targets the route. On bytes that
  /// are no HTTP, routes say nothing.
  Answer answer(Tree server, Subject subject, MeshQuestion question, Answer atServer) {
    var routes = of(server);
    var protocol = server.at("spec").at("proxyProtocol").text().orElse("unknown");
    if (routes.isEmpty() || WITHOUT_HTTP.contains(protocol)) {
      return atServer;
    }
    var most = routes.stream().map(this::targeting).reduce(atServer, Answer::or);
    if (most == Answer.NO) {
      return Answer.NO;
    }
    if (question.request().isEmpty()
        || routes.stream().anyMatch(it -> it.at("kind").text().orElse("").equals("GRPCRoute"))) {
      return Answer.OPEN;
    }
    var request = question.request().get();
    return routes.stream()
        .map(route -> matches(route, request).and(atServer.or(targeting(route))))
        .reduce(Answer.NO, Answer::or);
  }

  /// What is admitted by the policies that target a route.
  private Answer targeting(Tree route) {
    return objects.of(Linkerd.GROUP, "AuthorizationPolicy").stream()
        .filter(it -> Objects.namespaceOf(it).equals(Objects.namespaceOf(route)))
        .filter(it -> isTarget(it.at("spec").at("targetRef"), route))
        .map(clients::byPolicy)
        .reduce(Answer.NO, Answer::or);
  }

  private static boolean isTarget(Tree target, Tree route) {
    return target.at("kind").text().equals(route.at("kind").text())
        && target.at("name").text().orElse("").equals(Objects.nameOf(route))
        && route
            .at("apiVersion")
            .text()
            .orElse("")
            .startsWith(target.at("group").text().orElse("") + "/");
  }

  /// Source: Gateway API, HTTPRoute: host names, and any match of any rule; none matches all.
  private static Answer matches(Tree route, MeshQuestion.Request request) {
    var hosts = Objects.texts(route.at("spec").at("hostnames"));
    var rules = route.at("spec").at("rules").items();
    var byRule =
        rules.isEmpty()
            ? Answer.YES
            : rules.stream().map(rule -> ruleMatches(rule, request)).reduce(Answer.NO, Answer::or);
    return Answer.of(hosts.isEmpty() || hosts.stream().anyMatch(it -> isHost(it, request.host())))
        .and(byRule);
  }

  private static boolean isHost(String name, String host) {
    var own = host.toLowerCase(Locale.ROOT).split(":", 2)[0];
    return name.startsWith("*.") ? own.endsWith(name.substring(1)) : own.equals(name);
  }

  private static Answer ruleMatches(Tree rule, MeshQuestion.Request request) {
    var matches = rule.at("matches").items();
    return matches.isEmpty()
        ? Answer.YES
        : matches.stream().map(it -> matchHolds(it, request)).reduce(Answer.NO, Answer::or);
  }

  /// Source: Gateway API, HTTPRouteMatch: all of its parts must hold. Queries are not among the
  /// facts.
  private static Answer matchHolds(Tree match, MeshQuestion.Request request) {
    var method = match.at("method").text().map(request.method()::equals).orElse(true);
    var headers =
        match.at("headers").items().stream()
            .allMatch(header ->
                header
                    .at("value")
                    .text()
                    .orElse("")
                    .equals(
                        request
                            .headers()
                            .get(header.at("name").text().orElse("").toLowerCase(Locale.ROOT))));
    var query = match.at("queryParams").items().isEmpty() ? Answer.YES : Answer.OPEN;
    return Answer.of(method && headers).and(path(match.at("path"), request.path())).and(query);
  }

  /// Source: Gateway API, HTTPPathMatch: PathPrefix of `/` if it is missing; a prefix ends where a
  /// segment does.
  private static Answer path(Tree wanted, String path) {
    var value = wanted.at("value").text().orElse("/");
    return switch (wanted.at("type").text().orElse("PathPrefix")) {
      case "Exact" -> Answer.of(path.equals(value));
      case "PathPrefix" ->
          Answer.of(
              path.equals(value) || path.startsWith(value.endsWith("/") ? value : value + "/"));
      default -> Answer.OPEN;
    };
  }

  /// Source: Linkerd, Authorization Policy, "Health checks": the exact paths of HTTP probes are let
  /// by from the networks of probes, until a route is bound.
  Answer probe(Subject subject, MeshQuestion question, List<Tree> routes) {
    var paths =
        subject
            .containers()
            .flatMap(container ->
                Stream.of("livenessProbe", "readinessProbe", "startupProbe")
                    .map(name -> container.at(name).at("httpGet")))
            .filter(probe -> isAt(probe.at("port"), subject, question.port()))
            .map(probe -> probe.at("path").text().orElse("/"))
            .toList();
    var isNear =
        clients.source().map(ip -> Answer.of(clients.config().isProbe(ip))).orElse(Answer.OPEN);
    if (!routes.isEmpty() || paths.isEmpty()) {
      return Answer.NO;
    }
    return isNear.and(
        question
            .request()
            .map(it -> Answer.of(it.method().equals("GET") && paths.contains(it.path())))
            .orElse(Answer.OPEN));
  }

  private static boolean isAt(Tree port, Subject subject, int number) {
    if (port.isAbsent()) {
      return false;
    }
    return port.isNumber()
        ? port.number().orElseThrow() == number
        : subject.portsNamed(port.text().orElseThrow()).contains(number);
  }
}
