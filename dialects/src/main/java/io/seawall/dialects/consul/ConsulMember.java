package io.seawall.dialects.consul;

import io.seawall.dialects.MeshPolicies;
import io.seawall.dialects.MeshPolicies.Speaker;
import io.seawall.dialects.consul.ConsulObject.Defaults;
import io.seawall.dialects.consul.ConsulObject.Sync;
import io.seawall.dialects.consul.IntentionRules.Destination;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What Consul makes of the pods of one workload.
///
/// Sources: Consul documentation, "Service intentions overview", "Transparent proxy overview",
/// "Onboard services while in permissive mTLS mode" and "Annotations and labels".
final class ConsulMember implements Function<Workload, Member> {
  private static final String NAMESPACE = ConsulKinds.GROUP + "/consul-namespace";
  private static final List<String> PAST =
      List.of(
          ConsulKinds.GROUP + "/transparent-proxy-exclude-outbound-ports",
          ConsulKinds.GROUP + "/transparent-proxy-exclude-outbound-cidrs",
          ConsulKinds.GROUP + "/transparent-proxy-exclude-uids");

  /// Where proxies take connections from each other.
  private static final PacketSet TUNNEL = PacketSet.to(Protocol.TCP, 20_000);

  private static final Peers PLAIN = new Peers.Not(new Peers.Identified(LabelTest.any()));

  private final Injection injection;
  private final ServicePorts services;
  private final ProxySettings settings;
  private final IntentionRules intentions;
  private final DefaultRule byDefault;

  ConsulMember(
      Injection injection,
      ServicePorts services,
      ProxySettings settings,
      IntentionRules intentions,
      DefaultRule byDefault) {
    this.injection = injection;
    this.services = services;
    this.settings = settings;
    this.intentions = intentions;
    this.byDefault = byDefault;
  }

  /// The namespace of Consul that the pods are in.
  static String namespace(Workload workload) {
    return workload.annotations().getOrDefault(NAMESPACE, "default");
  }

  @Override
  public Member apply(Workload workload) {
    Standing standing = injection.standing(workload);
    Optional<String> name = services.name(workload);
    String namespace = namespace(workload);
    Optional<Member.Place> place =
        Optional.of(new Member.Place(Mesh.CONSUL, standing, sends(workload, name, namespace)));
    if (standing instanceof Standing.Out) {
      return new Member(place, List.of(), List.of());
    }
    Destination destination = new Destination(name, namespace, settings.seesRequests(name));
    List<Policy> inbound = new ArrayList<>(captured(workload, name));
    inbound.add(transport(workload, name));
    ServicePorts.ports(workload).ifPresent(ports -> inbound.add(others(workload, ports)));
    inbound.addAll(intentions.of(destination));
    inbound.add(last(workload));
    return new Member(place, inbound, notes(workload, destination));
  }

  /// A proxy passes plain text on to addresses that no service has, unless it may send to the mesh
  /// alone.
  private Member.Sends sends(Workload workload, Optional<String> name, String namespace) {
    Map<String, String> identity = new HashMap<>(identity(namespace, name));
    identity.put(
        Identity.SERVICE_ACCOUNT, workload.id().namespace() + "/" + workload.serviceAccount());
    Map<String, String> stranger =
        identity(
            intentions.tellNamespacesApart() ? Identity.NOBODY : namespace,
            Optional.of(Identity.NOBODY));
    boolean plainToo =
        !settings.meshOnly()
            || !injection.isTransparent(workload).orElse(false)
            || PAST.stream().anyMatch(workload.annotations()::containsKey);
    return new Member.Sends(identity, stranger, plainToo, Optional.of(TUNNEL));
  }

  private static Map<String, String> identity(String namespace, Optional<String> service) {
    return service
        .map(name ->
            Map.of(
                Identity.NAMESPACE, namespace,
                Identity.SERVICE, name,
                Identity.PRINCIPAL, "ns/" + namespace + "/svc/" + name))
        .orElseGet(() -> Map.of(Identity.NAMESPACE, namespace));
  }

