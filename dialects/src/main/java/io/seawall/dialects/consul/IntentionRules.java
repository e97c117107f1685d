package io.seawall.dialects.consul;

import io.seawall.dialects.MeshPolicies;
import io.seawall.dialects.consul.ConsulObject.Intentions;
import io.seawall.dialects.consul.ConsulObject.Permission;
import io.seawall.dialects.consul.ConsulObject.ServiceName;
import io.seawall.dialects.consul.ConsulObject.Source;
import io.seawall.dialects.consul.ConsulObject.Sync;
import io.seawall.model.SourceRef;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The intentions that speak of a service, by rank: of those that speak of a sender the one with
/// the most exact names decides alone.
///
/// Sources: Consul documentation, "Service intentions overview" (only one intention decides;
/// precedence) and "Service intentions configuration entry reference"; for permissions towards a
/// service that is not of HTTP, Consul source, agent/xds/rbac.go.
final class IntentionRules {
  private final List<Intentions> intentions;
  private final DefaultRule byDefault;
  private final boolean namespaced;

  /// @param namespaces of Consul that workloads are in
  IntentionRules(List<Intentions> intentions, DefaultRule byDefault, Stream<String> namespaces) {
    this.intentions = List.copyOf(intentions);
    this.byDefault = byDefault;
    this.namespaced =
        Stream.concat(
                namespaces,
                intentions.stream()
                    .flatMap(one ->
                        Stream.concat(
                            one.destination().stream(),
                            one.sources().stream().map(Source::service)))
                    .map(ServiceName::namespace))
            .anyMatch(namespace -> !namespace.equals("default"));
  }

  /// Whether there are namespaces of Consul besides `default`, which its free edition has alone.
  boolean tellNamespacesApart() {
    return namespaced;
  }

  /// The service that is asked about.
  ///
  /// @param name empty if it is not known which it is
  /// @param requests whether its protocol shows requests
  record Destination(Optional<String> name, String namespace, boolean requests) {
    /// Whether intentions for a service speak of it.
    boolean isMeantBy(ServiceName service) {
      return name.filter(known -> service.means(known, namespace)).isPresent();
    }
  }

  List<Policy> of(Destination destination) {
    List<Policy> policies = new ArrayList<>();
    if (destination.name().isEmpty() && !intentions.isEmpty()) {
      return List.of(unknown(intentions.getFirst(), "which service of Consul these pods are"));
    }
    for (Intentions one : intentions) {
      if (one.destination().filter(service -> !destination.isMeantBy(service)).isPresent()) {
        continue;
      }
      if (one.destination().isEmpty() || one.sync() == Sync.REFUSED) {
        policies.add(unknown(one, "what " + one.title() + " says"));
        continue;
      }
      ranked(one, one.destination().get(), destination)
          .forEach((rank, rules) ->
              policies.add(MeshPolicies.of(one.speaker(), Stage.RANKED, rank, one.sure(), rules)));
    }
    borrowed(destination).ifPresent(policies::add);
    return policies;
  }

  private static Policy unknown(Intentions one, String missing) {
    Peers somebody = new Peers.Unknown(missing);
    return MeshPolicies.of(
        one.speaker(),
        Stage.RANKED,
        0,
        true,
        List.of(
            rule(Verdict.ALLOW, somebody, one.where()), rule(Verdict.DENY, somebody, one.where())));
  }

