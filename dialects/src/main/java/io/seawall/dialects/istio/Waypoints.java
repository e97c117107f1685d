package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Target;
import io.seawall.model.Bounds;
import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Gateways.Gateway;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom waypoints lead to workloads of the ambient mesh. The proxy of the workload's node sees the
/// identity of the waypoint and not that of the client; so where it lets the waypoint by, everybody
/// gets by whom the waypoint does. A waypoint looks at policies that are bound to it, or to a
/// Service behind it, alone.
///
/// Sources: Istio documentation, "Configure waypoint proxies", "Use Layer 4 security policy"
/// (choose enforcement points when waypoints are introduced) and "Use Layer 7 features".
final class Waypoints {
  private static final String CLASS = "istio-waypoint";
  private static final String USE = "istio.io/use-waypoint";
  private static final Peers ADDRESS =
      new Peers.Unknown("from which address the waypoint connects");
  private static final Peers MESHED = new Peers.Identified(LabelTest.any());

  private final Facts.Kubernetes facts;
  private final Settings settings;
  private final List<AuthorizationPolicy> policies;
  private final Map<String, Namespace> namespaces;

  Waypoints(
      Facts.Kubernetes facts,
      Settings settings,
      List<AuthorizationPolicy> policies,
      Map<String, Namespace> namespaces) {
    this.facts = facts;
    this.settings = settings;
    this.policies = policies;
    this.namespaces = namespaces;
  }

  /// What comes through waypoints.
  ///
  /// @param direct what the proxy of the node enforces
  /// @param notes grows with policies that are bound to what is not there
  List<Policy> of(Workload workload, List<Policy> direct, List<Note> notes) {
    unbound(workload, notes);
    List<Policy> found = new ArrayList<>(unread(workload, direct));
    for (Map.Entry<Gateway, PacketSet> entry : before(workload).entrySet()) {
      Gateway waypoint = entry.getKey();
      Bounds admitted = admitted(waypoint, direct).and(Bounds.exactly(entry.getValue()));
      if (admitted.possible().isEmpty()) {
        direct.stream()
            .filter(policy -> !policy.rules().isEmpty() && policy.unmatched() == Verdict.DENY)
            .forEach(policy -> notes.add(inTheWay(waypoint, policy)));
      } else {
        found.addAll(through(waypoint, workload, admitted.sure(), List.of()));
        PacketSet doubted = admitted.possible().minus(admitted.sure());
        found.addAll(through(waypoint, workload, doubted, List.of(ADDRESS)));
      }
    }
    return found;
  }

  private static Note inTheWay(Gateway waypoint, Policy policy) {
    return new Note(
        Note.Kind.BREAKS,
        policy.title()
            + " names clients whose calls come through Gateway "
            + waypoint.namespace()
            + "/"
            + waypoint.name()
            + ": ztunnel sees the waypoint, which it does not name, and refuses them",
        policy.where());
  }

  /// Policies of the namespace that are bound to a gateway which is not there.
  private void unbound(Workload workload, List<Note> notes) {
    for (AuthorizationPolicy policy : policies) {
      if (policy.namespace().equals(workload.id().namespace())) {
        for (Target target : policy.attachment().targets()) {
          if (isUnbound(target, policy, workload)) {
            notes.add(
                new Note(
                    Note.Kind.VAIN,
                    policy.title()
                        + " is bound to "
                        + target.kind()
                        + " "
                        + target.name()
                        + ", and no waypoint enforces it",
                    policy.where()));
          }
        }
      }
    }
  }

  private boolean isUnbound(Target target, AuthorizationPolicy policy, Workload workload) {
    return switch (target.kind()) {
      case "Gateway" -> waypoint(policy.namespace(), target.name()).isEmpty();
      case "Service" -> before(workload).isEmpty();
      default -> false;
    };
  }

  private Optional<Gateway> waypoint(String namespace, String name) {
    return facts.gateways().gateways().stream()
        .filter(one ->
            one.className().equals(CLASS)
                && one.namespace().equals(namespace)
                && one.name().equals(name))
        .findFirst();
  }

  /// A waypoint by name.
  private record Use(String namespace, String name) {}

  /// The waypoints that calls of the workload's Services, or of itself, go through, as labels ask,
  /// with the connections that do. A waypoint is for Services unless it says otherwise
  /// (`istio.io/waypoint-for`).
  private Map<Use, PacketSet> uses(Workload workload) {
    Optional<Namespace> namespace = Optional.ofNullable(namespaces.get(workload.id().namespace()));
    Map<String, String> wide = namespace.map(Namespace::labels).orElse(Map.of());
    Map<Use, PacketSet> found = new LinkedHashMap<>();
    used(workload.labels(), wide, workload.id().namespace())
        .filter(use -> mayBeFor(use, "workload"))
        .ifPresent(use -> found.put(use, OperationMeaning.TCP));
    for (Service service : facts.services()) {
      if (service.selects(workload)) {
        PortKinds kinds = PortKinds.of(workload, List.of(service));
        used(service.labels(), wide, service.namespace())
            .filter(use -> mayBeFor(use, "service"))
            .ifPresent(use -> found.merge(use, kinds.http().or(kinds.others()), PacketSet::or));
      }
    }
    return found;
  }

