package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Ip;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Istio in ambient mode: the node proxy, and the waypoint where a call goes by one.
record Ambient(
    Objects objects,
    ControlPlanes planes,
    Services services,
    Addresses addresses,
    Waypoints waypoints)
    implements Mesh {

  /// What the node proxy listens on in the pod.
  private static final Set<Integer> OF_PROXY = Set.of(15001, 15006, 15008, 15053);

  /// From where the kubelet's probes are made to come. Source: Istio, Ambient, Application
  /// Requirements, "NetworkPolicy".
  private static final Set<Ip> PROBES =
      Set.of(Ip.of("169.254.7.127"), Ip.of("fd16:9254:7127:1337:ffff:ffff:ffff:ffff"));

  /// Source: Istio, Resource Annotations, `ambient.istio.io/bypass-inbound-capture`.
  @Override
  public Answer captured(Subject subject, int port) {
    if (OF_PROXY.contains(port)) {
      return Answer.OPEN;
    }
    return Answer.of(
        !subject
            .annotation("ambient.istio.io/bypass-inbound-capture")
            .filter("true"::equals)
            .isPresent());
  }

  @Override
  public TlsMode mode(Subject subject, int port) {
    var config = planes.of(subject);
    return config.reads(objects.labelsOfNamespace(subject.namespace()))
        ? new AmbientPeers(new PeerAuthentications(objects))
            .mode(subject, port, config.rootNamespace())
        : TlsMode.OPEN;
  }

  @Override
  public Answer passes(Subject subject, MeshQuestion question) {
    var config = planes.of(subject);
    if (!config.reads(objects.labelsOfNamespace(subject.namespace()))) {
      return Answer.OPEN;
    }
    if (addresses.of(question).filter(PROBES::contains).isPresent()) {
      return Answer.YES;
    }
    var direct = atNode(subject, question.identity().map(Spiffe::of), question, config);
    return waypoints
        .onTheWay(subject, question)
        .map(way -> throughWaypoint(way, subject, question, config, direct))
        .orElse(direct);
  }

  /// The waypoint decides of the client, the node proxy of the waypoint.
  private Answer throughWaypoint(
      Waypoints.Way way,
      Subject subject,
      MeshQuestion question,
      IstioConfig config,
      Answer direct) {
    var behind =
        new MeshQuestion(
            Optional.empty(),
            Optional.empty(),
            Optional.of(way.identity(config.trustDomains().own())),
            question.destination(),
            question.port(),
            question.service(),
            question.request());
    var both =
        waypoints
            .passes(way, subject, question, config)
            .and(atNode(subject, behind.identity().map(Spiffe::of), behind, config));
    return way.isCertain() ? both : both.unless(direct);
  }

  private Answer atNode(
      Subject subject, Optional<Spiffe> identity, MeshQuestion question, IstioConfig config) {
    var seen =
        new Seen(
            identity,
            addresses.of(question),
            subject.addresses(),
            question.port(),
            question.request());
    var authorized = authorized(subject, seen, config);
    return switch (mode(subject, question.port())) {
      case STRICT -> identity.isEmpty() ? Answer.NO : authorized;
      case PERMISSIVE, DISABLE -> authorized;
      case OPEN, NONE -> identity.isEmpty() ? authorized.and(Answer.OPEN) : authorized;
    };
  }

  /// Source: Istio, Authorization Policy: DENY before ALLOW. Whether a policy whose selector is
  /// there and empty is attached is not defined.
  private Answer authorized(Subject subject, Seen seen, IstioConfig config) {
    var attached = applying(subject, config.rootNamespace());
    var sure = attached.stream().filter(it -> !hasEmptySelector(it)).toList();
    return decide(attached, seen, config).unless(decide(sure, seen, config));
  }

  private static Answer decide(List<Tree> policies, Seen seen, IstioConfig config) {
    var rules = new NodeRules(config.trustDomains());
    var denied =
        EnvoyAuthorization.enforced(policies, "DENY").stream()
            .map(policy -> rules.match(policy, seen))
            .reduce(Answer.NO, Answer::or);
    var allows = EnvoyAuthorization.enforced(policies, "ALLOW");
    var allowed =
        allows.isEmpty()
            ? Answer.YES
            : allows.stream()
                .map(policy -> rules.match(policy, seen))
                .reduce(Answer.NO, Answer::or);
    return denied.negated().and(allowed);
  }

  /// Source: Istio, Ambient, "Use Layer 4 security policy": policies without `targetRefs`, of the
  /// root namespace and of the pod's own.
  private List<Tree> applying(Subject subject, String root) {
    return objects.of(PeerAuthentications.GROUP, "AuthorizationPolicy").stream()
        .filter(policy -> IstioPolicy.targets(policy).isEmpty())
        .filter(policy ->
            Objects.namespaceOf(policy).equals(root)
                || Objects.namespaceOf(policy).equals(subject.namespace()))
        .filter(policy -> Objects.selects(IstioPolicy.selector(policy), subject.labels()))
        .toList();
  }

  private static boolean hasEmptySelector(Tree policy) {
    var selector = IstioPolicy.selector(policy);
    return !selector.isAbsent() && selector.at("matchLabels").fields().isEmpty();
  }
}
