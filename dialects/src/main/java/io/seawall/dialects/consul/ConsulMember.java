package io.seawall.dialects.consul;

import io.seawall.dialects.MeshPolicies;
import io.seawall.dialects.MeshPolicies.Speaker;
import io.seawall.dialects.consul.ConsulObject.Defaults;
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
  private final PastProxy past;

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
    this.past = new PastProxy(injection, settings);
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
    List<Policy> inbound = new ArrayList<>(past.of(workload, name));
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
    Peers unknown = new Peers.Unknown(DefaultRule.UNKNOWN);
    if (allows.orElse(true)) {
      Peers who = allows.isPresent() ? new Peers.Identified(LabelTest.any()) : unknown;
      rules.add(MeshPolicies.rule(Verdict.ALLOW, who, PortMatch.ALL, "", speaker.where()));
    }
    if (!allows.orElse(false)) {
      Peers who = allows.isPresent() ? new Peers.Everybody() : unknown;
      rules.add(MeshPolicies.rule(Verdict.DENY, who, PortMatch.ALL, "", speaker.where()));
    }
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
            Note.Kind.ASSUMED,
            "intentions that were made elsewhere than in Kubernetes are not seen, and a more exact"
                + " one would decide: consul intention list",
            workload.where()));
    return notes;
  }
}
