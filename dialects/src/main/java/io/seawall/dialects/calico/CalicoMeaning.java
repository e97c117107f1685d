package io.seawall.dialects.calico;

import io.seawall.dialects.calico.CalicoPolicy.Action;
import io.seawall.dialects.calico.CalicoPolicy.Entity;
import io.seawall.dialects.calico.ServiceMeaning.Backend;
import io.seawall.dialects.kubernetes.Backends;
import io.seawall.model.AddressBounds;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a policy of Calico means for pods.
///
/// Source: Calico documentation, "Network policy", "Global network policy" and "Tier" (how policy
/// is evaluated).
final class CalicoMeaning {
  /// Before everything: what stands here may be asked anywhere.
  static final Tier FIRST =
      new Tier(Double.NEGATIVE_INFINITY, "tiers not known", Tier.Fold.FIRST_BY_NAME);

  private final CalicoPolicy policy;
  private final Tiers.Place place;
  private final EntityMeaning entities;
  private final ServiceMeaning services;
  private final Map<NamedPort, PacketSet> hostPorts;

  /// @param hostPorts what names of ports stand for at host endpoints
  CalicoMeaning(
      CalicoPolicy policy,
      Tiers tiers,
      EndpointSelector selector,
      Backends backends,
      Map<NamedPort, PacketSet> hostPorts) {
    this.hostPorts = hostPorts;
    this.policy = policy;
    this.place = tiers.place(policy.tier());
    this.entities = new EntityMeaning(policy.namespace(), selector);
    this.services = new ServiceMeaning(policy.namespace(), backends);
  }

  /// One policy for pods for each direction that it speaks of. Policies before DNAT and those that
  /// are not tracked speak of host endpoints alone.
  List<Policy> policies() {
    boolean hosts = policy.hook().preDnat() || policy.hook().doNotTrack();
    return hosts && policy.refused().isEmpty() ? List.of() : inEachDirection();
  }

  /// One policy for each direction that it speaks of, whatever endpoints that is.
  List<Policy> inEachDirection() {
    if (policy.refused().isPresent()) {
      String missing =
          "what "
              + policy.where().object()
              + " says in the cluster: Calico refuses it as written ("
              + policy.refused().get().place()
              + ")";
      return Stream.of(Direction.values())
          .map(direction -> unknown(direction, anybody(), missing, policy.refused().get()))
          .toList();
    }
    return Arrays.stream(Direction.values())
        .filter(direction -> speaksOf(direction) || mayBeStoredWith(direction))
        .map(this::of)
        .toList();
  }

  /// Without `types` it speaks of the directions that it has rules for; of ingress if it has none.
  private boolean speaksOf(Direction direction) {
    if (!policy.types().isEmpty()) {
      return policy.types().contains(direction);
    }
    return switch (direction) {
      case INGRESS -> !policy.ingress().isEmpty() || policy.egress().isEmpty();
      case EGRESS -> !policy.egress().isEmpty();
    };
  }

  /// An object that did not come through Calico's API server may be stored without `types`, which
  /// then means both (Calico source, felix/calc, ExtractPolicyMetadata).
  private boolean mayBeStoredWith(Direction direction) {
    return !policy.defaulted() && policy.types().isEmpty() && !speaksOf(direction);
  }

  private Peers anybody() {
    NamespaceTest namespaces =
        policy
            .namespace()
            .<NamespaceTest>map(NamespaceTest.Named::new)
            .orElse(new NamespaceTest.Labelled(LabelTest.any()));
    return new Peers.Pods(namespaces, LabelTest.any());
  }

  private Policy of(Direction direction) {
    Peers subject = entities.subject(policy.subject());
    return switch (place) {
      case Tiers.Place.Unknown(var missing) -> unknown(direction, subject, missing, policy.where());
      case Tiers.Place.Known(var tier, var unmatched) -> {
        List<Rule> rules = new ArrayList<>();
        policy.rules(direction).forEach(rule -> rules.addAll(of(rule, direction)));
        yield policy(
            tier, policy.order(), direction, subject, speaksOf(direction), rules, unmatched);
      }
    };
  }