  /// Whether calls of such a target go through the waypoint; one that is not in the input may be
  /// for any.
  private boolean mayBeFor(Use use, String target) {
    return waypoint(use.namespace, use.name)
        .map(one -> one.labels().getOrDefault("istio.io/waypoint-for", "service"))
        .map(wanted -> wanted.equals(target) || wanted.equals("all"))
        .orElse(true);
  }

  private static Optional<Use> used(
      Map<String, String> labels, Map<String, String> wide, String namespace) {
    Map<String, String> from = labels.containsKey(USE) ? labels : wide;
    String name = from.getOrDefault(USE, "");
    return name.isEmpty() || name.equals("none")
        ? Optional.empty()
        : Optional.of(new Use(from.getOrDefault(USE + "-namespace", namespace), name));
  }

  /// Those of them that are in the input.
  private Map<Gateway, PacketSet> before(Workload workload) {
    Map<Gateway, PacketSet> found = new LinkedHashMap<>();
    uses(workload)
        .forEach((use, packets) ->
            waypoint(use.namespace, use.name).ifPresent(one -> found.put(one, packets)));
    return found;
  }

  /// Connections of waypoints that are not in the input.
  private List<Policy> unread(Workload workload, List<Policy> direct) {
    List<Policy> found = new ArrayList<>();
    for (Map.Entry<Use, PacketSet> entry : uses(workload).entrySet()) {
      Use use = entry.getKey();
      PacketSet admitted = admitted(use, direct).possible().and(entry.getValue());
      if (waypoint(use.namespace, use.name).isEmpty() && !admitted.isEmpty()) {
        Peers unknown =
            new Peers.Unknown(
                "whom waypoint "
                    + use.namespace
                    + "/"
                    + use.name
                    + " lets by (kubectl get gateways,authorizationpolicies -A -o yaml)");
        Rule rule = rule(admitted, new Peers.AllOf(List.of(MESHED, unknown)), workload.where());
        found.add(policy("waypoint", use.namespace, use.name, List.of(rule), rule));
      }
    }
    return found;
  }

  private Bounds admitted(Gateway waypoint, List<Policy> direct) {
    return admitted(new Use(waypoint.namespace(), waypoint.name()), direct);
  }

  /// The connections of the waypoint that the proxy of the node lets by.
  private Bounds admitted(Use waypoint, List<Policy> direct) {
    Map<String, String> identity =
        Identity.ofIstio(settings.trustDomains().getFirst(), waypoint.namespace, waypoint.name);
    Bounds allowed = Bounds.NONE;
    Bounds denied = Bounds.NONE;
    boolean closed = false;
    for (Policy policy : direct) {
      closed |= policy.unmatched() == Verdict.DENY;
      for (Rule rule : policy.rules()) {
        Optional<Boolean> meant = means(rule.peers(), identity);
        PacketSet all = meant.orElse(true) ? rule.ports().packets() : PacketSet.EMPTY;
        PacketSet sure = meant.orElse(false) ? all : PacketSet.EMPTY;
        switch (rule.verdict()) {
          case ALLOW -> allowed = allowed.or(new Bounds(sure, all));
          case DENY -> denied = denied.or(new Bounds(sure, all));
          case PASS -> {}
        }
      }
    }
    return (closed ? allowed : Bounds.exactly(OperationMeaning.TCP)).minus(denied);
  }

  /// Whether rules mean somebody with this identity; empty if his address or request decides.
  private static Optional<Boolean> means(Peers peers, Map<String, String> identity) {
    return switch (peers) {
      case Peers.Everybody _ -> Optional.of(true);
      case Peers.Identified(var test) -> Optional.of(test.passes(identity));
      case Peers.Not(var inner) -> means(inner, identity).map(meant -> !meant);
      case Peers.AnyOf(var inner) -> every(inner, identity, false);
      case Peers.AllOf(var inner) -> every(inner, identity, true);
      case Peers.Pods _,
          Peers.Nodes _,
          Peers.Addresses _,
          Peers.Block _,
          Peers.Tag _,
          Peers.ApplicationGroup _,
          Peers.Outside _,
          Peers.Sending _,
          Peers.Unknown _ ->
          Optional.empty();
    };
  }

  private static Optional<Boolean> every(
      List<Peers> all, Map<String, String> identity, boolean outcome) {
    boolean open = false;
    for (Peers one : all) {
      Optional<Boolean> meant = means(one, identity);
      if (meant.filter(known -> known != outcome).isPresent()) {
        return Optional.of(!outcome);
      }
      open |= meant.isEmpty();
    }
    return open ? Optional.empty() : Optional.of(outcome);
  }

