package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pod shows to another one when it calls it as an ordinary client does.
record ClientSide(
    Objects objects,
    ControlPlanes planes,
    Memberships members,
    Services services,
    LinkerdConfig linkerd,
    Consul consul) {

  private static final Presented PLAIN = new Presented.Plaintext();
  private static final Presented OPEN = new Presented.Open();

  /// One call.
  ///
  /// @param service the Service that is dialled; absent for the pod's own address
  record Call(Subject client, Subject server, int port, Tree service) {
    /// The port that is dialled.
    int dialled() {
      return service.at("spec").at("ports").items().stream()
          .filter(it -> Services.leadsTo(it, server, port))
          .map(it -> it.at("port").number().orElseThrow())
          .findFirst()
          .orElse(port);
    }
  }

  /// The identity that a client has in its mesh; empty outside of all. Source: Istio, Security,
  /// "Istio identity"; Linkerd, Automatic mTLS; Consul on Kubernetes, `connect-service`.
  Optional<String> identity(Subject client) {
    return switch (members.of(client)) {
      case SIDECAR, AMBIENT ->
          Optional.of(
              new Spiffe(
                      planes.of(client).trustDomains().own(),
                      client.namespace(),
                      client.serviceAccount())
                  .text());
      case LINKERD -> Optional.of(linkerd.identity(client.namespace(), client.serviceAccount()));
      case CONSUL -> consul.names(client).stream().findFirst();
      case OUT, OPEN, CILIUM -> Optional.empty();
    };
  }

  Presented of(Call call) {
    var from = members.of(call.client());
    var to = members.of(call.server());
    if (from == Membership.OUT || to == Membership.OUT) {
      return PLAIN;
    }
    if (from == Membership.OPEN || to == Membership.OPEN) {
      return OPEN;
    }
    return switch (from) {
      case SIDECAR -> ofSidecar(call, to);
      case AMBIENT ->
          to == Membership.AMBIENT ? identified(call) : to == Membership.SIDECAR ? OPEN : PLAIN;
      case LINKERD -> to != Membership.LINKERD || isSkipped(call) ? PLAIN : identified(call);
      case CONSUL -> to == Membership.CONSUL ? ofConsul(call) : PLAIN;
      case CILIUM -> OPEN;
      case OUT, OPEN -> throw new IllegalStateException();
    };
  }

  private Presented identified(Call call) {
    return identity(call.client()).<Presented>map(Presented.Identity::new).orElse(OPEN);
  }

  /// Source: Istio, Traffic Management, "Understanding TLS Configuration"; Automatic mutual TLS: a
  /// call to a pod's own address is passed on as it is.
  private Presented ofSidecar(Call call, Membership to) {
    if (to != Membership.SIDECAR && to != Membership.AMBIENT) {
      return PLAIN;
    }
    if (call.service().isAbsent() || isUntouched(call)) {
      return PLAIN;
    }
    var config = planes.of(call.client());
    var mode =
        new DestinationRules(objects)
            .mode(call.client(), call.service(), call.dialled(), config.rootNamespace());
    if (mode.isPresent()) {
      return mode.get().equals("ISTIO_MUTUAL") ? identified(call) : PLAIN;
    }
    if (to == Membership.AMBIENT) {
      return OPEN;
    }
    return automatic(call, config);
  }

  /// Source: Istio, Automatic mutual TLS: where it is on, where namespace and mesh do not disable
  /// it, and towards pods that bear the label `security.istio.io/tlsMode`.
  private Presented automatic(Call call, IstioConfig config) {
    var peers = new PeerAuthentications(objects);
    var bare =
        new Subject(
            call.server().namespace(),
            call.server().name(),
            Map.of(),
            Map.of(),
            new Tree(null),
            true,
            List.of());
    var isMeant = !call.server().live();
    var hasLabel =
        call.server().label("security.istio.io/tlsMode").filter("istio"::equals).isPresent();
    return switch (peers.mode(bare, call.port(), config.rootNamespace())) {
      case DISABLE -> PLAIN;
      case OPEN -> OPEN;
      case STRICT, PERMISSIVE, NONE ->
          config.hasAutoMtls() && (hasLabel || isMeant) ? identified(call) : PLAIN;
    };
  }

  /// Source: Istio, Resource Annotations, `excludeOutboundPorts`, `interceptionMode`: what the
  /// client's proxy does not take. Ranges of addresses are not followed.
  private static boolean isUntouched(Call call) {
    return call.client()
            .annotation("traffic.sidecar.istio.io/excludeOutboundPorts")
            .map(SidecarCapture::list)
            .filter(it -> it.contains(String.valueOf(call.dialled())))
            .isPresent()
        || call.client()
            .annotation("sidecar.istio.io/interceptionMode")
            .filter("NONE"::equals)
            .isPresent();
  }

  /// Source: Linkerd, Proxy Configuration, `skip-outbound-ports`.
  private static boolean isSkipped(Call call) {
    return call.client()
        .annotation(Linkerd.PREFIX + "skip-outbound-ports")
        .map(SidecarCapture::list)
        .filter(it -> LinkerdPorts.hold(it, call.client(), call.dialled()))
        .isPresent();
  }

  /// Source: Consul, Transparent Proxy: services are dialled by their own addresses; pods' are
  /// passed on as they are.
  private Presented ofConsul(Call call) {
    var isExcluded =
        call.client()
            .annotation(Consul.PREFIX + "transparent-proxy-exclude-outbound-ports")
            .map(SidecarCapture::list)
            .filter(it -> it.contains(String.valueOf(call.dialled())))
            .isPresent();
    return call.service().isAbsent() || isExcluded ? PLAIN : identified(call);
  }
}
