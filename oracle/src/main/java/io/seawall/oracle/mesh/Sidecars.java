package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Ip;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Optional;

/// Istio with sidecars.
record Sidecars(Objects objects, ControlPlanes planes, Services services, Addresses addresses)
    implements Mesh {

  @Override
  public Answer captured(Subject subject, int port) {
    return new SidecarCapture(objects).captured(subject, port);
  }

  @Override
  public TlsMode mode(Subject subject, int port) {
    var config = planes.of(subject);
    return config.reads(objects.labelsOfNamespace(subject.namespace()))
        ? new PeerAuthentications(objects).mode(subject, port, config.rootNamespace())
        : TlsMode.OPEN;
  }

  /// Plaintext does not get through STRICT. Through DISABLE there is no identity to present.
  @Override
  public Answer passes(Subject subject, MeshQuestion question) {
    var config = planes.of(subject);
    if (new Overrides(objects).touch(subject, config.rootNamespace())
        || !config.reads(objects.labelsOfNamespace(subject.namespace()))) {
      return Answer.OPEN;
    }
    var seen = seen(subject, question, config);
    return switch (mode(subject, question.port())) {
      case STRICT -> seen.identity().isEmpty() ? Answer.NO : authorized(subject, seen, config);
      case PERMISSIVE -> authorized(subject, seen, config);
      case DISABLE -> authorized(subject, seen.withoutIdentity(), config);
      case OPEN, NONE ->
          authorized(subject, seen, config)
              .unless(authorized(subject, seen.withoutIdentity(), config))
              .unless(seen.identity().isEmpty() ? Answer.NO : authorized(subject, seen, config));
    };
  }

  private Seen seen(Subject subject, MeshQuestion question, IstioConfig config) {
    Optional<Ip> source = addresses.of(question);
    return new Seen(
        question.identity().map(Spiffe::of),
        source,
        subject.addresses(),
        question.port(),
        question
            .request()
            .map(it -> new Tokens(objects).seen(it, subject, config.rootNamespace())));
  }

  /// As TCP or as HTTP, by the protocol of the port. Source: Istio, Protocol Selection. What no
  /// Service declares is TCP or, where the proxy looks at it, what the bytes are.
  private Answer authorized(Subject subject, Seen seen, IstioConfig config) {
    return services.protocols(subject, seen.port()).stream()
        .map(protocol -> authorized(subject, seen, config, protocol))
        .reduce(Answer::unless)
        .orElseThrow();
  }

  private Answer authorized(
      Subject subject, Seen seen, IstioConfig config, Services.Protocol protocol) {
    var policies = applying(subject, config.rootNamespace());
    var authorization = new EnvoyAuthorization(config);
    var asTcp = authorization.decide(policies, seen.withoutRequest(), true);
    var asHttp = authorization.decide(policies, seen, false);
    return switch (protocol) {
      case TCP -> asTcp;
      case HTTP -> asHttp;
      case SNIFFED -> seen.request().isPresent() ? asHttp : asTcp.unless(asHttp);
      case UNDECLARED -> asTcp.unless(asHttp);
    };
  }

  /// Source: Istio, Authorization Policy, `selector`: those of the root namespace and of the pod's
  /// own; a missing or empty selector picks all. With `targetRefs` a policy is for gateways and
  /// waypoints alone.
  private List<Tree> applying(Subject subject, String root) {
    return objects.of(PeerAuthentications.GROUP, "AuthorizationPolicy").stream()
        .filter(policy ->
            Objects.namespaceOf(policy).equals(root)
                || Objects.namespaceOf(policy).equals(subject.namespace()))
        .filter(policy -> attaches(policy, subject))
        .toList();
  }

  private static boolean attaches(Tree policy, Subject subject) {
    var targets = IstioPolicy.targets(policy);
    if (targets.isEmpty()) {
      return Objects.selects(IstioPolicy.selector(policy), subject.labels());
    }
    var gateway = subject.label("gateway.networking.k8s.io/gateway-name");
    return Objects.namespaceOf(policy).equals(subject.namespace())
        && targets.stream()
            .anyMatch(target ->
                target.at("kind").text().orElse("").equals("Gateway")
                    && target.at("name").text().equals(gateway));
  }
}