  /// What goes past the proxy.
  private List<Policy> captured(Workload workload, Optional<String> name) {
    Optional<Boolean> transparent = injection.isTransparent(workload);
    if (Injection.isGateway(workload)) {
      return List.of(past(workload, Ports.ALL, "a gateway takes connections from outside", true));
    }
    List<Policy> policies = new ArrayList<>();
    if (!transparent.orElse(false)) {
      policies.add(past(workload, Ports.ALL, "transparent proxy is off", transparent.isPresent()));
    }
    ExcludedPorts.excluded(workload)
        .ifPresent(excluded ->
            policies.add(
                past(
                    workload,
                    excluded.ports(),
                    "transparent-proxy-exclude-inbound-ports",
                    excluded.sure())));
    Ports declared = ServicePorts.declared(workload);
    ExcludedPorts.ofProxy(workload)
        .forEach((reason, ports) -> {
          own(workload, Stage.OWN_PORTS, ports.minus(declared), reason, policies);
          own(workload, Stage.CAPTURE, ports.and(declared), reason, policies);
        });
    settings
        .of(name)
        .forEach(one -> {
          exposed(one, name.isPresent(), policies);
          overridden(one).ifPresent(policies::add);
        });
    return policies;
  }

  /// A port of the proxy that a container of the application listens on as well is no port of the
  /// proxy alone.
  private static void own(
      Workload workload, Stage stage, Ports ports, String name, List<Policy> policies) {
    if (!ports.isEmpty()) {
      policies.add(open(stage, Speaker.of(workload), ports, name, true, workload.where()));
    }
  }

  private static Policy past(Workload workload, Ports ports, String name, boolean sure) {
    return open(Stage.CAPTURE, Speaker.of(workload), ports, name, sure, workload.where());
  }

  private static Policy open(
      Stage stage, Speaker speaker, Ports ports, String name, boolean sure, SourceRef where) {
    Rule rule =
        MeshPolicies.rule(
            Verdict.ALLOW, new Peers.Everybody(), MeshPolicies.ports(ports), name, where);
    return MeshPolicies.of(speaker, stage, 0, sure, List.of(rule));
  }

  /// Ports on which the proxy takes requests for some paths without a certificate.
  private static void exposed(Defaults defaults, boolean known, List<Policy> policies) {
    boolean sure = defaults.sure() && known;
    defaults
        .exposed()
        .forEach(one ->
            policies.add(
                open(
                    Stage.CAPTURE,
                    defaults.speaker(),
                    Ports.of(one.port()),
                    "expose.paths " + one.path(),
                    sure,
                    one.where())));
    if (defaults.exposesChecks()) {
      policies.add(
          open(
              Stage.CAPTURE,
              defaults.speaker(),
              Ports.range(21_500, 21_755),
              "expose.checks",
              false,
              defaults.where()));
    }
  }

  /// What settings that replace those of Consul, or cannot be read, leave of all that is known:
  /// nothing.
  private static Optional<Policy> overridden(Defaults defaults) {
    boolean refused = defaults.sync() == Sync.REFUSED;
    if (defaults.overrides().isEmpty() && !refused) {
      return Optional.empty();
    }
    String what = refused ? defaults.title() : String.join(", ", defaults.overrides());
    Peers unknown = new Peers.Unknown("what " + what + " does to the proxy");
    return Optional.of(
        MeshPolicies.of(
            defaults.speaker(),
            Stage.CAPTURE,
            1,
            true,
            List.of(
                MeshPolicies.rule(
                    Verdict.ALLOW, unknown, PortMatch.ALL, "overrides", defaults.where()),
                deny(unknown, "overrides", defaults.where()))));
  }

