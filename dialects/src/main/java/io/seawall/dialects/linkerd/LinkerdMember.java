package io.seawall.dialects.linkerd;

import io.seawall.dialects.MeshPolicies;
import io.seawall.dialects.MeshPolicies.Speaker;
import io.seawall.dialects.PortLists;
import io.seawall.dialects.linkerd.Claims.Claim;
import io.seawall.dialects.linkerd.LinkerdObject.Server;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What Linkerd makes of the pods of one workload.
///
/// Sources: Linkerd documentation, "Authorization Policy" and "Proxy Configuration"; Linkerd
/// source, policy-controller/k8s/index/src/inbound (workload.rs and `default_inbound_server`).
final class LinkerdMember implements Function<Workload, Member> {
  private static final String DEFAULT = "config.linkerd.io/default-inbound-policy";
  private static final String IDENTIFIED = "config.linkerd.io/proxy-require-identity-inbound-ports";
  private static final String SKIP_INBOUND = "config.linkerd.io/skip-inbound-ports";
  private static final List<String> SKIPS_OUTBOUND =
      List.of("config.linkerd.io/skip-outbound-ports", "config.linkerd.io/skip-subnets");

  /// What holds of every pod in the mesh, whatever its objects say.
  ///
  /// Sources: Linkerd documentation, "Authorization Policy" (probes are authorised while no route
  /// is bound to a Server) and "Automatic Proxy Injection" (the webhook's failure policy).
  private static final List<String> ASSUMED =
      List.of(
          "requests GET to the paths of HTTP probes are let in from anywhere while a Server has no"
              + " routes",
          "a pod that is made while the injector is down has no proxy, unless the injector is told"
              + " to fail (webhookFailurePolicy)");

  /// Where proxies take connections from each other.
  private static final PacketSet TUNNEL = PacketSet.to(Protocol.TCP, 4143);

  private final Injection injection;
  private final Installation installation;
  private final Clients clients;
  private final List<Server> servers;
  private final Authorizations authorizations;
  private final Map<String, Namespace> namespaces;

  LinkerdMember(
      Injection injection,
      Installation installation,
      Clients clients,
      List<Server> servers,
      Authorizations authorizations,
      Map<String, Namespace> namespaces) {
    this.injection = injection;
    this.installation = installation;
    this.clients = clients;
    this.servers = servers;
    this.authorizations = authorizations;
    this.namespaces = namespaces;
  }

  /// A setting of a workload and where it stands.
  private record Setting(String text, Speaker speaker, SourceRef where) {}

  @Override
  public Member apply(Workload workload) {
    Standing standing = injection.standing(workload);
    boolean sendsPast = SKIPS_OUTBOUND.stream().anyMatch(key -> isSet(workload, key));
    Member.Sends sends =
        new Member.Sends(
            installation.identity(workload.id().namespace(), workload.serviceAccount()),
            installation.identity(Identity.NOBODY, Identity.DEFAULT_ACCOUNT),
            sendsPast,
            Optional.of(TUNNEL));
    Optional<Member.Place> place = Optional.of(new Member.Place(Mesh.LINKERD, standing, sends));
    if (standing instanceof Standing.Out) {
      return new Member(place, List.of(), List.of());
    }
    Claims claims = new Claims(servers, workload);
    List<Policy> inbound = new ArrayList<>(captured(workload));
    inbound.addAll(authorizations.of(claims));
    inbound.add(byDefault(workload));
    return new Member(place, inbound, notes(workload, claims));
  }

  private boolean isSet(Workload workload, String key) {
    return setting(workload, key).map(Setting::text).filter(text -> !text.isBlank()).isPresent();
  }

