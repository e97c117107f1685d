package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Waypoints of Istio's ambient mode. Source: Istio, Ambient, "Configure waypoint proxies"; "Use
/// Layer 7 features".
record Waypoints(
    Objects objects,
    Subjects subjects,
    Services services,
    Addresses addresses,
    Memberships members) {
  private static final String USE = "istio.io/use-waypoint";

  /// A waypoint that a call visits.
  ///
  /// @param isCertain whether it surely does
  record Way(String namespace, String name, String account, boolean isCertain) {
    String identity(String trustDomain) {
      return new Spiffe(trustDomain, namespace, account).text();
    }
  }

  /// The waypoint between the source and the pod; empty where the call goes straight. Who is not in
  /// the mesh goes straight; who has a sidecar may.
  Optional<Way> onTheWay(Subject subject, MeshQuestion question) {
    if (question.identity().isEmpty()) {
      return Optional.empty();
    }
    var isService = question.service().isPresent();
    var labels =
        isService
            ? question.service().flatMap(services::named).map(Objects::labelsOf).orElse(Map.of())
            : subject.labels();
    return wanted(labels, subject.namespace())
        .flatMap(name -> way(name, isService, isAmbient(question)));
  }

  private boolean isAmbient(MeshQuestion question) {
    return question
        .source()
        .map(name -> members.of(subjects.named(name)) == Membership.AMBIENT)
        .orElse(true);
  }

  /// `NAMESPACE/NAME` of the waypoint that labels ask for: those of the Service or pod, else those
  /// of the namespace; `none` opts out.
  private Optional<String> wanted(Map<String, String> own, String namespace) {
    var labels = own.containsKey(USE) ? own : objects.labelsOfNamespace(namespace);
    return Optional.ofNullable(labels.get(USE))
        .filter(name -> !name.equals("none"))
        .map(name -> labels.getOrDefault(USE + "-namespace", namespace) + "/" + name);
  }

  /// Source: Istio, Ambient, `istio.io/waypoint-for`: `service` if it is missing. A waypoint that
  /// is not there, or not ready, may be waited for or passed by.
  private Optional<Way> way(String wanted, boolean isService, boolean isAmbient) {
    var slash = wanted.indexOf('/');
    var namespace = wanted.substring(0, slash);
    var name = wanted.substring(slash + 1);
    var gateway = objects.named("gateway.networking.k8s.io", "Gateway", namespace, name);
    var scope =
        gateway
            .map(it -> Objects.labelsOf(it).getOrDefault("istio.io/waypoint-for", "service"))
            .orElse("all");
    if (!Set.of("all", isService ? "service" : "workload").contains(scope)) {
      return Optional.empty();
    }
    var pod =
        subjects
            .all()
            .filter(it -> it.namespace().equals(namespace))
            .filter(it ->
                it.label("gateway.networking.k8s.io/gateway-name").filter(name::equals).isPresent())
            .findFirst();
    return Optional.of(
        new Way(
            namespace,
            name,
            pod.map(Subject::serviceAccount).orElse(name),
            isAmbient && gateway.isPresent()));
  }

  /// What the waypoint says of the client.
  Answer passes(Way way, Subject subject, MeshQuestion question, IstioConfig config) {
    if (new Overrides(objects).touchWaypoint(way.namespace(), way.name(), config.rootNamespace())) {
      return Answer.OPEN;
    }
    var bound = bound(way, question, config.rootNamespace());
    var seen =
        new Seen(
            question.identity().map(Spiffe::of),
            addresses.of(question),
            List.of(),
            question.port(),
            question
                .request()
                .map(it -> new Tokens(objects).seen(it, subject, config.rootNamespace())));
    var authorization = new EnvoyAuthorization(config);
    var asTcp = authorization.decide(bound, seen.withoutRequest(), true);
    var asHttp = authorization.decide(bound, seen, false);
    return services.protocols(subject, question.port()).stream()
        .map(protocol ->
            switch (protocol) {
              case TCP -> asTcp;
              case HTTP -> asHttp;
              case SNIFFED, UNDECLARED -> asTcp.unless(asHttp);
            })
        .reduce(Answer::unless)
        .orElseThrow();
  }

  /// The policies that name the waypoint, the Service that was dialled, or all waypoints; one that
  /// is noted as not accepted has no effect. Source: Istio, Authorization Policy, `targetRefs`.
  private List<Tree> bound(Way way, MeshQuestion question, String root) {
    return objects.of(PeerAuthentications.GROUP, "AuthorizationPolicy").stream()
        .filter(policy ->
            !Objects.condition(policy.at("status").at("conditions"), "WaypointAccepted")
                .filter("False"::equals)
                .isPresent())
        .filter(policy ->
            IstioPolicy.targets(policy).stream()
                .anyMatch(target -> names(target, policy, way, question, root)))
        .toList();
  }

  private static boolean names(
      Tree target, Tree policy, Way way, MeshQuestion question, String root) {
    var namespace = Objects.namespaceOf(policy);
    var name = target.at("name").text().orElse("");
    return switch (target.at("kind").text().orElse("")) {
      case "Gateway" -> namespace.equals(way.namespace()) && name.equals(way.name());
      case "Service" -> question.service().filter((namespace + "/" + name)::equals).isPresent();
      case "GatewayClass" -> namespace.equals(root) && name.equals("istio-waypoint");
      default -> false;
    };
  }
}