  /// The proxy takes nothing without a certificate. In permissive mode it passes plain text on to
  /// the port of the service, and no intention is asked.
  private Policy transport(Workload workload, Optional<String> name) {
    Optional<Defaults> permissive = settings.permissive(name);
    if (permissive.isEmpty()) {
      return MeshPolicies.of(
          Speaker.of(workload),
          Stage.TRANSPORT,
          1,
          true,
          List.of(deny(PLAIN, "mutual TLS is required", workload.where())));
    }
    Defaults one = permissive.get();
    PortMatch ports = ServicePorts.ports(workload).map(MeshPolicies::ports).orElse(PortMatch.ALL);
    boolean sure = one.sure() && name.isPresent() && ServicePorts.ports(workload).isPresent();
    Peers who =
        sure
            ? PLAIN
            : new Peers.AllOf(
                List.of(
                    PLAIN, new Peers.Unknown("whether plain text is taken in permissive mode")));
    SourceRef where = one.where().at("spec.mutualTLSMode", one.where().line());
    return MeshPolicies.of(
        one.speaker(),
        Stage.TRANSPORT,
        0,
        true,
        List.of(
            MeshPolicies.rule(Verdict.ALLOW, who, ports, "mutualTLSMode permissive", where),
            deny(PLAIN, "mutual TLS is required", where)));
  }

  private static Rule deny(Peers peers, String name, SourceRef where) {
    return MeshPolicies.rule(Verdict.DENY, peers, PortMatch.ALL, name, where);
  }

  /// A proxy leads to the port of the service alone.
  private static Policy others(Workload workload, Ports ports) {
    Ports others = Ports.ALL.minus(ports);
    return MeshPolicies.of(
        Speaker.of(workload),
        Stage.DENIAL,
        0,
        true,
        List.of(
            MeshPolicies.rule(
                Verdict.DENY,
                new Peers.Everybody(),
                MeshPolicies.ports(others),
                "ports that are not the service's",
                workload.where())));
  }

  /// What becomes of those of whom no intention speaks.
  private Policy last(Workload workload) {
    Optional<Boolean> allows = byDefault.allows();
    Speaker speaker =
        byDefault
            .config()
            .filter(_ -> allows.isPresent())
            .map(ConsulObject::speaker)
            .orElseGet(() -> Speaker.of(workload));
    List<Rule> rules = new ArrayList<>();
    if (allows.orElse(true)) {
      Peers who =
          allows.isPresent()
              ? new Peers.Identified(LabelTest.any())
              : new Peers.Unknown(DefaultRule.UNKNOWN);
      rules.add(
          MeshPolicies.rule(
              Verdict.ALLOW, who, PortMatch.ALL, "without an intention", speaker.where()));
    }
    rules.add(deny(new Peers.Everybody(), "without an intention", speaker.where()));
    return MeshPolicies.of(speaker, Stage.DEFAULT, 0, true, rules);
  }

  private List<Note> notes(Workload workload, Destination destination) {
    List<Note> notes = new ArrayList<>();
    settings
        .of(destination.name())
        .filter(one -> !one.overrides().isEmpty())
        .forEach(one ->
            notes.add(
                new Note(
                    Note.Kind.OVERRIDES,
                    one.title()
                        + " changes what proxies do ("
                        + String.join(", ", one.overrides())
                        + ")",
                    one.where())));
    settings
        .permissive(destination.name())
        .filter(_ -> !settings.allowsPermissive())
        .ifPresent(one ->
            notes.add(
                new Note(
                    Note.Kind.FRAGILE,
                    one.title()
                        + " is permissive though the mesh does not allow it any more: that changes"
                        + " nothing for modes which are there",
                    one.where())));
    notes.addAll(intentions.notes(destination));
    notes.add(
        new Note(
            Note.Kind.FRAGILE,
            "intentions that were made elsewhere than in Kubernetes are not seen, and a more exact"
                + " one would decide: consul intention list",
            workload.where()));
    return notes;
  }
}