  /// It may say anything, at any place.
  private Policy unknown(Direction direction, Peers subject, String missing, SourceRef where) {
    List<Rule> rules =
        Stream.of(Verdict.ALLOW, Verdict.DENY)
            .map(verdict ->
                new Rule(
                    verdict,
                    new Peers.Everybody(),
                    new Peers.Unknown(missing),
                    PortMatch.ALL,
                    where))
            .toList();
    return policy(FIRST, Double.NEGATIVE_INFINITY, direction, subject, false, rules, Verdict.PASS);
  }

  private Policy policy(
      Tier tier,
      double order,
      Direction direction,
      Peers subject,
      boolean sure,
      List<Rule> rules,
      Verdict unmatched) {
    return new Policy(
        policy.kind().title(),
        policy.namespace(),
        policy.name(),
        tier,
        order,
        direction,
        subject,
        sure,
        rules,
        unmatched,
        policy.where());
  }

  /// One rule, or one for each part of a Service; none for a rule that only writes a log.
  private List<Rule> of(CalicoPolicy.Rule rule, Direction direction) {
    Optional<Verdict> verdict = verdict(rule.action());
    if (verdict.isEmpty()) {
      return List.of();
    }
    Entity own = direction == Direction.INGRESS ? rule.destination() : rule.source();
    Entity other = direction == Direction.INGRESS ? rule.source() : rule.destination();
    PacketMeaning packets = PacketMeaning.of(rule);
    Peers local = entities.of(own);
    return backends(other, direction).stream()
        .map(backend -> {
          List<String> conditions = new ArrayList<>(packets.conditions());
          PortMatch ports = both(packets.ports(), backend.ports(), conditions);
          Peers peers = ofFamily(Unsure.of(backend.peers(), conditions), rule.match().ipVersion());
          return new Rule(verdict.get(), local, peers, ports, rule.where());
        })
        .flatMap(one -> Stream.concat(Stream.of(one), atHosts(one, direction)))
        .toList();
  }

  /// A name of a port may be that of a host endpoint of some node, too.
  private Stream<Rule> atHosts(Rule rule, Direction direction) {
    PacketSet packets =
        rule.ports().named().stream()
            .map(port -> hostPorts.getOrDefault(port, PacketSet.EMPTY))
            .reduce(PacketSet.EMPTY, PacketSet::or);
    if (direction == Direction.INGRESS || packets.isEmpty()) {
      return Stream.of();
    }
    Peers nodes = new Peers.AllOf(List.of(new Peers.Nodes(LabelTest.any()), rule.peers()));
    Peers perhaps = Unsure.of(nodes, List.of("which node has a port of this name"));
    PortMatch ports = new PortMatch(packets, List.of());
    return Stream.of(new Rule(rule.verdict(), rule.local(), perhaps, ports, rule.where()));
  }

  private static Optional<Verdict> verdict(Action action) {
    return switch (action) {
      case ALLOW -> Optional.of(Verdict.ALLOW);
      case DENY -> Optional.of(Verdict.DENY);
      case PASS -> Optional.of(Verdict.PASS);
      case LOG -> Optional.empty();
    };
  }

  /// The other end; of a Service in a source the ports mean nothing.
  private List<Backend> backends(Entity other, Direction direction) {
    if (other.service().isEmpty()) {
      return List.of(new Backend(entities.of(other), PortMatch.ALL));
    }
    return services.of(other.service().get()).stream()
        .map(backend ->
            direction == Direction.EGRESS ? backend : new Backend(backend.peers(), PortMatch.ALL))
        .toList();
  }

  /// The packets of a rule that go to the ports of a Service.
  private static PortMatch both(PortMatch rule, PortMatch service, List<String> conditions) {
    if (service.packets().isAll()) {
      return rule;
    }
    List<NamedPort> named = service.named();
    if (!named.isEmpty() && !rule.packets().isAll()) {
      conditions.add("which packets of the rule go to a named port of the Service");
    }
    return new PortMatch(rule.packets().and(service.packets()), named);
  }

  private static Peers ofFamily(Peers peers, Optional<Integer> version) {
    return version
        .<Peers>map(number ->
            new Peers.AllOf(
                List.of(
                    peers,
                    new Peers.Addresses(
                        AddressBounds.exactly(
                            number == 6 ? AddressSet.ALL_V6 : AddressSet.ALL_V4)))))
        .orElse(peers);
  }
}