  /// What the annotation of the pods says. A new pod gets those of its namespace that it does not
  /// have; one that runs got them when it was made.
  private Optional<Setting> setting(Workload workload, String key) {
    String own = workload.annotations().get(key);
    if (own != null) {
      return Optional.of(new Setting(own, Speaker.of(workload), annotation(workload.where(), key)));
    }
    Namespace namespace = namespaces.get(workload.id().namespace());
    String general = namespace == null ? null : namespace.annotations().get(key);
    return general == null || namespace == null || !workload.pods().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Setting(
                general,
                new Speaker("Namespace", Optional.empty(), namespace.name(), namespace.where()),
                annotation(namespace.where(), key)));
  }

  private static SourceRef annotation(SourceRef object, String key) {
    return object.at("metadata.annotations." + key, object.line());
  }

  /// What goes past the proxy.
  private List<Policy> captured(Workload workload) {
    List<Policy> policies = new ArrayList<>();
    policies.add(
        past(
            Stage.OWN_PORTS,
            Speaker.of(workload),
            ownPorts(workload),
            "control and metrics of the proxy",
            workload.where()));
    Optional<Setting> skip = setting(workload, SKIP_INBOUND);
    if (skip.isPresent()) {
      skipped(skip.get()).ifPresent(policies::add);
    } else {
      skippedByAll(workload, policies);
    }
    return policies;
  }

  /// Ports of the proxy itself: its control and its metrics, which no certificate guards.
  private Ports ownPorts(Workload workload) {
    Ports control = port(workload, "config.linkerd.io/control-port", 4190);
    return control
        .or(port(workload, "config.linkerd.io/admin-port", 4191))
        .minus(Claims.ofApplication(workload));
  }

  /// A port that an annotation moves; no range can be meant.
  private Ports port(Workload workload, String key, int usual) {
    return setting(workload, key)
        .flatMap(one -> PortLists.read(one.text))
        .filter(ports -> ports.ranges() == 1 && ports.first(0) == ports.last(0))
        .orElse(Ports.of(usual));
  }

  /// A list that cannot be read may mean any port.
  private static Optional<Policy> skipped(Setting setting) {
    Optional<Ports> ports = PortLists.read(setting.text);
    if (ports.filter(Ports::isEmpty).isPresent()) {
      return Optional.empty();
    }
    Policy policy =
        past(
            Stage.CAPTURE,
            setting.speaker,
            ports.orElse(Ports.ALL),
            "skip-inbound-ports",
            setting.where);
    return Optional.of(ports.isPresent() ? policy : policy.doubted());
  }

  /// Ports that every pod skips unless it says otherwise. Those that an installation has without
  /// being told are as open as the proxy's own, as long as no container listens on them.
  private void skippedByAll(Workload workload, List<Policy> policies) {
    Ports all = installation.skippedInbound();
    Ports usual = all.and(Installation.SKIPPED_UNTOLD).minus(Claims.ofApplication(workload));
    String name = "ports that Linkerd skips in every pod";
    SourceRef where = installation.where(workload.where());
    if (!usual.isEmpty()) {
      policies.add(past(Stage.OWN_PORTS, Speaker.of(workload), usual, name, where));
    }
    if (!all.minus(usual).isEmpty()) {
      policies.add(past(Stage.CAPTURE, Speaker.of(workload), all.minus(usual), name, where));
    }
  }

  private static Policy past(
      Stage stage, Speaker speaker, Ports ports, String name, SourceRef where) {
    Rule rule =
        MeshPolicies.rule(
            Verdict.ALLOW, new Peers.Everybody(), MeshPolicies.ports(ports), name, where);
    return MeshPolicies.of(speaker, stage, 0, true, List.of(rule));
  }

  /// What becomes of ports that no Server claims.
  private Policy byDefault(Workload workload) {
    Optional<Setting> written =
        setting(workload, DEFAULT).filter(one -> DefaultPolicy.of(one.text).isPresent());
    Setting setting = written.orElseGet(() -> ofCluster(workload));
    Peers cluster = installation.cluster();
    List<Rule> rules = new ArrayList<>();
    Optional<DefaultPolicy> policy = DefaultPolicy.of(setting.text);
    Optional<Setting> identified = setting(workload, IDENTIFIED);
    Ports ports = identified.flatMap(one -> PortLists.read(one.text)).orElse(Ports.NONE);
    if (policy.isEmpty()) {
      Peers somebody =
          new Peers.Unknown(
              "the default policy of the cluster (proxy.defaultInboundPolicy of linkerd-config)");
      rules.add(rule(Verdict.ALLOW, somebody, setting));
      rules.add(rule(Verdict.DENY, somebody, setting));
      return MeshPolicies.of(setting.speaker, Stage.DEFAULT, 0, true, rules);
    }
    if (!ports.isEmpty()) {
      SourceRef where = identified.orElseThrow().where;
      String name = "proxy-require-identity-inbound-ports";
      PortMatch match = MeshPolicies.ports(ports);
      policy
          .get()
          .identifiedPeers(cluster)
          .ifPresent(
              peers -> rules.add(MeshPolicies.rule(Verdict.ALLOW, peers, match, name, where)));
      rules.add(MeshPolicies.rule(Verdict.DENY, new Peers.Everybody(), match, name, where));
    }
    policy.get().peers(cluster).ifPresent(peers -> rules.add(rule(Verdict.ALLOW, peers, setting)));
    rules.add(rule(Verdict.DENY, new Peers.Everybody(), setting));
    return MeshPolicies.of(setting.speaker, Stage.DEFAULT, 0, true, rules);
  }

  private static Rule rule(Verdict verdict, Peers peers, Setting setting) {
    return MeshPolicies.rule(verdict, peers, PortMatch.ALL, setting.text, setting.where);
  }

  private Setting ofCluster(Workload workload) {
    String text = installation.defaultPolicy().map(DefaultPolicy::text).orElse("");
    return installation
        .config()
        .map(one -> new Setting(text, one.speaker(), one.where()))
        .orElseGet(() -> new Setting("", Speaker.of(workload), workload.where()));
  }

  private List<Note> notes(Workload workload, Claims claims) {
    List<Note> notes = new ArrayList<>();
    for (String text : ASSUMED) {
      notes.add(new Note(Note.Kind.ASSUMED, text, workload.where()));
    }
    drift(workload).ifPresent(notes::add);
    setting(workload, DEFAULT)
        .filter(one -> DefaultPolicy.of(one.text).isEmpty())
        .ifPresent(one ->
            notes.add(
                new Note(
                    Note.Kind.VAIN,
                    "\"" + one.text + "\" is no default policy, so that of the cluster holds",
                    one.where)));
    for (Claim claim : claims.all()) {
      notes.addAll(clients.notes(claim.server()));
      authorizations
          .idle(claim.server())
          .ifPresent(route ->
              notes.add(
                  new Note(
                      Note.Kind.VAIN,
                      route.title()
                          + " does nothing: the protocol of "
                          + claim.server().title()
                          + " hides requests",
                      route.where())));
      if (!claims.alone(claim).equals(claim.ports())) {
        notes.add(
            new Note(
                Note.Kind.FRAGILE,
                "several Servers claim one port of these pods, and which of them counts is not"
                    + " defined",
                claim.server().where()));
      }
    }
    return notes;
  }

  /// The default policy of pods that run is a copy: a change of the namespace reaches new pods
  /// only.
  private Optional<Note> drift(Workload workload) {
    Namespace namespace = namespaces.get(workload.id().namespace());
    if (workload.pods().isEmpty() || namespace == null || !namespace.declared()) {
      return Optional.empty();
    }
    Optional<String> general = Optional.ofNullable(namespace.annotations().get(DEFAULT));
    Optional<String> own = Optional.ofNullable(workload.annotations().get(DEFAULT));
    return general.isEmpty() || general.equals(own)
        ? Optional.empty()
        : Optional.of(
            new Note(
                Note.Kind.FRAGILE,
                "its pods have "
                    + own.map(text -> "the default policy " + text).orElse("no default policy")
                    + ", and its namespace has "
                    + general.get()
                    + ": new pods will get that",
                namespace.where()));
  }
}