  /// @param doubts what has to be so besides
  private List<Policy> through(
      Gateway waypoint, Workload workload, PacketSet admitted, List<Peers> doubts) {
    if (admitted.isEmpty()) {
      return List.of();
    }
    RuleMeaning.Place seen =
        new RuleMeaning.Place(PortKinds.of(workload, facts.services()), true, false);
    List<Rule> denied = new ArrayList<>();
    List<AuthorizationPolicy> allowing = new ArrayList<>();
    for (AuthorizationPolicy policy : policies) {
      if (policy.accepted() && isBound(policy, waypoint, workload) && !policy.dryRun()) {
        RuleMeaning meaning = new RuleMeaning(policy, settings, seen);
        switch (policy.action()) {
          case ALLOW -> allowing.add(policy);
          case DENY -> denied.addAll(meaning.of(Verdict.DENY));
          case CUSTOM -> {} // whoever is asked may let it by
          case UNKNOWN ->
              denied.add(
                  rule(
                      OperationMeaning.TCP,
                      new Peers.Unknown("what " + policy.title() + " refuses"),
                      policy.where()));
          case AUDIT -> {}
        }
      }
    }
    if (allowing.isEmpty()) {
      List<Rule> open = allow(rule(admitted, MESHED, waypoint.where()), denied, doubts);
      return open.isEmpty()
          ? List.of()
          : List.of(
              policy("Gateway", waypoint.namespace(), waypoint.name(), open, open.getFirst()));
    }
    List<Policy> found = new ArrayList<>();
    for (AuthorizationPolicy policy : allowing) {
      List<Rule> rules = new ArrayList<>();
      for (Rule rule : new RuleMeaning(policy, settings, seen).of(Verdict.ALLOW)) {
        PacketSet packets = rule.ports().packets().and(admitted);
        if (!packets.isEmpty()) {
          rules.addAll(allow(rule(packets, rule.peers(), rule.where()), denied, doubts));
        }
      }
      if (!rules.isEmpty()) {
        found.add(
            policy(
                "AuthorizationPolicy", policy.namespace(), policy.name(), rules, rules.getFirst()));
      }
    }
    return found;
  }

  /// Whether the waypoint enforces it: it is bound to the waypoint, to a Service of the workload,
  /// or in the root namespace to all waypoints.
  private boolean isBound(AuthorizationPolicy policy, Gateway waypoint, Workload workload) {
    return policy.attachment().targets().stream()
        .anyMatch(target ->
            switch (target.kind()) {
              case "Gateway" ->
                  policy.namespace().equals(waypoint.namespace())
                      && target.name().equals(waypoint.name());
              case "Service" ->
                  facts.services().stream()
                      .anyMatch(service ->
                          service.namespace().equals(policy.namespace())
                              && service.name().equals(target.name())
                              && service.selects(workload));
              case "GatewayClass" ->
                  policy.namespace().equals(settings.rootNamespace())
                      && target.name().equals(CLASS);
              default -> false;
            });
  }

  /// Everybody of the mesh whom the rule means and no other denies, port by port.
  private static List<Rule> allow(Rule rule, List<Rule> denied, List<Peers> doubts) {
    List<Rule> parts = List.of(rule);
    for (Rule deny : denied) {
      List<Rule> split = new ArrayList<>();
      for (Rule part : parts) {
        PacketSet packets = part.ports().packets();
        PacketSet both = packets.and(deny.ports().packets());
        add(split, rule(packets.minus(both), part.peers(), part.where()));
        add(
            split,
            rule(
                both,
                new Peers.AllOf(List.of(part.peers(), new Peers.Not(deny.peers()))),
                part.where()));
      }
      parts = split;
    }
    return parts.stream()
        .map(part -> {
          List<Peers> all = new ArrayList<>(doubts);
          all.add(MESHED);
          all.add(part.peers());
          return part.withPeers(new Peers.AllOf(all));
        })
        .toList();
  }

  private static void add(List<Rule> rules, Rule rule) {
    if (!rule.ports().packets().isEmpty()) {
      rules.add(rule);
    }
  }

  private static Rule rule(PacketSet packets, Peers peers, SourceRef where) {
    return new Rule(
        Verdict.ALLOW, new Peers.Everybody(), peers, new PortMatch(packets, List.of()), where);
  }

  private static Policy policy(
      String kind, String namespace, String name, List<Rule> rules, Rule first) {
    return new Policy(
        kind,
        Optional.of(namespace),
        name,
        Stage.WAYPOINT.tier(),
        0,
        Direction.INGRESS,
        new Peers.Everybody(),
        true,
        rules,
        Verdict.PASS,
        first.where());
  }
}