  /// Without access control lists a pod may take the name of any service, so one of which nobody
  /// knows may take one that is allowed.
  private Optional<Policy> borrowed(Destination destination) {
    if (byDefault.controlsNames().orElse(false)) {
      return Optional.empty();
    }
    String missing =
        byDefault.controlsNames().isPresent()
            ? "whether nobody takes the name of another service: access control lists are off"
            : "whether access control lists of Consul are on: without them a pod may take the name"
                + " of any service";
    Peers who =
        new Peers.AllOf(
            List.of(
                new Peers.Identified(LabelTest.equalTo(Identity.SERVICE, Identity.NOBODY)),
                new Peers.Unknown(missing)));
    return intentions.stream()
        .filter(one -> one.destination().filter(destination::isMeantBy).isPresent())
        .flatMap(one -> one.sources().stream().map(source -> named(one, source, destination, who)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Policy> named(
      Intentions one, Source source, Destination destination, Peers who) {
    boolean allows =
        source
            .action()
            .orElseGet(() ->
                destination.requests()
                    && source.permissions().stream().anyMatch(Permission::allow));
    return allows && !source.service().everyName()
        ? Optional.of(
            MeshPolicies.of(
                one.speaker(),
                Stage.RANKED,
                0,
                true,
                List.of(rule(Verdict.ALLOW, who, source.where()))))
        : Optional.empty();
  }

  private Map<Integer, List<Rule>> ranked(
      Intentions one, ServiceName service, Destination destination) {
    Map<Integer, List<Rule>> ranked = new TreeMap<>();
    for (Source source : one.sources()) {
      ranked
          .computeIfAbsent(10 - precedence(service, source.service()), _ -> new ArrayList<>())
          .addAll(rules(one, source, destination));
    }
    return ranked;
  }

  /// From 9 for exact names down to 1.
  private static int precedence(ServiceName destination, ServiceName source) {
    return 3 * exactness(destination) + exactness(source) - 3;
  }

  /// 3 for an exact name, 2 for every service of a namespace, 1 for every service.
  private static int exactness(ServiceName service) {
    if (service.everyNamespace()) {
      return 1;
    }
    return service.everyName() ? 2 : 3;
  }

  private List<Rule> rules(Intentions one, Source source, Destination destination) {
    Peers who = who(source);
    if (source.action().isPresent()) {
      return List.of(
          source.action().get()
              ? rule(Verdict.ALLOW, withToken(one, who), source.where())
              : rule(Verdict.DENY, all(who), source.where()));
    }
    if (!destination.requests()) {
      return List.of(rule(Verdict.DENY, all(who), source.where()));
    }
    List<Rule> rules = new ArrayList<>();
    for (Permission permission : source.permissions()) {
      Peers both = new Peers.AllOf(List.of(who, permission.requests()));
      rules.add(
          permission.allow()
              ? rule(Verdict.ALLOW, withToken(one, both), permission.where())
              : rule(Verdict.DENY, both, permission.where()));
    }
    rules.addAll(otherwise(who, source));
    return rules;
  }

  /// Those who are denied: with every identity everybody, since nobody without one comes so far but
  /// whom permissive mode has let by.
  private static Peers all(Peers who) {
    return who instanceof Peers.Identified(var test) && test.isAny() ? new Peers.Everybody() : who;
  }

  /// What no permission speaks of is left to the default, not to the next intention.
  private List<Rule> otherwise(Peers who, Source source) {
    Optional<Boolean> allows = byDefault.allows();
    if (allows.isPresent()) {
      return List.of(rule(allows.get() ? Verdict.ALLOW : Verdict.DENY, who, source.where()));
    }
    Peers perhaps = new Peers.AllOf(List.of(who, new Peers.Unknown(DefaultRule.UNKNOWN)));
    return List.of(
        rule(Verdict.ALLOW, perhaps, source.where()), rule(Verdict.DENY, who, source.where()));
  }

  private static Peers withToken(Intentions one, Peers peers) {
    return one.needsToken()
        ? new Peers.AllOf(
            List.of(peers, new Peers.Unknown("whether the request holds a valid token")))
        : peers;
  }

  private static Rule rule(Verdict verdict, Peers peers, SourceRef where) {
    return MeshPolicies.rule(verdict, peers, PortMatch.ALL, "", where);
  }

  /// Services of a peer come from outside of the cluster.
  private Peers who(Source source) {
    if (source.elsewhere().startsWith("peer ")) {
      return new Peers.AllOf(
          List.of(new Peers.Outside(), new Peers.Unknown("services of " + source.elsewhere())));
    }
    Peers named = new Peers.Identified(test(source.service()));
    return source.elsewhere().isEmpty()
        ? named
        : new Peers.AllOf(
            List.of(named, new Peers.Unknown("whether it is of " + source.elsewhere())));
  }

  private LabelTest test(ServiceName service) {
    boolean anywhere = service.everyNamespace() || !namespaced;
    if (service.everyName()) {
      return anywhere
          ? LabelTest.any()
          : LabelTest.equalTo(Identity.NAMESPACE, service.namespace());
    }
    LabelTest name = LabelTest.equalTo(Identity.SERVICE, service.name());
    return anywhere
        ? name
        : new LabelTest.All(
            List.of(name, LabelTest.equalTo(Identity.NAMESPACE, service.namespace())));
  }

  /// What is to be said of the intentions that speak of a service.
  List<Note> notes(Destination destination) {
    List<Note> notes = new ArrayList<>();
    for (Intentions one : intentions) {
      if (one.destination().filter(destination::isMeantBy).isEmpty()) {
        continue;
      }
      if (one.sync() == Sync.NOT_SYNCED) {
        notes.add(
            new Note(
                Note.Kind.FRAGILE,
                one.title() + " is not known to be in force: its condition Synced is not True",
                one.where()));
      }
      if (!destination.requests()
          && one.sources().stream().anyMatch(source -> !source.permissions().isEmpty())) {
        notes.add(
            new Note(
                Note.Kind.BREAKS,
                one.title()
                    + " has permissions for requests, but the protocol of the service is tcp: they"
                    + " count as a deny",
                one.where()));
      }
    }
    return notes;
  }
}
