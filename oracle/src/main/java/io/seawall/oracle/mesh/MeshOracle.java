package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Documents;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers, for one connection or request at a time, whether the mesh lets it reach the process.
///
/// The world is complete: what is not in the texts does not exist, but for kinds that are named as
/// unreadable.
public final class MeshOracle {
  private static final Set<String> OF_ISTIO =
      Set.of("PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication", "EnvoyFilter");
  private static final Set<String> OF_LINKERD =
      Set.of(
          "Server",
          "ServerAuthorization",
          "AuthorizationPolicy",
          "MeshTLSAuthentication",
          "NetworkAuthentication",
          "HTTPRoute",
          "GRPCRoute");
  private static final Set<String> OF_CONSUL =
      Set.of("ServiceIntentions", "ServiceDefaults", "ProxyDefaults", "Mesh");

  private final Subjects subjects;
  private final Memberships members;
  private final Services services;
  private final ClientSide clients;
  private final Sidecars sidecars;
  private final Ambient ambient;
  private final Linkerd linkerd;
  private final Consul consul;
  private final Set<String> unreadable;

  private MeshOracle(Objects objects, Set<String> unreadable) {
    this.unreadable = unreadable;
    subjects = new Subjects(objects);
    services = new Services(objects);
    var planes = new ControlPlanes(objects);
    var addresses = new Addresses(subjects);
    members = new Memberships(objects, planes);
    sidecars = new Sidecars(objects, planes, services, addresses);
    ambient =
        new Ambient(
            objects,
            planes,
            services,
            addresses,
            new Waypoints(objects, subjects, services, addresses, members));
    var ofLinkerd = LinkerdConfig.of(objects);
    linkerd = new Linkerd(objects, ofLinkerd, addresses);
    consul = new Consul(objects, new ConsulConfig(objects), services);
    clients = new ClientSide(objects, planes, members, services, ofLinkerd, consul);
  }

  /// The oracle of the world that these texts describe.
  ///
  /// @param texts YAML (several documents allowed) or JSON
  public static MeshOracle of(List<String> texts) {
    return of(texts, Set.of());
  }

  /// The same, where objects of some kinds could not be read.
  public static MeshOracle of(List<String> texts, Set<String> unreadable) {
    return new MeshOracle(new Objects(new Documents(texts)), Set.copyOf(unreadable));
  }

  /// Whose proxy takes what comes in to a pod, or is meant to take it for the pods of a workload.
  ///
  /// @throws IllegalArgumentException if there is neither of that name
  public Membership membership(String pod) {
    return members.of(subjects.named(pod));
  }

  /// Whether what comes in to a port goes through the proxy; it does not where there is none.
  public Answer captured(String pod, int port) {
    var subject = subjects.named(pod);
    return switch (members.of(subject)) {
      case OUT -> Answer.NO;
      case OPEN -> Answer.OPEN;
      case CILIUM -> Answer.YES;
      case SIDECAR -> sidecars.captured(subject, port);
      case AMBIENT -> ambient.captured(subject, port);
      case LINKERD -> linkerd.captured(subject, port);
      case CONSUL -> consul.captured(subject, port);
    };
  }

  /// What the transport of a port takes.
  public TlsMode mode(String pod, int port) {
    var subject = subjects.named(pod);
    return switch (captured(pod, port)) {
      case NO -> TlsMode.NONE;
      case OPEN -> TlsMode.OPEN;
      case YES ->
          switch (members.of(subject)) {
            case OUT -> TlsMode.NONE;
            case OPEN -> TlsMode.OPEN;
            case CILIUM -> TlsMode.PERMISSIVE;
            case SIDECAR -> misses(OF_ISTIO) ? TlsMode.OPEN : sidecars.mode(subject, port);
            case AMBIENT -> misses(OF_ISTIO) ? TlsMode.OPEN : ambient.mode(subject, port);
            case LINKERD -> linkerd.mode(subject, port);
            case CONSUL -> misses(OF_CONSUL) ? TlsMode.OPEN : consul.mode(subject, port);
          };
    };
  }

  /// Whether the mesh lets it by. What no proxy takes, no mesh stops.
  ///
  /// @throws IllegalArgumentException if the destination is unknown, or the identity has a form
  ///   that the mesh of the destination does not give
  public Answer decision(MeshQuestion question) {
    var subject = subjects.named(question.destination());
    return switch (captured(question.destination(), question.port())) {
      case NO -> Answer.YES;
      case YES -> passes(subject, question);
      case OPEN -> passes(subject, question).unless(Answer.YES);
    };
  }

  private Answer passes(Subject subject, MeshQuestion question) {
    return switch (members.of(subject)) {
      case OUT -> Answer.YES;
      case OPEN -> Answer.OPEN;
      // Cilium encrypts where both ends are enrolled, and lets by what comes otherwise.
      case CILIUM -> Answer.YES;
      case SIDECAR -> misses(OF_ISTIO) ? Answer.OPEN : sidecars.passes(subject, question);
      case AMBIENT -> misses(OF_ISTIO) ? Answer.OPEN : ambient.passes(subject, question);
      case LINKERD -> misses(OF_LINKERD) ? Answer.OPEN : linkerd.passes(subject, question);
      case CONSUL -> misses(OF_CONSUL) ? Answer.OPEN : consul.passes(subject, question);
    };
  }

  private boolean misses(Set<String> kinds) {
    return kinds.stream().anyMatch(unreadable::contains);
  }

  /// The identity that a pod has in its mesh; empty outside of all, and where it cannot be told.
  public Optional<String> identity(String pod) {
    return clients.identity(subjects.named(pod));
  }

  /// What a pod shows to another one when it calls it as an ordinary client.
  ///
  /// @param service the Service it dials, `NAMESPACE/NAME`; empty for the other pod's own address
  public Presented presents(String pod, String destination, int port, Optional<String> service) {
    return clients.of(
        new ClientSide.Call(
            subjects.named(pod),
            subjects.named(destination),
            port,
            service.flatMap(services::named).orElse(new Tree(null))));
  }
}
