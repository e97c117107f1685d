package io.seawall.dialects.istio;

import io.seawall.dialects.PortLists;
import io.seawall.dialects.istio.Capture.Bypass;
import io.seawall.dialects.istio.IstioObject.Mode;
import io.seawall.dialects.istio.IstioObject.ProxyChange;
import io.seawall.dialects.istio.IstioObject.RequestAuthentication;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the proxies of one mode of Istio do.
///
/// @param mode with a proxy beside each pod, or one on each node
/// @param objects every object of Istio
record Proxies(
    Mesh mode,
    Settings settings,
    List<Service> services,
    Transport transport,
    Authorization authorization,
    Clients clients,
    Waypoints waypoints,
    List<IstioObject> objects) {
  private static final Peers PLAIN = new Peers.Not(new Peers.Identified(LabelTest.any()));
  private static final Peers EVERYBODY = new Peers.Everybody();

  /// The port of the tunnels between pods of the ambient mesh (Istio documentation, "Ambient mesh
  /// data plane": HBONE on 15008).
  private static final PacketSet TUNNEL = PacketSet.to(Protocol.TCP, 15008);

  /// A workload that stands so to the mesh.
  Member member(Workload workload, Standing standing) {
    String trustDomain = settings.trustDomains().getFirst();
    Member.Sends sends =
        new Member.Sends(
            Identity.ofIstio(trustDomain, workload.id().namespace(), workload.serviceAccount()),
            Identity.ofIstio(trustDomain, Identity.NOBODY, Identity.DEFAULT_ACCOUNT),
            mode == Mesh.ISTIO,
            mode == Mesh.ISTIO ? Optional.empty() : Optional.of(TUNNEL));
    Optional<Member.Place> place = Optional.of(new Member.Place(mode, standing, sends));
    if (standing instanceof Standing.Out) {
      return new Member(place, List.of(), List.of());
    }
    List<Note> notes = new ArrayList<>();
    Transport.Modes modes = transport.of(workload);
    notes.addAll(modes.notes());
    PortKinds kinds = mode == Mesh.ISTIO ? PortKinds.of(workload, services) : PortKinds.CONNECTIONS;
    RuleMeaning.Place seen =
        new RuleMeaning.Place(kinds, looksAtTokens(workload), mode == Mesh.ISTIO_AMBIENT);
    Map<String, Boolean> hidden = clients.hidden(workload, notes);
    List<Policy> policies = new ArrayList<>();
    Capture.of(workload, mode).forEach(bypass -> policies.add(past(workload, bypass)));
    if (mode == Mesh.ISTIO) {
      policies.addAll(leftOutByValues(workload));
    }
    policies.addAll(overrides(workload, notes));
    policies.addAll(refused());
    for (String key : settings.contested()) {
      String missing = "which of several values of " + key + " the mesh has";
      notes.add(
          new Note(
              Note.Kind.OVERRIDES,
              "ConfigMaps of the mesh give " + key + " several values",
              workload.where()));
      policies.add(undecided(workload, missing));
    }
    if (settings.discoverySelectors()) {
      String missing =
          "whether discoverySelectors of the mesh leave out namespace " + workload.id().namespace();
      notes.add(new Note(Note.Kind.OVERRIDES, missing + " is not read", workload.where()));
      policies.add(undecided(workload, missing));
    }
    for (Policy policy : transport(workload, modes)) {
      policies.add(policy.with(policy.subjectSure(), shown(policy.rules(), hidden)));
    }
    PacketSet plain = plainAlone(modes);
    List<Policy> direct = authorization.of(workload, seen, notes);
    if (mode == Mesh.ISTIO_AMBIENT) {
      policies.addAll(waypoints.of(workload, direct, notes));
    }
    for (Policy policy : direct) {
      List<Rule> rules = shown(seen(policy.rules(), plain), hidden);
      policies.add(policy.with(policy.subjectSure(), rules));
    }
    return new Member(place, policies, notes);
  }

  /// Whether some RequestAuthentication speaks of the workload.
  private boolean looksAtTokens(Workload workload) {
    return objects.stream()
        .anyMatch(object ->
            object instanceof RequestAuthentication tokens
                && (tokens.namespace().equals(settings.rootNamespace())
                    || tokens.namespace().equals(workload.id().namespace()))
                && tokens.attachment().selects(workload.labels()));
  }

  private static Policy policy(
      Stage stage, String kind, Workload workload, List<Rule> rules, SourceRef where) {
    return new Policy(
        kind,
        Optional.of(workload.id().namespace()),
        workload.id().name(),
        stage.tier(),
        0,
        Direction.INGRESS,
        new Peers.Pods(new NamespaceTest.Named(workload.id().namespace()), LabelTest.any()),
        true,
        rules,
        Verdict.PASS,
        where);
  }

  private static Rule rule(
      Verdict verdict, Peers peers, PacketSet packets, String name, SourceRef where) {
    return new Rule(verdict, EVERYBODY, peers, new PortMatch(packets, List.of()), name, where);
  }

  private static Policy past(Workload workload, Bypass bypass) {
    Peers who =
        bypass.sure()
            ? EVERYBODY
            : new Peers.Unknown("which connections " + bypass.name() + " leads past the proxy");
    SourceRef where =
        bypass.byDesign()
            ? workload.where()
            : workload
                .where()
                .at(
                    bypass.name().contains("/")
                        ? "metadata.annotations[" + bypass.name() + "]"
                        : "spec.initContainers: " + bypass.name(),
                    workload.where().line());
    return policy(
        bypass.byDesign() ? Stage.OWN_PORTS : Stage.CAPTURE,
        bypass.byDesign() ? "the proxy of" : workload.id().kind(),
        workload,
        List.of(rule(Verdict.ALLOW, who, bypass.packets(), bypass.name(), where)),
        where);
  }

  /// What the injector leaves out where the pods do not say otherwise; arguments of live pods tell.
  private List<Policy> leftOutByValues(Workload workload) {
    List<Policy> found = new ArrayList<>();
    for (IstioObject object : objects) {
      if (object instanceof IstioObject.InjectorValues values
          && !workload.annotations().containsKey(Capture.EXCLUDED)
          && workload.setup().isEmpty()) {
        PortLists.read(values.excluded())
            .map(ports -> PacketSet.of(Protocol.TCP, ports, Ports.ALL))
            .map(packets -> rule(Verdict.ALLOW, EVERYBODY, packets, "", values.where()))
            .ifPresent(rule ->
                found.add(
                    new Policy(
                        "ConfigMap",
                        Optional.of(values.namespace()),
                        values.name(),
                        Stage.CAPTURE.tier(),
                        0,
                        Direction.INGRESS,
                        EVERYBODY,
                        true,
                        List.of(rule),
                        Verdict.PASS,
                        values.where())));
      }
    }
    return found;
  }

  /// What objects that change the proxy itself leave of all that is known: nothing.
  private List<Policy> overrides(Workload workload, List<Note> notes) {
    List<Policy> found = new ArrayList<>();
    for (IstioObject object : objects) {
      if (object instanceof ProxyChange change && changes(change, workload)) {
        String title = change.kind() + " " + change.namespace() + "/" + change.name();
        Peers unknown = new Peers.Unknown("what " + title + " does to the proxy");
        notes.add(
            new Note(
                Note.Kind.OVERRIDES, title + " may change what the proxy does", change.where()));
        found.add(
            new Policy(
                change.kind(),
                Optional.of(change.namespace()),
                change.name(),
                Stage.CAPTURE.tier(),
                1,
                Direction.INGRESS,
                new Peers.Pods(new NamespaceTest.Named(workload.id().namespace()), LabelTest.any()),
                true,
                List.of(
                    rule(Verdict.ALLOW, unknown, OperationMeaning.TCP, "", change.where()),
                    rule(Verdict.DENY, unknown, OperationMeaning.TCP, "", change.where())),
                Verdict.PASS,
                change.where()));
      }
    }
    return found;
  }

  private static Policy undecided(Workload workload, String missing) {
    Peers unknown = new Peers.Unknown(missing);
    return policy(
        Stage.CAPTURE,
        "mesh of",
        workload,
        List.of(
            rule(Verdict.ALLOW, unknown, OperationMeaning.TCP, "", workload.where()),
            rule(Verdict.DENY, unknown, OperationMeaning.TCP, "", workload.where())),
        workload.where());
  }

  /// What objects may say that the input could not hold.
  private List<Policy> refused() {
    List<Policy> found = new ArrayList<>();
    for (IstioObject object : objects) {
      if (object instanceof IstioObject.Refusal refusal) {
        Peers unknown =
            new Peers.Unknown(
                "what "
                    + refusal.name()
                    + " say (kubectl get "
                    + refusal.name()
                    + " -A -o yaml, with leave to list them)");
        Stage stage = refusal.name().equals("peerauthentications") ? Stage.TRANSPORT : Stage.DENIAL;
        found.add(
            new Policy(
                refusal.name(),
                Optional.empty(),
                "not shown",
                stage.tier(),
                1,
                Direction.INGRESS,
                EVERYBODY,
                true,
                List.of(rule(Verdict.DENY, unknown, OperationMeaning.TCP, "", refusal.where())),
                Verdict.PASS,
                refusal.where()));
        if (stage == Stage.DENIAL) {
          found.add(
              new Policy(
                  refusal.name(),
                  Optional.empty(),
                  "not shown",
                  Stage.AUTHORIZATION.tier(),
                  1,
                  Direction.INGRESS,
                  EVERYBODY,
                  false,
                  List.of(rule(Verdict.ALLOW, unknown, OperationMeaning.TCP, "", refusal.where())),
                  Verdict.DENY,
                  refusal.where()));
        }
      }
    }
    return found;
  }

  private boolean changes(ProxyChange change, Workload workload) {
    return (change.namespace().equals(settings.rootNamespace())
            || change.namespace().equals(workload.id().namespace()))
        && change.attachment().targets().isEmpty()
        && change.attachment().selects(workload.labels());
  }

  /// Connections without a certificate are refused where the mode is strict.
  private static List<Policy> transport(Workload workload, Transport.Modes modes) {
    Map<Transport.Setting, PacketSet> bySetting = new LinkedHashMap<>();
    PacketSet others = OperationMeaning.TCP;
    for (Map.Entry<Integer, Transport.Setting> entry : modes.ports().entrySet()) {
      PacketSet port = PacketSet.to(Protocol.TCP, entry.getKey());
      bySetting.merge(entry.getValue(), port, PacketSet::or);
      others = others.minus(port);
    }
    bySetting.merge(modes.otherwise(), others, PacketSet::or);
    List<Policy> policies = new ArrayList<>();
    bySetting.forEach((setting, packets) -> {
      SourceRef where = Transport.place(setting, workload);
      switch (setting.mode()) {
        case STRICT ->
            policies.add(strict(setting, workload, rule(Verdict.DENY, PLAIN, packets, "", where)));
        case UNKNOWN ->
            policies.add(
                strict(
                    setting,
                    workload,
                    rule(
                        Verdict.DENY,
                        new Peers.AllOf(
                            List.of(new Peers.Unknown("which mode of mutual TLS counts"), PLAIN)),
                        packets,
                        "",
                        where)));
        case PERMISSIVE, DISABLE, UNSET -> {}
      }
    });
    return policies;
  }

  private static Policy strict(Transport.Setting setting, Workload workload, Rule rule) {
    return new Policy(
        "PeerAuthentication",
        setting.by().map(IstioObject::namespace),
        setting.by().map(IstioObject::name).orElse(""),
        Stage.TRANSPORT.tier(),
        0,
        Direction.INGRESS,
        new Peers.Pods(new NamespaceTest.Named(workload.id().namespace()), LabelTest.any()),
        true,
        List.of(rule),
        Verdict.PASS,
        rule.where());
  }

  /// The connections of which the proxy takes plain text alone, so that it sees no identity.
  private static PacketSet plainAlone(Transport.Modes modes) {
    PacketSet plain =
        modes.otherwise().mode() == Mode.DISABLE ? OperationMeaning.TCP : PacketSet.EMPTY;
    for (Map.Entry<Integer, Transport.Setting> entry : modes.ports().entrySet()) {
      PacketSet port = PacketSet.to(Protocol.TCP, entry.getKey());
      plain = entry.getValue().mode() == Mode.DISABLE ? plain.or(port) : plain.minus(port);
    }
    return plain;
  }

  /// The rules as the proxy asks them: of plain text alone nobody is known by an identity.
  private static List<Rule> seen(List<Rule> rules, PacketSet plain) {
    if (plain.isEmpty()) {
      return rules;
    }
    List<Rule> all = new ArrayList<>();
    for (Rule rule : rules) {
      PacketSet packets = rule.ports().packets();
      add(all, rule, rule.peers(), packets.minus(plain));
      add(all, rule, unidentified(rule.peers()), packets.and(plain));
    }
    return all;
  }

  private static List<Rule> shown(List<Rule> rules, Map<String, Boolean> hidden) {
    return rules.stream().map(rule -> rule.withPeers(Clients.seen(rule.peers(), hidden))).toList();
  }

  private static void add(List<Rule> all, Rule rule, Peers peers, PacketSet packets) {
    if (!packets.isEmpty()) {
      all.add(rule(rule.verdict(), peers, packets, rule.name(), rule.where()));
    }
  }

  private static Peers unidentified(Peers peers) {
    return peers.with(part -> part instanceof Peers.Identified ? new Peers.AnyOf(List.of()) : part);
  }
}
